"""The words that introduce attributions: verbs by what follows them, nouns, and the words that show the edges of phrases."""

from __future__ import annotations

from dragoman.mentions.words import word_set

# Irregular verbs: base, third person, past, participle, -ing.
_IRREGULAR = {
    "say": "says said said saying", "tell": "tells told told telling", "write": "writes wrote written writing",
    "think": "thinks thought thought thinking", "know": "knows knew known knowing", "see": "sees saw seen seeing",
    "find": "finds found found finding", "feel": "feels felt felt feeling", "hold": "holds held held holding",
    "swear": "swears swore sworn swearing", "speak": "speaks spoke spoken speaking", "read": "reads read read reading",
    "understand": "understands understood understood understanding", "put": "puts put put putting",
    "forecast": "forecasts forecast forecast forecasting", "show": "shows showed shown showing",
    "plan": "plans planned planned planning", "quip": "quips quipped quipped quipping", "hint": "hints hinted hinted hinting",
    "admit": "admits admitted admitted admitting", "blog": "blogs blogged blogged blogging", "seek": "seeks sought sought seeking",
    "choose": "chooses chose chosen choosing", "vote": "votes voted voted voting", "rip": "rips ripped ripped ripping",
    "slam": "slams slammed slammed slamming", "pen": "pens penned penned penning", "cry": "cries cried cried crying",
    "intend": "intends intended intended intending", "commit": "commits committed committed committing",
    "prefer": "prefers preferred preferred preferring", "sing": "sings sang sung singing", "teach": "teaches taught taught teaching",
    "remember": "remembers remembered remembered remembering", "back": "backs backed backed backing",
    "rebut": "rebuts rebutted rebutted rebutting", "spell": "spells spelled spelled spelling",
    "fear": "fears feared feared fearing", "hear": "hears heard heard hearing", "dub": "dubs dubbed dubbed dubbing",
}  # fmt: skip

# Speech and writing whose content is a clause or a quotation, before or after them.
_SPEECH = (
    "say add argue claim note announce insist acknowledge admit assert allege declare state remark observe comment explain "
    "contend maintain suggest concede confirm stress emphasise emphasize reiterate recall reply respond retort answer predict forecast warn "
    "caution complain boast joke quip lament muse conclude report reveal disclose write tweet post blog testify swear vow "
    "pledge promise hint signal indicate estimate reckon deny dispute believe think hope fear feel know doubt worry "
    "wonder understand expect assume suspect agree recommend propose decide rule find show exclaim shout yell cry whisper "
    "scoff mutter recount echo elaborate clarify counter protest opine deem imply intone interject fume object repeat "
    "reaffirm affirm attest proclaim pronounce profess submit surmise speculate theorize theorise posit hypothesize project calculate hear remember reason realise realize foresee anticipate "
    "stipulate counsel sigh laugh shrug snap chant sing narrate relate volunteer plead beg demand charge continue"
)
# Those that name the hearer before the content.
_TELLING = "tell remind inform assure notify advise warn convince persuade teach promise"
# Judgement and wish: what follows is a noun phrase, often with "as" or "for".
_ATTITUDE = (
    "call describe criticise criticize blame accuse praise condemn denounce welcome reject dismiss oppose support endorse back "
    "blast attack slam mock ridicule question cite mention discuss characterise characterize portray label brand "
    "regard consider view deem hail applaud commend thank congratulate lambast lambaste assail deride decry deplore defend favor favour "
    "champion tout embrace disavow renounce repudiate rebuke chide scold berate castigate disparage belittle detail outline "
    "reference highlight underscore underline address liken compare credit fault disagree approve disapprove detest despise loathe hate love "
    "admire dislike like respect resent distrust mistrust trust identify raise urge ask invite demand propose envision envisage document "
    "challenge rip excoriate skewer lampoon caricature dub advocate promote request rebut refute contest depict quote paraphrase cast"
)
# Wish and plan: what follows is mostly "to" with a verb.
_PLAN = (
    "want plan hope vow pledge promise refuse decline agree intend threaten offer seek expect wish prefer aim vote decide ask demand "
    "resolve swear propose choose commit undertake opt aspire"
)
# Words that are often no attribution: they count only where the model sees one too, or before "that" or a quotation mark.
WEAK = word_set(
    "add state post answer show find know see feel hold read understand decide rule charge project reason continue relate volunteer "
    "submit object counter sing back attack question mention discuss raise address detail like love hate identify document seek aim vote choose "
    "commit offer choose resolve cast hear remember put report write challenge contest reference compare credit fault label brand thank "
    "invite request promote trust respect label detail quote consider view regard propose plan present ask cry laugh sigh snap shrug signal indicate calculate "
    "address highlight continue repeat defend back favor favour oppose support welcome wonder worry opt agree teach convince persuade counsel project plead beg protest recommend"
)


def _forms(base: str) -> tuple[str, str, str, str]:
    """Return third person, past, participle and -ing form."""
    if base in _IRREGULAR:
        third, past, participle, ing = _IRREGULAR[base].split()
        return third, past, participle, ing
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    past, ing = base + "ed", base + "ing"
    if base.endswith("e"):
        past, ing = base + "d", base[:-1] + "ing"
    elif base.endswith("y") and base[-2] not in "aeiou":
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    return third, past, past, ing


def _table(*lists: tuple[str, str]) -> dict[str, dict[str, str]]:
    """Return by form: its base, which form it is (b, s, d, n, g) and the classes of the verb."""
    out: dict[str, dict[str, str]] = {}
    for kind, words in lists:
        for base in words.split():
            third, past, participle, ing = _forms(base)
            for form, which in ((base, "b"), (third, "s"), (participle, "n"), (past, "d"), (ing, "g")):
                entry = out.setdefault(form, {"base": base, "form": which, "kinds": ""})
                if kind not in entry["kinds"]:
                    entry["kinds"] += kind
                if which not in entry["form"]:
                    entry["form"] += which
    return out


# Kinds: S speech, T telling, A attitude, P plan.
VERBS = _table(("S", _SPEECH), ("T", _TELLING), ("A", _ATTITUDE), ("P", _PLAN))

# Nouns whose "that", "to", "of" or "for" opens a content.
NOUNS = word_set(
    "claim claims allegation allegations accusation accusations assertion assertions statement argument suggestion suggestions belief "
    "warning warnings promise promises pledge pledges vow vows threat threats demand demands call calls appeal appeals request requests "
    "refusal hope hopes fear fears view opinion insistence admission acknowledgment acknowledgement denial prediction predictions "
    "announcement report reports rumour rumours rumor rumors complaint complaints criticism speculation assurance assurances conviction contention notion desire wish "
    "decision plan plans proposal proposals intention determination reluctance willingness concern concerns worry worries suspicion suspicions"
)
# After these a noun of the list above opens a content.
NOUN_OPENERS = word_set("that to of for about")

AUXILIARIES = word_set(
    "has have had having is are was were am be been being will would can could may might must shall should do does did "
    "ve re ll d s m t don didn doesn isn wasn aren weren hasn haven hadn won wouldn couldn can't cannot shouldn 's"
)
GROUP_ADVERBS = word_set(
    "not never also then later now once again still already just even only always often long ever further first instead too both all each "
    "soon rather simply repeatedly"
)
# Words before a verb that make it an infinitive of another verb's group: "is expected to say", "declined to comment".
LINKS_TO = word_set(
    "went began begins started continues continued continue seems seemed appears appeared appear seem declined refused refuses tried tries failed used goes wanted wants able likely "
    "forced quick careful happy eager ready set"
)
# Past forms that end in no "-ed"; those that are more often a noun or adjective ("set", "cut") are left out.
PAST = word_set(
    "made took gave went came met kept sent began brought got became stood lost won paid spent built led ran fell rose grew drew fought "
    "caught bought taught broke wore drove flew threw froze shook spoke stole laid sat slept struck swept won wound bore bound bred dealt "
    "did fled forbade forgot forgave hung knew meant sold shot shone shrank sank sprang stuck strove undertook undid withdrew withstood overcame overthrew arose awoke"
)
SUBORDINATORS = word_set(
    "that because when while if though although after before since as whereas unless until where how why whether than"
)
COORDINATORS = frozenset({"and", "but", "or", "nor", "yet", "so", ";", ":"})
PRONOUN_SUBJECTS = word_set(
    "he she they we i you it who which one everyone nobody someone many some others both neither each most few several"
)
RELATIVE = frozenset({"who", "which"})
DETERMINERS = word_set(
    "the a an this that these those his her its their our my your some any no many several few most all both each every another one two three "
    "four five six seven eight nine ten dozens hundreds thousands other such much more"
)
PREPOSITIONS = word_set(
    "of in on at by for with from to into onto over under about against between among during through across toward towards upon within without "
    "near amid despite like via per including regarding concerning behind beyond since until"
)
TIME_WORDS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow january february march april june july august september october "
    "november december morning afternoon evening night week month year earlier later recently ago last next this late early afterwards afterward then bluntly flatly sarcastically publicly privately repeatedly"
)
# Openers of a phrase that tells where or when something was said, not what.
SCENE = frozenset(
    {
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "via",
        "through",
        "by",
        "outside",
        "from",
        "over",
        "to",
        "with",
        "late",
        "early",
        "last",
        "this",
        "under",
        "as",
        "when",
        "while",
        "upon",
    }
)
SCENE_NOUNS = word_set(
    "statement interview briefing tweet post conference speech letter email e-mail message phone telephone report radio television twitter telegram facebook "
    "reporters journalists conversation video address remarks rally debate hearing testimony column article editorial book memoir session ceremony parliament court release communique communiqué note text "
    "broadcast podcast event visit meeting editorial hours days"
)
OBJECT_PRONOUNS = word_set("me us him her them you it themselves himself herself everyone")
MEDIA = {
    "post": word_set("tweet tweeted tweets tweeting post posted posts posting twitter facebook telegram instagram weibo x blog blogged truth vk tiktok"),
    "statement": word_set("statement communique communiqué release note declaration announcement briefing readout"),
    "document": word_set("letter report wrote write writes document indictment filing lawsuit memo email e-mail book memoir editorial column article survey poll study bill resolution ruling writing written budget plan constitution treaty"),
    "thought": word_set("think thinks thought thinking believe believes believed believing hope hopes hoped fear fears feared doubt doubts doubted expect expects expected want wants wanted worry worried worries wish feel feels felt know knows knew suspect suspects assume assumes assumed consider considers considered regard regards view views see sees saw plan plans planned intend intends intended love loves hate hates"),
}  # fmt: skip
UNNAMED = word_set(
    "source sources official officials spokesman spokeswoman spokesperson spokespeople diplomat diplomats aide aides adviser advisers advisor advisors expert experts analyst analysts witness witnesses "
    "resident residents people person critics supporters observers researchers investigators lawyer lawyers employee employees insider insiders executive executives envoy"
)
