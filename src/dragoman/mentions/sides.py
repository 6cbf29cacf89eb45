"""Which states "both sides", "the two countries" and "his counterpart" mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.mentions.salience import NO_STATES
from dragoman.mentions.words import word_set

if TYPE_CHECKING:
    from dragoman.mentions.context import Context
    from dragoman.mentions.found import Found

# Their owner's opposite number is of another state.
OPPOSITES = word_set("counterpart neighbour neighbor host guest rival partner")
_GAP = 4
_CLOSE = 1.6


def several(context: Context, index: int, number: int, is_bare: bool = False) -> tuple[str, ...]:
    """Return the `number` states that a plural before which nothing is said of them means at token `index`, or ().

    Those that the article is mostly about, if they stand out; else the nearest list of just so many; else the heaviest. Where nothing but
    the number is said (`is_bare`: "both"), and where there are more than two, a list comes first.
    """
    start, _ = context.sentence_of(index)
    order = [code for code in context.salience.order if code not in NO_STATES]
    heaviest = tuple(order[:number]) if len(order) >= number else ()
    shares = context.salience.shares
    stand_out = len(order) == number or (
        len(order) > number and shares[order[number - 1]] >= _CLOSE * shares[order[number]]
    )
    listed = _listed(context, index, number, start if number == 2 else 0)
    if listed and (is_bare or number > 2 or not stand_out):
        return listed
    if stand_out:
        return heaviest
    previous = context.sentence_of(start - 1)[0] if start else 0
    return _listed(context, index, number, context.sentence_of(previous - 1)[0] if previous else 0) or heaviest


def _listed(context: Context, index: int, number: int, start: int) -> tuple[str, ...]:
    """The nearest list of just `number` states between `start` and token `index`: "France, Spain and Italy"."""
    run: list[Found] = []
    for earlier in context.before(index):
        if earlier.first < start:
            break
        if len(earlier.countries) == number and not NO_STATES.intersection(earlier.countries):
            return earlier.countries
        gap = context.tokens[earlier.last : run[-1].first] if run else []
        if run and (len(gap) > _GAP or not any(token.norm in (",", "and") for token in gap)):
            if _number(run) == number:
                break
            run = []
        if len(earlier.countries) == 1 and earlier.kind != "pronoun" and earlier.countries[0] not in NO_STATES:
            run.append(earlier)
    codes = tuple(dict.fromkeys(code for each in reversed(run) for code in each.countries))
    return codes if len(codes) == number else ()


def _number(run: list[Found]) -> int:
    return len({code for each in run for code in each.countries})


def opposite(context: Context, owner: tuple[str, ...], index: int) -> tuple[str, ...]:
    """Return the state on the other side of the owner of "his counterpart": named in the sentence, else the article's other one."""
    start, _ = context.sentence_of(index)
    for phrase in context.phrases.get(start, ()):
        codes = phrase.countries
        if len(codes) == 1 and codes != owner and codes[0] not in NO_STATES and not context.is_located(phrase):
            return codes
    for code in context.salience.order:
        if (code,) != owner:
            return (code,)
    return ()
