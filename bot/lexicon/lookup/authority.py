"""Decide which of the entries that have a name may answer for it.

The rule in plain words. A *code* is an abbreviation, a symbol or anything as short: it has another meaning in every
specialty and every language. Everything else is a *word*.

1. A word is answered by sources in the reader's language and in English; those in the reader's language come first. If
only sources in other languages have the word, the result is a choice that names the language. If sources with curated
synonyms (`curated_synonyms`) have the word, the senses of specialists are listed under "can also mean"; and if another
source has it as the headword of something else, the result is a choice of both.

2. A code is answered by sources in the reader's language that are not for specialists (the trait `for_specialists`). If
only specialists, or sources in another language, have the code, the result is a choice, even of a single entry.

3. A code is answered if it has one sense, and is a choice if it has several. The senses that count are those of the
sources that may answer, and those of specialists that two sources confirm. If no plain source has the code, that is
neither a curated list (`curated_abbreviations`) nor a source for everybody (`everyday_names`), then all senses of
specialists count; otherwise a sense without a definition or outside of medicine (ethnic groups, places) counts only if
two sources confirm it. Capitals mean a code: if sources that may answer have only the word with these letters ("men")
and specialists have the code, the result is a choice of both.

4. Another source can therefore turn an answer into a choice, if it has a further sense that counts. It cannot replace
the answer; senses that do not count are listed under "can also mean".

5. The spelling of a code counts: "RICE" is not answered with the plant, nor "DDx" with a pesticide called DDX, unless
the name is a headword or a source as in 1 has it. These are choices.

6. In a choice the senses of a curated list come first, those of the typed spelling before the others ("Ca" and "CA"),
in the list's order, then those of other sources that may answer, then those of specialists.

7. In small letters a word goes before a code that is written in capitals: "ache" is not AChE. If only a source in
another language has the word ("asma"), the result is a choice of both. What a curated list writes in small letters
("ant", anterior) is a choice beside the word.

Among the entries of sources that may answer, `strongest` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.languages import ENGLISH
from bot.lexicon.lookup.everyday_words import NOT_MEDICAL
from bot.lexicon.model import Choice
from bot.lexicon.store.rows import NameOwner
from bot.terms.abbreviations import looks_like_abbreviation, looks_like_code
from bot.terms.model import Name, NameKind, SemanticType
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.source import InstalledSource

LAST = 1_000_000
# The weight of an entry that no source defines: it has only its children (bot.building.merge.records).
MAX_WEIGHT_UNDEFINED = 5
# Longer words in capitals are shouted words.
MAX_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """The person who asks: the language (ISO 639-1), and the installed sources by id, with their traits."""

    language: str
    sources: Mapping[str, InstalledSource]

    def understands(self, owner: NameOwner) -> bool:
        """Return True if a source has the name in a language that the reader understands, for this kind of name."""
        languages = {source.language for source in self._of(owner)}
        return self.language in languages or (ENGLISH in languages and not is_code(owner))

    def may_be_answered(self, owner: NameOwner) -> bool:
        """Return True if a source that has the name may answer for it."""
        if not is_code(owner):
            return self.understands(owner)
        return owner.name.kind is not NameKind.ENTRY_TERM and any(
            source.language == self.language and not source.traits.for_specialists for source in self._of(owner)
        )

    def is_plain(self, owner: NameOwner) -> bool:
        """Return True if a curated list or a source for everybody has the name in the reader's language."""
        return any(
            source.language == self.language and (source.traits.curated_abbreviations or source.traits.everyday_names)
            for source in self._of(owner)
        )

    def is_edited(self, owner: NameOwner) -> bool:
        """Return True if a source with curated synonyms has the name."""
        return any(source.traits.curated_synonyms for source in self._of(owner))

    def trusts(self, name: Name) -> bool:
        """Return True if a name is from a source with curated synonyms."""
        source = self.sources.get(name.source)
        return source is not None and source.traits.curated_synonyms

    def is_filed(self, name: Name) -> bool:
        """Return True for a synonym in a list of subject headings, which may be narrower than the heading."""
        source = self.sources.get(name.source)
        return name.kind is NameKind.SYNONYM and source is not None and source.traits.subject_headings

    def is_only_for_specialists(self, owner: NameOwner) -> bool:
        """Return True if only sources for specialists have the name."""
        return all(source.traits.for_specialists for source in self._of(owner))

    def is_confirmed(self, owner: NameOwner) -> bool:
        """Return True if several sources in the reader's language have the name for the same thing."""
        return sum(source.language == self.language for source in self._of(owner)) > 1

    def is_in_own_language(self, owner: NameOwner) -> bool:
        """Return True if a source in the reader's language has the name."""
        return any(source.language == self.language for source in self._of(owner))

    def choice(self, owner: NameOwner) -> Choice:
        """Return an owner as a choice, with the language of the name if it is foreign to the reader."""
        choice = owner.choice
        if self.understands(owner):
            return choice
        language = next((source.language for source in self._of(owner)), None)
        return Choice(choice.key, choice.headword, choice.hint, language)

    def is_last_resort(self, owner: NameOwner) -> bool:
        """Return True if only general dictionaries and lists of codes have the name."""
        return all(source.traits.stands_back for source in self._of(owner))

    def is_everyday_name(self, owner: NameOwner) -> bool:
        """Return True if a source for everybody has it as an everyday name. Lay names in ontologies are often wider."""
        source = self.sources.get(owner.name.source)
        return owner.name.kind is NameKind.PLAIN and source is not None and source.traits.everyday_names

    def _of(self, owner: NameOwner) -> list[InstalledSource]:
        return [self.sources[id] for id in owner.sources if id in self.sources]


@dataclass(frozen=True, slots=True)
class Claim:
    """The owners that may be meant, one for each entry. Several are a choice; if they are unsure, a single one is a
    choice as well.
    """

    owners: list[NameOwner]
    is_sure: bool

    @property
    def answers(self) -> bool:
        """True if a single entry may be the answer."""
        return self.is_sure and len(self.owners) == 1


def claim(query: str, owners: list[NameOwner], reader: Reader) -> Claim:
    """Return which owners of a name may be meant, by the rule above. There must be at least one owner."""
    able = [owner for owner in owners if reader.may_be_answered(owner) and not _is_another_name(query, owner, reader)]
    others = [owner for owner in owners if owner not in able]
    understood = [owner for owner in others if reader.understands(owner)]
    foreign = [owner for owner in others if owner not in understood]
    if not able:
        claims = (_as_listed(query, strongest(query, group, reader)) for group in (understood, foreign))
        return Claim(_each_entry_once(*claims), is_sure=False)
    if any(map(is_code, able)):
        words = _foreign_words(query, able, foreign)
        codes = _meanings_of_code(query, able, understood, reader)
        return Claim(_each_entry_once(codes, strongest(query, words, reader)), is_sure=not words)
    if looks_like_abbreviation(query) and (codes := [owner for owner in understood if is_code(owner)]):
        return Claim(_each_entry_once(strongest(query, codes, reader), strongest(query, able, reader)), is_sure=False)
    return Claim(_meanings_of_word(query, _any(able, reader.is_in_own_language), reader), is_sure=True)


def _foreign_words(query: str, able: list[NameOwner], foreign: list[NameOwner]) -> list[NameOwner]:
    """Return the words of other languages that a query in small letters may be, if it is a code only in capitals."""
    is_written_so = any(query in owner.places or not is_code(owner) for owner in able)
    return [] if not query.islower() or is_written_so else [owner for owner in foreign if not is_code(owner)]


def _meanings_of_word(query: str, able: list[NameOwner], reader: Reader) -> list[NameOwner]:
    """Return the senses of a word that count; one from a source with curated synonyms is among them."""
    edited = [owner for owner in able if reader.is_edited(owner)]
    if not edited:
        return strongest(query, able, reader)
    found = strongest(query, [owner for owner in able if not reader.is_only_for_specialists(owner)], reader)
    return found if keys(found) & keys(edited) else _each_entry_once(strongest(query, edited, reader), found)


def _meanings_of_code(
    query: str, able: list[NameOwner], specialists: list[NameOwner], reader: Reader
) -> list[NameOwner]:
    """Return the senses of a code that count; if there are several, the other senses follow."""
    direct = _as_listed(query, strongest(query, able, reader))
    plain = [owner for owner in able if reader.is_plain(owner) or not is_code(owner)]
    is_known = len(direct) == 1 and bool(keys(direct) & keys(plain))
    further = [
        owner for owner in specialists if reader.is_confirmed(owner) or not (is_known or _is_remote(owner, plain))
    ]
    return _each_entry_once(direct, strongest(query, further, reader))


def _is_remote(owner: NameOwner, plain: list[NameOwner]) -> bool:
    """Return True if specialists' sense is no choice beside those of plain sources: it has no definition or is outside
    of medicine.
    """
    is_medical = owner.kind is None or owner.kind is SemanticType.MEASUREMENT or owner.kind.group not in NOT_MEDICAL
    return bool(plain) and (owner.weight <= MAX_WEIGHT_UNDEFINED or not is_medical)


def _as_listed(query: str, owners: list[NameOwner]) -> list[NameOwner]:
    """Sort owners: those in a curated list by its order, the spelling of the query first, then the others in their own
    order.
    """

    def position(owner: NameOwner) -> tuple[bool, int]:
        is_another_spelling = query not in owner.places
        return is_another_spelling, owner.place or LAST if is_another_spelling else owner.places[query]

    return sorted(owners, key=position)


def _each_entry_once(*owners: list[NameOwner]) -> list[NameOwner]:
    """Return all owners in their order, only the first of each entry."""
    first: dict[str, NameOwner] = {}
    for owner in chain.from_iterable(owners):
        first.setdefault(owner.choice.key, owner)
    return list(first.values())


def strongest(query: str, owners: list[NameOwner], reader: Reader) -> list[NameOwner]:
    """Return the owners with the best claim to the name, one for each entry.

    Owning a name as headword is stronger than owning it as a synonym, but weaker than owning it as the everyday name of
    a thing ("diabetes"). Abbreviations belong to all their owners ("MS"). An entry term leads to its entry if only
    specialists have the name otherwise; names from general dictionaries are weakest; and capitals mean the abbreviation
    ("PET"), not the word.
    """
    if len(owners) < 2:
        return owners
    by_entry = {owner.choice.key: owner for owner in sorted(owners, key=_directness, reverse=True)}
    distinct = sorted(by_entry.values(), key=lambda owner: -owner.weight)
    called = [owner for owner in distinct if owner.name.kind is not NameKind.ENTRY_TERM or is_headword(owner)]
    if not all(map(reader.is_only_for_specialists, called)):
        distinct = called
    distinct = _any(distinct, lambda owner: not reader.is_last_resort(owner))
    if looks_like_abbreviation(query):
        distinct = _any(distinct, _is_abbreviation)
    words = [owner for owner in distinct if not looks_like_abbreviation(owner.name.name)]
    listed = [owner for owner in distinct if query in owner.places]
    if not any(_is_headword_as_typed(query, owner) for owner in words):
        plain = [owner for owner in words if not is_code(owner) and not owner.places]
        is_word = query.islower() and any(map(reader.is_edited, plain))
        return _each_entry_once(plain, listed) if is_word else distinct
    called = [owner for owner in words if _is_headword_as_typed(query, owner) or reader.is_everyday_name(owner)]
    return _each_entry_once(called, listed)


def _is_another_name(query: str, owner: NameOwner, reader: Reader) -> bool:
    """Return True if the query, by its capitals, is a code, and the name is either another code or no headword of those
    letters.
    """
    if len(query) > MAX_LETTERS or not looks_like_abbreviation(query) or reader.is_edited(owner):
        return False
    if is_code(owner):
        return not query.isupper() and query != owner.name.name
    return fold(query) != fold(owner.choice.headword)


def keys(owners: Iterable[NameOwner]) -> set[str]:
    """Return the keys of the entries that own a name."""
    return {owner.choice.key for owner in owners}


def is_code(owner: NameOwner) -> bool:
    """Return True if the name is an abbreviation, a symbol or a code."""
    return owner.name.kind is NameKind.ABBREVIATION or looks_like_code(owner.name.name)


def is_headword(owner: NameOwner) -> bool:
    """Return True if the name is the headword of its entry, or a variant of it."""
    return bool(set(normal_forms(owner.name.name)) & set(normal_forms(owner.choice.headword)))


def _is_headword_as_typed(query: str, owner: NameOwner) -> bool:
    """Return True if the name is the headword or a variant of it; a code must be spelled exactly so:
    "S1" is not "S-1".
    """
    return is_headword(owner) and (not is_code(owner) or fold(owner.name.name) == fold(query))


def _any(owners: list[NameOwner], preferred: Callable[[NameOwner], bool]) -> list[NameOwner]:
    """Return the preferred owners, or all if none is preferred."""
    return [owner for owner in owners if preferred(owner)] or owners


def _is_abbreviation(owner: NameOwner) -> bool:
    is_listed = bool(owner.places)
    return is_listed or owner.name.kind is NameKind.ABBREVIATION or looks_like_abbreviation(owner.name.name)


def _directness(owner: NameOwner) -> tuple[bool, bool]:
    return not is_headword(owner), owner.name.kind is not NameKind.PREFERRED
