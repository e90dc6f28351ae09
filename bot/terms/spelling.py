"""One spelling for each word: American, singular, with Latin and Greek plurals undone.

Only the outcome's equality matters: "disease" and "diseases" must become the same string, which need not be a word. Where
a rule could join two different words, it is narrowed to a list. The rules follow the spelling differences listed in the
NLM's SPECIALIST Lexicon documentation (https://lhncbc.nlm.nih.gov/LSG/Projects/lexicon/current/web/index.html) and the
classical plurals of medical English.
"""

from __future__ import annotations

import re

from bot.terms.memoized import Remembered

MOST_WORDS_KEPT = 200_000
# The longest words of MeSH, HPO, GO and NCI have 59 letters. What is much longer is no word that anybody inflects.
LONGEST_WORD = 200

SINGULAR_IN_S = frozenset(
    """ascites atlas biceps bias caries diabetes facies feces faeces forceps gas herpes hives lens measles menses
    mumps pancreas pus rabies rickets scabies series shingles species tabes tinnitus triceps yaws""".split()
)

# Abbreviations that are said as words and, without their S, are another word or abbreviation: CRPS is no plural of CRP, POTS
# none of pot. They count where they are the whole name; "hearing aids" are aids.
ABBREVIATIONS_IN_S = frozenset(
    """aaas acls acnes aids alps apds ards atls caps ecls fads hids hies lads luts mals mcas melas mers mods pals pandas pans pics
    pims poems pots pres rads sads sars sids sirs smas tens tips traps vats""".split()
)
# A word without a vowel is an abbreviation, whose S may stand for "syndrome" (CRPS, TRPS); these are known plurals.
VOWEL = re.compile(r"[aeiouy]")
PLURALS_WITHOUT_VOWEL = frozenset("cbcs dvts ecgs ekgs lfts pvcs rbcs stds wbcs".split())

IRREGULAR_SINGULAR = {
    "acini": "acinus",
    "alveoli": "alveolus",
    "apices": "apex",
    "appendices": "appendix",
    "atlases": "atlas",
    "atria": "atrium",
    "bacilli": "bacillus",
    "bacteria": "bacterium",
    "biases": "bias",
    "bougies": "bougie",
    "bronchi": "bronchus",
    "calculi": "calculus",
    "calories": "calorie",
    "calves": "calf",
    "calyces": "calyx",
    "canaliculi": "canaliculus",
    "cerebella": "cerebellum",
    "cervices": "cervix",
    "children": "child",
    "cilia": "cilium",
    "coccyges": "coccyx",
    "cornua": "cornu",
    "corpora": "corpus",
    "cortices": "cortex",
    "crania": "cranium",
    "crises": "crisis",
    "criteria": "criterion",
    "crura": "crus",
    "diverticula": "diverticulum",
    "emboli": "embolus",
    "epididymides": "epididymis",
    "epistaxes": "epistaxis",
    "epithelia": "epithelium",
    "esophagi": "esophagus",
    "feet": "foot",
    "femora": "femur",
    "flagella": "flagellum",
    "foci": "focus",
    "foramina": "foramen",
    "fungi": "fungus",
    "ganglia": "ganglion",
    "gases": "gas",
    "genera": "genus",
    "glomeruli": "glomerulus",
    "gyri": "gyrus",
    "halves": "half",
    "haustra": "haustrum",
    "helices": "helix",
    "hippocampi": "hippocampus",
    "humeri": "humerus",
    "hypothalami": "hypothalamus",
    "ilia": "ilium",
    "indices": "index",
    "irides": "iris",
    "irises": "iris",
    "ischia": "ischium",
    "kilocalories": "kilocalorie",
    "knives": "knife",
    "labia": "labium",
    "larynges": "larynx",
    "lenses": "lens",
    "lice": "louse",
    "lives": "life",
    "loci": "locus",
    "lumina": "lumen",
    "matrices": "matrix",
    "menisci": "meniscus",
    "mice": "mouse",
    "midwives": "midwife",
    "mitochondria": "mitochondrion",
    "mosquitoes": "mosquito",
    "naevi": "naevus",
    "nevi": "nevus",
    "nuclei": "nucleus",
    "nucleoli": "nucleolus",
    "oesophagi": "oesophagus",
    "ova": "ovum",
    "pancreases": "pancreas",
    "pelves": "pelvis",
    "pelvises": "pelvis",
    "penises": "penis",
    "phalange": "phalanx",
    "phalanges": "phalanx",
    "pharynges": "pharynx",
    "phenomena": "phenomenon",
    "potatoes": "potato",
    "prophylaxes": "prophylaxis",
    "radii": "radius",
    "rami": "ramus",
    "septa": "septum",
    "sera": "serum",
    "spectra": "spectrum",
    "sterna": "sternum",
    "stimuli": "stimulus",
    "strata": "stratum",
    "sulci": "sulcus",
    "teeth": "tooth",
    "testes": "testis",
    "thalami": "thalamus",
    "thoraces": "thorax",
    "thrombi": "thrombus",
    "tomatoes": "tomato",
    "uteri": "uterus",
    "varices": "varix",
    "vertices": "vertex",
    "villi": "villus",
    "women": "woman",
}

AMERICAN_WORD = {
    "ageing": "aging",
    "aluminium": "aluminum",
    "defence": "defense",
    "disc": "disk",
    "grey": "gray",
    "licence": "license",
    "manoeuvre": "maneuver",
    "mould": "mold",
    "neurone": "neuron",
    "practise": "practice",
    "speciality": "specialty",
}

AMERICAN_PATTERNS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("sulph", "sulf"),
        ("^leuco", "leuko"),
        ("(tum|behavi|col|od|hum|lab|fav|vap|rig|vig|flav|harb|neighb|hon|sav)our", r"\1or"),
        ("(cent|fib|goit|lit|met|tit|calib)re$", r"\1er"),
        ("^fibre(?=glass|optic|scop)", "fiber"),
        ("(ana|cata|homo|dia)logue$", r"\1log"),
        ("gramme$", "gram"),
        ("(label|counsel|model|travel|cancel|signal|tunnel)l(ed|ing|er|or)$", r"\1\2"),
        ("(?<=[a-z]{3})is(e|ed|er|ing|ation)$", r"iz\1"),
        ("lys(e|ed|er|ing)$", r"lyz\1"),
    )
)
MAY_BE_BRITISH = re.compile("|".join(pattern.pattern for pattern, _ in AMERICAN_PATTERNS))

# "ae" and "oe" are one sound in Greek and Latin words (haemoglobin, oedema), but not in fatty acids with several double bonds
# (docosahexaenoic is not docosahexenoic), in most short words, and in names (Boeck is not Beck, Vörner not Verner).
DIPHTHONG = re.compile(r"(?<=.)(?<!tetr)(?<!pent)(?<!hex)(?<!hept)(?<!oct)[ao]e(?=.)|^[ao]e(?=.{2})")
SHORTEST_WITH_DIPHTHONG = 6
SHORT_WITH_DIPHTHONG = frozenset("haem haeme haema haemo caeca laevo paedo".split())
NAMES_WITH_DIPHTHONG = frozenset({"voerner"})

CLASSICAL_ENDINGS = (
    ("ae", "a"),
    ("mata", "ma"),
    ("cocci", "coccus"),
    ("itides", "itis"),
    ("iases", "iasis"),
    ("stases", "stasis"),
    ("eses", "esis"),
    ("oses", "osis"),
    ("yses", "ysis"),
)
CLASSICAL_PLURALS = tuple(plural for plural, _ in CLASSICAL_ENDINGS)
# Mycoplasma pneumoniae causes the pneumonia of that name. "-aceae" and "-idae" are families of plants and animals: the
# Rosaceae are not rosacea.
GENITIVE_OR_FAMILY = re.compile(r"(pneumoniae|aceae|idae|vitae)$")
# "-oses" is the plural of "-osis" except in the names of sugars and a few other words.
SINGULAR_IN_OSE = re.compile(
    r"(gluc|fruct|lact|galact|malt|sucr|cellul|hex|pent|tri|tetr|ket|ald|rib|mann|xyl|dextr|trehal|arabin|amyl|agar"
    r"|overd|megad|purp|varic|^d|^n|^h|^p|^r)oses$"
)
NOT_CLASSICAL = (GENITIVE_OR_FAMILY, SINGULAR_IN_OSE, re.compile("ositides$|^cheeses$|^cellobiases$"))
# "-uses" is the plural of "-us" ("viruses") except where the singular ends in "-use" ("causes").
SINGULAR_IN_USE = re.compile(r"(?:[ao]|f|ab|cc|xc|mis|over|^am|^re|^m|^r|^)uses$")
# "-ches" is the plural of "-ch" ("stomachs", "branches") except where the singular ends in "-che".
SINGULAR_IN_CHE = re.compile(
    r"((^|head|ear|tooth|stomach|tummy|belly|back|body|bone|muscle|face|heart|neck)a|^dou|^(micro)?ni|^psy|m[ou]sta|^ca)ches$"
)


def singular(word: str) -> str:
    """The singular of a lower-case English, Latin or Greek plural; any other word as it is."""
    if word in SINGULAR_IN_S:
        return word
    if word in IRREGULAR_SINGULAR:
        return IRREGULAR_SINGULAR[word]
    without_ending = _without_classical_ending(word) or _without_s(word)
    return IRREGULAR_SINGULAR.get(without_ending, without_ending)  # "womens health" without its apostrophe


def _without_classical_ending(word: str) -> str | None:
    """Undo a Latin or Greek plural; None where the word ends in none or only seems to."""
    if len(word) < 5 or not word.endswith(CLASSICAL_PLURALS) or any(pattern.search(word) for pattern in NOT_CLASSICAL):
        return None
    endings = ((plural, one) for plural, one in CLASSICAL_ENDINGS if word.endswith(plural))
    return next((word.removesuffix(plural) + one for plural, one in endings), None)


def _without_s(word: str) -> str:
    """Undo the English plural: -ies, -es after a hissing sound, -s."""
    if not _may_be_english_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "xes", "zzes")) or (word.endswith("ches") and not SINGULAR_IN_CHE.search(word)):
        return word[:-2]
    if word.endswith("uses") and not SINGULAR_IN_USE.search(word):
        return word[:-2]
    return word[:-1]


def _may_be_english_plural(word: str) -> bool:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return False
    return bool(VOWEL.search(word)) or word in PLURALS_WITHOUT_VOWEL


def american(word: str) -> str:
    """A lower-case word in American spelling: tumour → tumor, haem → hem, oedema → edema, centre → center."""
    if word in AMERICAN_WORD:
        return AMERICAN_WORD[word]
    if MAY_BE_BRITISH.search(word):
        for pattern, replacement in AMERICAN_PATTERNS:
            word = pattern.sub(replacement, word)
    return _without_diphthongs(word)


def _without_diphthongs(word: str) -> str:
    """Write "e" for "ae" and "oe"; more than once where they overlap: angiooedema → angioedema → angiedema."""
    if word in NAMES_WITH_DIPHTHONG or (len(word) < SHORTEST_WITH_DIPHTHONG and word not in SHORT_WITH_DIPHTHONG):
        return word
    while (shorter := DIPHTHONG.sub("e", word)) != word:
        word = shorter
    return word


def _spelling(word: str) -> str:
    return american(singular(word)) if word.isalpha() and len(word) <= LONGEST_WORD else word


# One lower-case word in its normal spelling. A million names hold far fewer words.
normal_word = Remembered(_spelling, MOST_WORDS_KEPT).__getitem__
