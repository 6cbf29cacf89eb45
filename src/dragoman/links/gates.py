"""What each relation requires of any two acts, whatever the words say."""

from __future__ import annotations

from dragoman.links.scene import is_before, may_be_before
from dragoman.links.views import View
from dragoman.records import Relation

_MATTER = {"hostile": "force", "violent": "force", "protest": "force"}
_DONE = ("occurred", "announced")


def may_link(relation: Relation, source: View, target: View) -> bool:
    """Return whether two acts meet what a relation requires of any pair."""
    a, b = source.act, target.act
    if a.id == b.id or b.report.status in ("hypothetical", "denied") or a.report.status == "denied":
        return False
    return _MAY[relation](source, target)


def _may_answer(source: View, target: View) -> bool:
    a, b = source.act, target.act
    if a.report.status == "alleged" or not may_be_before(b, a):
        return False
    if not _is_deed_for(source, target):
        return False
    is_hit, is_aimed = bool(b.recipients & a.actors), bool(b.actors & a.recipients)
    if b.actors & a.actors:
        # Within one state: the government and those it governs share a country.
        return is_hit and is_aimed and source.kind != target.kind
    return is_hit or is_aimed or (not b.actors and bool(b.recipients & a.recipients))


def _is_deed_for(source: View, target: View) -> bool:
    """Return whether an act repays or grants: what is only said about an act is no answer unless words state it as one."""
    if source.act.event == "REJECT":
        return target.act.event == "REQUEST"
    return source.act.event not in ("ACCUSE", "REQUEST", "SUPPORT", "CONSULT")


def _may_deny(source: View, target: View) -> bool:
    a, b = source.act, target.act
    if a.event != "REJECT" or not is_before(b, a):
        return False
    if b.report.status == "alleged" and b.event != "ACCUSE":
        return bool(b.actors & a.actors)
    return bool(b.recipients & a.actors) and b.event in ("ACCUSE", "SANCTION", "COERCE", "ASSAULT", "THREATEN")


def _may_carry_out(source: View, target: View) -> bool:
    a, b = source.act, target.act
    if b.event not in ("THREATEN", "AGREE", "CONCEDE") or a.event in ("THREATEN", "REJECT", "ACCUSE", "REQUEST"):
        return False
    if not a.actors & b.actors or not is_before(b, a) or a.report.status not in _DONE:
        return False
    return not b.recipients or not a.recipients or bool(b.recipients & a.recipients)


def _may_reverse(source: View, target: View) -> bool:
    a, b = source.act, target.act
    return (
        a.event in ("CONCEDE", "RETREAT", "COOPERATE", "SUPPORT", "AGREE", "AID")
        and b.event in ("SANCTION", "COERCE", "MOBILIZE", "REJECT", "THREATEN", "ASSAULT", "ACCUSE", "PROTEST")
        and bool(a.actors & b.actors)
        and (not b.recipients or not a.recipients or bool(b.recipients & (a.recipients | a.actors)))
        and is_before(b, a)
        and b.report.status in _DONE
    )


def _may_coordinate(source: View, target: View) -> bool:
    a, b = source.act, target.act
    return (
        source.kind == target.kind
        and bool(a.recipients & b.recipients)
        and bool(a.actors and b.actors)
        and not a.actors & b.actors
        and not a.recipients & b.actors
        and a.report.status in _DONE
        and b.report.status in _DONE
        and a.report.historical == b.report.historical
    )


def _may_be_part(source: View, target: View) -> bool:
    a, b = source.act, target.act
    if a.report.status not in _DONE or a.report.historical != b.report.historical:
        return False
    if a.recipients and b.recipients and not a.recipients & b.recipients:
        return False
    if not b.actors or not (a.actors & b.actors or target.is_group):
        return False
    return _matter(source) == _matter(target) and (target.is_group or target.is_summary or a.event == b.event)


def _matter(view: View) -> str:
    return _MATTER.get(view.kind, view.kind)


_MAY = {
    "answers": _may_answer,
    "denies": _may_deny,
    "carries_out": _may_carry_out,
    "reverses": _may_reverse,
    "coordinated_with": _may_coordinate,
    "part_of": _may_be_part,
}
