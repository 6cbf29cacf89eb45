"""Small closed classes of English words that the phrase grammar turns on."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the blank-separated words of `text` as a set."""
    return frozenset(text.split())


DETERMINERS = word_set(
    "the a an this these those some several many most all both each every any no another other one two three four five six seven "
    "eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million dozen dozens hundreds thousands scores few fewer such certain various numerous half"
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
NUMBER_WORDS = {
    "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
POSSESSIVES = {"its": "it", "his": "he", "her": "she", "their": "they", "our": "we"}
SUBJECT_PRONOUNS = {"he": "he", "him": "he", "she": "she", "her": "she", "it": "it", "they": "they", "them": "they"}
# Adjectives that stand between a nationality and the noun it owns.
MODIFIERS = word_set(
    "former senior top acting deputy then new old ex outgoing incoming current late high leading chief first second third main "
    "alleged suspected accused armed unarmed masked wanted jailed exiled so-called self-proclaimed self-declared newly elected "
    "appointed visiting ruling governing opposition local regional national federal central provincial state military civilian "
    "political diplomatic foreign domestic interior internal elite riot special joint combined allied own entire whole young "
    "detained arrested captured wounded injured dead unidentified unnamed unknown hardline hard-line moderate conservative liberal "
    "socialist communist left-wing right-wing far-right far-left radical extremist islamist nationalist separatist secular "
    "religious ethnic islamic christian jewish democratic independent veteran retired prominent powerful influential popular "
    "embattled ousted deposed longtime long-serving accredited resident permanent large small big giant major private public "
    "state-owned state-run state-controlled government-backed pro-government anti-government anti-war anti-corruption "
    "based nuclear naval air border coastal parliamentary presidential caretaker interim transitional provisional coalition "
    "minority majority female male women's humanitarian international global european african asian arab western eastern northern "
    "southern north south east west black white indigenous displaced stranded trapped kidnapped missing ordinary innocent "
    "fellow non-resident rival opposing defence defense security intelligence peacekeeping paramilitary counter-terrorism "
    "pro-democracy pro-independence trade economic financial oil energy tech technology defected dissident controversial key "
    "gulf caribbean baltic balkan nordic scandinavian himalayan andean alpine sahel sahelian pacific island landlocked oil-rich "
    "fallen disgraced supreme spiritual tribal mainstream undercover covert professional regular reserve elderly heavily well"
)
# What never stands inside a noun phrase: where a phrase must end.
BREAKERS = word_set(
    "and or but nor of in on at by for from with to into onto over under against between among after before during since until "
    "while when where which who whom whose that than as if because though although is are was were be been being has have had "
    "do does did will would can could may might must shall should not said says say told tells tell also again still just only "
    "about amid via per near across through towards toward within without despite following including"
)
PARTICLES = word_set(
    "de da di do dos del della der den van von ver la le el al bin ibn ben abu ul du ter ten af av ould zu bint"
)
TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "lord",
        "lady",
        "dame",
        "prof",
        "sen",
        "rep",
        "gov",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
    }
)
FEMALE = word_set(
    "mrs ms lady dame queen princess spokeswoman chairwoman congresswoman businesswoman empress policewoman woman"
)
MALE = word_set("mr sir lord king prince spokesman chairman congressman businessman emperor policeman man")
# Joined to a nationality by a hyphen, these make an attribute of something else: "Russian-backed", "US-based".
COMPOUND_TAILS = word_set(
    "led backed based born controlled held speaking occupied made style installed sponsored funded supported owned trained run "
    "brokered mediated supplied registered flagged administered dominated aligned leaning friendly bound wide language built "
    "majority ruled operated linked allied imposed proposed drafted and"
)
COMPOUND_HEADS = frozenset({"pro", "anti", "non", "ex", "post", "pre", "trans", "intra", "inter"})
LOCATIVE = frozenset({"in", "near", "outside", "around", "inside", "across", "throughout", "within", "at"})
HEADLESS_IT = frozenset(
    {
        "is",
        "was",
        "will",
        "would",
        "seems",
        "seemed",
        "appears",
        "appeared",
        "remains",
        "remained",
        "may",
        "might",
        "'s",
    }
)
NOT_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december the a an this that these those he she it they we i you his her its their our my your in on at by for from "
    "with to but and or if when while after before as mr mrs ms god covid twitter telegram internet monday's parliament"
)
# Nouns that after a subject or "to" are verbs: "whom it suspects", "to force".
VERB_LIKE = word_set(
    "suspects suspect monitors monitor guards guard heads head judges judge force forces board boards press fund funds bank banks "
    "nurse fathers man rebel rebels pilot pilots captain captains host hosts partner partners sponsor sponsors side sides front "
    "fronts group groups state states police staff team teams unit leads people service services chair chairs boss ally allies "
    "marshal marshals school recruit recruits exile exiles convict convicts detail national patrol patrols commission commissions "
    "market contract export exports witness witnesses envoys minister ministers anchor anchors surrogate champion engineer engineers"
)
COPULAS = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "as", "become", "became", "remain", "remained", "becoming"}
)
TELLING = frozenset({"told", "tell", "tells", "telling", "to", "with", "by", "inform", "informed"})
# Of a part of the world, so of no one state: such a phrase takes no state from its context.
REGIONAL = word_set(
    "european western african arab asian foreign international global world worldwide eastern latin islamic muslim regional multinational "
    "nato-led un-led neighbouring neighboring other overseas scandinavian balkan nordic caribbean various"
)
# Before a number these belong to it: "over 200 people", "nearly a dozen".
HEDGES = frozenset({"over", "about", "around", "nearly", "almost", "roughly", "approximately", "some", "under", "just"})
# Nouns that, capitalised before a capital, are part of some body's own name.
NEVER_TITLES = frozenset(
    {
        "national",
        "royal",
        "local",
        "individual",
        "public",
        "marine",
        "capital",
        "state",
        "country",
        "nation",
        "kingdom",
        "republic",
        "daily",
    }
)
