"""The pages of answers without an entry: several meanings, suggestions, nothing found, an entry that is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.discord_bot.limits import MAX_BUTTON_LABEL
from bot.discord_bot.pages.actions import find_button
from bot.discord_bot.pages.entry import entry_page
from bot.discord_bot.pages.half_sentences import half_sentence, kind_of_thing
from bot.discord_bot.pages.look_alikes import (
    meaning_description,
    meaning_option,
    medicine_warning,
    reason_for,
    suggestion_description,
    suggestion_option,
)
from bot.discord_bot.pages.tabs.row import OVERVIEW
from bot.discord_bot.pages.word_parts import parts_row, word_part_page
from bot.discord_bot.ui.components import button, entry_menu, link_line
from bot.discord_bot.ui.custom_ids.entry import OpenEntry, ShowTab
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.markdown import plain, shortened
from bot.discord_bot.ui.page import GAP, LINE, Button, Option, Page, Part, Row, Section, Style, Text
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _, ngettext
from bot.lexicon.dictionary import Lookup
from bot.lexicon.lookup.look_alikes import tall_man
from bot.lexicon.model import Answer, Choice, Entry, FoundBy, Match, Suggestion

# Meanings or suggestions with a button each.
MAX_BUTTONS = 4
# Meanings or suggestions in the text; the menu below it has all of them.
MAX_LISTED = 6
# Characters of a name in the text, and of the words that say what it is.
MAX_NAME = 60
MAX_WORDS = 120
# Characters that say what a suggestion is, however long the headword before them may be.
MIN_WORDS = 80
MAX_HEADWORD = 50
# Both, and the reason of a suggestion.
MAX_DESCRIPTION = 145
NO_CONTEXT = PageContext()

Entries = Mapping[str, Entry]
NO_ENTRIES: Entries = {}


@dataclass(frozen=True, slots=True)
class Offer:
    """A meaning or suggestion: its name, what it is in a few words, how it stands in a menu, and what a button does."""

    name: str
    description: str
    option: Option
    action: ShowTab


async def answered(dictionary: Lookup, answer: Answer, context: PageContext = NO_CONTEXT) -> Page:
    """As `answer_page`; choices and suggestions say what they are in the words of their definitions.

    Raises DataError if the lexicon is damaged.
    """
    offered = [*(each.key for each in answer.choices), *(each.key for each in answer.suggestions)]
    entries = await dictionary.entries(offered) if offered else {}
    return answer_page(answer, context, entries)


def answer_page(answer: Answer, context: PageContext = NO_CONTEXT, entries: Entries = NO_ENTRIES) -> Page:
    """The page for an answer of any kind. For an entry it is the first screen.

    `entries` are those that the answer offers, by key, as far as they are known.
    """
    if answer.entry is not None:
        return entry_page(answer, context)
    if answer.match is Match.WORD_PART:
        return word_part_page(answer, context)
    if answer.match is Match.AMBIGUOUS:
        return _meanings_page(answer, entries)
    if answer.match is Match.SUGGESTION:
        return _suggestions_page(answer, entries)
    return _nothing_page(answer)


def _meanings_page(answer: Answer, entries: Entries) -> Page:
    """The page of the meanings of an ambiguous name, or of the terms in a query with several: up to
    `MAX_BUTTONS` with a button each, more in a menu.
    """
    offers = [_meaning(choice, answer.query, entries.get(choice.key)) for choice in answer.choices]
    return Page(_heading(answer.query) + _question(answer), (*_offered(offers, "meaning", _("Choose a meaning")), LINE))


def _meaning(choice: Choice, query: str, entry: Entry | None) -> Offer:
    in_language = choice_hint(replace(choice, hint=""))
    words = half_sentence(entry, MAX_WORDS) or choice_hint(replace(choice, language=None))
    description = meaning_description(choice.headword, ": ".join(filter(None, (in_language, words))))
    return Offer(tall_man(choice.headword), description, meaning_option(choice), ShowTab(OVERVIEW, choice.key, query))


def _offered(offers: Sequence[Offer], menu: str, placeholder: str) -> Iterator[Part]:
    """Up to `MAX_BUTTONS` offers with a button beside each, so that one press chooses; more as a list and a menu."""
    if len(offers) <= MAX_BUTTONS:
        yield from (Section(_offer_text(each), button(_("Open"), each.action)) for each in offers)
        return
    yield Text("\n".join(f"- {_offer_text(each, ': ')}" for each in offers[:MAX_LISTED]))
    yield entry_menu(menu, placeholder, [each.option for each in offers])


def _offer_text(offer: Offer, between: str = "\n") -> str:
    lengths = ((offer.name, MAX_NAME), (offer.description, MAX_DESCRIPTION))
    name, description = (plain(shortened(" ".join(text.split()), length)) for text, length in lengths)
    return f"**{name}**" + (f"{between}{description}" if description else "")


def _question(answer: Answer) -> str:
    if answer.holds_several_terms:
        return _("That's more than one term. Choose one to start with.")
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
    return sentence.format(warning=text_format.bold(_("it may mean something else where you read it")))


def _suggestions_page(answer: Answer, entries: Entries) -> Page:
    warning = medicine_warning(answer.suggestions)
    likely_row: list[Part] = [Row((_likely_button(answer.likely),))] if answer.likely else []
    warning_parts: list[Part] = [GAP, Text(warning)] if warning else []
    offers = [_suggested(each, entries.get(each.key)) for each in answer.suggestions]
    body = (
        *warning_parts,
        *likely_row,
        *parts_row(answer),
        *_offered(offers, "suggestion", _("Choose the term you meant")),
        LINE,
        *link_line(search_links(answer.query)),
    )
    return Page(_heading(answer.query) + no_such_name(answer), body)


def _suggested(suggestion: Suggestion, entry: Entry | None) -> Offer:
    """A suggestion with the words of its plainest definition. A medicine that was only guessed is not described, except
    by the use of one that is often confused with others.
    """
    leading = suggestion_description(replace(suggestion, found_by=FoundBy.NAME)) or ""
    leading = leading if suggestion.is_medicine else shortened(leading, MAX_HEADWORD)
    reason = reason_for(suggestion)
    room = max(MAX_WORDS - len(leading) - len(reason), MIN_WORDS)
    words = ("" if suggestion.is_medicine else half_sentence(entry, room)) or kind_of_thing(entry)
    between = ", " if suggestion.is_medicine else ": "
    what_it_is = between.join(filter(None, (leading, shortened(words, room))))
    description = " ".join(filter(None, (what_it_is, f"({reason})" if reason else "")))
    action = ShowTab(OVERVIEW, suggestion.key)
    return Offer(tall_man(suggestion.name), description, suggestion_option(suggestion), action)


def no_such_name(answer: Answer, text_format: TextFormat = MARKDOWN) -> str:
    """A warning that no entry has the name that was typed, and what the suggestions are instead."""
    if all(suggestion.found_by is FoundBy.NAME for suggestion in answer.suggestions):
        sentence = _("No entry has this name. The names below look similar, but {warning}.")
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
        "This dictionary has nothing with this name, and no similar name. Check the spelling, try "
        "a more general word, or look elsewhere: a site below sees the term only if you open it."
    )
    return Page(title, (LINE, *link_line(search_links(answer.query))))


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
        "This entry is no longer in the dictionary. Look up the term again with /define."
    )
    find = Row((find_button(answer.query, emoji="🔍"),))
    return Page(title, (find, LINE, *link_line(search_links(answer.query))), takes_share_button=False)


def _heading(query: str) -> str:
    return f"## {plain(query)}\n"
