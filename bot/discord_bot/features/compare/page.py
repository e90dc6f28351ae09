"""The pages of a comparison: two entries one below the other, or the choice of what the terms mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from bot.discord_bot.pages.how_found import query_lines
from bot.discord_bot.pages.look_alikes import meaning_option, medicine_warning, suggestion_option
from bot.discord_bot.pages.pronunciation_credits import credited_titles, hyphenation
from bot.discord_bot.pages.records import no_definition, undefined_summary
from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.components import menu, option
from bot.discord_bot.ui.custom_ids.entry import OpenFromMenu
from bot.discord_bot.ui.custom_ids.lists import ChooseCompared, OpenFromList, ShowComparison
from bot.discord_bot.ui.definition_selection import plainest
from bot.discord_bot.ui.kinds import kind_name
from bot.discord_bot.ui.markdown import listed, plain_name, shortened
from bot.discord_bot.ui.page import BUDGET, LINE, Menu, Option, Page, Part, Text, disclaimer, small_print
from bot.discord_bot.ui.paging import pages
from bot.discord_bot.ui.sharing import MAX_SHOWN_BY
from bot.discord_bot.ui.translation import _
from bot.lexicon.collections.comparison import Comparison
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Answer, Definition, Entry, Match
from bot.terms.model import SemanticGroup, SemanticType

# Characters that stay free in case Discord counts them in another way.
SPARE_TEXT = 100
# Characters of a name. The rest of a page must have room for two definitions and their sources.
MAX_NAME = 60
MAX_LIST = 120
# Characters of a name in the placeholder of a menu, which has a sentence around it (limits.MAX_PLACEHOLDER).
MAX_PLACEHOLDER_NAME = 80


@dataclass(frozen=True, slots=True)
class Side:
    """One of two terms: the query that was typed (or a key with its mark), and the answer to it."""

    typed: str
    answer: Answer

    @property
    def meant(self) -> str:
        """The query that leads to this side again: the key of the entry with its mark, else what was typed."""
        return f"{KEY_MARK}{self.answer.entry.key}" if self.answer.entry else self.typed


def comparison_page(first: Answer, second: Answer, comparison: Comparison) -> Page:
    """The page of two entries. The answers say how each was found."""
    if comparison.first.key == comparison.second.key:
        return _same_entry_page(first, second, comparison.first)
    one, other = comparison.first, comparison.second
    title = "\n".join(filter(None, (_both_names(one.headword, other.headword), _medicine_warning(one, other))))
    heads, shared = (_head(one, first), _head(other, second)), _shared_line(comparison)
    taken = sum(map(len, (title, *heads, shared, disclaimer())))
    definitions = _definitions(one, other, BUDGET.text - SPARE_TEXT - MAX_SHOWN_BY - taken)
    sides = (
        part
        for head, definition in zip(heads, definitions, strict=True)
        for part in (LINE, Text(f"{head}\n\n{definition}"))
    )
    return Page(title, (*sides, LINE, Text(shared), _open_menu(one, other)))


def _same_entry_page(first: Answer, second: Answer, entry: Entry) -> Page:
    one, other = (answer.matched_name.name if answer.matched_name else answer.query for answer in (first, second))
    title = _(
        "## {headword}\n*{first}* and *{second}* are the same entry, so there is nothing to "
        "compare. Open it, or compare it with something else."
    ).format(headword=_cut(entry.headword), first=_cut(one), second=_cut(other))
    return Page(title, (_open_menu(entry), LINE))


def _both_names(first: str, second: str) -> str:
    return _("## {first} and {second}").format(first=_cut(first), second=_cut(second))


def _medicine_warning(first: Entry, second: Entry) -> str | None:
    """A warning if both are medicines, or substances that may be medicines; None if they are not."""
    if not (_is_chemical(first) and _is_chemical(second)):
        return None
    if first.is_medicine and second.is_medicine:
        return _(
            "⚠️ **These are two different medicines.** Taking the wrong one can do harm. Compare the "
            "name letter by letter with the label or prescription, or ask a pharmacist."
        )
    return _(
        "⚠️ **These are two different medicines or substances.** Taking the wrong one can do harm. "
        "Compare the name letter by letter with the label or prescription, or ask a pharmacist."
    )


def _is_chemical(entry: Entry) -> bool:
    return entry.is_medicine or any(kind.group is SemanticGroup.CHEMICALS for kind in entry.semantic_types)


def _head(entry: Entry, answer: Answer) -> str:
    """The lines above an entry's definition: how it was found, its kind, pronunciation and parents."""
    sources = credited_titles(entry, recorded=False)
    lines = (
        f"### {_cut(entry.headword)}",
        query_lines(answer),
        _kind_line(entry.semantic_types),
        _pronunciation_line(entry),
        small_print(listed(sources, MAX_NAME)) if sources else "",
        _parents_line(entry),
    )
    return "\n".join(filter(None, lines))


def _kind_line(types: Sequence[SemanticType]) -> str:
    kinds = ", ".join(map(kind_name, types)) or _("no source says")
    return _("**What it is:** {said}").format(said=kinds)


def _pronunciation_line(entry: Entry) -> str:
    parts = (
        hyphenation(_cut(entry.hyphenation), entry) if entry.hyphenation else "",
        f"\\[{_cut(entry.respelling)}\\]" if entry.respelling else "",
    )
    return _("**How to say it:** {said}").format(said=", ".join(filter(None, parts)) or _("no source says"))


def _parents_line(entry: Entry) -> str:
    """The parents of an entry, or the wholes that it is a part of if it has no parents."""
    if entry.part_of and not entry.subclass_of:
        wholes = listed((each.headword for each in entry.part_of), MAX_LIST)
        return _("**Part of:** {wholes}").format(wholes=wholes)
    parents = listed((parent.headword for parent in entry.subclass_of), MAX_LIST)
    return _("**A type of:** {parents}").format(parents=parents or _("no source says"))


def _shared_line(comparison: Comparison) -> str:
    """A line about what two entries have in common: one is a kind of the other, or both are kinds of other things."""
    first, second = comparison.first, comparison.second
    keys = {term.key for term in comparison.shared}
    if first.key in keys:
        return _is_kind_of(second, first)
    if second.key in keys:
        return _is_kind_of(first, second)
    if not keys:
        return _("**What they share:** no source names a group that both belong to.")
    terms = listed((term.headword for term in comparison.shared), MAX_LIST)
    return _("**What they share:** both are types of {terms}").format(terms=terms)


def _is_kind_of(narrower: Entry, broader: Entry) -> str:
    return _("**What they share:** {narrower} is a type of {broader}").format(
        narrower=_cut(narrower.headword), broader=_cut(broader.headword)
    )


def _cut(name: str) -> str:
    return plain_name(name, MAX_NAME)


def _definitions(first: Entry, second: Entry, room: int) -> tuple[str, str]:
    """The plainest definition of each entry with its source, both in `room` characters together.

    A definition longer than half of the room is cut to the half, or to what the other leaves if that is more.
    """
    wanted = [len(_definition(entry, BUDGET.text)) for entry in (first, second)]
    half = room // 2
    rooms = [max(half, room - other) if own > half else half for own, other in (wanted, reversed(wanted))]
    return _definition(first, rooms[0]), _definition(second, rooms[1])


def _definition(entry: Entry, room: int) -> str:
    definition = plainest(entry)
    if definition is None:
        return undefined_summary(entry, room)
    if len(source_line(definition)) > room // 2:  # the address may have hundreds of characters
        definition = replace(definition, url=None)
    sentence = _("-# To read the whole definition, open {headword}.")
    note = sentence.format(headword=_cut(entry.headword))
    whole = _parts(definition, room)
    return whole[0] if len(whole) == 1 else f"{_parts(definition, room - len(note) - 1)[0]}\n{note}"


def _parts(definition: Definition, room: int) -> list[str]:
    """A definition with its source in parts of at most `room` characters."""
    return [block.text for blocks in pages((definition,), room, 1) for block in blocks] or [no_definition()]


def _open_menu(*entries: Entry) -> Menu:
    """A menu that opens one of the entries, with a way back to the comparison if that fits in its `custom_id`."""
    origin = ShowComparison.fitting(entries[0].key, entries[-1].key)
    action = OpenFromList(origin) if origin else OpenFromMenu("compared")
    return menu(action, _("Open one of the two"), [option(entry.key, entry.headword) for entry in entries])


def choosing_page(first: Side, second: Side) -> Page:
    """The page for two terms, one or both of which do not lead to a single entry."""
    title = _("## {first} and {second}\nFirst choose which entry you mean.").format(
        first=_cut(first.answer.query), second=_cut(second.answer.query)
    )
    return Page(title, (*_choice("first", first, second), *_choice("second", second, first), LINE))


def _choice(name: str, side: Side, other: Side) -> Iterator[Part]:
    """A question and a menu about what one of the terms means; nothing if it leads to an entry."""
    answer = side.answer
    if answer.entry is not None:
        return
    sentences = (_why_undecided(answer), medicine_warning(answer.suggestions))
    yield Text("\n".join(filter(None, sentences)))
    if options := _options(answer):
        term = shortened(answer.query, MAX_PLACEHOLDER_NAME)
        yield menu(ChooseCompared(name, other.meant), _("Choose what {term} means").format(term=term), options)


def _why_undecided(answer: Answer) -> str:
    """The reason why a term does not lead to a single entry."""
    if answer.match is Match.AMBIGUOUS:
        sentence = _ambiguity(answer)
    elif answer.match is Match.SUGGESTION:
        sentence = _(
            "No entry is called **{term}**. The names in the menu look similar, but **they may mean "
            "something quite different**. Check the spelling before you choose."
        )
    else:
        sentence = _(
            "This dictionary has nothing called **{term}**, and no similar name. Try /compare with another name."
        )
    return sentence.format(term=_cut(answer.query), count=len(answer.choices))


def _ambiguity(answer: Answer) -> str:
    if answer.holds_several_terms:
        return _("**{term}** is more than one term. Choose the one to compare.")
    if answer.is_unsure:
        return _(
            "Only sources for specialists, or in another language, have **{term}**, and **it may mean "
            "something else**. Choose the one to compare."
        )
    return _("**{term}** can mean {count} different things. Choose the one to compare.")


def _options(answer: Answer) -> list[Option]:
    choices = answer.choices if answer.match is Match.AMBIGUOUS else ()
    return [*map(meaning_option, choices), *map(suggestion_option, answer.suggestions)]
