"""Whether a time expression lies ahead of publication or behind it, by the verbs around it."""

from __future__ import annotations

import re

_REACH = 110
_CUES = re.compile(
    r"(?P<future>\b(?:will|shall|would|may|might|could|can|should)\b(?:\s(?!have\b)[a-z]+){0,2}"
    r"|\b(?:is|are|was|were|be|been)\s(?:to|due|set|scheduled|expected|planned|slated|supposed|about)\b(?:\sto)?(?:\sbe)?(?:\s[a-z]+)?"
    r"|\b(?:must|have\sto|has\sto|had\sto|need(?:s|ed)?\sto|going\sto|plans?\sto|planning\sto|intends?\sto|expects?\sto|hopes?\sto)(?:\sbe)?(?:\s[a-z]+)?"
    r"|\b(?:ordered|told|asked|required|instructed|invited|urged|vowed|promised|pledged|threatened|agreed|wants?|decided)(?:\s\w+){0,4}?\sto(?:\sbe)?\s[a-z]+"
    r"|\b(?:upcoming|scheduled|planned|expected|ahead\sof|due|set\sfor|takes?\seffect|expires?|lapses?|starts?|begins?|enters?\sinto\sforce|comes?\sinto\sforce|until|deadline|starting|beginning|effective)\b"
    r"|['’]ll\s[a-z]+)"
    r"|(?P<past>\b(?:was|were|had|did|has|have|said|says|told|took|gave|went|left|met|made|came|held|began|sent|put|summoned|saw|fell|hit|won|"
    r"lost|became|wrote|spoke|broke|brought|called|led|struck|shot|fled|drew|rose|cut|set|got|ran|threw|thrown|withdrew|chose|found|kept|paid|read|"
    r"spent|stood|swore|taken|given|done|gone|sought|shut|quit|bade|hurt|flew|grew|felt|knew|lay|thought|tweeted)\b|\b[a-z]{2,}(?:ed|ied)\b)",
)
_CLAUSE = re.compile(
    r"[;:—–]|,\s(?:and|but|while|which|who|after|as)\s|\b(?:after|since|when|while|because|although)\s"
)


def lies_ahead(sentence: str, start: int, end: int) -> bool:
    """Return whether the words at [start, end) name a time that the sentence tells as coming.

    The nearest verb before them decides ("will meet on Friday", "said on Friday it will"); where none stands before them,
    the first one after ("On Friday, ministers will meet").
    """
    before = sentence[max(0, start - _REACH) : start]
    boundary = [match.end() for match in _CLAUSE.finditer(before)]
    if boundary:
        before = before[boundary[-1] :] or before
    cues = list(_CUES.finditer(before))
    if cues:
        return cues[-1]["future"] is not None
    first = _CUES.search(sentence[end : end + _REACH])
    return first is not None and first["future"] is not None
