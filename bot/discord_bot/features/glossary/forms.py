"""The forms of `/glossary`.

Discord limits the length of a form's title and of the labels and descriptions of its fields
(https://discord.com/developers/docs/components/reference#label), in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import discord
from discord import ui

from bot.discord_bot.features.glossary.links import links_of
from bot.discord_bot.limits import MAX_FIELD_TEXT
from bot.discord_bot.ui.custom_ids.glossary import AddTerm, EditLinks, EditTerm, TermLink
from bot.discord_bot.ui.custom_ids.proposals import EditProposal, ProposeTerm, RefuseProposal
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.translation import _
from bot.lexicon.server_glossary.term import (
    MAX_DEFINITION_LENGTH,
    MAX_LINKS,
    MAX_OTHER_NAMES,
    MAX_TERM_LENGTH,
    GlossaryTerm,
    TermDraft,
)
from bot.sources.term_table.rows import joined_names, split_names
from bot.storage.glossary.records import MAX_REASON_LENGTH, Proposal

TERM_FIELD, DEFINITION_FIELD, NAMES_FIELD, REASON_FIELD = "term", "definition", "names", "reason"
# Room for all names with a sign and a space between them.
MAX_NAMES_TEXT = MAX_OTHER_NAMES * (MAX_TERM_LENGTH + 2)
# Names of entries of the lexicon may be longer than those of terms.
MAX_LINKS_TEXT = min(MAX_FIELD_TEXT, MAX_LINKS * 300)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOTHING = TermDraft("", "")


def add_form(name: str = "") -> ui.Modal:
    """Return the form for a new term, in which a name may stand already."""
    return _term_form(_("Add a term"), AddTerm(), TermDraft(name[:MAX_TERM_LENGTH], ""))


def propose_form(name: str = "") -> ui.Modal:
    """Return the form for a proposal, in which a name may stand already. It says who reads the proposal."""
    about = _(
        "The people of this server who decide about it will see your suggestion with your name. It may also be posted "
        "in a channel of this server, without your name."
    )
    return _term_form(_("Suggest a term"), ProposeTerm(), TermDraft(name[:MAX_TERM_LENGTH], ""), about)


def edit_form(term: GlossaryTerm) -> ui.Modal:
    """Return the form with the texts of a term."""
    return _term_form(_("Edit a term"), EditTerm(term.number, microseconds(term.updated_at)), term.draft)


def edit_proposal_form(proposal: Proposal) -> ui.Modal:
    """Return the form with the texts of a proposal, which is approved when the form is sent."""
    return _term_form(_("Edit and approve"), EditProposal(proposal.number), proposal.draft)


def links_form(term: GlossaryTerm) -> ui.Modal:
    """Return the form with the links of a term, by the names of the entries."""
    form = ui.Modal(
        title=_("Link to other terms"), custom_id=EditLinks(term.number, microseconds(term.updated_at)).encode()
    )
    questions = {
        TermLink.PARENTS: (
            _("Is a kind of"),
            _("Such as “ward” for “MAU”. Any term in the dictionary; commas between several."),
        ),
        TermLink.SEE_ALSO: (_("See also"), _("Terms that are good to know with it. Commas between several.")),
        TermLink.ADDS_TO: (
            _("Is a note on"),
            _("Only if your text adds to a page that the dictionary has already: the name of that page."),
        ),
    }
    for link, (question, hint) in questions.items():
        written = names_text(tuple(entry.headword for entry in links_of(term.draft, link)))
        form.add_item(_field(link.value, question, hint, written, max_length=MAX_LINKS_TEXT, required=False))
    form.stop()
    return form


def refuse_form(proposal: Proposal) -> ui.Modal:
    """Return the form for the reason of a refusal."""
    form = ui.Modal(title=_("Refuse a suggestion"), custom_id=RefuseProposal(proposal.number).encode())
    hint = _("The member who suggested the term is told this. You can leave it empty.")
    style = discord.TextStyle.paragraph
    form.add_item(_field(REASON_FIELD, _("Why?"), hint, "", max_length=MAX_REASON_LENGTH, required=False, style=style))
    form.stop()
    return form


def draft_in(fields: Mapping[str, str], before: TermDraft = NOTHING) -> TermDraft:
    """Return what a form for a term was filled in with; the links are those of the draft before."""
    return TermDraft(
        headword=fields[TERM_FIELD],
        definition=fields[DEFINITION_FIELD],
        names=split_names(fields[NAMES_FIELD]),
        adds_to=before.adds_to,
        parents=before.parents,
        see_also=before.see_also,
    )


def link_names_in(fields: Mapping[str, str], known: Iterable[str]) -> dict[TermLink, tuple[str, ...]]:
    """Return the names in a form for links. `known` are headwords that the form began with; they may hold commas."""
    return {link: _names_beside(fields[link.value], known) for link in TermLink}


def names_text(names: tuple[str, ...]) -> str:
    """Return names as they stand in a field: with commas between them if that is read back."""
    text = ", ".join(names)
    return text if split_names(text) == names else joined_names(names)


def _names_beside(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Split a text into names; what is a known name as a whole stays one."""
    return (text.strip(),) if text.strip() in set(known) else split_names(text)


def microseconds(when: datetime) -> int:
    """Return a time as microseconds since 1970."""
    return (when - EPOCH) // timedelta(microseconds=1)


def moment(since_1970: int) -> datetime | None:
    """Return the time that `microseconds` was given; None for 0."""
    return EPOCH + timedelta(microseconds=since_1970) if since_1970 else None


def _term_form(title: str, action: CustomId, draft: TermDraft, about: str = "") -> ui.Modal:
    """The form is stopped at once, as pages are, so that discord.py does not keep it."""
    form = ui.Modal(title=title, custom_id=action.encode())
    if about:
        form.add_item(ui.TextDisplay(about))
    name = _field(TERM_FIELD, _("Term"), _("As you say it here, such as “red phone” or “MAU”."), draft.headword)
    form.add_item(name)
    form.add_item(
        _field(
            DEFINITION_FIELD,
            _("What it means"),
            _("A sentence or two that someone new here understands. Nothing about patients."),
            draft.definition,
            max_length=MAX_DEFINITION_LENGTH,
            style=discord.TextStyle.paragraph,
        )
    )
    names = names_text(draft.names)
    hint = _("Abbreviations and other spellings, with commas between them.")
    form.add_item(_field(NAMES_FIELD, _("Other names"), hint, names, max_length=MAX_NAMES_TEXT, required=False))
    form.stop()
    return form


def _field(  # noqa: PLR0913 (Discord's options of a field)
    name: str,
    question: str,
    hint: str,
    text: str,
    *,
    max_length: int = MAX_TERM_LENGTH,
    required: bool = True,
    style: discord.TextStyle = discord.TextStyle.short,
) -> ui.Label[ui.Modal]:
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=name, style=style, default=text or None, max_length=max_length, required=required
    )
    return ui.Label(text=question, description=hint, component=field)
