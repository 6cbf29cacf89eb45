"""Abbreviations that end in a full stop, by what may follow them: the data of the sentence splitter."""

from __future__ import annotations

from dragoman.language.word_sets import word_set

NEVER_FINAL = word_set(
    """
    mr mrs ms messrs mme mlle dr prof gen lt col maj capt cmdr cpl sgt adm brig rep reps sen sens gov pres hon
    rev fr supt insp det amb min sec st mt ft vs v cf viz eg ie approx est fig al art para sec vol pp ed eds
    dept univ assn m mm h hr hrs bzw z.b e.g i.e ca resp
    """
)
"""Titles and the like: a sentence does not end here."""

BEFORE_NUMBER = word_set(
    """
    no nos art sec pp p fig vol ch para jan feb mar apr jun jul aug sept sep oct nov dec
    """
)
"""Not final where a number follows ("No. 10", "Jan. 6")."""

MAY_BE_FINAL = word_set(
    """
    inc ltd corp co jr sr etc bros u.s u.k u.n u.a.e u.s.a u.s.s.r e.u d.c a.m p.m am pm ph.d b.c a.d mass calif
    """
)
"""Final only where a word follows that likes to open a sentence."""

OPENERS = word_set(
    """
    the a an in on at it its he she his her they their this that these those we our you i but and or if when
    while after before as for from with by however meanwhile there what who no not to some many most all both
    one two three since under during earlier later last according despite although because so yet then now also
    another other each
    """
)
"""Words with which sentences often begin."""
