"""Whether an entry is a medicine, decided in one place: a list of look-alikes that holds one warns its reader.

Few sources say it of everything that is one. MeSH files medicines by their chemistry, and the NCI Dictionary says no kind at all, so that
definitions and names have to tell. `data/medicine_words.toml` has the words. Taking a chemical of the laboratory for a medicine costs a
warning too many; missing one can cost a life.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import msgspec

from bot.building.merge.records import Group, Record
from bot.files import shipped_tables
from bot.sources.concept import Concept
from bot.terms.model import NameKind, SemanticGroup, SemanticType

CHEMICALS = frozenset(kind for kind in SemanticType if kind.group is SemanticGroup.CHEMICALS)
# What the body makes or food brings is mostly given as a medicine, too: insulin, testosterone, vitamin D.
ALSO_GIVEN = frozenset({SemanticType.HORMONE, SemanticType.NUTRIENT})
# A definition says what a thing is before it says what it does or has.
HEAD_END = re.compile(
    r"[,.;:(]| (?:that|which|who|whose|in|to|by|for|from|with|on|about|used|being|made|found|caused|given|containing|usually|surgically"
    r"|que|usad[oa]s?|en|para|con)\b",
    re.IGNORECASE,
)
# "In medicine, a lump in the body" is about no medicine; "the use of drugs" and "a lack of vitamins" are none.
NOT_ABOUT_ITSELF = re.compile(
    r"in [^,.]{2,40},|en [^,.]{2,40},|refers|describes|having|se refiere|describe", re.IGNORECASE
)
OF = re.compile(r"^(?:(?:an?|the|one|una?|el|la) )?(?P<before>[\w-]+(?: [\w-]+){0,2}?) (?:of|de)\b", re.IGNORECASE)
# What may be of a drug and be a medicine itself.
FORMS = re.compile(
    r"(?:form|type|kind|combination|group|class|family|one|tipo|forma|combinación|clase|grupo)s?$", re.IGNORECASE
)
# "MK-422", "AZD6140": companies number what may become a medicine.
CODE = re.compile(r"[A-Z]{2,5}[- ]?\d{3,6}[A-Z]?")
# "A form of radiation therapy that is used to treat cancer" is none.
NOT_A_SUBSTANCE = frozenset(
    "cancer disease leukemia lymphoma medicine radiation surgery therapy treatment tumor".split()
)
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/medicine_words.toml`, which says what each list holds."""

    strong: tuple[str, ...]
    chemical: tuple[str, ...]
    heads: tuple[str, ...]
    stems: tuple[str, ...]
    salts: frozenset[str]
    not_given: frozenset[str]


class Phrases:
    """Finds words and phrases in a text; a star stands for any ending of the last word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = tuple(phrases)
        self.words = frozenset(phrase for phrase in phrases if " " not in phrase and not phrase.endswith("*"))
        others = (phrase for phrase in phrases if phrase not in self.words)
        self.others = tuple(f" {phrase.rstrip('*')}" + " " * (not phrase.endswith("*")) for phrase in others)

    def are_in(self, words: list[str]) -> bool:
        """Whether one of them is among these words, which are in small letters."""
        text = f" {' '.join(words)} "
        return not self.words.isdisjoint(words) or any(map(text.__contains__, self.others))


@dataclass(frozen=True, slots=True)
class Signs:
    """The same words as they are looked for; `endings` and `beginnings` are those of names."""

    strong: Phrases
    chemical: Phrases
    heads: Phrases
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]
    salts: frozenset[str]
    not_given: frozenset[str]


def is_medicine(group: Group) -> bool:
    """Whether what these records mean is given to people as a medicine, as far as anything of them shows it."""
    told = {kind for record in group for kind in record.concept.semantic_types}
    kinds = told.union(*[record.concept.likely_types for record in group])
    if SemanticType.MEDICINE in kinds or any(map(_is_sold, group)):
        return True
    if _signs().not_given.intersection(record.concept.preferred_name.lower() for record in group):
        return False
    told = told or kinds
    if not told:
        return any(map(_is_called_medicine, group))
    if CHEMICALS.isdisjoint(told):
        return False
    return not ALSO_GIVEN.isdisjoint(told) or any(_sounds_like_medicine(record.concept, told) for record in group)


def _is_sold(record: Record) -> bool:
    """Whether a source says under which brand or in which form it is sold."""
    return bool(record.concept.dose_forms) or NameKind.BRAND in [name.kind for name in record.concept.names]


def _sounds_like_medicine(concept: Concept, kinds: set[SemanticType]) -> bool:
    """Whether the definition or the name of a chemical says what medicines are called."""
    signs, preferred = _signs(), concept.preferred_name.lower()
    names = [name.name for name in concept.names]
    words = WORD.findall(" ".join(concept.definitions).lower())
    if signs.strong.are_in(words) or any(map(_has_stem, names)):
        return True
    is_protein = SemanticType.PROTEIN in kinds
    return not is_protein and (signs.chemical.are_in(words) or any(_tells(name, preferred) for name in names))


def _has_stem(name: str) -> bool:
    """Whether a name of one word is made as names of medicines are."""
    signs, name = _signs(), name.lower()
    return " " not in name and (name.endswith(signs.endings) or name.startswith(signs.beginnings))


def _tells(name: str, preferred: str) -> bool:
    """Whether one of a chemical's names is the code of a company's laboratory or that of a salt of it."""
    first, _, salt = name.lower().rpartition(" ")
    return CODE.fullmatch(name) is not None or (first == preferred and salt in _signs().salts)


def _is_called_medicine(record: Record) -> bool:
    """Whether a definition begins with calling the thing a medicine ("The active ingredient in a drug …")."""
    return any(map(_speaks_of_medicine, record.concept.definitions)) or any(
        _has_stem(name.name) for name in record.concept.names
    )


def _speaks_of_medicine(definition: str) -> bool:
    signs, head = _signs(), _head(definition)
    if signs.heads.are_in(head):
        return True
    is_made = head[1:3] == ["form", "of"] and NOT_A_SUBSTANCE.isdisjoint(head)
    return is_made and signs.strong.are_in(WORD.findall(definition.lower()))


def _head(definition: str) -> list[str]:
    """What a definition first calls the thing; nothing when it only speaks of medicines."""
    of = OF.match(definition)
    before = of["before"] if of else ""
    is_of_itself = FORMS.search(before) or _signs().heads.are_in(WORD.findall(before.lower()))
    if NOT_ABOUT_ITSELF.match(definition) or (of and not is_of_itself):
        return []
    end = HEAD_END.search(definition, 1)
    return WORD.findall(definition[: end.start() if end else None].lower())


@cache
def _signs() -> Signs:
    tables = shipped_tables("medicine_words.toml")
    words = msgspec.convert(tables, Words)
    stems = [stem for stem in words.stems if not stem.endswith("*")]
    beginnings = [stem.rstrip("*") for stem in words.stems if stem.endswith("*")]
    return Signs(
        Phrases(words.strong),
        Phrases(words.chemical),
        Phrases(words.heads),
        tuple(stems),
        tuple(beginnings),
        words.salts,
        words.not_given,
    )
