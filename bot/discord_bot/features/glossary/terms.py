"""`/glossary add`, `edit` and `remove`, and the buttons, menus and forms of one term. For managers of a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.glossary.forms import (
    DEFINITION_FIELD,
    add_form,
    draft_in,
    edit_form,
    link_names_in,
    links_form,
    moment,
    propose_form,
)
from bot.discord_bot.features.glossary.group import (
    glossaries,
    glossary,
    offer_terms,
    term_called,
    term_numbered,
)
from bot.discord_bot.features.glossary.links import entries_called, find_links, links_of, reference_to, with_links
from bot.discord_bot.features.glossary.term_page import (
    ask_to_remove_page,
    note_question,
    open_link_parts,
    removed_page,
    saved_notice,
    term_page,
)
from bot.discord_bot.limits import MAX_OPTION_LENGTH
from bot.discord_bot.runtime.commands import FOR_MANAGERS
from bot.discord_bot.runtime.component import Form, StatelessComponent
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.glossary_rights import glossary_manager, glossary_reader
from bot.discord_bot.runtime.message_state import shown_page
from bot.discord_bot.runtime.replies import show_privately
from bot.discord_bot.ui.custom_ids.glossary import (
    AddTerm,
    AskToRemoveTerm,
    ChooseLink,
    EditLinks,
    EditTerm,
    MakeNote,
    RemoveTerm,
    ShowTerm,
    TermLink,
)
from bot.discord_bot.ui.page import Menu, Part
from bot.discord_bot.ui.translation import _
from bot.errors import N_, UsageError
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft

OwnTerm = app_commands.Range[str, 1, MAX_OPTION_LENGTH]


@glossary.command(description="Add a term to this server's glossary", extras=FOR_MANAGERS)
async def add(interaction: Interaction) -> None:
    """Show the form for a new term."""
    await glossary_manager(interaction)
    await interaction.response.send_modal(add_form())


@glossary.command(description="Edit a term of this server's glossary", extras=FOR_MANAGERS)
@app_commands.describe(term="The term")
@app_commands.autocomplete(term=offer_terms)
async def edit(interaction: Interaction, term: OwnTerm) -> None:
    """Show the form with the texts of a term."""
    rights = await glossary_manager(interaction)
    await interaction.response.send_modal(edit_form(await term_called(interaction, rights.guild_id, term)))


@glossary.command(description="Remove a term from this server's glossary", extras=FOR_MANAGERS)
@app_commands.describe(term="The term")
@app_commands.autocomplete(term=offer_terms)
async def remove(interaction: Interaction, term: OwnTerm) -> None:
    """Ask whether the term is to be removed."""
    rights = await glossary_manager(interaction)
    page = ask_to_remove_page(await term_called(interaction, rights.guild_id, term))
    await show_privately(interaction, page)


class AddTermButton(StatelessComponent[AddTerm], ui.DynamicItem[ui.Button[Any]], action=AddTerm):
    """A button that shows the form for a new term. On a public page, members who may suggest terms press it too."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form, or the one for a proposal to somebody who does not manage the server and may propose."""
        rights = await glossary_reader(interaction)
        if rights.proposes and not rights.manages:
            await interaction.response.send_modal(propose_form(self.action.name))
            return
        await glossary_manager(interaction)
        await interaction.response.send_modal(add_form(self.action.name))


class TermButton(StatelessComponent[ShowTerm], ui.DynamicItem[ui.Button[Any]], action=ShowTerm):
    """A button that shows a term to somebody who manages the server."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it."""
        rights = await glossary_manager(interaction)
        await _show(interaction, await term_numbered(interaction, rights.guild_id, self.action.number))


class EditTermButton(StatelessComponent[EditTerm], ui.DynamicItem[ui.Button[Any]], action=EditTerm):
    """A button that shows the form to edit a term."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form."""
        rights = await glossary_manager(interaction)
        term = await term_numbered(interaction, rights.guild_id, self.action.number)
        await interaction.response.send_modal(edit_form(term))


class EditLinksButton(StatelessComponent[EditLinks], ui.DynamicItem[ui.Button[Any]], action=EditLinks):
    """A button that shows the form for the links of a term."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form."""
        rights = await glossary_manager(interaction)
        term = await term_numbered(interaction, rights.guild_id, self.action.number)
        await interaction.response.send_modal(links_form(term))


class LinkMenu(StatelessComponent[ChooseLink], ui.DynamicItem[ui.Select[Any]], action=ChooseLink):
    """A menu of entries that a name in the form for links may mean."""

    async def respond(self, interaction: Interaction) -> None:
        """Link the term to the chosen entry; the other menus stay on the page."""
        (key,) = self.item.values
        await _link(interaction, self.action.number, self.action.link, key, self.action)


class NoteButton(StatelessComponent[MakeNote], ui.DynamicItem[ui.Button[Any]], action=MakeNote):
    """A button that makes a term a note on an entry that has its name."""

    async def respond(self, interaction: Interaction) -> None:
        """Make it a note, and show it."""
        await _link(interaction, self.action.number, TermLink.ADDS_TO, self.action.key)


class AskToRemoveButton(StatelessComponent[AskToRemoveTerm], ui.DynamicItem[ui.Button[Any]], action=AskToRemoveTerm):
    """A button that asks whether a term is to be removed."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the question."""
        rights = await glossary_manager(interaction)
        term = await term_numbered(interaction, rights.guild_id, self.action.number)
        await show_privately(interaction, ask_to_remove_page(term))


class RemoveTermButton(StatelessComponent[RemoveTerm], ui.DynamicItem[ui.Button[Any]], action=RemoveTerm):
    """A button that removes a term."""

    async def respond(self, interaction: Interaction) -> None:
        """Remove it, and say so."""
        rights = await glossary_manager(interaction)
        term = await term_numbered(interaction, rights.guild_id, self.action.number)
        work = glossaries(interaction).remove(rights.guild_id, term.number, interaction.user.id, interaction.created_at)
        change = await within_deadline(work)
        await show_privately(interaction, removed_page(term.draft.headword, change.number))


async def _add(interaction: Interaction, _action: AddTerm, fields: Mapping[str, str]) -> None:
    """Save the term of a form, and ask if it is a note on an entry that has its name already."""
    rights = await glossary_manager(interaction)
    draft, by, when = draft_in(fields), interaction.user.id, interaction.created_at
    term = await within_deadline(glossaries(interaction).add(rights.guild_id, draft, by, when))
    question, parts = note_question(term, await entries_called(interaction, term.draft.headword))
    await _show(interaction, term, [saved_notice(), *question], parts)


async def _edit(interaction: Interaction, action: EditTerm, fields: Mapping[str, str]) -> None:
    """Save the texts of a form."""
    rights = await glossary_manager(interaction)
    before = await term_numbered(interaction, rights.guild_id, action.number)
    term = await _save(interaction, before, draft_in(fields, before.draft), action.seen)
    await _show(interaction, term, [saved_notice()])


async def _edit_links(interaction: Interaction, action: EditLinks, fields: Mapping[str, str]) -> None:
    """Save the links that are certain, and ask about the others."""
    rights = await glossary_manager(interaction)
    before = await term_numbered(interaction, rights.guild_id, action.number)
    known = [entry.headword for link in TermLink for entry in links_of(before.draft, link)]
    found = await find_links(interaction, before, link_names_in(fields, known))
    draft = before.draft
    for link, entries in found.entries.items():
        draft = with_links(draft, link, entries)
    term = await _save(interaction, before, draft, action.seen)
    notices, menus = open_link_parts(term, found.open)
    await _show(interaction, term, [_("✅ Saved."), *notices], menus)


async def _link(
    interaction: Interaction, number: int, link: TermLink, key: str, used: ChooseLink | None = None
) -> None:
    """Add a link to a term, and show it with the menus of its page that are not `used` yet."""
    rights = await glossary_manager(interaction)
    before = await term_numbered(interaction, rights.guild_id, number)
    reference = await reference_to(interaction, key)
    if reference is None:
        raise UsageError(N_("This entry is no longer in the dictionary."), N_("Write its name in the form for links."))
    entries = (reference,) if link is TermLink.ADDS_TO else (*links_of(before.draft, link), reference)
    term = await _save(interaction, before, with_links(before.draft, link, entries))
    menus = [*_waiting_menus(interaction, used)] if used else []
    await _show(interaction, term, [_("✅ Saved.")], menus)


def _waiting_menus(interaction: Interaction, used: ChooseLink) -> Iterator[Menu]:
    """Yield the menus for links on the page, without the one that was used."""
    for part in shown_page(interaction).body:
        action = ChooseLink.decode(part.custom_id) if isinstance(part, Menu) else None
        if isinstance(part, Menu) and action is not None and action != used:
            yield part


async def _save(interaction: Interaction, before: GlossaryTerm, draft: TermDraft, seen: int = 0) -> GlossaryTerm:
    by, when = interaction.user.id, interaction.created_at
    work = glossaries(interaction).edit(before.guild_id, before.number, draft, by, when, seen=moment(seen))
    return await within_deadline(work)


async def _show(
    interaction: Interaction, term: GlossaryTerm, notices: Sequence[str] = (), menus: Sequence[Part] = ()
) -> None:
    count = await within_deadline(glossaries(interaction).count(term.guild_id))
    await show_privately(interaction, term_page(term, count, notices, menus))


ADD_FORM = Form(AddTerm, _add, DEFINITION_FIELD)
EDIT_FORM = Form(EditTerm, _edit, DEFINITION_FIELD)
LINKS_FORM = Form(EditLinks, _edit_links)
