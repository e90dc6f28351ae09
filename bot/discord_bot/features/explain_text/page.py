"""The form of `/explain` and its pages: a part of the text with its terms in bold, the meaning of one of them at a
time, and menus of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import discord
from discord import ui

# A meaning is shown as in the list of the terms of a message.
from msgspec.structs import replace

from bot.discord_bot.features.explain.page import meaning_block, term_block
from bot.discord_bot.features.explain_text.quotation import Limits
from bot.discord_bot.limits import MAX_BUTTON_LABEL, MAX_FIELD_TEXT, MAX_SELECT_OPTIONS
from bot.discord_bot.pages.actions import open_privately_button
from bot.discord_bot.ui.components import button, menu
from bot.discord_bot.ui.custom_ids.entry import OpenPrivately
from bot.discord_bot.ui.custom_ids.explained import ChooseMeaning, ExplainText, ShowMeaning
from bot.discord_bot.ui.markdown import plain_name, shortened
from bot.discord_bot.ui.page import BUDGET, LINE, Button, Menu, Option, Page, Part, Row, Style, Text, small_print
from bot.discord_bot.ui.page_context import Term
from bot.discord_bot.ui.terms_menu import term_options, terms_of
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Entry
from bot.lexicon.text_scan.abbreviations import Basis

TEXT_FIELD = "text"
MAX_MENUS = 3
# A term has at most as many senses as a row has buttons. More would leave few options for the other terms.
LIMITS = Limits(senses=4, options=MAX_MENUS * MAX_SELECT_OPTIONS)
# Without the bot in the server, Discord takes five messages after the answer
# (https://discord.com/developers/docs/interactions/receiving-and-responding#create-followup-message).
MAX_PARTS = 6
MAX_NAME = 100
# Characters of a name on a button that has other words too.
MAX_NAME_ON_BUTTON = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """The term of a page whose meaning is shown: its number (from zero), its senses, the number of terms on the page,
    and the sense that was chosen in a menu, if one was.
    """

    number: int
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    sense: Term | None = None


def text_form() -> ui.Modal:
    """The form for a text. It is stopped at once, as pages are, so that discord.py does not keep it."""
    form = ui.Modal(title=_("Explain a text"), custom_id=ExplainText().encode())
    about = _(
        "Paste a text with medical words, such as a letter from a hospital. Only you see the answer, and the text is "
        "not kept. You can leave out names and addresses."
    )
    form.add_item(ui.TextDisplay(about))
    style = discord.TextStyle.paragraph
    field = ui.TextInput[ui.Modal](custom_id=TEXT_FIELD, style=style, required=True, max_length=MAX_FIELD_TEXT)
    form.add_item(ui.Label(text=_("Your text"), component=field))
    form.stop()
    return form


def text_pages(parts: Sequence[tuple[str, list[Term]]], *, is_cut: bool) -> list[Page]:
    """The pages of a text: of each part the quotation and its terms. `is_cut` is True if there is more text."""
    return [
        Page(
            "\n".join(_title_lines(number, len(parts), bool(terms), is_cut=is_cut)),
            (Text(markdown), LINE, *_first_row(terms), *_menus(terms)),
            takes_share_button=False,
        )
        for number, (markdown, terms) in enumerate(parts, start=1)
    ]


def _title_lines(number: int, count: int, has_terms: bool, *, is_cut: bool) -> Iterator[str]:
    if count == 1:
        yield "## " + _("Your text, explained")
    else:
        yield "## " + _("Your text, part {number} of {count}").format(number=number, count=count)
    if not has_terms:
        yield _("No medical term in this part is in the dictionary.")
    elif number == 1:
        yield _("The medical terms are in bold. Choose one below, or go through them one by one.")
    if is_cut and number == count:
        yield _("The rest does not fit here. Send it separately.")


def _first_row(terms: Sequence[Term]) -> Iterator[Row]:
    if terms:
        label = _("Start with {name}").format(name=shortened(terms[0].name, MAX_NAME_ON_BUTTON))
        yield Row((button(label, ShowMeaning(0), style=Style.PRIMARY), text_button()))
    else:
        yield Row((text_button(),))


def text_button() -> Button:
    """A button that shows the form for a text."""
    return button(_("Explain another text"), ExplainText())


def _menus(terms: Iterable[Term]) -> Iterator[Menu]:
    """The menus of the terms. Each says which terms it has, if there are several menus."""
    options = term_options(terms)
    divided = [options[at : at + MAX_SELECT_OPTIONS] for at in range(0, len(options), MAX_SELECT_OPTIONS)]
    for number, shown in enumerate(divided):
        yield menu(ChooseMeaning(number), _placeholder(shown, len(divided)), shown)


def _placeholder(options: Sequence[Option], count: int) -> str:
    if count == 1:
        return _("Choose a term")
    first, last = (shortened(each.label, MAX_NAME_ON_BUTTON) for each in (options[0], options[-1]))
    return _("Choose a term: {first} to {last}").format(first=first, last=last)


def without_terms_page() -> Page:
    """The page for a text without a medical term."""
    title = _("The dictionary has none of the words in your text. Look up a single word with /define.")
    return Page(title, buttons=(text_button(),), takes_share_button=False)


def empty_text_page() -> Page:
    """The page for a text of nothing but spaces."""
    return Page(_("There are no words in your text."), buttons=(text_button(),), takes_share_button=False)


def chosen_term(page: Page, number: int) -> Chosen | None:
    """The term of a page with this number; the last one if there are fewer, None if there is none."""
    groups = _groups(_terms_on(page))
    if not groups:
        return None
    number = min(number, len(groups) - 1)
    return Chosen(number, groups[number], _names(groups))


def chosen_value(page: Page, value: str) -> Chosen | None:
    """The term and sense of a page whose option has this value; None if the page has no such option."""
    options = [option.value for option in _options(page)]
    terms = _terms_on(page)
    if value not in options[: len(terms)]:
        return None
    groups = _groups(terms)
    sense = terms[options.index(value)]
    number = next(at for at, group in enumerate(groups) if any(each is sense for each in group))
    return Chosen(number, groups[number], _names(groups), sense)


def _options(page: Page) -> list[Option]:
    return [option for part in page.body if isinstance(part, Menu) for option in part.options]


def _terms_on(page: Page) -> tuple[Term, ...]:
    return terms_of(_options(page), 0).terms


def _groups(terms: Iterable[Term]) -> list[tuple[Term, ...]]:
    """The terms of each name."""
    return [tuple(group) for _name, group in groupby(terms, key=lambda term: term.name)]


def _names(groups: Iterable[tuple[Term, ...]]) -> tuple[str, ...]:
    return tuple(group[0].name for group in groups)


def with_meaning(page: Page, chosen: Chosen, entries: Mapping[str, Entry]) -> Page:
    """A page of a text with the meaning of the chosen term below the quotation. `entries` are those of the term's
    senses by key, without those that a rebuild has taken away.
    """
    quotation, menus = page.body[0], [part for part in page.body if isinstance(part, Menu)]
    senses = tuple(term for term in chosen.terms if term.key in entries)
    rows = list(_rows(chosen, senses))
    pages = (
        replace(page, body=(quotation, LINE, Text(text), *rows, *menus), takes_share_button=False)
        for text in _meanings(chosen, senses, entries)
    )
    return next(each for each in pages if each.size.fits(BUDGET))


def _meanings(chosen: Chosen, senses: tuple[Term, ...], entries: Mapping[str, Entry]) -> Iterator[str]:
    """The text about a term, and shorter ones for pages that have no room for it."""
    name = chosen.terms[0].name
    if not senses or (chosen.sense and chosen.sense not in senses):
        yield _heading(name) + _("This term is no longer in the dictionary.")
        return
    for linked in (True, False):
        yield _meaning(chosen, senses, entries, linked=linked)
    yield _heading(name) + _("The meaning does not fit here. Open the whole entry.")


def _heading(name: str) -> str:
    return f"**{plain_name(name, MAX_NAME)}**\n"


def _meaning(chosen: Chosen, senses: tuple[Term, ...], entries: Mapping[str, Entry], *, linked: bool) -> str:
    first, sense = chosen.terms[0], _sense(chosen, senses)
    if sense is None or (sense == first and first.basis is not Basis.OPEN):
        return term_block(senses, entries, linked=linked)
    label = _("The text does not say that {name} means this.").format(name=plain_name(sense.name, MAX_NAME))
    return meaning_block(sense, entries[sense.key], small_print(label), linked=linked)


def _sense(chosen: Chosen, senses: tuple[Term, ...]) -> Term | None:
    """The sense to show: the chosen one, else the one that is meant or likely; None if several are possible."""
    is_decided = len(senses) == 1 or senses[0].basis is not Basis.OPEN
    return chosen.sense or (senses[0] if is_decided else None)


def _rows(chosen: Chosen, senses: tuple[Term, ...]) -> Iterator[Part]:
    """A row that opens the entries of several senses, and a row with the terms before and after this one."""
    sense = _sense(chosen, senses) if senses else None
    if senses and sense is None:
        yield Row(tuple(_entry_button(each) for each in senses))
    whole = [open_privately_button(sense.key)] if sense in senses else []
    around = [*_step(chosen, -1), *whole, *_step(chosen, 1)]
    if around:
        yield Row(tuple(around))


def _entry_button(term: Term) -> Button:
    return button(shortened(term.headword, MAX_BUTTON_LABEL), OpenPrivately(term.key))


def _step(chosen: Chosen, step: int) -> Iterator[Button]:
    """A button to the term before or after the chosen one, if there is one."""
    number = chosen.number + step
    if 0 <= number < len(chosen.names):
        name = shortened(chosen.names[number], MAX_NAME_ON_BUTTON)
        label = _("Next: {name}") if step > 0 else _("Previous: {name}")
        style = Style.PRIMARY if step > 0 else Style.SECONDARY
        yield button(label.format(name=name), ShowMeaning(number), style=style)
