"""The PLOVER contexts of an act, from the words of its sentence and from what its type and mode imply."""

from __future__ import annotations

import re
from functools import lru_cache

_IMPLIED: dict[tuple[str, str], str] = {
    ("SANCTION", "expel"): "diplomatic",
    ("SANCTION", "convict"): "legal",
    ("COERCE", "arrest"): "legal",
    ("COERCE", "deport"): "migration",
    ("COERCE", "cyber"): "cyber",
    ("COERCE", "misinformation"): "misinformation",
    ("COERCE", "censor"): "rights_freedoms",
    ("THREATEN", "arrest"): "legal",
    ("CONSULT", "visit"): "diplomatic",
    ("RETREAT", "ceasefire"): "military",
    ("MOBILIZE", "troops"): "military",
    ("MOBILIZE", "weapons"): "military",
    ("ASSAULT", "aerial"): "military",
    ("ASSAULT", "drone"): "military",
    ("ASSAULT", "heavy-weapons"): "military",
    ("ASSAULT", "suicide-attack"): "terrorism",
}

_WORDS: dict[str, str] = {
    "military": r"troops?|soldiers?|army|armies|navy|naval|air force|military|missiles?|tanks?|artillery|airstrikes?|warships?|war|forces|battalions?|defen[cs]e ministry",
    "intelligence": r"intelligence|spy|spies|spying|espionage|secret services?|surveillance|undercover|agents?",
    "executive": r"presidents?|prime ministers?|cabinets?|government reshuffle|coups?|junta",
    "legislative": r"parliament\w*|lawmakers?|legislat\w+|congress|senate|senators?|duma|bundestag|knesset",
    "election": r"elections?|electoral|polls?|ballots?|vot(?:e|ed|ers|ing)|referendum|runoff",
    "political_institutions": r"constitution\w*|reforms?|decentrali[sz]ation|autonomy|term limits",
    "pro_democracy": r"pro-democracy|democratic reforms?|free elections?",
    "pro_autocracy": r"martial law|state of emergency|crackdowns?|dictator\w*|authoritarian",
    "economic": r"trade|tariffs?|econom\w+|sanctions?|embargo\w*|exports?|imports?|banks?|oil|gas|loans?|invest\w+|roubles?|rubles?|currenc\w+|assets?|debts?",
    "legal": r"courts?|judges?|trials?|prosecutors?|lawsuits?|convict\w+|sentenc\w+|indict\w+|warrants?|tribunals?|extradit\w+",
    "reparations": r"reparations?|compensation",
    "human_rights": r"human rights|war crimes?|genocide|atrocit\w+|massacres?|torture\w*",
    "rights_freedoms": r"press freedom|free speech|censor\w+|journalists?|freedom of \w+|civil liberties",
    "repression": r"repress\w+|political prisoners?|dissidents?|detain\w+ activists?",
    "human_security": r"humanitarian|civilians?|famine|hunger|food aid|shelter",
    "gender": r"women'?s?|gender|femicides?",
    "lgbt": r"lgbt\w*|gay|lesbian|same-sex|transgender|homosexual\w*",
    "religion_ethnicity": r"religio\w+|muslims?|christians?|jew(?:s|ish)|hindus?|sikhs?|mosques?|church(?:es)?|ethnic\w*|sectarian|blasphem\w+",
    "inequality": r"inequalit\w+|poverty|discriminat\w+|racis\w+",
    "diplomatic": r"diplomat\w*|ambassadors?|embass\w+|consul\w*|envoys?|foreign minist\w+|persona[e]? non grata|summit|treat(?:y|ies)",
    "territory": r"border|territor\w+|annex\w+|disputed|sovereignty|occupied|enclave",
    "peacekeeping": r"peacekeep\w+|blue helmets|unifil|monusco|minusma|observers? mission",
    "health": r"health|hospitals?|vaccin\w+|epidemic|pandemic|coronavirus|covid\S*|ebola|cholera|doctors?",
    "asylum": r"asylum",
    "migration": r"migrants?|migration|refugees?|deport\w+|visas?|immigra\w+",
    "disasters": r"earthquakes?|floods?|hurricanes?|cyclones?|typhoons?|tsunami|drought|wildfires?|eruption",
    "natural_resource": r"oil|gas|minerals?|mining|water rights|fishing|fisheries|timber|dam",
    "environment": r"climate|environment\w*|pollution|emissions|deforestation|conservation",
    "technology": r"technolog\w+|satellites?|semiconductors?|5g|artificial intelligence|huawei",
    "terrorism": r"terroris\w+|jihad\w*|suicide bomb\w*|extremis\w+|islamic state|al-qaeda|al-qaida",
    "cbrn": r"nuclear|uranium|chemical weapons?|nerve agent|novichok|biological weapons?|sarin|radiolog\w+|warheads?|enrichment",
    "cyber": r"cyber\w*|hack(?:ed|ers?|ing)|malware|ransomware|ddos",
    "misinformation": r"disinformation|misinformation|propaganda|fake news",
    "crime": r"murder\w*|robber\w*|gangs?|kidnap\w+|criminals?|homicides?",
    "corruption": r"corrupt\w*|brib\w+|embezzl\w+|graft|money launder\w+",
    "illegal_drugs": r"drugs?|cocaine|heroin|opium|narco\w*|cartels?|fentanyl",
    "trafficking": r"traffick\w+|smuggl\w+",
}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _WORDS.items())


def contexts_of(sentence: str, event: str, mode: str | None) -> tuple[str, ...]:
    """Return the contexts of an act in PLOVER's order of naming, implied ones first; at most five."""
    implied = _IMPLIED.get((event, mode or ""))
    found = [implied] if implied else []
    found += [name for name, pattern in _patterns() if name != implied and pattern.search(sentence)]
    return tuple(found[:5])
