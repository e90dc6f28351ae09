"""The page of a term as its server's managers see it, and the pages around adding, editing and removing one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from discord.utils import format_dt
from msgspec.structs import replace

from bot.discord_bot.features.glossary.history_page import history_button, undo_button
from bot.discord_bot.features.glossary.links import OpenLink, links_of
from bot.discord_bot.limits import MAX_CUSTOM_ID
from bot.discord_bot.ui.components import button, menu, option, paragraphs
from bot.discord_bot.ui.custom_ids.entry import OpenPrivately
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
from bot.discord_bot.ui.markdown import in_a_row, plain, plain_name, shortened
from bot.discord_bot.ui.page import LINE, Button, Menu, Page, Part, Row, Style, Text
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.lexicon.model import Choice, EntryReference
from bot.lexicon.server_glossary.term import MAX_TERMS, GlossaryTerm, TermDraft

# Characters on a page, escaped.
MAX_DEFINITION = 2_100
MAX_NAMES = 160
MAX_NAME = 100
MAX_OPEN_LINKS = 6
# Components of notices: three, with gaps between them.
MAX_NOTICE_PARTS = 5
MAX_LABEL_NAME = 40


def term_page(
    term: GlossaryTerm, count: int, notices: Sequence[str] = (), menus: Sequence[Part] = (), *, manages: bool = True
) -> Page:
    """Return the page of a term of a server with `count` terms. `notices` say what was just done, `menus` ask which
    entries are meant; people who do not manage the server get no buttons that change it.
    """
    parts: list[Part] = [*paragraphs(notices, MAX_NOTICE_PARTS), LINE] if notices else []
    return Page(
        f"## {_name(term.draft.headword)}",
        (*parts, *draft_parts(term.draft), *([LINE] if menus else []), *menus),
        _buttons(term, manages=manages),
        footer=(_updated(term), count_line(count)),
        takes_share_button=not manages,
    )


def draft_parts(draft: TermDraft) -> Iterable[Part]:
    """Yield the texts of a term: definition, other names and links."""
    yield Text(shortened(plain(draft.definition), MAX_DEFINITION))
    lines = [
        (_("Also called:"), list(map(_name, draft.names))),
        (_("Is a kind of:"), _headwords(draft.parents)),
        (_("See also:"), _headwords(draft.see_also)),
        (_("A note on:"), _headwords(links_of(draft, TermLink.ADDS_TO))),
    ]
    if written := [f"**{title}** {in_a_row(names, MAX_NAMES)}" for title, names in lines if names]:
        yield Text("\n".join(written))


def saved_notice() -> str:
    """Return the sentence that says that a term is saved, and how it is found."""
    return _("✅ Saved. Everyone in this server now finds it with /define.")


def note_question(term: GlossaryTerm, choices: Sequence[Choice]) -> tuple[list[str], list[Part]]:
    """Return the question if a new term is to be a note on an entry that has its name already, and the buttons or the
    menu that answer it.
    """
    if not choices:
        return [], []
    if len(choices) == 1:
        note = MakeNote(term.number, choices[0].key)
        question = _(
            "The dictionary explains **{name}** already. Is your text a note on that page, or a term of its own? "
            "For now it is a term of its own, and people here see it first."
        ).format(name=_name(choices[0].headword))
        if len(note.encode()) <= MAX_CUSTOM_ID:
            return [question], [_note_buttons(term, note)]
        return [question], [_note_menu(term, choices)]
    question = _(
        "The dictionary explains this name already, with several meanings. Is your text a note on one of them, or a "
        "term of its own? For now it is a term of its own, and people here see it first."
    )
    return [question], [_note_menu(term, choices)]


def _note_buttons(term: GlossaryTerm, note: MakeNote) -> Row:
    return Row(
        (
            button(_("A note on that page"), note, style=Style.PRIMARY),
            button(_("A term of its own"), ShowTerm(term.number)),
        )
    )


def _note_menu(term: GlossaryTerm, choices: Sequence[Choice]) -> Menu:
    options = [option(choice.key, choice.headword) for choice in choices]
    return menu(ChooseLink(term.number, TermLink.ADDS_TO), _("Make it a note on…"), options)


def open_link_parts(term: GlossaryTerm, links: Sequence[OpenLink]) -> tuple[list[str], list[Menu]]:
    """Return the sentences and menus that ask which entries are meant by names that lead to no single one."""
    asked = [link for link in links if link.options][:MAX_OPEN_LINKS]
    unknown = [link for link in links if not link.options][:MAX_OPEN_LINKS]
    notices = [
        _("❓ Nothing in the dictionary is called “{name}”, so I didn't link it.").format(
            name=plain_name(link.name, MAX_LABEL_NAME)
        )
        for link in unknown
    ]
    if asked:
        notices.append(_("❓ I didn't link everything: please choose below what you mean."))
    menus = [
        menu(ChooseLink(term.number, link.link, at), _which(link), list(link.options)) for at, link in enumerate(asked)
    ]
    return notices, menus


def _which(link: OpenLink) -> str:
    sentence = _("“{name}”: which one?") if link.is_name else _("“{name}”: did you mean…?")
    return sentence.format(name=shortened(link.name, MAX_LABEL_NAME))


def ask_to_remove_page(term: GlossaryTerm) -> Page:
    """Return the question if a term is to be removed."""
    title = _("## Remove “{name}”?\nPeople here will no longer find it. You can bring it back in the history.")
    buttons = (
        button(_("Yes, remove it"), RemoveTerm(term.number), style=Style.DANGER),
        button(_("No, keep it"), ShowTerm(term.number)),
    )
    return replace(_admin_page(title.format(name=_name(term.draft.headword))), buttons=buttons)


def removed_page(headword: str, change: int) -> Page:
    """Return the page after a removal, with a button that undoes this change, by its number."""
    title = _("## “{name}” is removed\nIf that was a mistake, undo it here or later in the history.")
    return replace(_admin_page(title.format(name=_name(headword))), buttons=(undo_button(change), history_button()))


def count_line(count: int) -> str:
    """Return the line that says how many terms there are of how many there can be."""
    sentence = ngettext(
        "This server's glossary has {count:,} of {most:,} terms.",
        "This server's glossary has {count:,} of {most:,} terms.",
        count,
    )
    return sentence.format(count=Quantity(count), most=Quantity(MAX_TERMS))


def _admin_page(title: str) -> Page:
    return Page(title, footer=(), takes_share_button=False)


def _buttons(term: GlossaryTerm, *, manages: bool) -> tuple[Button, ...]:
    look = button(_("Open the page"), OpenPrivately(term.key))
    if not manages:
        return (look,)
    return (
        button(_("Edit"), EditTerm(term.number)),
        button(_("Links"), EditLinks(term.number)),
        look,
        button(_("Remove"), AskToRemoveTerm(term.number)),
        button(_("Add another"), AddTerm(), style=Style.PRIMARY),
    )


def _updated(term: GlossaryTerm) -> str:
    return _("A term of this server, last changed {day}.").format(day=format_dt(term.updated_at, "d"))


def _headwords(entries: Iterable[EntryReference]) -> list[str]:
    return [_name(entry.headword) for entry in entries]


def _name(name: str) -> str:
    return plain_name(name, MAX_NAME)
