"""One spelling for each word: American, singular, with Latin and Greek plurals undone.

Only the outcome's equality matters: "disease" and "diseases" must become the same string, which need not be a word. Where
a rule could join two different words, it is narrowed to a list. The rules follow the spelling differences listed in the
NLM's SPECIALIST Lexicon documentation (https://lhncbc.nlm.nih.gov/LSG/Projects/lexicon/current/web/index.html) and the
classical plurals of medical English.
"""

from __future__ import annotations

import re
from functools import lru_cache

SINGULAR_IN_S = frozenset(
    """aids ascites atlas biceps caries diabetes facies feces faeces forceps gas herpes hives lens measles menses mers
    mumps pancreas pus rabies rickets sars scabies series shingles species tabes tinnitus triceps yaws""".split()
)

IRREGULAR_SINGULAR = {
    "acini": "acinus",
    "alveoli": "alveolus",
    "apices": "apex",
    "appendices": "appendix",
    "atria": "atrium",
    "bacilli": "bacillus",
    "bacteria": "bacterium",
    "bronchi": "bronchus",
    "calculi": "calculus",
    "calves": "calf",
    "cervices": "cervix",
    "children": "child",
    "cilia": "cilium",
    "corpora": "corpus",
    "cortices": "cortex",
    "crania": "cranium",
    "crises": "crisis",
    "criteria": "criterion",
    "diverticula": "diverticulum",
    "emboli": "embolus",
    "feet": "foot",
    "flagella": "flagellum",
    "foci": "focus",
    "foramina": "foramen",
    "fungi": "fungus",
    "ganglia": "ganglion",
    "gases": "gas",
    "genera": "genus",
    "gyri": "gyrus",
    "halves": "half",
    "hemostases": "hemostasis",
    "homeostases": "homeostasis",
    "indices": "index",
    "lenses": "lens",
    "lice": "louse",
    "loci": "locus",
    "lumina": "lumen",
    "matrices": "matrix",
    "men": "man",
    "metastases": "metastasis",
    "mice": "mouse",
    "mitochondria": "mitochondrion",
    "mosquitoes": "mosquito",
    "nevi": "nevus",
    "nuclei": "nucleus",
    "nucleoli": "nucleolus",
    "ova": "ovum",
    "phenomena": "phenomenon",
    "radii": "radius",
    "septa": "septum",
    "sera": "serum",
    "spectra": "spectrum",
    "stimuli": "stimulus",
    "strata": "stratum",
    "sulci": "sulcus",
    "teeth": "tooth",
    "testes": "testis",
    "thrombi": "thrombus",
    "varices": "varix",
    "vertices": "vertex",
    "villi": "villus",
    "women": "woman",
}

AMERICAN_WORD = {
    "ageing": "aging",
    "aluminium": "aluminum",
    "defence": "defense",
    "gramme": "gram",
    "grey": "gray",
    "licence": "license",
    "mould": "mold",
    "neurone": "neuron",
    "practise": "practice",
    "programme": "program",
}

AMERICAN_PATTERNS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("sulph", "sulf"),
        ("^leuco", "leuko"),
        ("(tum|behavi|col|od|hum|lab|fav|vap|rig|vig|flav|harb|neighb|hon|sav)our", r"\1or"),
        ("(cent|fib|lit|met|tit|calib)re$", r"\1er"),
        ("(ana|cata|homo|dia)logue$", r"\1log"),
        ("(label|counsel|model|travel|cancel|signal|tunnel)l(ed|ing|er|or)$", r"\1\2"),
        ("(?<=[a-z]{3})is(e|ed|er|ing|ation)$", r"iz\1"),
        ("lys(e|ed|er|ing)$", r"lyz\1"),
        ("(?<=.)[ao]e(?=.)|^[ao]e(?=.{2})", "e"),
    )
)

# "-oses" is the plural of "-osis" except in the names of sugars and a few short words.
SUGAR_OR_SHORT_OSES = re.compile(
    r"(gluc|fruct|lact|galact|malt|sucr|cellul|hex|pent|tri|tetr|ket|ald|rib|mann|xyl|^d|^n|^h)oses$"
)
# "-uses" is the plural of "-us" ("viruses") except where the singular ends in "-use" ("causes").
SINGULAR_IN_USE = re.compile(r"(?:[ao]|f|ab|cc|xc|am|^m|^r|^)uses$")


def singular(word: str) -> str:
    """The singular of a lower-case English, Latin or Greek plural; any other word as it is."""
    if word in SINGULAR_IN_S:
        return word
    if word in IRREGULAR_SINGULAR:
        return IRREGULAR_SINGULAR[word]
    return _without_classical_ending(word) or _without_s(word)


def _without_classical_ending(word: str) -> str | None:
    """Undo -ae, -mata, -cocci, -oses, -eses and -yses; None where the word ends in none of them."""
    if len(word) < 5:
        return None
    if word.endswith("ae"):
        return word[:-1]
    if word.endswith("mata"):
        return word[:-2]
    if word.endswith("cocci"):
        return word[:-1] + "us"
    if word.endswith(("eses", "yses")) or (word.endswith("oses") and not SUGAR_OR_SHORT_OSES.search(word)):
        return word[:-2] + "is"
    return None


def _without_s(word: str) -> str:
    """Undo the English plural: -ies, -es after a hissing sound, -s."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("uses") and not SINGULAR_IN_USE.search(word):
        return word[:-2]
    return word[:-1]


def american(word: str) -> str:
    """A lower-case word in American spelling: tumour → tumor, haem → hem, oedema → edema, centre → center."""
    if word in AMERICAN_WORD:
        return AMERICAN_WORD[word]
    for pattern, replacement in AMERICAN_PATTERNS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=200_000)
def normal_word(word: str) -> str:
    """One lower-case word in its normal spelling; a million names hold far fewer words, so outcomes are kept."""
    return american(singular(word)) if word.isalpha() else word
