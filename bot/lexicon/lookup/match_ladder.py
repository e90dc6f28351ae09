"""The match ladder: from a typed text to one entry or a choice of several.

Each step is tried only if the one before found nothing: a word part with its hyphen, the name as typed, its normal
forms, a word part without a hyphen. A name of several entries leads to a choice, never to a guess; `authority` decides
whose sources may answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.errors import N_, UsageError
from bot.languages import ENGLISH
from bot.lexicon.lookup.authority import Claim, Reader, claim, is_headword
from bot.lexicon.lookup.everyday_words import COMMON
from bot.lexicon.lookup.questions import terms_asked_for, terms_asked_together, with_shared_ending
from bot.lexicon.lookup.same_thing import SameThing
from bot.lexicon.lookup.word_parts import as_part, part_answer
from bot.lexicon.model import GLOSSARY_MARK, Answer, Choice, Match, Suggestion
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.rows import NameOwner
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.invisible import without_invisible
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.spelling import ABBREVIATIONS_IN_S
from bot.terms.word_lists import LETTERS

# The value of a choice from autocomplete is this mark and the entry's key, so that it leads to exactly that entry.
KEY_MARK = "key:"
MAX_SUGGESTIONS = 10
# Signs that may stand for a word, so that a query needs no letter.
SIGNS_LOOKED_UP = frozenset(LETTERS.signs) | {"+"}
# Signs that may be a query by themselves.
LONE_SIGNS = frozenset("&/<>@°↔∅≤≥")


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """Limits of the interface that shows the answers: the characters of a query, and the entries in each list of an
    answer.
    """

    query_length: int
    entries: int


class MatchLadder:
    """Answers queries from one open lexicon."""

    def __init__(self, lexicon: Lexicon, limits: AnswerLimits) -> None:
        self.lexicon = lexicon
        self.limits = limits

    async def look_up(self, query: str, language: str) -> Answer:
        """Answer a query for a reader of a language (ISO 639-1).

        Raises UsageError if the query is empty or too long, DataError if the lexicon is damaged.
        """
        shown = refuse_unusable(query.removeprefix(KEY_MARK), self.limits.query_length)
        if query.startswith(KEY_MARK):
            return await self.open(shown)
        term = shown
        reader = await self._reader(language)
        unlikely: Answer | None = None
        for term in terms_asked_for(shown):
            answer = await self._by_part_or_name(term, query, reader)
            if answer and answer.match is not Match.SUGGESTION:
                return answer
            unlikely = unlikely or answer
        return unlikely or await self._all_of(term, reader) or Answer(query=term, match=Match.NONE)

    async def _all_of(self, term: str, reader: Reader) -> Answer | None:
        """Return a choice among several terms in one, which may share their last word; None if it is no such list."""
        terms = terms_asked_together(term)
        if not terms:
            return None
        whole = await self._together(term, with_shared_ending(terms), reader)
        return whole or await self._together(term, terms, reader) or await self._parts_of_all(term, terms)

    async def _parts_of_all(self, query: str, terms: Sequence[str]) -> Answer | None:
        """Return the word parts of several terms in one ("hypo and hyper"); None if one of them is no part."""
        answers = [await part_answer(self.lexicon, term) for term in terms]
        parts = [part for answer in answers if answer for part in answer.parts]
        return Answer(query=query, match=Match.WORD_PART, parts=tuple(parts)) if all(answers) else None

    async def _by_part_or_name(self, term: str, query: str, reader: Reader) -> Answer | None:
        """Answer a term as a word part if a hyphen says so, else by its name, else as a part without its hyphen."""
        with_hyphen = as_part(term, query)
        answer = await part_answer(self.lexicon, with_hyphen) if with_hyphen else None
        return answer or await self._by_name(term, reader) or await part_answer(self.lexicon, term)

    async def open(self, key: str) -> Answer:
        """Return the entry with this key. If a rebuild has removed it, look up the words of the key.

        Raises UsageError for the key of an entry in a server's own glossary, which has no words.
        """
        refuse_glossary_key(key)
        words = key.partition("~")[0].replace("-", " ")
        entry = await self.lexicon.entry(key)
        if entry is not None:
            return Answer.by_headword(entry)
        found = await self._by_name(words, await self._reader(ENGLISH))
        return found or Answer(query=words, match=Match.NONE)

    async def _reader(self, language: str) -> Reader:
        return Reader(language, await self.lexicon.sources_by_id())

    async def _by_name(self, query: str, reader: Reader) -> Answer | None:
        owners = await self._owners(query)
        if not owners:
            return None
        found = self._claim(query, owners, reader)
        if await self._is_everyday_word(query, found, reader):
            suggestions = tuple(map(self._capitals, found.owners[:MAX_SUGGESTIONS]))
            return Answer(query=query, match=Match.SUGGESTION, suggestions=suggestions)
        if not found.answers:
            return _ambiguous(query, found, tuple(_choices(found.owners, reader)[: self.limits.entries]))
        (owner,) = found.owners
        others = [other for other in owners if other.choice.key != owner.choice.key]
        return self._answer(query, owner, _choices(others, reader), is_filed=reader.is_filed(owner.name))

    async def _together(self, query: str, terms: Sequence[str], reader: Reader) -> Answer | None:
        """Return a choice among the entries of several terms of a query, if each is a name of something."""
        choices: list[Choice] = []
        for term in terms:
            owners = await self._owners(term)
            if not owners:
                return None
            choices += _choices(self._claim(term, owners, reader).owners, reader)
        distinct = list({choice.key: choice for choice in choices}.values())[: self.limits.entries]
        if len(distinct) < 2:
            return None
        return Answer(query=query, match=Match.AMBIGUOUS, choices=tuple(distinct), holds_several_terms=True)

    def _claim(self, query: str, owners: list[NameOwner], reader: Reader) -> Claim:
        """Return which owners of a name may be meant, each thing once."""
        found = claim(query, owners, reader)
        return Claim(SameThing(reader, self.lexicon.names_of).once(found.owners), found.is_sure)

    async def _is_everyday_word(self, query: str, found: Claim, reader: Reader) -> bool:
        """Return True if a query in lower case is a word, while the names found are abbreviations with the same
        letters: "all" is not acute lymphoblastic leukemia, although "copd" is COPD. If several names were found, only
        common words count ("it").
        """
        is_word = query.isalpha() and query.islower() and query not in ABBREVIATIONS_IN_S
        if not is_word or any(_is_written_so(query, owner) for owner in found.owners):
            return False
        if found.is_sure and not found.answers and await self.lexicon.frequency(query, reader.language) < COMMON:
            return False
        return await self.lexicon.is_prose_word(query, reader.language)

    def _capitals(self, owner: NameOwner) -> Suggestion:
        is_medicine = self.lexicon.entry_of(owner).is_medicine
        return Suggestion(owner.choice.key, owner.choice.headword, owner.name.name, 1.0, is_medicine=is_medicine)

    async def _owners(self, query: str) -> list[NameOwner]:
        """Return the owners of the name as typed, and those whose headword is a variant of it unless it is a headword
        itself.

        "Blood clots" means a blood clot, although it is a synonym of thrombosis. If nothing has the name as typed, the
        owners of its variants are returned.
        """
        typed = await self.lexicon.owners_of_name(fold(query))
        if any(fold(owner.choice.headword) == fold(query) for owner in typed):
            return typed
        variants = await self.lexicon.owners_of_forms(normal_forms(query))
        return typed + [owner for owner in variants if is_headword(owner)] if typed else variants

    def _answer(self, query: str, owner: NameOwner, others: Sequence[Choice], *, is_filed: bool) -> Answer:
        return Answer(
            query=query,
            match=_match(query, owner),
            entry=self.lexicon.entry_of(owner),
            matched_name=owner.name,
            other_senses=tuple(others[: self.limits.entries]),
            is_filed=is_filed,
        )


def refuse_unusable(query: str, max_length: int) -> str:
    """Return the query without invisible characters. Raises UsageError if nothing is left or it is too long."""
    if len(query) > max_length:
        raise UsageError(
            N_("That is {length:,} characters long. A term can have at most {most}."),
            N_("Look up one term at a time."),
            length=len(query),
            most=max_length,
        )
    shown = visible(query)
    if shown not in LONE_SIGNS and not any(c.isalnum() or c in SIGNS_LOOKED_UP for c in shown):
        raise UsageError(N_("There is no word to look up."), N_("Type a medical term, such as interleukin."))
    return shown


def refuse_glossary_key(key: str) -> None:
    """Raise UsageError for the key of an entry in a server's own glossary, where that glossary is not read."""
    if key.startswith(GLOSSARY_MARK):
        raise UsageError(
            N_("This entry is in another server's glossary, so it can't be shown here."),
            N_("Open it in the server that it belongs to."),
        )


def visible(text: str) -> str:
    """Return the text on one line, without characters that nobody sees."""
    return " ".join(without_invisible(text).split())


def _is_written_so(query: str, owner: NameOwner) -> bool:
    """Return True if the query in small letters is the name, not only the letters of an abbreviation in capitals."""
    return query in owner.places or not looks_like_abbreviation(owner.name.name)


def _ambiguous(query: str, found: Claim, choices: tuple[Choice, ...]) -> Answer:
    return Answer(query=query, match=Match.AMBIGUOUS, choices=choices, is_unsure=not found.is_sure)


def _choices(owners: Iterable[NameOwner], reader: Reader) -> list[Choice]:
    return list({owner.choice.key: reader.choice(owner) for owner in owners}.values())


def _match(query: str, owner: NameOwner) -> Match:
    """Return how the query matched the entry; readers compare it with the headword."""
    if fold(query) == fold(owner.choice.headword):
        return Match.EXACT
    if owner.name.kind is NameKind.ABBREVIATION:
        return Match.ABBREVIATION
    is_variant = owner.name.kind is NameKind.PLURAL or is_headword(owner)
    return Match.VARIANT if is_variant else Match.SYNONYM
