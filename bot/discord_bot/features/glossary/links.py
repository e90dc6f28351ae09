"""The names that somebody writes for links of a term, looked up in the whole dictionary. None is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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

    entries: dict[TermLink, list[EntryReference]] = field(default_factory=dict)
    open: list[OpenLink] = field(default_factory=list)


async def find_links(
    interaction: Interaction, term: GlossaryTerm, names: Mapping[TermLink, Sequence[str]]
) -> FoundLinks:
    """Look up the names of all links of a term. A name that the term links to already stays the same entry."""
    found = FoundLinks()
    async with dictionary_for(interaction) as dictionary, interaction.client.live.dictionary() as lexicon:
        for link, written in names.items():
            below = lexicon if link is TermLink.ADDS_TO else dictionary
            entries = found.entries[link] = []
            for name in written:
                target: EntryReference | OpenLink | None = linked_already(links_of(term.draft, link), name)
                if target is None:
                    answer = await _answer(below, lexicon, name, term.key)
                    target = reference_in(answer) or _open_link(link, name, answer, term.key)
                if isinstance(target, OpenLink):
                    found.open.append(target)
                else:
                    entries.append(target)
    return found


def links_of(draft: TermDraft, link: TermLink) -> tuple[EntryReference, ...]:
    """Return the entries that a term links to."""
    if link is TermLink.ADDS_TO:
        return (draft.adds_to,) if draft.adds_to else ()
    return draft.parents if link is TermLink.PARENTS else draft.see_also


def with_links(draft: TermDraft, link: TermLink, entries: Sequence[EntryReference]) -> TermDraft:
    """Return a draft whose links of one kind lead to these entries, each once; a note is one on the first of them."""
    unique = tuple({entry.key: entry for entry in entries}.values())
    if link is TermLink.ADDS_TO:
        return replace(draft, adds_to=unique[0] if unique else None)
    return replace(draft, parents=unique) if link is TermLink.PARENTS else replace(draft, see_also=unique)


def linked_already(entries: Iterable[EntryReference], name: str) -> EntryReference | None:
    """Return the first of some entries that has a name as its headword."""
    return next((entry for entry in entries if fold(entry.headword) == fold(name)), None)


def reference_in(answer: Answer) -> EntryReference | None:
    """Return the single entry that a name leads to as the target of a link; None if there is none."""
    return EntryReference(answer.entry.key, answer.entry.headword) if answer.entry else None


async def _answer(dictionary: Lookup, lexicon: Lookup, name: str, own_key: str) -> Answer:
    """Answer a name. Where the term itself has it, the entry of the lexicon below is meant."""
    answer = await dictionary.look_up(name, language())
    is_itself = answer.entry is not None and answer.entry.key == own_key
    return await lexicon.look_up(name, language()) if is_itself else answer


def _open_link(link: TermLink, name: str, answer: Answer, own_key: str) -> OpenLink:
    choices = () if answer.holds_several_terms else answer.choices
    options = [*map(meaning_option, choices)] or [*map(suggestion_option, answer.suggestions)]
    usable = tuple(option for option in options if option.value != own_key)
    return OpenLink(link, name, usable, is_name=bool(choices))


async def entries_called(interaction: Interaction, name: str) -> tuple[Choice, ...]:
    """Return the entries of publishers that have a name already: one, several, or none."""
    async with interaction.client.live.dictionary() as lexicon:
        answer = await lexicon.look_up(name, language())
    if answer.entry is not None:
        return (Choice(answer.entry.key, answer.entry.headword, ""),)
    return () if answer.holds_several_terms else answer.choices


async def reference_to(interaction: Interaction, key: str) -> EntryReference | None:
    """Return the entry with a key as the target of a link; None if it is not, or no longer, in the dictionary here."""
    async with dictionary_for(interaction) as dictionary:
        entry = (await dictionary.entries([key])).get(key.removeprefix(KEY_MARK))
    return EntryReference(entry.key, entry.headword) if entry else None
