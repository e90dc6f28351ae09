"""The hyphenation of a headword, and the sources that say how it is divided and pronounced."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.page import small_print
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Cited, Entry

# Of a title and of a publisher, which are named once for each of three statements.
MAX_NAME = 60


def hyphenation(shown: str, entry: Entry) -> str:
    """An entry's hyphenation as it is to be shown, with a note if no publisher gives it."""
    return _("{hyphenation} (approximate)").format(hyphenation=shown) if entry.hyphenation_is_approximate else shown


def credits_line(sources: str) -> str:
    """The titles of the sources behind hyphenation and pronunciation, as a plain sentence."""
    return _("Pronunciation: {sources}").format(sources=sources)


def credited_titles(entry: Entry, *, recorded: bool = True) -> list[str]:
    """The titles of the sources behind hyphenation and pronunciation, each once; the id of a source that does not define
    the entry. `recorded` includes the source of the recording.
    """
    said_by = entry.said_by
    ids = [said_by.hyphenation, said_by.respelling, said_by.ipa, said_by.audio if recorded else None] if said_by else []
    titles = {each.source: each.title for each in _citing(entry)}
    return [titles.get(id, id) for id in dict.fromkeys(filter(None, ids))]


def credit_line(entry: Entry, source: str) -> str:
    """Title, publisher and year of a source (by its id) that says how an entry is pronounced, in small print."""
    cited = next((each for each in _citing(entry) if each.source == source), None)
    if cited is None:
        return small_print(_name(source))
    return small_print(f"{_name(cited.title)} · {_name(cited.publisher)} · {cited.year}")


def _citing(entry: Entry) -> tuple[Cited, ...]:
    """All parts of an entry that name their source."""
    return *entry.definitions, *entry.records


def _name(name: str) -> str:
    return plain_name(name, MAX_NAME)
