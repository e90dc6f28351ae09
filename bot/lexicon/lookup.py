"""From what someone typed to one entry, a choice of several, or suggestions: the match ladder.

Each rung is tried only when the one above found nothing: the name as typed, then its normal forms, then look-alikes, which
are only ever suggested. One name that several entries own is a choice, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.errors import N_, UsageError
from bot.lexicon.look_alikes import listed_names
from bot.lexicon.model import Answer, Choice, Match, Name, NameKind, RankedEntry, Suggestion
from bot.lexicon.names import fold, looks_like_abbreviation, normal_forms
from bot.lexicon.questions import terms_asked_for, terms_asked_together
from bot.lexicon.recent import Recent
from bot.lexicon.spelling import ABBREVIATIONS_IN_S
from bot.lexicon.store import Lexicon, NameOwner
from bot.lexicon.suggestions import Suggester

# The longest option value that Discord sends (https://discord.com/developers/docs/interactions/application-commands).
LONGEST_QUERY = 100
# A choice that autocomplete offered comes back as this mark and the entry's key, so that it leads to just that entry.
KEY_MARK = "key:"
MOST_SUGGESTIONS = 10
MOST_CHOICES = 25
# Kept at hand, some ten thousand bytes each.
MOST_ANSWERS = 64
# Everyday words that definitions of medical terms have no use for.
IN_NO_DEFINITION = frozenset({"pie", "she", "sob"})
PLAIN_SPOKEN = frozenset({"glossary", "medlineplus", "nci-dictionary"})


class Dictionary:
    """Answers queries from one open lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.suggester = Suggester(lexicon)
        # What bot.lexicon.well_known has found: a build never changes.
        self.well_known: Sequence[RankedEntry] | None = None
        self._look_alikes: dict[str, str] | None = None
        self._answers = Recent(self._look_up, MOST_ANSWERS)
        self._opened = Recent(self._open, MOST_ANSWERS)

    async def look_up(self, query: str) -> Answer:
        """What a query comes to.

        Raises UsageError when it is empty or longer than 100 characters, DataError when the lexicon is damaged.
        """
        return await self._answers.of(query)

    async def open(self, key: str) -> Answer:
        """The entry with this key. When a rebuild has taken it away, what its words come to now."""
        return await self._opened.of(key)

    async def look_alikes(self) -> dict[str, str]:
        """The entries that answer for the listed look-alikes (bot.lexicon.look_alikes): their keys by the folded name."""
        if self._look_alikes is None:
            behind = await self.lexicon.sources_that_stand_back()
            owners: dict[str, list[NameOwner]] = {}
            for owner in await self.lexicon.owners_of_names(listed_names()):
                owners.setdefault(fold(owner.name.name), []).append(owner)
            self._look_alikes = {name: strongest(name, each, behind)[0].choice.key for name, each in owners.items()}
        return self._look_alikes

    async def _look_up(self, query: str) -> Answer:
        shown = refuse_unusable(query.removeprefix(KEY_MARK))
        if query.startswith(KEY_MARK):
            return await self.open(shown)
        term = shown
        for term in terms_asked_for(shown):
            if answer := await self._by_name(term):
                return answer
        return await self._together(term) or await self._suggestions(term)

    async def _open(self, key: str) -> Answer:
        words = key.partition("~")[0].replace("-", " ")
        entry = await self.lexicon.entry(key)
        if entry is not None:
            return Answer(
                query=entry.headword, match=Match.EXACT, entry=entry, matched_name=_headword_name(entry.headword)
            )
        return await self._by_name(words) or Answer(query=words, match=Match.NONE)

    async def _by_name(self, query: str) -> Answer | None:
        owners = await self._owners(query)
        if not owners:
            return None
        direct = strongest(query, owners, await self.lexicon.sources_that_stand_back())
        if len(direct) > 1:
            return Answer(query=query, match=Match.AMBIGUOUS, choices=tuple(_choices(direct)[:MOST_CHOICES]))
        if await self._is_everyday_word(query, direct[0]):
            return Answer(query=query, match=Match.SUGGESTION, suggestions=(self._capitals(direct[0]),))
        return self._answer(query, direct[0], owners)

    async def _together(self, query: str) -> Answer | None:
        """A choice among the entries of several terms that were asked for at once, if each is the name of something."""
        choices: list[Choice] = []
        for term in terms_asked_together(query):
            owners = await self._owners(term)
            if not owners:
                return None
            choices += _choices(strongest(term, owners, await self.lexicon.sources_that_stand_back()))
        distinct = list({choice.key: choice for choice in choices}.values())[:MOST_CHOICES]
        if len(distinct) < 2:
            return None
        return Answer(query=query, match=Match.AMBIGUOUS, choices=tuple(distinct), holds_several_terms=True)

    async def _is_everyday_word(self, query: str, owner: NameOwner) -> bool:
        """Whether small letters spell a word, while the name is an abbreviation that has the same letters in capitals: "all" is
        not acute lymphoblastic leukemia, though "copd" is COPD.
        """
        is_word = query.isalpha() and query.islower() and looks_like_abbreviation(owner.name.name)
        if not is_word or query in ABBREVIATIONS_IN_S:
            return False
        return query in IN_NO_DEFINITION or await self.lexicon.is_prose_word(query)

    def _capitals(self, owner: NameOwner) -> Suggestion:
        is_medicine = self.lexicon.entry_of(owner).is_medicine
        return Suggestion(owner.choice.key, owner.choice.headword, owner.name.name, 1.0, is_medicine=is_medicine)

    async def _owners(self, query: str) -> list[NameOwner]:
        """The entries that have the name as typed, and unless it is the headword of one, those whose headword is a variant of
        it: a blood clot is what is meant by "blood clots", though these are a synonym of thrombosis. When nothing has the name
        as typed, all that have a variant of it.
        """
        typed = await self.lexicon.owners_of_name(fold(query))
        if any(fold(owner.choice.headword) == fold(query) for owner in typed):
            return typed
        variants = await self.lexicon.owners_of_forms(normal_forms(query))
        return typed + [owner for owner in variants if _is_headword(owner)] if typed else variants

    def _answer(self, query: str, owner: NameOwner, owners: list[NameOwner]) -> Answer:
        others = [other for other in owners if other.choice.key != owner.choice.key]
        return Answer(
            query=query,
            match=_match(query, owner),
            entry=self.lexicon.entry_of(owner),
            matched_name=owner.name,
            other_senses=tuple(_choices(others)[:MOST_CHOICES]),
        )

    async def _suggestions(self, query: str) -> Answer:
        found = tuple(await self.suggester.nearest_names(fold(query), MOST_SUGGESTIONS))
        return Answer(query=query, match=Match.SUGGESTION if found else Match.NONE, suggestions=found)


def refuse_unusable(query: str) -> str:
    """The query without characters that cannot be seen. Raises UsageError when nothing is left or it is too long."""
    if len(query) > LONGEST_QUERY:
        raise UsageError(
            N_("That is {length:,} characters long; a term has at most {most}."),
            N_("Look up one term at a time."),
            length=len(query),
            most=LONGEST_QUERY,
        )
    shown = visible(query)
    if not any(c.isalnum() for c in shown):
        raise UsageError(N_("There is no word to look up."), N_("Type a medical term, such as interleukin."))
    return shown


def visible(text: str) -> str:
    """Text on one line, without control characters and direction marks."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(c if c.isprintable() else " " if c.isspace() else "" for c in text).split())


def _headword_name(headword: str) -> Name:
    return Name(headword, NameKind.PREFERRED, "")


def strongest(query: str, owners: list[NameOwner], behind: frozenset[str]) -> list[NameOwner]:
    """The owners that answer: those that the name belongs to first of all; one for each entry. `behind` are the ids of sources
    such as general dictionaries: what only these have stands back behind anything else.

    Owning a name as headword beats owning it as a synonym, but not owning it as what people call the thing every day
    ("diabetes"). Abbreviations belong to all that use them ("MS"). A name that is only filed under an entry leads there when
    it is nobody's name, and capitals mean the abbreviation ("PET"), not the word.
    """
    if len(owners) == 1:
        return owners
    by_entry = {owner.choice.key: owner for owner in sorted(owners, key=_directness, reverse=True)}
    distinct = sorted(by_entry.values(), key=lambda owner: -owner.weight)
    distinct = _any(distinct, lambda owner: owner.name.kind is not NameKind.ENTRY_TERM or _is_headword(owner))
    distinct = _any(distinct, lambda owner: owner.name.source not in behind)
    if looks_like_abbreviation(query):
        distinct = _any(distinct, _is_abbreviation)
    words = [owner for owner in distinct if not looks_like_abbreviation(owner.name.name)]
    if not any(map(_is_headword, words)):
        return distinct
    return [owner for owner in words if _is_headword(owner) or _is_everyday_name(owner)]


def _any(owners: list[NameOwner], preferred: Callable[[NameOwner], bool]) -> list[NameOwner]:
    """Those that are preferred; all when none is."""
    return [owner for owner in owners if preferred(owner)] or owners


def _is_abbreviation(owner: NameOwner) -> bool:
    return owner.name.kind is NameKind.ABBREVIATION or looks_like_abbreviation(owner.name.name)


def _is_everyday_name(owner: NameOwner) -> bool:
    """Whether plain-spoken editors say that people call it so; ontologies' names for lay people are often wider."""
    return owner.name.kind is NameKind.PLAIN and owner.name.source in PLAIN_SPOKEN


def _directness(owner: NameOwner) -> tuple[bool, bool]:
    return not _is_headword(owner), owner.name.kind is not NameKind.PREFERRED


def _is_headword(owner: NameOwner) -> bool:
    return bool(set(normal_forms(owner.name.name)) & set(normal_forms(owner.choice.headword)))


def _choices(owners: list[NameOwner]) -> list[Choice]:
    return list({owner.choice.key: owner.choice for owner in owners}.values())


def _match(query: str, owner: NameOwner) -> Match:
    """How the query reached the entry, as its reader sees it: told from the headword."""
    if fold(query) == fold(owner.choice.headword):
        return Match.EXACT
    if owner.name.kind is NameKind.ABBREVIATION:
        return Match.ABBREVIATION
    is_variant = owner.name.kind is NameKind.PLURAL or _is_headword(owner)
    return Match.VARIANT if is_variant else Match.SYNONYM
