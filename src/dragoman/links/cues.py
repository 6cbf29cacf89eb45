"""The words that state how acts hang together: which relation, and whether a phrase that names the other act follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.records import Relation


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A link cue in the text: its span, relation, and where the words that name the other act end (`end` where none do)."""

    relation: Relation
    start: int
    end: int
    reach: int
    # "by way of reply", "in kind": said of the act before it.
    is_behind: bool = False

    @property
    def has_phrase(self) -> bool:
        """Whether words that name the other act follow the cue."""
        return self.reach > self.end


_MOVES = r"(?:measures?|moves?|steps?|actions?|expulsions?|sanctions?|response|tariffs?|bans?|restrictions?|decisions?|closures?|strikes?|attacks?|duties|basis|manner|fashion|way|gesture|reply|answer)"
# Cues with a phrase behind them that names the act answered.
_ANSWER_TO = re.compile(
    r"\b(?:(?:in|as(?: an?)?|by way of|a|an|the|its?|their)?\s*(?:\w+ ){0,3}?(?:response|reply|retaliation|reprisals?|retribution|riposte|answer|reaction|revenge|counter-?measures?|counter)\s+(?:to|for|against|at|over)"
    r"|(?:in|as) revenge for|in return for|in exchange for|in (?:\w+ ){0,2}(?:protest|anger|fury|outrage|dismay|displeasure) (?:at|against|over)|out of (?:anger|fury|protest) (?:at|over)|responding to|responded to|respond to|responds to|replying to|replied to|(?:answering|answered|answers)(?!\s+(?:by|with|on|in|at|within|back|too|that|the same|from|for|as|and|or|to)\b)"
    r"|retaliat(?:e|es|ed|ing) (?:for|against|over|after)|to avenge|aveng(?:ed|ing)|punish(?:ing|ment|ed)?\s+(?:\w+\s){0,3}(?:for|over)|repays?|repaid|mirror(?:s|ed|ing)?|match(?:es|ed|ing))(?=\s)(?!\s+(?:that|who|whether)\b)",
    re.IGNORECASE,
)
# Cues that state an answer by themselves.
_ANSWER = re.compile(
    r"\b(?:tit[- ]for[- ]tat|like[- ]for[- ]like|an eye for an eye|in kind|in retaliation|in reprisal|in return|in response|in reply|retaliat(?:ed|es|ing|ion|ory)(?: \w+)?"
    rf"|(?:principle of )?reciproc(?:al|ity|ally|ated|ates|ating)(?: {_MOVES})?|symmetric(?:al|ally)(?: {_MOVES})?|mirror[- ]{_MOVES}|matching {_MOVES}|counter-?(?:measures?|sanctions?|tariffs?|attack(?:ed|s)?|offensive|strikes?)"
    r"|hit back|hits back|struck back|strikes back|fired back|responded (?:by|with|swiftly|at once|immediately|the same day|within \w+)|responds (?:by|with)|responding (?:by|with)|answered (?:by|with)|answers (?:by|with)|replied (?:by|with)"
    r"|did the same|the same number|man for man|in turn|by way of (?:an? )?(?:answer|reply|response|retaliation)|in (?:answer|revenge|riposte)|as a riposte|pay-?back"
    r"|(?:took|taken|takes|taking) (?:its|his|her|their) revenge|in (?:its|his|her|their) own coin|returned (?:fire|the compliment))\b",
    re.IGNORECASE,
)
_REPLIED = re.compile(
    r"\b(?:repli(?:ed|es)|retort(?:ed|s)|answer(?:ed|s)|respond(?:ed|s)|countered|hit back|in turn|shot back|fired back)\b",
    re.IGNORECASE,
)
_VOWED = re.compile(
    r"\b(?:(?:not|never|nor|cannot|without) (?:\w+ ){0,4}?(?:unanswered|unpunished|answer|response|consequences?)|unanswered|respon(?:d|se|ses|ding)|retaliat\w*|reprisals?|reciproc\w*|counter-?measures?|repl(?:y|ies)|answer"
    r"|reserv(?:es?|ed|ing) (?:the|its|his|her|their) right|consequences|repercussions|pay (?:a|the|dearly)|regret|hit back|strike back|in kind|avenge|revenge|symmetric\w*|adequate(?:ly)?|proportionate)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial|ials)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing|al)?|refut(?:e|es|ed|ing)|rebuff(?:s|ed)?|repudiat\w+|disput(?:e|es|ed|ing)|baseless|unfounded|groundless|false|fabricat\w+|absurd|preposterous|slander\w*|lies?(?=[\"”,.!]|$)"
    r"|nonsense|rubbish|far from (?:the )?(?:reality|truth)|pretext|maintains?|called (?:the|these|those|such) (?:\w+ )?(?:charges?|claims?|accusations?|allegations?|reports?)|untrue|fiction|fairy tale|no (?:part|involvement|role|hand|knowledge|evidence|truth)|nothing to do with|without (?:any )?(?:foundation|basis|evidence)|invent(?:ed|ion)|far-fetched|unsubstantiated|innocen\w+|protested|disclaim\w*|contest(?:s|ed)?)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:alongside|together with|in (?:close )?(?:coordination|co-ordination|concert|solidarity|tandem|consultation|step|conjunction) with|in solidarity|coordinat\w+|co-ordinat\w+|concerted|jointly|joint (?:action|move|decision|announcement|statement)|joined|joining|joins|join|follow(?:ed|ing|s)? suit|along with|in parallel(?: with)?|followed (?=[A-Z])|,? too(?=[,;.])"
    r"|simultaneous(?:ly)?|at the same time as|hand in hand|similar (?:moves?|steps?|measures?|actions?|expulsions?|decisions?)|likewise|they,? too|did likewise|did as much|as well(?=[,;.])|the same (?:step|evening)|in a show of (?:unity|solidarity)|as did|same (?:day|hour|time))\b",
    re.IGNORECASE,
)
_REVERSED = re.compile(
    r"\b(?:lift(?:s|ed|ing)?|rescind(?:s|ed|ing)?|revok(?:e|es|ed|ing)|re-?open(?:s|ed|ing)?|reinstat(?:e|es|ed|ing)|restor(?:e|es|ed|ing)|resum(?:e|es|ed|ing|ption)|revers(?:e|es|ed|ing|al)|undo(?:ne|ing)?|scrap(?:s|ped|ping)?|cancel(?:s|led|ed|ling)?|suspend(?:s|ed|ing)?"
    r"|remov(?:e|es|ed|ing)|eas(?:e|es|ed|ing)|end(?:s|ed|ing)? (?:the|its|their|a) (?:ban|embargo|blockade|boycott|siege|curfew|sanctions|freeze|strike|occupation|suspension)|withdr(?:aw|ew|awn|awing|aws) (?:its|the|their|his|her) (?:threat|decision|order|objection|veto|ban|complaint|charge|accusation)|call(?:s|ed|ing)? off|backed down|climb(?:s|ed)? down|return(?:s|ed|ing)? (?:its|the|their|his|her) (?:ambassador|envoy|diplomats)|sent (?:its|the|their) ambassador back|releas(?:e|es|ed|ing)|freed|unfr(?:eeze|oze|ozen)|apologi[sz]ed|allow(?:s|ed|ing)? \w+ (?:back|to return))\b",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:ma(?:ke|kes|de|king) good (?:on )?(?:its|his|her|their|a|the|that)?|carr(?:y|ies|ied|ying) out (?:its|his|her|their|the|a|that) (?:\w+ )?(?:threat|warning|promise|pledge|vow)s?|(?:as|which \w+ had) (?:it |he |she |they )?(?:had )?(?:threatened|promised|warned|vowed|pledged)|follow(?:s|ed|ing)? through|fulfil(?:s|led|ling)? (?:its|his|her|their|a|the) (?:\w+ )?(?:threat|pledge|promise|vow)|honou?r(?:s|ed|ing)? (?:its|his|her|their|a|the) (?:\w+ )?(?:pledge|promise|word)"
    r"|ke(?:ep|pt|eps) (?:its|his|her|their) (?:word|promise)|true to (?:its|his|her|their) (?:word|threat)|deliver(?:s|ed|ing)? on|the promised|the threatened|long-threatened|threatened \w+ into (?:practice|action|effect))\b",
    re.IGNORECASE,
)
# What behind an act names its occasion: "over" and "for" state it, "after" tells only the order.
_OCCASION = re.compile(
    r"\b(?:over|because of|because|following|in the wake of|after|angered by|prompted by|triggered by|provoked by|due to|accus\w+ of)\s",
    re.IGNORECASE,
)
_ORDER_ONLY = ("after", "following", "in the wake")
# "There will be no tit-for-tat".
_NEGATED = re.compile(r"\b(?:(?:no|without|never)\s(?:\w+\s)?|not\s\w+\s)$", re.IGNORECASE)
_BEHIND = re.compile(r"(?:by way of|in kind)", re.IGNORECASE)
_MARKS = "\"“”‘’«»'"
_PHRASE_END = re.compile(r"[.;:!?]\s|[.;:!?]$|,\s|\s[–—-]\s|\n|\b(?:said|says|saying|told|announced|according)\b")
_VERB = re.compile(r"^\s*(?:answer|respond|repl|retaliat|repa|aveng|punish)", re.IGNORECASE)
_MEANS = re.compile(r"\s(?:by\s+\w+ing|with\s+(?:an?|the|its|his|her|their|\w+s))\b", re.IGNORECASE)
_LONGEST_PHRASE = 220


def answer_cues(text: str, start: int, end: int) -> list[CueMatch]:
    """Return the cues in `text[start:end]` that state an answer, without overlaps, those with a phrase behind them first."""
    found = [
        CueMatch("answers", m.start(), m.end(), _answered_end(text, m, end))
        for m in _ANSWER_TO.finditer(text, start, end)
    ]
    for m in _ANSWER.finditer(text, start, end):
        is_scare_quoted = text[m.start() - 1 : m.start()] in _MARKS and text[m.end() : m.end() + 1] in _MARKS
        if (
            not _NEGATED.search(text, max(start, m.start() - 16), m.start())
            and not (is_scare_quoted and m.start() > start and m.end() < end)
            and not any(one.start < m.end() and m.start() < one.end for one in found)
        ):
            found.append(CueMatch("answers", m.start(), m.end(), m.end(), bool(_BEHIND.match(m[0]))))
    return found


def _answered_end(text: str, cue: re.Match[str], end: int) -> int:
    """Return where the phrase of a cue ends; a verb's also before the means: "answered the raid | by closing the border"."""
    reach = _phrase_end(text, cue.end(), end)
    means = _MEANS.search(text, cue.end(), reach) if _VERB.search(cue[0]) else None
    return means.start() if means else reach


def _phrase_end(text: str, start: int, end: int) -> int:
    stop = _PHRASE_END.search(text, start, min(end, start + _LONGEST_PHRASE))
    return stop.start() if stop else min(end, start + _LONGEST_PHRASE)


def occasions(text: str, start: int, end: int) -> list[tuple[CueMatch, bool]]:
    """Return the words in `text[start:end]` that open an occasion, each with whether they state it as the ground."""
    out = []
    for m in _OCCASION.finditer(text, start, end):
        states = not m[0].lower().startswith(_ORDER_ONLY)
        out.append((CueMatch("answers", m.start(), m.end() - 1, _phrase_end(text, m.end(), end)), states))
    return out


def replies_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that call an utterance a reply."""
    return _REPLIED.search(text, start, end)


def vow_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words by which a threat promises an answer."""
    return _VOWED.search(text, start, end)


def denial_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that deny a charge."""
    return _DENIED.search(text, start, end)


def together_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that state that acts were done together."""
    return _TOGETHER.search(text, start, end)


def reversal_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that state that an earlier act is undone."""
    return _REVERSED.search(text, start, end)


def fulfilment_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that state that a threat or promise was carried out."""
    return _CARRIED.search(text, start, end)
