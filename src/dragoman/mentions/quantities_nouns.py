"""Counted nouns: which word after a number is counted, and its singular. The data of `quantities`."""

from __future__ import annotations

import re

from dragoman.language.word_sets import word_set

IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "policemen": "policeman",
    "servicemen": "serviceman",
    "businessmen": "businessman",
    "spokesmen": "spokesman",
    "fishermen": "fisherman",
    "gunmen": "gunman",
    "feet": "foot",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "personae": "persona",
    "media": "medium",
    "criteria": "criterion",
    "crises": "crisis",
    "attachés": "attaché",
    "attaches": "attaché",
    "bases": "base",
    "buses": "bus",
    "passes": "pass",
    "airbases": "airbase",
    "nationals": "national",
}
UNCHANGED = word_set(
    """
    staff personnel troops police aircraft crew infantry cavalry envoy-level spacecraft offspring series species
    headquarters km sq m kg
    """
)
"""Nouns counted without a plural ending."""
COLLECTIVE_SINGULAR = {"troops": "troop"}
NOT_PLURAL = word_set(
    """
    is was has as its his us this thus perhaps towards besides always across unless plus minus versus less
    various previous religious serious dangerous numerous famous joint us politics economics mathematics alias
    bias gas chaos sometimes does says goes whereas indeed enormous anonymous hazardous suspicious indigenous
    continuous mysterious precious nervous treasonous illegitimate afterwards backwards forwards overseas abroad
    nowadays yes
    """
)
STOP = word_set(
    """
    a an the and or but nor of in on at to for from by with without within into onto over under after before
    during since until till about against between among across through per than as that which who whom whose
    when where while because if so is are was were be been being has have had do does did will would shall
    should may might must can could cannot not he she it they we you i his her its their our your my this these
    those there here out up down off away back home said says told more further also only too already still yet
    later earlier ago each both either said went came left took made gave began got saw held sent put ran fell
    met won lost led kept remain remained including such like via now then just even however yesterday today
    tomorrow
    """
)
"""Words that a counted noun phrase does not reach over."""
TIME_UNITS = word_set(
    """
    second seconds minute minutes hour hours day days night nights week weeks weekend weekends fortnight month
    months quarter quarters year years decade decades century centuries hrs hr min mins sec secs
    """
)
MONEY = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "a$": "AUD",
    "c$": "CAD",
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pounds": "GBP",
    "ruble": "RUB",
    "rubles": "RUB",
    "rouble": "RUB",
    "roubles": "RUB",
    "yen": "JPY",
    "yuan": "CNY",
    "hryvnia": "UAH",
    "hryvnias": "UAH",
    "zloty": "PLN",
    "zlotys": "PLN",
    "rupees": "INR",
    "francs": "CHF",
    "lira": "TRY",
    "kronor": "SEK",
    "kroner": "NOK",
}
LABELS = word_set(
    """
    article articles resolution no nos section sections chapter flight boeing airbus interstate highway route
    channel page pages paragraph phase formula windows level room platform point annex rule directive regulation
    protocol apollo soyuz euro brigade division battalion regiment type mark version class grade gate line bus
    train exit part volume vol episode season category building hall pier terminal district ward zone sector
    area day week round stage group king pope unit model iphone galaxy studio radio tv fox cnn bbc psalm verse
    act scene lot number law bill proposition amendment big top covid century step option plan world war mission
    hr sr hb un scr
    """
)
"""Words whose number names rather than counts ("Article 5"), written with a capital before it."""
PERSONS = word_set(
    """
    diplomat ambassador employee attaché attache consul envoy officer official journalist soldier correspondent
    reporter staffer member national citizen spy agent minister deputy counsellor counselor secretary
    representative chargé adviser advisor aide worker person man woman politician lawmaker senator activist
    protester prisoner hostage detainee dissident commander general colonel pilot sailor civilian policeman
    businessman oligarch banker executive scholar student teacher priest bishop imam judge prosecutor lawyer
    refugee migrant militant fighter gunman terrorist leader president chancellor premier nuncio delegate
    negotiator observer inspector monitor peacekeeper translator driver guard
    """
)
PLACES_COUNTED = word_set(
    """
    consulate embassy mission office centre center school bank company firm base camp checkpoint ship vessel
    aircraft plane helicopter drone missile tank bridge factory plant pipeline port village town city channel
    website outlet newspaper broadcaster agency consulate-general delegation organisation organization airline
    tanker warship submarine yacht
    """
)

_ADJECTIVE_END = re.compile(r"(?:ous|less|ness|ss|us|is|['’]s)$")
_MEN = re.compile(r"[a-z]{2}(?<!speci)(?<!regi)(?<!acu)(?<!al)men$")
_VERB_S = word_set(
    """
    says remains stands works leaves comes goes makes takes gives needs wants seems includes means needs calls
    faces
    """
)


def is_plural(word: str) -> bool:
    """Return whether a word looks like a plural noun, or one counted without an ending."""
    lower = word.lower()
    if lower in IRREGULAR or lower in UNCHANGED:
        return True
    if lower.endswith("children") or _MEN.search(lower):
        return True
    if len(lower) < 3 or not lower.endswith("s") or lower in NOT_PLURAL or lower in _VERB_S:
        return False
    return not _ADJECTIVE_END.search(lower)


def singular(word: str) -> str:
    """Return the singular of a counted noun; a proper noun keeps its capital ("Poles" → "Pole")."""
    lower = word.lower()
    if lower in COLLECTIVE_SINGULAR:
        return COLLECTIVE_SINGULAR[lower]
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    if lower.endswith("children"):
        return word[:-3].lower()
    if _MEN.search(lower):
        return word[:-2] + "an"
    if lower in UNCHANGED or not is_plural(word):
        return word if word[0].isupper() and not word.isupper() else lower
    if lower.endswith("ies") and len(lower) > 4:
        stem = word[:-3] + "y"
    elif lower.endswith(("sses", "shes", "ches", "xes", "zzes")) and not lower.endswith("aches"):
        stem = word[:-2]
    else:
        stem = word[:-1]
    return stem if word[0].isupper() else stem.lower()
