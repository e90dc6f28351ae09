"""The page of the medical terms in a message: each with its plainest definition, and a menu to open any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from discord import ui

from bot.discord_bot.features.explain import wording as wording_terms
from bot.discord_bot.pages.records import named
from bot.discord_bot.ui.components import MOST_COMPONENTS, MOST_OPTIONS, Page, disclaimer, gap, line, page, spaced, text
from bot.discord_bot.ui.definition_selection import chosen_definitions
from bot.discord_bot.ui.markdown import listed, outside_escape, plain, plain_name, shortened
from bot.discord_bot.ui.page_context import Term, TermList
from bot.discord_bot.ui.paging import MOST_TEXT, SENTENCE_END, source_line
from bot.discord_bot.ui.terms_menu import ARROW, leads_elsewhere, terms_menu
from bot.lexicon.model import Definition, Entry
from bot.lexicon.text_scan.abbreviations import Basis

# As many as a menu holds.
MOST_TERMS = MOST_OPTIONS
# The components beside the terms: container, heading, gap, line, menu in its row, disclaimer.
BESIDE = 7
# A definition that is longer is shown up to its last sentence that ends before this, and whole on the entry's own page.
LONGEST_DEFINITION = 300
LONGEST_NAME = 100
LONGEST_ROW = 200
LONGEST_WORDS = 60
# What heading, counts and disclaimer take at most, in any language.
REST = 800
CONTINUES = " …"


def terms_page(terms: TermList, entries: Mapping[str, Entry], *, cut: bool = False) -> Page:
    """The page of a message's terms, with their entries by key; `cut` says that not all of the message was read. Terms that the
    page has no room for are counted.
    """
    blocks = dict(_fitting(terms.terms, entries))
    if not blocks:
        return no_terms_page()
    shown = tuple(term for group in blocks for term in group)
    there = sum(term.key in entries for term in terms.terms)
    return page(_parts(blocks.values(), TermList(shown, terms.more + there - len(shown)), cut=cut))


def _parts(blocks: Iterable[str], terms: TermList, *, cut: bool) -> Iterator[ui.Item[Page]]:
    yield text("\n".join(_heading(terms.more, cut=cut)))
    yield gap()
    yield from spaced(list(blocks), MOST_COMPONENTS - BESIDE)
    yield line()
    yield terms_menu(terms)
    yield disclaimer()


def _heading(more: int, *, cut: bool) -> Iterator[str]:
    yield f"## {wording_terms.heading()}"
    if cut:
        yield wording_terms.only_the_beginning(MOST_TEXT)
    if more:
        yield wording_terms.more_terms(more)


def _fitting(terms: Iterable[Term], entries: Mapping[str, Entry]) -> Iterator[tuple[tuple[Term, ...], str]]:
    """Each name with what is said of it, where there is room for that. Of an ambiguous name all terms fit, or none."""
    room, places = MOST_TEXT - REST, MOST_TERMS
    for _, group in groupby(terms, key=lambda term: term.name):
        there = tuple(term for term in group if term.key in entries)
        if not there:
            continue
        block = _block(there, entries)
        if len(block) <= room and len(there) <= places:
            room, places = room - len(block), places - len(there)
            yield there, block


def _block(terms: tuple[Term, ...], entries: Mapping[str, Entry]) -> str:
    """A name, and what it means: the plainest definition of the one entry that owns it or that the message bears out, or which
    entries do.
    """
    first = terms[0]
    if first.basis is Basis.LIKELY:
        return _likely(terms, entries)
    if len(terms) == 1 and first.basis is Basis.NAMED:
        return _meaning(first, entries[first.key])
    name = plain_name(first.name, LONGEST_NAME)
    headwords = _headwords(terms, entries)
    if len(terms) == 1:
        told = wording_terms.may_mean(name, headwords)
    elif first.has_more:
        told = wording_terms.can_mean_many(name, headwords)
    else:
        told = wording_terms.can_mean(name, headwords, len(terms))
    return f"**{name}**\n{told}"


def _likely(terms: tuple[Term, ...], entries: Mapping[str, Entry]) -> str:
    """A name with the sense that the message bears out, labelled so, and its other senses."""
    first, *others = terms
    words = [plain_name(word, LONGEST_WORDS) for word in first.because]
    lines = [_meaning(first, entries[first.key], above=f"-# {wording_terms.probably(words)}")]
    if others:
        name = plain_name(first.name, LONGEST_NAME)
        lines.append(f"-# {wording_terms.can_also_mean(name, _headwords(others, entries))}")
    return "\n".join(lines)


def _headwords(terms: Iterable[Term], entries: Mapping[str, Entry]) -> str:
    return listed((entries[term.key].headword for term in terms), LONGEST_ROW)


def _meaning(term: Term, entry: Entry, above: str = "") -> str:
    """A name, where it leads, a line that stands above, and the plainest definition."""
    heading = f"**{plain_name(term.name, LONGEST_NAME)}**"
    if leads_elsewhere(term.name, entry.headword):
        heading += f" {ARROW}{plain_name(entry.headword, LONGEST_NAME)}"
    told = _defined(chosen_definitions(entry)[0]) if entry.definitions else named(entry, LONGEST_DEFINITION)
    return "\n".join(filter(None, (heading, above, told)))


def _defined(definition: Definition) -> str:
    return f"{_beginning(plain(definition.text.strip()))}\n{source_line(definition)}"


def _beginning(escaped: str) -> str:
    """A definition whole if it is short; else its first sentences, or as much of the first as there is room for."""
    if len(escaped) <= LONGEST_DEFINITION:
        return escaped
    ends = [end.start() for end in SENTENCE_END.finditer(escaped, 0, LONGEST_DEFINITION)]
    if ends:
        return escaped[: outside_escape(escaped, ends[-1])] + CONTINUES
    return shortened(escaped, LONGEST_DEFINITION)


def no_terms_page() -> Page:
    """The page for a message without a medical term."""
    return page([text(wording_terms.no_terms()), disclaimer()])


def no_text_page() -> Page:
    """The page for a message without words."""
    return page([text(wording_terms.no_text()), disclaimer()])
