"""What of an entry its reader is shown first, or only: definitions in the language of the page, those of the chosen source, and
what the thing is called in that language.
"""

from __future__ import annotations

from bot.lexicon.model import Definition, Entry, NameKind
from bot.pages import wording
from bot.pages.markdown import listed
from bot.pages.translation import ENGLISH, language
from bot.pages.wishes import source_mark, wishes

LONGEST_NAMES = 200


def chosen_definitions(entry: Entry) -> tuple[Definition, ...]:
    """The definitions to show: those in the language of the page first, then those in English, then the others, and within
    each the plainest first; of the chosen source only, if it has any.
    """
    ordered = sorted(entry.definitions, key=_place)
    return tuple(_of_chosen_source(ordered) or ordered)


def plainest(entry: Entry) -> Definition | None:
    """The definition to show where there is room for only one; None when nothing defines the entry."""
    return next(iter(chosen_definitions(entry)), None)


def _place(definition: Definition) -> int:
    return 0 if definition.language == language() else 1 if definition.language == ENGLISH else 2


def _of_chosen_source(definitions: list[Definition]) -> list[Definition]:
    return [definition for definition in definitions if source_mark(definition.source) == wishes().source]


def about_choice(entry: Entry) -> str:
    """What is said about the chosen source; nothing when none was chosen, or when nobody else defines the entry."""
    if wishes().source is None or not entry.definitions:
        return ""
    chosen = _of_chosen_source(list(entry.definitions))
    if not chosen:
        return f"*{wording.not_in_source()}*"
    others = {definition.source for definition in entry.definitions} - {chosen[0].source}
    return f"*{wording.only_source(len(others))}*" if others else ""


def names_here(entry: Entry) -> str:
    """What the entry is called in the language of the page, where its headword is in another."""
    sources = {definition.source for definition in entry.definitions if definition.language == language()}
    if language() == ENGLISH or not sources:
        return ""
    names = (name.name for name in entry.names if name.source in sources and name.kind is NameKind.PREFERRED)
    shown = listed((name for name in names if name != entry.headword), LONGEST_NAMES)
    return wording.called_here(shown) if shown else ""
