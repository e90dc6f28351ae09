"""What an entry is called: the name that most publishers prefer and that their sentences use most, singular where the singular is a word
in use, in natural word order, with the capitals that it has inside a sentence.

A source that its editors wrote for readers (the starter glossary, an admin's table) decides alone. Of another source whose titles stand
as in a sentence the title is one of its own; such a source often has a record for each synonym, of which the others decide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from bot.building.casing import Casing
from bot.building.everyday_words import everyday_words
from bot.building.number import is_singular_in_use, is_singular_of
from bot.building.records import INFECTIOUS, Group, Record
from bot.building.usage import SMALL_IN_PROSE, Usage, words
from bot.lexicon.model import NameKind, SemanticGroup
from bot.lexicon.names import is_inverted, looks_like_abbreviation
from bot.lexicon.spelling import american
from bot.sources.formats.mesh_casing import OF_A_STATE

# "Solute Carrier Family 12, Member 3" is turned round nowhere.
NUMBERED = "member "
# What laboratories call a substance ("RU 486", "SU11248", "T-3").
CODE = re.compile(r"[A-Za-z]{1,6}[- ]?\d[\w-]*")
# "N-acetyl-L-cysteine", "5-FU", "17beta-estradiol".
LOCANT = re.compile(r"\b[NOSLD]-[a-z]|\d-[A-Za-z]|\d(?:alpha|beta)")
TAXON = re.compile(r"[A-Z](?:[a-z]+|\.)(?: [a-z-]+)?")
# How plurals end; most names of ontologies are singular, which is seen quickly.
MAYBE_PLURAL = ("s", "i", "ae", "a")
# "Vitamin B 6" is written "vitamin B6".
NUMBER_APART = re.compile(r"\b([A-Z]) (\d)")
ENGLISH = "en"
# What a publisher's word counts for: a name that it prefers, and one that it lists.
PREFERRED, LISTED = 2, 1
# What each word counts against a name where one source alone has a record for each of several: people use the short ones.
A_WORD = 0.25


class Headwords:
    """Decides what groups of records are called."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage
        self._casing = Casing(usage)

    def of(self, group: Group) -> str:
        """The headword of a group whose records stand plainest first.

        A row of a list of abbreviations names nothing that another source defines: "MI: heart attack" leaves myocardial infarction its name.
        """
        if len(group) > 1:
            group = [record for record in group if not record.only_writes_out] or group
        first = group[0]
        if len(group) == 1:
            return first.concept.preferred_name if first.source.traits.titles_as_written else self._natural(first)
        plainest = [record for record in group if record.source.id == first.source.id]
        traits = first.source.traits
        if traits.titles_as_written:
            return min(plainest, key=lambda record: _oddity(record, group)).concept.preferred_name
        return self._name_in_use(group, plainest if traits.prose_titles else _of_first_language(group))

    def _name_in_use(self, group: Group, candidates: list[Record]) -> str:
        """Of the preferred names of some records the one in use, as it is best written; a medicine's generic name if it has any."""
        named = [Named(record, self._natural(record)) for record in _of_first_language(group)]
        ranking = _Ranking(group, named, self._usage)
        best = min((each for each in named if each.record in candidates), key=ranking.place)
        if ranking.is_odd(best):
            best = min(named, key=ranking.place)
        return self._best_written(best, named, ranking)

    def _best_written(self, best: Named, named: list[Named], ranking: _Ranking) -> str:
        """A name as the publisher writes it who writes names as in a sentence; in the singular if it is in use."""
        forms = best.record.preferred_forms
        same = [each for each in named if each is best or each.record.preferred_forms & forms]
        same.sort(key=lambda each: self._writing(each, best))
        first, *others = same
        # What another publisher prefers is in use.
        chosen = next((each for each in others if is_singular_of(each.name, first.name)), first)
        people = self._casing.eponyms(name.name for each in named for name in each.record.concept.names)
        if not chosen.record.source.traits.prose_titles:
            people |= set(self._casing.unknown(each.name for each in same if each.name != chosen.name))
        return self._casing.in_sentence(chosen.name, ranking.kinds, people, lowers=False) if people else chosen.name

    def _writing(self, each: Named, best: Named) -> tuple[bool, int, bool, bool, bool]:
        """The order of the writings of one name: as people write it, most often used, with the words of the one that was chosen."""
        is_another = each.name.lower() != best.name.lower()
        return _is_ill_written(each), -self._usage.of(each.name), is_another, not _tells_case(each), each is not best

    def _natural(self, record: Record) -> str:
        """A preferred name as it stands in a sentence: in natural order, singular, without the capitals of Title Case."""
        name = record.concept.preferred_name
        traits, groups = record.source.traits, record.semantic_groups
        if traits.titles_as_written or traits.prose_titles or record.source.language != ENGLISH:
            return name
        natural = self._singular(record, _uninverted(name) if traits.inverts_names else name, groups)
        if SemanticGroup.PLACES in groups or any(each.name.endswith(OF_A_STATE) for each in record.concept.names):
            return natural
        if self._casing.is_institution(natural, groups):
            return natural
        people = self._casing.eponyms(each.name for each in record.concept.names) if not name.islower() else ()
        return self._casing.in_sentence(natural, groups, people)

    def _singular(self, record: Record, natural: str, groups: frozenset[SemanticGroup]) -> str:
        """A name in the singular, if its source lists that and people write it so; in natural order, if only another name of it is."""
        names = record.concept.names
        may_be_better = record.source.traits.inverts_names or natural.endswith(MAYBE_PLURAL) or ", " in natural
        if len(names) == 1 or not may_be_better or SemanticGroup.PLACES in groups:
            return natural
        forms = record.natural_forms
        alike = [
            name.name
            for name, form in zip(names, forms, strict=True)
            if form == forms[0] and name.kind is not NameKind.ENTRY_TERM and not is_inverted(name.name)
        ]
        if is_inverted(natural):
            natural = next(iter(alike), natural)
        return next((name for name in alike if self._is_better(name, natural, groups)), natural)

    def _is_better(self, name: str, natural: str, groups: frozenset[SemanticGroup]) -> bool:
        if name == natural:
            return False
        if is_singular_of(name, natural):
            return is_singular_in_use(name, natural, self._usage, groups)
        return name in (NUMBER_APART.sub(r"\1\2", natural), _american(natural))


class Named(NamedTuple):
    """A record and its preferred name as it stands in a sentence."""

    record: Record
    name: str


class _Ranking:
    """The order among the preferred names of a group: how much speaks for each."""

    def __init__(self, group: Group, named: list[Named], usage: Usage) -> None:
        self.kinds = frozenset(chain.from_iterable(map(_groups, group)))
        self._forms = [(record.source.publisher, record.preferred_forms, record.synonym_forms) for record in group]
        self._usage = usage
        self._a_word = A_WORD if len({each.record.source.id for each in named}) == 1 else 0.0
        self._uses = {each.name: self._uses_of(each) for each in named}

    def place(self, named: Named) -> tuple[bool, bool, float, int, int, str]:
        """Where a name stands: the least is the headword."""
        standing = self._standing(named) - _clumsiness(named.name) - self._is_misspelt(named.name)
        standing -= self._a_word * len(named.name.split())
        abbreviates = looks_like_abbreviation(named.name)
        return abbreviates, self.is_odd(named), -standing, named.record.source.plainness, len(named.name), named.name

    def _standing(self, named: Named) -> float:
        """How much speaks for a name: each publisher that has it, and on a scale of powers of two how often sentences and people do."""
        forms = named.record.preferred_forms
        votes: dict[str, int] = {}
        for publisher, preferred, listed in self._forms:
            vote = PREFERRED if preferred & forms else LISTED if listed & forms else 0
            votes[publisher] = max(vote, votes.get(publisher, 0))
        said = everyday_words(ENGLISH).get(named.name.lower(), 0.0)
        return sum(votes.values()) + math.log2(max(self._used(named.name), 1)) / 2 + math.log2(1 + said) / 4

    def _used(self, name: str) -> int:
        """How often a name is used, not as a part of another name of the same thing."""
        within = f" {name.lower()} "
        longer = (used for other, used in self._uses.items() if other != name and within in f" {other.lower()} ")
        return max(self._uses[name] - sum(longer), 0)

    def _uses_of(self, named: Named) -> int:
        """How often a name is used, in the singular and as its publisher has it."""
        preferred = named.record.concept.preferred_name
        forms = {named.name.lower(), _uninverted(preferred).lower()}
        return sum(map(self._usage.of, forms))

    def _is_misspelt(self, name: str) -> bool:
        """Whether a name has a word that stands nowhere else: it may be misspelt."""
        small, capital = self._usage.small, self._usage.capital
        return any(small.get(word, 0) + capital.get(word, 0) < 2 for word in words(name) if len(word) > 3)

    def is_odd(self, named: Named) -> bool:
        """Whether a name is a medicine's brand or code, or the Latin name of an organism, which give way to any other.

        Clonidine is the medicine, Catapres one of its brands (https://www.nlm.nih.gov/research/umls/rxnorm/overview.html).
        """
        may_be_medicine = SemanticGroup.CHEMICALS in self.kinds or not (self.kinds or " " in named.name)
        if may_be_medicine and (_looks_like_brand(named.name) or CODE.fullmatch(named.name)):
            return True
        return SemanticGroup.LIVING in self.kinds and TAXON.fullmatch(named.name) is not None


def _of_first_language(group: Group) -> list[Record]:
    return [record for record in group if record.source.language == group[0].source.language]


def _groups(record: Record) -> Iterable[SemanticGroup]:
    return record.semantic_groups or [kind.group for kind in record.concept.likely_types]


def _clumsiness(name: str) -> int:
    """How much speaks against a name: abbreviations in it, chemists' letters, a turned order."""
    parts = [part.strip("(),") for part in name.replace("-", " ").split()]
    abbreviates = len(parts) > 1 and any(map(looks_like_abbreviation, parts))
    return abbreviates + bool(LOCANT.search(name)) + is_inverted(name)


def _is_ill_written(named: Named) -> bool:
    """Whether nobody writes a name so: for a list, or by a rule."""
    return is_inverted(named.name) or named.name.endswith(INFECTIOUS) or " - " in named.name


def _tells_case(named: Named) -> bool:
    """Whether its publisher writes words as in a sentence."""
    name = named.record.concept.preferred_name
    return named.record.source.traits.prose_titles or name[:1].islower() or bool(SMALL_IN_PROSE.search(name))


def _american(name: str) -> str:
    return " ".join(american(word) if word.islower() else word for word in name.split())


def _looks_like_brand(name: str) -> bool:
    return name[:1].isupper() and name[1:2].islower()


def _oddity(record: Record, group: Group) -> tuple[bool, int, bool, int, str]:
    """Order the preferred names of one source's twins: spelt out, shared with other sources, not a brand, short."""
    name = record.concept.preferred_name
    shared = sum(bool(record.preferred_forms & (r.preferred_forms | r.synonym_forms)) for r in group)
    return looks_like_abbreviation(name), -shared, name[:1].isupper(), len(name), name


def _uninverted(name: str) -> str:
    parts = name.split(", ")
    is_turned = is_inverted(name) and not any(part.lower().startswith(NUMBERED) for part in parts)
    return " ".join(reversed(parts)) if is_turned else name
