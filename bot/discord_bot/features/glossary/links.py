"""The names that somebody writes for links of a term, looked up in the whole dictionary. None is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from bot.discord_bot.pages.look_alikes import meaning_option, suggestion_option
from bot.discord_bot.runtime.context import Interaction, dictionary_for
from bot.discord_bot.ui.custom_ids.glossary import TermLink
from bot.discord_bot.ui.page import Option
from bot.discord_bot.ui.translation import language
from bot.lexicon.dictionary import Lookup
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Answer, Choice, EntryReference
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft
from bot.terms.normal_forms import fold


def lexicon_of(interaction: Interaction) -> AbstractAsyncContextManager[Lookup]:
    """Return the dictionary without the server's own terms. It stays open until the `with` block ends."""
    return interaction.client.dictionary_of(None)


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A name that leads to no single entry: the entries that it may mean. `is_name` is False if none of them has this
    name, and they are only suggestions.
    """

    link: TermLink
    name: str
    options: tuple[Option, ...]
    is_name: bool


@dataclass(slots=True)
class FoundLinks:
    """The entries that names lead to, by the kind of link, and the names that lead to no single one."""

    entries: dict[TermLink, tuple[EntryReference, ...]] = field(default_factory=dict)
    open: list[OpenLink] = field(default_factory=list)


async def find_links(
    interaction: Interaction, term: GlossaryTerm, names: Mapping[TermLink, Sequence[str]]
) -> FoundLinks:
    """Look up the names of all links of a term. A name that the term links to already stays the same entry."""
    found = FoundLinks()
    async with dictionary_for(interaction) as dictionary, lexicon_of(interaction) as lexicon:
        for link, written in names.items():
            entries = []
            for name in written:
                reference = _linked_already(links_of(term.draft, link), name)
                below = lexicon if link is TermLink.ADDS_TO else dictionary
                answer = None if reference else await _answer(below, lexicon, name, term.key)
                if answer is not None and answer.entry is None:
                    found.open.append(_open_link(link, name, answer, term.key))
                elif answer is not None and answer.entry is not None:
                    reference = EntryReference(answer.entry.key, answer.entry.headword)
                entries.append(reference)
            found.entries[link] = tuple(dict.fromkeys(filter(None, entries)))
    return found


def links_of(draft: TermDraft, link: TermLink) -> tuple[EntryReference, ...]:
    """Return the entries that a term links to."""
    if link is TermLink.ADDS_TO:
        return (draft.adds_to,) if draft.adds_to else ()
    return draft.parents if link is TermLink.PARENTS else draft.see_also


async def _answer(dictionary: Lookup, lexicon: Lookup, name: str, own_key: str) -> Answer:
    """Answer a name. Where the term itself has it, the entry of the lexicon below is meant."""
    answer = await dictionary.look_up(name, language())
    is_itself = answer.entry is not None and answer.entry.key == own_key
    return await lexicon.look_up(name, language()) if is_itself else answer


def _linked_already(entries: Iterable[EntryReference], name: str) -> EntryReference | None:
    return next((entry for entry in entries if fold(entry.headword) == fold(name)), None)


def _open_link(link: TermLink, name: str, answer: Answer, own_key: str) -> OpenLink:
    choices = () if answer.holds_several_terms else answer.choices
    options = [*map(meaning_option, choices)] or [*map(suggestion_option, answer.suggestions)]
    usable = tuple(option for option in options if option.value != own_key)
    return OpenLink(link, name, usable, is_name=bool(choices))


async def entries_called(interaction: Interaction, name: str) -> tuple[Choice, ...]:
    """Return the entries of publishers that have a name already: one, several, or none."""
    async with lexicon_of(interaction) as lexicon:
        answer = await lexicon.look_up(name, language())
    if answer.entry is not None:
        return (Choice(answer.entry.key, answer.entry.headword, ""),)
    return () if answer.holds_several_terms else answer.choices


async def reference_to(interaction: Interaction, key: str) -> EntryReference | None:
    """Return the entry with a key as the target of a link; None if it is not, or no longer, in the dictionary here."""
    async with dictionary_for(interaction) as dictionary:
        entry = (await dictionary.entries([key])).get(key.removeprefix(KEY_MARK))
    return EntryReference(entry.key, entry.headword) if entry else None
