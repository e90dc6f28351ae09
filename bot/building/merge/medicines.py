"""Decide if an entry is a medicine, in this one place. A list of look-alikes with a medicine in it warns the reader.

Few sources say this of all medicines. MeSH files them by their chemistry, and the NCI Dictionary gives no kinds at all,
so definitions and names have to decide, by the words in `data/medicine_words.toml`. To take a laboratory chemical for a
medicine costs a needless warning; to miss a medicine can cost a life.
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
# Substances of the body and of food are mostly given as medicines, too: insulin, testosterone, vitamin D.
ALSO_GIVEN = frozenset({SemanticType.HORMONE, SemanticType.NUTRIENT})
# The end of the phrase with which a definition says what a thing is.
HEAD_END = re.compile(
    r"[,.;:(]| (?:that|which|who|whose|in|to|by|for|from|with|on|about|used|being|made|found|caused|given|containing"
    r"|usually|surgically|que|usad[oa]s?|en|para|con)\b",
    re.IGNORECASE,
)
# "In medicine, a lump in the body" defines no medicine; neither do "the use of drugs" and "a lack of vitamins".
NOT_ABOUT_ITSELF = re.compile(
    r"in [^,.]{2,40},|en [^,.]{2,40},|refers|describes|having|se refiere|describe", re.IGNORECASE
)
OF = re.compile(r"^(?:(?:an?|the|one|una?|el|la) )?(?P<before>[\w-]+(?: [\w-]+){0,2}?) (?:of|de)\b", re.IGNORECASE)
# "A form of X" is X itself, and a medicine if X is one.
FORMS = re.compile(
    r"(?:form|type|kind|combination|group|class|family|one|tipo|forma|combinación|clase|grupo)s?$", re.IGNORECASE
)
# Companies number what may become a medicine ("MK-422", "AZD6140").
CODE = re.compile(r"[A-Z]{2,5}[- ]?\d{3,6}[A-Z]?")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class MedicineWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of `data/medicine_words.toml`, which documents each list."""

    strong: tuple[str, ...]
    chemical: tuple[str, ...]
    heads: tuple[str, ...]
    stems: tuple[str, ...]
    salts: frozenset[str]
    not_given: frozenset[str]
    no_substance: frozenset[str]


class Phrases:
    """Finds words and phrases in a text; a star stands for any ending of the last word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = tuple(phrases)
        self.words = frozenset(phrase for phrase in phrases if " " not in phrase and not phrase.endswith("*"))
        others = (phrase for phrase in phrases if phrase not in self.words)
        self.others = tuple(f" {phrase.rstrip('*')}" + " " * (not phrase.endswith("*")) for phrase in others)

    def are_in(self, words: list[str]) -> bool:
        """Return True if one of the phrases occurs in these words, which are in lower case."""
        text = f" {' '.join(words)} "
        return not self.words.isdisjoint(words) or any(map(text.__contains__, self.others))


@dataclass(frozen=True, slots=True)
class Signs:
    """The same words, prepared for searching; `endings` and `beginnings` are parts of names."""

    strong: Phrases
    chemical: Phrases
    heads: Phrases
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]
    salts: frozenset[str]
    not_given: frozenset[str]
    no_substance: frozenset[str]


def is_medicine(group: Group) -> bool:
    """Return True if something in the records of a group shows that it is given to people as a medicine."""
    given_kinds = {kind for record in group for kind in record.concept.semantic_types}
    kinds = given_kinds.union(*[record.concept.likely_types for record in group])
    if SemanticType.MEDICINE in kinds or any(map(_is_sold, group)):
        return True
    if _signs().not_given.intersection(record.concept.preferred_name.lower() for record in group):
        return False
    given_kinds = given_kinds or kinds
    if not given_kinds:
        return any(map(_is_called_medicine, group))
    if CHEMICALS.isdisjoint(given_kinds):
        return False
    return not ALSO_GIVEN.isdisjoint(given_kinds) or any(
        _sounds_like_medicine(record.concept, given_kinds) for record in group
    )


def _is_sold(record: Record) -> bool:
    """Return True if a source lists a brand name or a dose form."""
    return bool(record.concept.dose_forms) or NameKind.BRAND in [name.kind for name in record.concept.names]


def _sounds_like_medicine(concept: Concept, kinds: set[SemanticType]) -> bool:
    """Return True if the definition or a name of a chemical is typical of medicines."""
    signs, preferred = _signs(), concept.preferred_name.lower()
    names = [name.name for name in concept.names]
    words = WORD.findall(" ".join(concept.definitions).lower())
    if signs.strong.are_in(words) or any(map(_has_stem, names)):
        return True
    is_protein = SemanticType.PROTEIN in kinds
    return not is_protein and (signs.chemical.are_in(words) or any(_is_code_or_salt(name, preferred) for name in names))


def _has_stem(name: str) -> bool:
    """Return True if a name of one word has a stem that names of medicines have."""
    signs, name = _signs(), name.lower()
    return " " not in name and (name.endswith(signs.endings) or name.startswith(signs.beginnings))


def _is_code_or_salt(name: str, preferred: str) -> bool:
    """Return True if a name is a company's laboratory code, or the preferred name with a salt."""
    first, _, salt = name.lower().rpartition(" ")
    return CODE.fullmatch(name) is not None or (first == preferred and salt in _signs().salts)


def _is_called_medicine(record: Record) -> bool:
    """Return True if a definition begins by calling the thing a medicine ("The active ingredient in a drug …")."""
    return any(map(_speaks_of_medicine, record.concept.definitions)) or any(
        _has_stem(name.name) for name in record.concept.names
    )


def _speaks_of_medicine(definition: str) -> bool:
    signs, head = _signs(), _head(definition)
    if signs.heads.are_in(head):
        return True
    is_made = head[1:3] == ["form", "of"] and signs.no_substance.isdisjoint(head)
    return is_made and signs.strong.are_in(WORD.findall(definition.lower()))


def _head(definition: str) -> list[str]:
    """Return the words with which a definition says what a thing is; none if it only mentions something else."""
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
    words = msgspec.convert(tables, MedicineWords)
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
        words.no_substance,
    )
