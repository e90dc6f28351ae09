"""The page of the medical terms in a message: each with its plainest definition, and a menu to open any of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bot.discord_bot.limits import MAX_MESSAGE_LENGTH, MAX_SELECT_OPTIONS
from bot.discord_bot.pages.half_sentences import kind_of_thing
from bot.discord_bot.pages.records import undefined_summary
from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.components import paragraphs
from bot.discord_bot.ui.definition_selection import first_definitions
from bot.discord_bot.ui.markdown import listed, outside_escape, plain, plain_name, shortened
from bot.discord_bot.ui.page import BUDGET, GAP, LINE, Page, Size, small_print
from bot.discord_bot.ui.page_context import Term, TermList
from bot.discord_bot.ui.paging import SENTENCE_END
from bot.discord_bot.ui.terms_menu import ARROW, leads_elsewhere, terms_menu
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.lexicon.model import Definition, Entry
from bot.lexicon.text_scan.abbreviations import Basis
from bot.terms.normal_forms import fold

# Room for title, counts and disclaimer in any language; for container, title, gap, line, menu with its row, and footer.
RESERVED = Size(text=800, components=7)
# Characters of a definition. A longer one is cut after the last whole sentence; the entry's page has all of it.
MAX_DEFINITION = 300
MAX_NAME = 100
MAX_HEADWORDS_TEXT = 200
MAX_WORD = 60
CONTINUES = " …"


def terms_page(terms: TermList, entries: Mapping[str, Entry], *, cut: bool = False) -> Page:
    """The page of a message's terms. `entries` are their entries by key; `cut` is True if only a part of the
    message was read.

    Terms that do not fit on the page are counted.
    """
    blocks = dict(_fitting(terms.terms, entries))
    if not blocks:
        return no_terms_page()
    shown = tuple(term for group in blocks for term in group)
    count = sum(term.key in entries for term in terms.terms)
    listed_terms = TermList(shown, terms.more + count - len(shown))
    room = BUDGET - RESERVED
    body = (GAP, *paragraphs(list(blocks.values()), room.components), LINE, terms_menu(listed_terms))
    return Page("\n".join(_title_lines(listed_terms.more, cut=cut)), body, takes_share_button=False)


def _title_lines(more: int, *, cut: bool) -> Iterator[str]:
    yield "## " + _("Medical terms in that message")
    if cut:
        sentence = _("The message is very long, so only its first {count:,} characters were read.")
        yield sentence.format(count=Quantity(MAX_MESSAGE_LENGTH))
    if more:
        yield ngettext(
            "{count} more term in that message does not fit here.",
            "{count} more terms in that message do not fit here.",
            more,
        ).format(count=more)


def _fitting(terms: Iterable[Term], entries: Mapping[str, Entry]) -> Iterator[tuple[tuple[Term, ...], str]]:
    """The terms of each name with the text about it, as far as they fit: of an ambiguous name all terms or none."""
    room, options = (BUDGET - RESERVED).text, MAX_SELECT_OPTIONS
    for _name, group in groupby(terms, key=lambda term: term.name):
        found = tuple(term for term in group if term.key in entries)
        if not found:
            continue
        block = term_block(found, entries)
        if len(block) <= room and len(found) <= options:
            room, options = room - len(block), options - len(found)
            yield found, block


def term_block(terms: tuple[Term, ...], entries: Mapping[str, Entry], *, linked: bool = True) -> str:
    """A name with the plainest definition of its entry, or of the sense that the message supports.

    Without either, the headwords of the entries that the name can mean. If `linked`, the source is a link.
    """
    first = terms[0]
    if first.basis is Basis.LIKELY:
        return _decided_block(terms, entries, small_print(_probably(first.because)), linked=linked)
    if first.basis is Basis.NAMED:
        return _decided_block(terms, entries, linked=linked)
    name = plain_name(first.name, MAX_NAME)
    return f"**{name}**\n{_ambiguity(terms, name, _headwords(terms, entries))}"


def _ambiguity(terms: tuple[Term, ...], name: str, headwords: str) -> str:
    """The sentence instead of a definition. Name and headwords are already escaped."""
    if len(terms) == 1:
        return _("{name} may mean {headword}, but nothing in the message says so. Choose it below to open it.").format(
            name=name, headword=headwords
        )
    if terms[0].has_more:
        return _("{name} can mean many things, such as {headwords}. Choose one below.").format(
            name=name, headwords=headwords
        )
    return _("{name} can mean {count} things: {headwords}. Choose one below.").format(
        name=name, headwords=headwords, count=len(terms)
    )


def _decided_block(terms: tuple[Term, ...], entries: Mapping[str, Entry], label: str = "", *, linked: bool) -> str:
    """A name with the sense that is meant, a label that says how sure that is, and the headwords of its other senses:
    beside one that the message supports, or that the server calls so.
    """
    first, *others = terms
    lines = [meaning_block(first, entries[first.key], label, linked=linked)]
    if others:
        senses = (_distinguished(entries[each.key], entries[first.key]) for each in others)
        name, headwords = plain_name(first.name, MAX_NAME), listed(senses, MAX_HEADWORDS_TEXT)
        lines.append(small_print(_("{name} can also mean {headwords}.").format(name=name, headwords=headwords)))
    return "\n".join(lines)


def _probably(because: Sequence[str]) -> str:
    """The mark of a sense that these words of the message support."""
    if not because:
        return _("Probably this, judging by the words around it.")
    words = ", ".join(_("“{word}”").format(word=plain_name(word, MAX_WORD)) for word in because)
    return _("Probably this, judging by the words around it: {words}.").format(words=words)


def _headwords(terms: Iterable[Term], entries: Mapping[str, Entry]) -> str:
    return listed((entries[term.key].headword for term in terms), MAX_HEADWORDS_TEXT)


def _distinguished(entry: Entry, other: Entry) -> str:
    """The headword of an entry, with the kind of thing that it is if another one has the same headword."""
    kind = kind_of_thing(entry) if fold(entry.headword) == fold(other.headword) else ""
    return f"{entry.headword} ({kind})" if kind else entry.headword


def meaning_block(term: Term, entry: Entry, label: str = "", *, linked: bool = True) -> str:
    """A name and the headword that it leads to, a label if there is one, and the plainest definition, below a note of
    the server if there is one.
    """
    heading = f"**{plain_name(term.name, MAX_NAME)}**"
    if leads_elsewhere(term.name, entry.headword):
        heading += f" {ARROW}{plain_name(entry.headword, MAX_NAME)}"
    meanings = [_definition(each, linked=linked) for each in first_definitions(entry)]
    return "\n".join(filter(None, (heading, label, *(meanings or [undefined_summary(entry, MAX_DEFINITION)]))))


def _definition(definition: Definition, *, linked: bool) -> str:
    return f"{source_line(definition, linked=linked)}\n{_beginning(plain(definition.text.strip()))}"


def _beginning(escaped: str) -> str:
    """A definition of up to MAX_DEFINITION characters as it is; of a longer one the first sentences, or a
    part of the first.
    """
    if len(escaped) <= MAX_DEFINITION:
        return escaped
    ends = [end.start() for end in SENTENCE_END.finditer(escaped, 0, MAX_DEFINITION)]
    if ends:
        return escaped[: outside_escape(escaped, ends[-1])] + CONTINUES
    return shortened(escaped, MAX_DEFINITION)


def no_terms_page() -> Page:
    """The page for a message without a medical term."""
    title = _("I found no medical terms in that message. Look up a single word with /define.")
    return Page(title, takes_share_button=False)


def no_text_page() -> Page:
    """The page for a message without words, such as a picture."""
    return Page(_("That message has no text to explain."), takes_share_button=False)
