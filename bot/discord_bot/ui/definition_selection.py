"""The part of an entry that a page shows: the definitions in its language or of the chosen source, and the
names in its language.

A button shows the definitions in another language of pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.discord_bot.ui.guild_context import hidden_sources, page_settings, visible_definitions
from bot.discord_bot.ui.markdown import listed
from bot.discord_bot.ui.translation import _, language, ngettext
from bot.discord_bot.ui.view_options import source_mark, view_options
from bot.languages import ENGLISH, LANGUAGES
from bot.lexicon.model import Definition, Entry
from bot.storage.guild_settings import FIRST_DEFINITIONS, FirstDefinitions
from bot.terms.model import NameKind
from bot.terms.source import LAY_AUDIENCES, SERVER_SOURCE

MAX_NAMES_TEXT = 200
# Stands between the syllables of a divided name.
POINT = "·"


def selected_definitions(entry: Entry) -> tuple[Definition, ...]:
    """The definitions to show, the plainest first.

    Those of the chosen source, if it has any. Else those in the language of the page (in English if there are none),
    followed by those in languages that no page is written in.
    """
    ordered = all_definitions(entry)
    chosen = _of_chosen_source(ordered)
    if chosen:
        return tuple(chosen)
    hidden = {other for other, _count in other_languages(entry)}
    return tuple(each for each in ordered if each.language not in hidden) if hidden else tuple(ordered)


def all_definitions(entry: Entry) -> list[Definition]:
    """Every definition that the server does not hide: what people in the server wrote first, then those in the language
    of the page, then English, then others, each the plainest first, or those for professionals first where the server
    wants that.
    """
    visible = visible_definitions(entry)
    return sorted(visible, key=_rank) if len(visible) > 1 else list(visible)


def plainest(entry: Entry) -> Definition | None:
    """The definition to show where there is room for only one; None if no source that is shown defines the entry.

    A note of the server adds to a definition and does not take its place, so it is only returned if there is no other.
    """
    return _plainest(selected_definitions(entry))


def _plainest(selected: Sequence[Definition]) -> Definition | None:
    return next((each for each in selected if each.source != SERVER_SOURCE), next(iter(selected), None))


def first_definitions(entry: Entry) -> tuple[Definition, ...]:
    """The definitions to show first: a note of the server if there is one, and a publisher's plainest definition."""
    selected = selected_definitions(entry)
    best = _plainest(selected)
    return tuple(filter(None, (*(each for each in selected[:1] if each is not best), best)))


def other_languages(entry: Entry) -> list[tuple[str, int]]:
    """The languages of pages (ISO 639-1) whose definitions are not shown, each with its number of definitions.

    What people in the server wrote counts as no language: it is always shown, and hides nothing.
    """
    of_publishers = [each for each in visible_definitions(entry) if each.source != SERVER_SOURCE]
    counts = Counter(each.language for each in of_publishers if each.language in LANGUAGES)
    if len(counts) < 2 or _of_chosen_source(visible_definitions(entry)):
        return []
    shown = language() if language() in counts else min(counts, key=LANGUAGES.index)
    return [(other, counts[other]) for other in LANGUAGES if other in counts and other != shown]


def _rank(definition: Definition) -> tuple[bool, int, bool]:
    """The place of a definition among others; definitions are in the order of plainness already."""
    first, is_of_server = page_settings()[FIRST_DEFINITIONS], definition.source == SERVER_SOURCE
    return (
        not is_of_server,
        _language_rank(definition),
        first is FirstDefinitions.PROFESSIONAL and definition.audience in LAY_AUDIENCES,
    )


def _language_rank(definition: Definition) -> int:
    return 0 if definition.language == language() else 1 if definition.language == ENGLISH else 2


def _of_chosen_source(definitions: Sequence[Definition]) -> list[Definition]:
    chosen = view_options().source
    return [] if chosen is None else [each for each in definitions if source_mark(each.source) == chosen]


def missing_choice_line(entry: Entry) -> str:
    """A line that says that the chosen source does not define the entry, or that the server hides it; empty if no
    source was chosen or defines it.
    """
    chosen = view_options().source
    if chosen is None:
        return ""
    if any(chosen == source_mark(source) for source in hidden_sources()):
        sentence = _("The admins of this server hide the source you chose.")
        return f"*{sentence}*"
    if not visible_definitions(entry) or _of_chosen_source(visible_definitions(entry)):
        return ""
    sentence = _("The source you chose does not define this, so other sources are shown.")
    return f"*{sentence}*"


def source_choice_line(entry: Entry) -> str:
    """A line that says that the chosen source does not define the entry, or that other sources define it too.

    Empty if no source was chosen or defines the entry, or if only the chosen one defines it.
    """
    chosen = _of_chosen_source(visible_definitions(entry))
    if not chosen:
        return missing_choice_line(entry)
    others = {definition.source for definition in visible_definitions(entry)} - {chosen[0].source}
    sentence = ngettext(
        "Only the source you chose is shown. {count} other source also defines this.",
        "Only the source you chose is shown. {count} other sources also define this.",
        len(others),
    )
    return f"*{sentence.format(count=len(others))}*" if others else ""


def translated_names_line(entry: Entry) -> str:
    """The entry's names in the language of the page, each with its syllables if its source divides it; empty if that
    is English or no source has names in it.
    """
    if language() == ENGLISH:
        return ""
    own = [definition for definition in entry.definitions if definition.language == language()]
    sources = {definition.source for definition in own}
    if not sources:
        return ""
    divided = {each.hyphenation.replace(POINT, ""): each.hyphenation for each in own if each.hyphenation}
    names = [name.name for name in entry.names if name.source in sources and name.kind is NameKind.PREFERRED]
    names = [name for name in names if name != entry.headword or POINT in divided.get(name, "")]
    shown = listed((_with_syllables(name, divided.get(name, "")) for name in names), MAX_NAMES_TEXT)
    # Translators: "English" stands for your own language.
    return _("In English: {names}").format(names=shown) if shown else ""


def _with_syllables(name: str, divided: str) -> str:
    return f"{name} ({divided})" if POINT in divided else name
