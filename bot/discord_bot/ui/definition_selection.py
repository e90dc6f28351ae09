"""What of an entry its reader is shown: definitions in the language of the page, those of the chosen source, and what the thing is called
in that language. Definitions in another of our languages stand behind a button.
"""

from __future__ import annotations

from collections import Counter

from bot.discord_bot.ui import wording
from bot.discord_bot.ui.markdown import listed
from bot.discord_bot.ui.translation import ENGLISH, LANGUAGES, language
from bot.discord_bot.ui.view_options import source_mark, view_options
from bot.lexicon.model import Definition, Entry
from bot.terms.model import NameKind

LONGEST_NAMES = 200


def chosen_definitions(entry: Entry) -> tuple[Definition, ...]:
    """The definitions to show, the plainest first: those of the chosen source, if it has any; else those in the language of the page, and
    behind them those in languages that no page is written in. Where none is in the language of the page, those in English.
    """
    ordered = all_definitions(entry)
    chosen = _of_chosen_source(ordered)
    if chosen:
        return tuple(chosen)
    hidden = {other for other, _ in other_languages(entry)}
    return tuple(definition for definition in ordered if definition.language not in hidden)


def all_definitions(entry: Entry) -> list[Definition]:
    """Every definition: those in the language of the page first, then those in English, then the others, each the plainest first."""
    return sorted(entry.definitions, key=_place)


def other_languages(entry: Entry) -> list[tuple[str, int]]:
    """The languages of ours (ISO 639-1) whose definitions are not on the page, and how many these are."""
    counts = Counter(each.language for each in entry.definitions if each.language in LANGUAGES)
    if len(counts) < 2 or _of_chosen_source(list(entry.definitions)):
        return []
    shown = language() if language() in counts else min(counts, key=LANGUAGES.index)
    return [(other, counts[other]) for other in LANGUAGES if other in counts and other != shown]


def plainest(entry: Entry) -> Definition | None:
    """The definition to show where there is room for only one; None when nothing defines the entry."""
    return next(iter(chosen_definitions(entry)), None)


def _place(definition: Definition) -> int:
    return 0 if definition.language == language() else 1 if definition.language == ENGLISH else 2


def _of_chosen_source(definitions: list[Definition]) -> list[Definition]:
    return [definition for definition in definitions if source_mark(definition.source) == view_options().source]


def about_choice(entry: Entry) -> str:
    """What is said about the chosen source; nothing when none was chosen, or when nobody else defines the entry."""
    if view_options().source is None or not entry.definitions:
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
