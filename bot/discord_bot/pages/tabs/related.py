"""The tab with the entries around an entry: what it is a type and a part of, its kinds, and its neighbors.

Each group has a menu, in which a few words say what each entry is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.discord_bot.limits import MAX_SELECT_OPTION_TEXT
from bot.discord_bot.pages.half_sentences import half_sentence, kind_of_thing
from bot.discord_bot.pages.tabs.tab import Tab, TabContent, TabRequest
from bot.discord_bot.ui.components import entry_menus, option
from bot.discord_bot.ui.markdown import listed
from bot.discord_bot.ui.page import Option, Part, Text
from bot.discord_bot.ui.translation import _
from bot.errors import N_
from bot.lexicon.model import Entry, EntryReference, RelatedEntry
from bot.terms.model import Relation

# Characters of the names of a group in the text; the menu below has all of them.
MAX_NAMES_TEXT = 150
RELATIONS = {
    Relation.PARENT: N_("more general"),
    Relation.CHILD: N_("more specific"),
    Relation.SIBLING: N_("of the same type"),
    Relation.SEE_ALSO: N_("see also"),
    Relation.SAME_AS: N_("the same thing"),
    Relation.PART_OF: N_("the whole it is part of"),
    Relation.MAPPED_TO: N_("where it is covered"),
    Relation.ACTS_AS: N_("what it acts as"),
    Relation.BRAND_OF: N_("the medicine of this brand"),
    Relation.CONTAINS: N_("contained in it"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that stand in one relation to the entry: the name of their menu, their title, and the words of
    the menu.
    """

    menu: str
    title: str
    placeholder: str
    entries: Sequence[EntryReference | RelatedEntry]


async def _build(request: TabRequest) -> TabContent:
    groups = [group for group in _groups(request.entry) if group.entries]
    keys = list(dict.fromkeys(each.key for group in groups for each in group.entries))
    found = await request.dictionary.entries(keys)
    return TabContent(tuple(part for group in groups for part in _parts(group, found)))


def _groups(entry: Entry) -> Iterator[Group]:
    others = neighbors(entry)
    of_kind = {kind: [each for each in others if each.relation is kind] for kind in (Relation.CHILD, Relation.SIBLING)}
    rest = [each for each in others if each.relation not in of_kind]
    yield Group("parents", _("A type of"), _("Open one that it is a type of"), entry.subclass_of)
    yield Group("wholes", _("Part of"), _("Open one that it is part of"), entry.part_of)
    yield Group("kinds", _("Types of it"), _("Open a type of it"), of_kind[Relation.CHILD])
    yield Group("siblings", _("Of the same type"), _("Open one of the same type"), of_kind[Relation.SIBLING])
    yield Group("others", _("See also"), _("Open another"), rest)


def neighbors(entry: Entry) -> list[RelatedEntry]:
    """The related entries that are neither above the entry nor a whole that it is part of."""
    named = {each.key for each in (*entry.subclass_of, *entry.part_of)}
    return [each for each in entry.related if each.key not in named]


def _parts(group: Group, found: Mapping[str, Entry]) -> Iterator[Part]:
    names = listed((each.headword for each in group.entries), MAX_NAMES_TEXT)
    yield Text(f"**{group.title}:** {names}")
    yield from entry_menus(
        group.menu, group.placeholder, [_option(each, found.get(each.key)) for each in group.entries]
    )


def _option(reference: EntryReference | RelatedEntry, entry: Entry | None) -> Option:
    """An entry in a menu, with what it is in a few words, after its relation if the group does not say it."""
    words = half_sentence(entry, MAX_SELECT_OPTION_TEXT) or kind_of_thing(entry)
    if isinstance(reference, RelatedEntry) and reference.relation not in (Relation.CHILD, Relation.SIBLING):
        words = ": ".join(filter(None, (relation_words(reference.relation), words)))
    return option(reference.key, reference.headword, words or None)


def relation_words(relation: Relation) -> str:
    """Words for the relation of an entry to the one that it is related to."""
    return _(RELATIONS[relation])


def _has_content(entry: Entry) -> bool:
    return bool(entry.subclass_of or entry.part_of or entry.related)


TAB = Tab("related", N_("Related"), _build, _has_content)
