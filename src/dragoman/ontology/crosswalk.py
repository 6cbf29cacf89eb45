"""From CAMEO leaves to PLOVER types, under two conventions.

`plover2` is PLOVER 2.0 with our rulings: the type that the coder gives. `cameo2plover` is the older reading by CAMEO code that
earlier data sets follow (imposing sanctions, CAMEO 163, is COERCE there; a conviction, 116, ACCUSE; signing an agreement, 057,
SUPPORT; all of CAMEO 08 one class, YIELD). A code is read by its two-digit root, but for the exceptions listed.
"""

from __future__ import annotations

TABLES: tuple[str, ...] = ("plover2", "cameo2plover")

_ROOTS = {
    "01": "SUPPORT", "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID",
    "08": "YIELD", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
_LEAVES = {"163": "COERCE", "1712": "ASSAULT", "175": "ASSAULT", "191": "COERCE", "192": "COERCE"}
# Where PLOVER 2.0 keeps apart what the older table calls YIELD.
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}

# The leaf that a (type, mode) most plainly stands for.
DEFAULT_LEAF: dict[tuple[str, str], str] = {
    ("AGREE", ""): "030", ("CONSULT", ""): "040", ("CONSULT", "visit"): "042", ("CONSULT", "third-party"): "045",
    ("CONSULT", "multilateral"): "046", ("CONSULT", "phone"): "041", ("SUPPORT", ""): "051", ("CONCEDE", ""): "081",
    ("COOPERATE", ""): "060", ("AID", ""): "070", ("RETREAT", ""): "084", ("RETREAT", "withdraw"): "0874",
    ("RETREAT", "release"): "0841", ("RETREAT", "disarm"): "0873", ("RETREAT", "ceasefire"): "0871",
    ("RETREAT", "access"): "0863", ("RETREAT", "resign"): "0831", ("REQUEST", ""): "100", ("REQUEST", "assist"): "103",
    ("REQUEST", "change"): "104", ("REQUEST", "yield"): "105", ("REQUEST", "meet"): "106", ("ACCUSE", ""): "110",
    ("ACCUSE", "disapprove"): "111", ("ACCUSE", "investigate"): "090", ("ACCUSE", "allege"): "112",
    ("REJECT", ""): "120", ("REJECT", "assist"): "1213", ("REJECT", "change"): "123", ("REJECT", "yield"): "124",
    ("REJECT", "meet"): "125", ("THREATEN", ""): "130", ("THREATEN", "restrict"): "131", ("THREATEN", "arrest"): "132",
    ("THREATEN", "relations"): "1313", ("THREATEN", "expel"): "136", ("THREATEN", "territory"): "139",
    ("THREATEN", "violence"): "138", ("PROTEST", ""): "140", ("PROTEST", "demo"): "141", ("PROTEST", "riot"): "145",
    ("PROTEST", "strike"): "143", ("PROTEST", "hunger"): "142", ("PROTEST", "boycott"): "143",
    ("PROTEST", "obstruct"): "144", ("PROTEST", "vandalize"): "145", ("SANCTION", ""): "160",
    ("SANCTION", "convict"): "116", ("SANCTION", "expel"): "166", ("SANCTION", "withdraw"): "161",
    ("SANCTION", "discontinue"): "163", ("MOBILIZE", ""): "150", ("MOBILIZE", "troops"): "154",
    ("MOBILIZE", "weapons"): "150", ("MOBILIZE", "police"): "153", ("MOBILIZE", "militia"): "154",
    ("COERCE", ""): "170", ("COERCE", "seize"): "171", ("COERCE", "restrict"): "172", ("COERCE", "censor"): "1721",
    ("COERCE", "curfew"): "1723", ("COERCE", "martial-law"): "1724", ("COERCE", "arrest"): "173",
    ("COERCE", "deport"): "174", ("COERCE", "withhold"): "172", ("COERCE", "misinformation"): "170",
    ("COERCE", "cyber"): "176", ("ASSAULT", ""): "190", ("ASSAULT", "abduct"): "181", ("ASSAULT", "beat"): "182",
    ("ASSAULT", "torture"): "1822", ("ASSAULT", "sexual"): "1821", ("ASSAULT", "targeted"): "186",
    ("ASSAULT", "destroy"): "1712", ("ASSAULT", "primitive"): "182", ("ASSAULT", "firearms"): "193",
    ("ASSAULT", "explosives"): "183", ("ASSAULT", "suicide-attack"): "1831", ("ASSAULT", "aerial"): "195",
    ("ASSAULT", "drone"): "195", ("ASSAULT", "heavy-weapons"): "194", ("ASSAULT", "crowd-control"): "175",
    ("ASSAULT", "unconventional"): "204",
}  # fmt: skip


def older_type(leaf: str) -> str:
    """Return the type of a CAMEO code under the older table (YIELD for CONCEDE and RETREAT)."""
    for code in (leaf, leaf[:3]):
        if code in _LEAVES:
            return _LEAVES[code]
    return _ROOTS[leaf[:2]]


def default_leaf(event: str, mode: str | None) -> str:
    """Return the CAMEO code that a type and mode most plainly stand for."""
    return DEFAULT_LEAF.get((event, mode or "")) or DEFAULT_LEAF[(event, "")]
