"""The pages of `/glossary list`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_bot.limits import MAX_SELECT_OPTIONS
from bot.discord_bot.runtime.glossary_rights import GlossaryRights
from bot.discord_bot.ui.components import button, entry_menu, option, pager
from bot.discord_bot.ui.custom_ids.glossary import AddTerm, ListTerms
from bot.discord_bot.ui.custom_ids.proposals import ProposeTerm
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.page import Button, Page, Part, Style, Text
from bot.discord_bot.ui.paging import page_count
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.lexicon.server_glossary.term import MAX_TERMS, GlossaryTerm

TERMS_PER_PAGE = 15
assert TERMS_PER_PAGE <= MAX_SELECT_OPTIONS  # noqa: S101 (each page has one menu)
MAX_NAME = 50
MAX_MEANING = 60
# The name of the menu of terms, which are opened as entries of other menus are.
MENU = "own"


def terms_page(terms: Sequence[GlossaryTerm], at: int, count: int, rights: GlossaryRights) -> Page:
    """Return page `at` (from zero) of a list of `count` terms, with the buttons that its reader may use."""
    pages = page_count(count, TERMS_PER_PAGE)
    body: list[Part] = [
        Text("\n".join(map(_line, terms))),
        entry_menu(MENU, _("Open a term"), [option(term.key, term.draft.headword) for term in terms]),
    ]
    if pages > 1:
        body.append(pager(at, pages, ListTerms))
    return Page(_heading(count), tuple(body), _buttons(rights), footer=(_by_server(),))


def empty_page(rights: GlossaryRights) -> Page:
    """Return the page of a glossary without terms."""
    title = _("## Terms of this server\nThere are none yet. Whatever is added here is found with /define at once.")
    if not rights.manages and not rights.proposes:
        title += " " + _("People with the Manage Server permission can add terms with /glossary add.")
    return Page(title, buttons=_buttons(rights), footer=(), takes_share_button=False)


def _heading(count: int) -> str:
    sentence = ngettext(
        "## Terms of this server\n{count:,} of {most:,}", "## Terms of this server\n{count:,} of {most:,}", count
    )
    return sentence.format(count=Quantity(count), most=Quantity(MAX_TERMS))


def _by_server() -> str:
    return _("Written by people of this server, not by a publisher.")


def _line(term: GlossaryTerm) -> str:
    meaning = plain_name(term.draft.definition, MAX_MEANING)
    return f"- **{plain_name(term.draft.headword, MAX_NAME)}**: {meaning}"


def _buttons(rights: GlossaryRights) -> tuple[Button, ...]:
    if rights.manages:
        return (button(_("Add a term"), AddTerm(), style=Style.PRIMARY),)
    return (button(_("Suggest a term"), ProposeTerm()),) if rights.proposes else ()
