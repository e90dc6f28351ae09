"""The tab with the rest: how to say the headword, its other names, codes and word parts, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord_bot.pages.actions import actions, language_rows
from bot.discord_bot.pages.heading import MAX_TITLE_NAME, cut, listen_link, respelling
from bot.discord_bot.pages.look_alikes import look_alikes_line
from bot.discord_bot.pages.names import codes_line, names_lines
from bot.discord_bot.pages.pronunciation_credits import credited_titles, credits_line, hyphenation
from bot.discord_bot.pages.tabs import results
from bot.discord_bot.pages.tabs.tab import Tab, TabContent, TabRequest
from bot.discord_bot.pages.word_parts import parts_line, parts_menu, parts_source
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.entry import ShowTab
from bot.discord_bot.ui.custom_ids.lists import ShowInitial
from bot.discord_bot.ui.custom_ids.sharing import ShareEntry
from bot.discord_bot.ui.definition_selection import translated_names_line
from bot.discord_bot.ui.markdown import listed
from bot.discord_bot.ui.page import Button, Row, Text, small_print
from bot.discord_bot.ui.translation import _
from bot.errors import N_
from bot.lexicon.model import Entry
from bot.terms.word_forms import OTHER, initial, sorting_form


async def _build(request: TabRequest) -> TabContent:
    entry = request.entry
    facts = "\n".join(filter(None, _facts(entry)))
    return TabContent(
        (
            *([Text(facts)] if facts else []),
            *parts_menu(entry),
            actions(entry, request.name),
            *language_rows(entry),
            Row(tuple(_elsewhere(request))),
        ),
        share=ShareEntry(0, entry.key),
    )


def _facts(entry: Entry) -> Iterator[str]:
    yield from _pronunciation(entry)
    yield translated_names_line(entry)
    yield from names_lines(entry)
    yield look_alikes_line(entry)
    if entry.parts:
        yield f"**{_('Word parts')}:** {parts_line(entry)}\n{small_print(parts_source())}"
    yield codes_line(entry)


def _pronunciation(entry: Entry) -> Iterator[str]:
    """All that sources say about how to say the headword, and which sources say so."""
    said = filter(
        None,
        (
            hyphenation(cut(entry.hyphenation), entry) if entry.hyphenation else "",
            respelling(entry),
            f"/{cut(entry.ipa)}/" if entry.ipa else "",
            listen_link(entry),
        ),
    )
    if line := ", ".join(said):
        yield _("**How to say it:** {said}").format(said=line)
    if entry.said_by:
        yield small_print(credits_line(listed(credited_titles(entry), MAX_TITLE_NAME)))


def _elsewhere(request: TabRequest) -> Iterator[Button]:
    """Buttons to all results, and to the place of the entry in the list from A to Z."""
    entry = request.entry
    yield button(_(results.TAB.label), ShowTab(results.TAB.name, entry.key, request.name))
    letter = initial(sorting_form(entry.headword))
    label = _("Return to 0–9") if letter == OTHER else _("Return to {letter}").format(letter=letter.upper())
    yield button(label, ShowInitial(letter, 0))


TAB = Tab("more", N_("More"), _build)
