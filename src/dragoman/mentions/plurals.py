"""English plurals of the nouns that name actors."""

from __future__ import annotations

from dragoman.mentions.words import word_set

_ALREADY = word_set(
    "police troops forces authorities people media staff personnel clergy infantry artillery navy intelligence public "
    "opposition youth press leadership judiciary cabinet royal civilians aircraft officials workers diplomacy crew "
    "spies spokespeople tanks jets drones warplanes warships proxies enforcement treasury coastguard customs jewish kurdish "
    "sunni shia shiite druze roma hutu tutsi yazidi intelligence prosecution gunmen militiamen society life crime service "
    "services guards commandos soldiers marines presidency throne congress government-in-exile soil territory"
)
_MASS = frozenset({"police", "media", "staff", "personnel", "people", "clergy", "press"})


def plural(noun: str) -> str:
    """Return the plural of a noun phrase, or the phrase itself where it is one already or has none.

    "secretary of state" gives "secretaries of state", "charge d'affaires" "charges d'affaires", "attorney general" "attorneys general".
    """
    for joint in (" of ", " for ", " d'", " d’", " in ", " to ", "-in-", "-at-", " and"):
        head, found, rest = noun.partition(joint)
        if found:
            return plural(head) + found + rest
    head, _, last = noun.rpartition(" ")
    if last == "general" and head in {
        "attorney",
        "consul",
        "secretary",
        "prosecutor",
        "director",
        "auditor",
        "solicitor",
        "inspector",
    }:
        return plural(head) + " general"
    if last in _ALREADY and (last in _MASS or last.endswith("s") or last not in {"service", "society"}):
        return noun
    many = _word(last)
    return f"{head} {many}" if head else many


def _word(word: str) -> str:
    if word.endswith(("men", "children", "people", "sheep")) or word in {"women", "ministers"}:
        return word
    if word.endswith("man") and word not in {"human", "german", "shaman"}:
        return word[:-3] + "men"
    if word == "child" or word.endswith("schoolchild"):
        return word + "ren"
    if word == "person":
        return "people"
    if word.endswith("s") and not word.endswith("ss"):
        return word
    if word.endswith(("ss", "x", "ch", "sh")) and word not in {"monarch", "patriarch"}:
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("wife"):
        return word[:-2] + "ves"
    return word + "s"
