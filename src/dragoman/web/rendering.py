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

from dragoman.ontology.plover import TYPES
from dragoman.records import RELATIONS, STATUSES
from dragoman.version import __version__
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
        quoted=lambda label: quote(label, safe=""),
        percent=lambda share: f"{share:.0%}",
    )
    made.globals.update(
        address=address,
        asset=asset,
        sentence_of=sentence_of,
        stacked=charts.stacked,
        mirrored=charts.mirrored,
        scale_line=charts.scale_line,
        not_drawn=charts.not_drawn,
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


def sentence_of(told: Mapping[str, Any], n: int) -> Markup:
    """Return a report's n-th sentence with the words that tell the act marked."""
    sentence = told["sentences"][n]
    evidence = told["report"]["evidence"][n]
    trigger = evidence["trigger"]
    if not trigger:
        return Markup(escape(naming.shown(sentence)))
    low, high = (max(0, trigger[end] - evidence["start"]) for end in ("start", "end"))
    parts = [escape(naming.shown(part)) for part in (sentence[:low], sentence[low:high], sentence[high:])]
    return Markup("{}<mark>{}</mark>{}").format(*parts) if low < high <= len(sentence) else Markup("").join(parts)


@cache
def asset(name: str) -> str:
    """Return the address of a static file, which changes when its content does."""
    data = files("dragoman.web").joinpath("static").joinpath(name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:10]}"
