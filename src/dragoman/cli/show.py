"""`dragoman show`: print one thing of a ledger in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
import msgspec

from dragoman.cli import ledger_output as output
from dragoman.cli.chains import line
from dragoman.cli.table import plain


@click.command("show")
@click.argument("ledger")
@click.argument("identity", metavar="ID")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(ledger: str, identity: str, form: str) -> None:
    """Print an event, a chain or an article of LEDGER in full.

    ID is that of an event (also a former one, or that of one of its reports), a chain, or an article. An event is printed
    with every report, its sentences and address, why it was put there, every differing value, links and judgements.
    """
    from dragoman.ledger import open_ledger

    with open_ledger(ledger, create=False) as opened:
        found, printer = _found(opened, identity)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode("utf-8"))
        return
    for text in printer(found):
        click.echo(text)


def _found(opened: Any, identity: str) -> tuple[dict[str, Any], Any]:
    from dragoman.errors import NotFound

    if identity.startswith("C"):
        try:
            return opened.chain(identity), _chain
        except NotFound:
            pass
    try:
        return opened.event(identity), _event
    except NotFound:
        pass
    try:
        return opened.article(identity), _article
    except NotFound:
        raise NotFound(
            f"nothing in {opened.name} is called {identity}", f"dragoman events {opened.name} lists events"
        ) from None


def _event(event: dict[str, Any]) -> Iterator[str]:
    yield line(event)
    tags = [name for name in ("historical", "tally") if event[name]] + ([event["judged"]] if event["judged"] else [])
    if tags:
        yield f"  {', '.join(tags)}"
    yield from _facts(event)
    yield "  values that differ:" if event["values"] else "  all sources agree"
    for field, values in event["values"].items():
        for value in values:
            who = value.get("author") or ", ".join(map(plain, value["articles"]))
            yield f"    {field}: {_value(value['value'])}  ({who})"
    for heading, links, end in (("links", event["links"], "target"), ("linked from", event["linked_from"], "source")):
        for link in links:
            why = f": {'; '.join(link['why'])}" if link["why"] else ""
            yield f"  {heading}: {link['relation']} {link[end]} ({link['basis']}, {link['score']:.2f}{plain(why)})"
    if event["chain"]:
        yield f"  chain: {event['chain']}"
    for told in event["told"]:
        yield from _told(told)
    for judgement in event["judgements"]:
        yield from _judgement(judgement)


def _facts(event: dict[str, Any]) -> Iterator[str]:
    for name in ("place", "deadline", "reason", "attribution"):
        value = event[name]
        if value:
            listed = value if isinstance(value, list) else [value]
            yield f"  {name}: " + "; ".join(plain(str(one.get("name") or one.get("text"))) for one in listed)
    if event["context"]:
        yield f"  context: {', '.join(event['context'])}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    if isinstance(value, dict):
        shown = [f"{key} {part}" for key, part in value.items() if part not in (None, False, "")]
        return plain(", ".join(shown))
    return plain(str(value))


def _told(told: dict[str, Any]) -> Iterator[str]:
    article, report = told["article"], told["report"]
    parts = [article["source_id"] or article["id"], article["published"], article["publisher"], article["title"]]
    yield "  ── " + " · ".join(plain(part) for part in parts if part)
    if article["url"]:
        yield f"     {plain(article['url'])}"
    for sentence in told["sentences"]:
        yield f"     “{plain(sentence)}”"
    count = report["count"]
    said = [
        report["status"],
        report["date"]["start"] if report["date"] else None,
        f"{count['value']:g}" if count and count["value"] is not None else None,
    ]
    yield f"     report {report['id']}: " + ", ".join(part for part in said if part)
    if told["why"]:
        yield f"     here because ({told['score']:.2f}): {plain('; '.join(told['why']))}"


def _judgement(judgement: dict[str, Any]) -> Iterator[str]:
    state = "" if judgement["in_force"] else " (undone)"
    what = f" {judgement['field']}={_value(judgement['value'])}" if judgement["field"] else ""
    said = f"{judgement['kind']}{what}, by {judgement['by']}, {judgement['made']}: {judgement['reason']}"
    yield f"  judgement {judgement['id']}{state}: {plain(said)}"


def _chain(chain: dict[str, Any]) -> Iterator[str]:
    yield f"{chain['id']} · {chain['start']}…{chain['end']} · {', '.join(map(plain, chain['sides']))}"
    for event in chain["events"]:
        yield "  " + line(event)
        for link in event["links"]:
            yield f"    └ {link['relation']} {link['target']} ({link['basis']}, {link['score']:.2f})"


def _article(article: dict[str, Any]) -> Iterator[str]:
    parts = (article["source_id"] or article["id"], article["published"], article["publisher"], article["title"])
    yield " · ".join(plain(part) for part in parts if part)
    if article["url"]:
        yield plain(article["url"])
    if not article["is_current"]:
        yield "superseded by a later edition"
    if len(article["editions"]) > 1:
        yield f"editions: {', '.join(edition['id'] for edition in article['editions'])}"
    yield ""
    for paragraph in article["text"].split("\n"):
        yield plain(paragraph)
    yield ""
    for report in article["reports"]:
        who = f"{plain(output.sides(report['actor']))} → {plain(output.sides(report['recipient']))}"
        yield f"  {report['id']}  {who}  {output.kind(report)}  {report['status']}  in {', '.join(report['events']) or 'no event'}"
