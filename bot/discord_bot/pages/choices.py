"""The pages of answers without an entry: several meanings, suggestions, nothing found, an entry that is gone."""

from __future__ import annotations

from bot.discord_bot.limits import MAX_BUTTON_LABEL
from bot.discord_bot.pages.actions import find_button
from bot.discord_bot.pages.entry import entry_page
from bot.discord_bot.pages.look_alikes import (
    meaning_option,
    medicine_warning,
    suggestion_description,
    suggestion_option,
)
from bot.discord_bot.pages.word_parts import parts_row, word_part_page
from bot.discord_bot.ui.components import button, entry_menu, link_rows
from bot.discord_bot.ui.custom_ids.entry import OpenEntry
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.markdown import plain, shortened
from bot.discord_bot.ui.page import GAP, LINE, Button, Page, Part, Row, Style, Text
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _, ngettext
from bot.lexicon.lookup.look_alikes import tall_man
from bot.lexicon.model import Answer, Choice, FoundBy, Match, Suggestion

# Meanings of an ambiguous name in the text; the menu below it has all of them.
MAX_LISTED = 8
# Suggestions in the text; the menu below it has all of them.
MAX_SUGGESTIONS_LISTED = 5
MAX_NAME = 100
NO_CONTEXT = PageContext()


def answer_page(answer: Answer, context: PageContext = NO_CONTEXT) -> Page:
    """The page for an answer of any kind. For an entry it is the first screen."""
    if answer.entry is not None:
        return entry_page(answer, context)
    if answer.match is Match.WORD_PART:
        return word_part_page(answer, context)
    if answer.match is Match.AMBIGUOUS:
        return _meanings_page(answer)
    if answer.match is Match.SUGGESTION:
        return _suggestions_page(answer)
    return _nothing_page(answer)


def _meanings_page(answer: Answer) -> Page:
    """The page of the meanings of an ambiguous name, or of the terms in a query with several."""
    listed = "".join(map(_meaning_line, answer.choices[:MAX_LISTED]))
    title = f"{_heading(answer.query)}{_question(answer)}{listed}"
    return Page(title, (entry_menu("meaning", _("Choose a meaning"), list(map(meaning_option, answer.choices))), LINE))


def _question(answer: Answer) -> str:
    if answer.holds_several_terms:
        return _("These are several terms. Which one do you want first?")
    count = len(answer.choices)
    question = ngettext(
        "This can mean {count} thing. Is it the one you want?",
        "This can mean {count} different things. Which one do you want?",
        count,
    ).format(count=count)
    return f"{unsure()} {question}" if answer.is_unsure else question


def unsure(text_format: TextFormat = MARKDOWN) -> str:
    """A warning that the meanings of a name come from sources that may not be the reader's."""
    sentence = _("Only sources for specialists or in another language have this name, and {warning}.")
    return sentence.format(warning=text_format.bold(_("it may well mean something else where you read it")))


def _meaning_line(choice: Choice) -> str:
    hint = plain(shortened(choice_hint(choice), MAX_NAME))
    headword = plain(shortened(tall_man(choice.headword), MAX_NAME))
    return f"\n- **{headword}**" + (f" · {hint}" if hint else "")


def _suggestions_page(answer: Answer) -> Page:
    warning = medicine_warning(answer.suggestions)
    likely_row: list[Part] = [Row((_likely_button(answer.likely),))] if answer.likely else []
    warning_parts: list[Part] = [GAP, Text(warning)] if warning else []
    body = (
        *warning_parts,
        *likely_row,
        *parts_row(answer),
        entry_menu("suggestion", _("Choose the term you meant"), list(map(suggestion_option, answer.suggestions))),
        LINE,
        *link_rows(search_links(answer.query)),
    )
    return Page(_heading(answer.query) + no_such_name(answer) + _listed(answer), body)


def _listed(answer: Answer) -> str:
    """The first suggestions in the text, if there are others than similar names. Similar names stand in the menu alone,
    where they are read one by one.
    """
    if all(suggestion.found_by is FoundBy.NAME for suggestion in answer.suggestions):
        return ""
    return "".join(map(_suggestion_line, answer.suggestions[:MAX_SUGGESTIONS_LISTED]))


def _suggestion_line(suggestion: Suggestion) -> str:
    name = plain(shortened(tall_man(suggestion.name), MAX_NAME))
    description = plain(shortened(suggestion_description(suggestion) or "", MAX_NAME))
    return f"\n- **{name}**" + (f" · {description}" if description else "")


def no_such_name(answer: Answer, text_format: TextFormat = MARKDOWN) -> str:
    """A warning that no entry has the name that was typed, and what the suggestions are instead."""
    if all(suggestion.found_by is FoundBy.NAME for suggestion in answer.suggestions):
        sentence = _("No entry has this name. The names in the menu look like it, but {warning}.")
        advice = _("Check the spelling before you choose.")
        warning = text_format.bold(_("they may mean something quite different"))
        return f"{sentence.format(warning=warning)} {advice}"
    sentence = _("No entry has this name. These terms may be what you mean: {advice}.")
    return sentence.format(advice=text_format.bold(_("read what each one is before you rely on it")))


def _likely_button(likely: Suggestion) -> Button:
    label = shortened(_("Did you mean {name}?").format(name=likely.name), MAX_BUTTON_LABEL)
    return button(label, OpenEntry(likely.key), style=Style.PRIMARY)


def _nothing_page(answer: Answer) -> Page:
    title = _heading(answer.query) + _(
        "Nothing by this name, or near it, is in this dictionary. Check the spelling, try a more general word, "
        "or look elsewhere: a site below sees the term only if you open it."
    )
    return Page(title, (LINE, *link_rows(search_links(answer.query))))


def opened_entry_page(answer: Answer, context: PageContext) -> Page:
    """The page that a button for an entry opens: the entry. If a rebuild has taken it away, the answer to its words, or
    the page that says that it is gone.
    """
    return gone_page(answer) if answer.match is Match.NONE else answer_page(answer, context)


def gone_page(answer: Answer) -> Page:
    """The page for an entry that a rebuild has taken away and whose words lead nowhere, with a button to look
    them up.
    """
    title = _heading(answer.query) + _(
        "This entry is no longer in the dictionary, which has changed since the page was made. "
        "Look the term up again with /define."
    )
    find = Row((find_button(answer.query, emoji="🔍"),))
    return Page(title, (find, LINE, *link_rows(search_links(answer.query))), takes_share_button=False)


def _heading(query: str) -> str:
    return f"## {plain(query)}\n"
