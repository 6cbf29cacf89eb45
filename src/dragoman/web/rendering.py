"""Templates: data in, HTML out. Everything that is not markup of ours is escaped, and made harmless to read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dragoman import __version__
from dragoman.ontology.plover import TYPES
from dragoman.records import RELATIONS, STATUSES
from dragoman.web import charts, lanes, marking, naming
from dragoman.web.asking import address


@cache
def environment() -> Environment:
    """Return the templates with their filters; a name that a template misspells is an error."""
    made = Environment(
        loader=PackageLoader("dragoman.web"),
        # All templates make HTML, whatever their files are called.
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    made.filters.update(
        {name: getattr(naming, name) for name in ("day", "headline", "kind", "number", "code_name", "side_code")},
        side_name=naming.side_name,
        side_names=naming.side_names,
        value_words=naming.value_words,
        web_address=naming.web_address,
        marked=marked,
        quoted=lambda label: quote(label, safe=""),
        percent=lambda share: f"{share:.0%}",
    )
    made.globals.update(
        address=address,
        asset=asset,
        stacked=charts.stacked,
        mirrored=charts.mirrored,
        scale_line=charts.scale_line,
        dots=charts.dots,
        land=charts.land,
        draw=lanes.draw,
        passages=marking.passages,
        quads=naming.QUADS,
        relations=naming.RELATIONS,
        types=tuple(TYPES),
        statuses=STATUSES,
        relation_names=RELATIONS,
        version=__version__,
    )
    return made


def _finalized(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    if value is None:
        return ""
    return naming.shown(value) if isinstance(value, str) else value


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return the page."""
    return environment().get_template(template).render(context)


def marked(sentence: str, words: str | None) -> Markup:
    """Return a sentence with the first occurrence of the words marked."""
    before, found, after = sentence.partition(words) if words else (sentence, "", "")
    parts = [escape(naming.shown(part)) for part in (before, found, after)]
    return Markup("{}<mark>{}</mark>{}").format(*parts) if found else Markup(parts[0])


@cache
def asset(name: str) -> str:
    """Return the address of a static file, which changes when its content does."""
    data = files("dragoman.web").joinpath("static").joinpath(name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:10]}"
