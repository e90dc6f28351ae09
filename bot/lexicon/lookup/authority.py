"""Who may answer for a name, of all entries that have it.

The rule in plain words. A *code* is an abbreviation, a symbol or anything as short: it means something else
in every specialty and every language. Everything else is a *word*.

1. A word is answered by sources in the reader's language and in English; those in the reader's language come first. What only sources
   in other languages call so is a choice that says the language. Where editors whose synonyms mean the same (`curated_synonyms`) have
   the word, specialists' senses stand under "can also mean"; and where another source has it as the headword of something else, both
   are a choice.
2. A code is answered by sources in the reader's language that are not for specialists (the trait `for_specialists`). What only
   specialists, or sources in another language, call so is a choice, even of one.
3. A code is answered when one sense of it is known, and is a choice when several are. The senses that count are those of the sources
   that may answer, and specialists' senses that two of them bear out. Where no plain source knows the code, neither a curated list
   (`curated_abbreviations`) nor editors who write for anybody (`everyday_names`), all senses of specialists count; where one does, none
   that nobody defines or that is no thing of medicine (ethnic groups, places), unless two bear it out. Capitals mean a code: where sources that may answer have the word of these letters only ("men"), and specialists the code, both are a choice.
4. So another source can make a choice of an answer, when it knows a further sense that counts. It can't make another answer of it,
   and what does not count stands under "can also mean".
5. How a code is written counts: "RICE" is not answered with the plant, nor "DDx" with a pesticide called DDX, but by editors as in 1
   who have it so, or where the word is a headword. These are choices.
6. The senses of a curated list come first in a choice, in its order, then those of others that may answer, specialists' last.

Among the entries of those that may answer, `strongest` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.lexicon.lookup.everyday_words import NOT_MEDICAL
from bot.lexicon.model import Choice
from bot.lexicon.store.reader import NameOwner
from bot.terms.abbreviations import looks_like_abbreviation, looks_like_code
from bot.terms.model import Name, NameKind, SemanticType
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.source import InstalledSource

ENGLISH = "en"
LAST = 1_000_000
# An entry that no source defines weighs only what its children add (bot.building.merge.weights).
MAX_WEIGHT_UNDEFINED = 5
# Longer words in capitals are words that are shouted.
MAX_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever asks: the language that is read (ISO 639-1), and the installed sources by id, with their traits."""

    language: str
    sources: Mapping[str, InstalledSource]

    def understands(self, owner: NameOwner) -> bool:
        """Whether some source has the name in a language in which it means to the reader what it says."""
        languages = {source.language for source in self._of(owner)}
        return self.language in languages or (ENGLISH in languages and not is_code(owner))

    def may_be_answered(self, owner: NameOwner) -> bool:
        """Whether some source that has the name may answer for it."""
        if not is_code(owner):
            return self.understands(owner)
        return owner.name.kind is not NameKind.ENTRY_TERM and any(
            source.language == self.language and not source.traits.for_specialists for source in self._of(owner)
        )

    def is_plain(self, owner: NameOwner) -> bool:
        """Whether a curated list, or editors who write for anybody, have the name in the reader's language."""
        return any(
            source.language == self.language and (source.traits.curated_abbreviations or source.traits.everyday_names)
            for source in self._of(owner)
        )

    def is_edited(self, owner: NameOwner) -> bool:
        """Whether editors whose synonyms mean the same have the name."""
        return any(source.traits.curated_synonyms for source in self._of(owner))

    def trusts(self, name: Name) -> bool:
        """Whether a name is from editors whose synonyms mean the same."""
        source = self.sources.get(name.source)
        return source is not None and source.traits.curated_synonyms

    def is_filed(self, name: Name) -> bool:
        """Return True for a synonym of a list of subject headings, which files narrower terms among its synonyms."""
        source = self.sources.get(name.source)
        return name.kind is NameKind.SYNONYM and source is not None and source.traits.subject_headings

    def is_only_for_specialists(self, owner: NameOwner) -> bool:
        """Whether only sources for specialists have the name."""
        return all(source.traits.for_specialists for source in self._of(owner))

    def is_borne_out(self, owner: NameOwner) -> bool:
        """Whether several sources in the reader's language have the name for the same thing."""
        return sum(source.language == self.language for source in self._of(owner)) > 1

    def is_in_own_language(self, owner: NameOwner) -> bool:
        """Whether a source in the reader's language has the name."""
        return any(source.language == self.language for source in self._of(owner))

    def choice(self, owner: NameOwner) -> Choice:
        """An owner as a choice, which tells the language of the name where that is another."""
        choice = owner.choice
        if self.understands(owner):
            return choice
        language = next((source.language for source in self._of(owner)), None)
        return Choice(choice.key, choice.headword, choice.hint, language)

    def stands_back(self, owner: NameOwner) -> bool:
        """Whether only general dictionaries and lists of codes have the name."""
        return all(source.traits.stands_back for source in self._of(owner))

    def is_everyday_name(self, owner: NameOwner) -> bool:
        """Whether plain-spoken editors say that people call it so; ontologies' names for lay people are often wider."""
        source = self.sources.get(owner.name.source)
        return owner.name.kind is NameKind.PLAIN and source is not None and source.traits.everyday_names

    def _of(self, owner: NameOwner) -> list[InstalledSource]:
        return [self.sources[id] for id in owner.sources if id in self.sources]


@dataclass(frozen=True, slots=True)
class Claim:
    """The owners that a name comes to, one for each entry. More than one are a choice; when they are not
    sure, so is one.
    """

    owners: list[NameOwner]
    is_sure: bool

    @property
    def answers(self) -> bool:
        """Whether there is just one entry that may be the answer."""
        return self.is_sure and len(self.owners) == 1


def claim(query: str, owners: list[NameOwner], reader: Reader) -> Claim:
    """Which owners of a name may be meant, by the rule above. There must be one owner or more."""
    able = [owner for owner in owners if reader.may_be_answered(owner) and not _is_another_name(query, owner, reader)]
    others = [owner for owner in owners if owner not in able]
    understood = [owner for owner in others if reader.understands(owner)]
    foreign = [owner for owner in others if owner not in understood]
    if not able:
        claims = (_as_listed(strongest(query, group, reader)) for group in (understood, foreign))
        return Claim(_each_entry_once(*claims), is_sure=False)
    if any(map(is_code, able)):
        return Claim(_meanings_of_code(query, able, understood, reader), is_sure=True)
    if looks_like_abbreviation(query) and (codes := [owner for owner in understood if is_code(owner)]):
        return Claim(_each_entry_once(strongest(query, codes, reader), strongest(query, able, reader)), is_sure=False)
    return Claim(_meanings_of_word(query, _any(able, reader.is_in_own_language), reader), is_sure=True)


def _meanings_of_word(query: str, able: list[NameOwner], reader: Reader) -> list[NameOwner]:
    """The senses that count of a word: an editor's is one of them."""
    edited = [owner for owner in able if reader.is_edited(owner)]
    if not edited:
        return strongest(query, able, reader)
    found = strongest(query, [owner for owner in able if not reader.is_only_for_specialists(owner)], reader)
    return found if keys(found) & keys(edited) else _each_entry_once(strongest(query, edited, reader), found)


def _meanings_of_code(
    query: str, able: list[NameOwner], specialists: list[NameOwner], reader: Reader
) -> list[NameOwner]:
    """The senses that count of a code; where these are several, those that do not count behind them."""
    direct = _as_listed(strongest(query, able, reader))
    plain = [owner for owner in able if reader.is_plain(owner) or not is_code(owner)]
    is_known = len(direct) == 1 and bool(keys(direct) & keys(plain))
    further = [
        owner for owner in specialists if reader.is_borne_out(owner) or not (is_known or _is_remote(owner, plain))
    ]
    return _each_entry_once(direct, strongest(query, further, reader))


def _is_remote(owner: NameOwner, plain: list[NameOwner]) -> bool:
    """Whether a sense of specialists is too remote to be a choice beside those of plain sources: nobody
    defines it, or it is no thing of medicine.
    """
    is_medical = owner.kind is None or owner.kind is SemanticType.MEASUREMENT or owner.kind.group not in NOT_MEDICAL
    return bool(plain) and (owner.weight <= MAX_WEIGHT_UNDEFINED or not is_medical)


def _as_listed(owners: list[NameOwner]) -> list[NameOwner]:
    """Owners in the order of a curated list, then those that no such list has, in their own."""
    return sorted(owners, key=place_in_list)


def place_in_list(owner: NameOwner) -> int:
    """The place of an owner among the senses that a curated list gives for the name; of one that none has,
    behind all of them.
    """
    return owner.place or LAST


def _each_entry_once(*owners: list[NameOwner]) -> list[NameOwner]:
    """All owners in their order, the first of each entry."""
    first: dict[str, NameOwner] = {}
    for owner in chain.from_iterable(owners):
        first.setdefault(owner.choice.key, owner)
    return list(first.values())


def strongest(query: str, owners: list[NameOwner], reader: Reader) -> list[NameOwner]:
    """The owners that the name belongs to first of all; one for each entry.

    Owning a name as headword beats owning it as a synonym, but not owning it as what people call the thing
    every day ("diabetes"). Abbreviations belong to all that use them ("MS"). A name that is only filed under
    an entry leads there when it is nobody's name but specialists', what only general dictionaries have stands
    back behind anything else, and capitals mean the abbreviation ("PET"), not the word.
    """
    if len(owners) < 2:
        return owners
    by_entry = {owner.choice.key: owner for owner in sorted(owners, key=_directness, reverse=True)}
    distinct = sorted(by_entry.values(), key=lambda owner: -owner.weight)
    called = [owner for owner in distinct if owner.name.kind is not NameKind.ENTRY_TERM or is_headword(owner)]
    if not all(map(reader.is_only_for_specialists, called)):
        distinct = called
    distinct = _any(distinct, lambda owner: not reader.stands_back(owner))
    if looks_like_abbreviation(query):
        distinct = _any(distinct, _is_abbreviation)
    words = [owner for owner in distinct if not looks_like_abbreviation(owner.name.name)]
    if not any(_is_headword_as_typed(query, owner) for owner in words):
        return distinct
    return [owner for owner in words if _is_headword_as_typed(query, owner) or reader.is_everyday_name(owner)]


def _is_another_name(query: str, owner: NameOwner, reader: Reader) -> bool:
    """Whether the capitals of a query make a code of it, but another one than the name of an owner, or of a word."""
    if len(query) > MAX_LETTERS or not looks_like_abbreviation(query) or reader.is_edited(owner):
        return False
    if is_code(owner):
        return not query.isupper() and query != owner.name.name
    return fold(query) != fold(owner.choice.headword)


def keys(owners: Iterable[NameOwner]) -> set[str]:
    """The keys of the entries that own a name."""
    return {owner.choice.key for owner in owners}


def is_code(owner: NameOwner) -> bool:
    """Whether the name of an owner is an abbreviation, a symbol or a code."""
    return owner.name.kind is NameKind.ABBREVIATION or looks_like_code(owner.name.name)


def is_headword(owner: NameOwner) -> bool:
    """Whether the name is the headword of its entry, or a variant of it."""
    return bool(set(normal_forms(owner.name.name)) & set(normal_forms(owner.choice.headword)))


def _is_headword_as_typed(query: str, owner: NameOwner) -> bool:
    """Whether the name is the headword of its entry or a variant of it; of a code just as it is typed: "S1"
    is not "S-1".
    """
    return is_headword(owner) and (not is_code(owner) or fold(owner.name.name) == fold(query))


def _any(owners: list[NameOwner], preferred: Callable[[NameOwner], bool]) -> list[NameOwner]:
    """Those that are preferred; all when none is."""
    return [owner for owner in owners if preferred(owner)] or owners


def _is_abbreviation(owner: NameOwner) -> bool:
    return owner.name.kind is NameKind.ABBREVIATION or looks_like_abbreviation(owner.name.name)


def _directness(owner: NameOwner) -> tuple[bool, bool]:
    return not is_headword(owner), owner.name.kind is not NameKind.PREFERRED
