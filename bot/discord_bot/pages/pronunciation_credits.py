"""The sources of hyphenation and pronunciation, and the note on a hyphenation that no publisher gives."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.page import small_print
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Cited, Entry

# Characters of a title and of a publisher.
MAX_NAME = 60


def hyphenation(shown: str, entry: Entry) -> str:
    """An entry's hyphenation, already as it is to be shown, with a note if no publisher gives it."""
    return _("{hyphenation} (approximate)").format(hyphenation=shown) if entry.hyphenation_is_approximate else shown


def credits_line(sources: str) -> str:
    """The sentence with the titles of the sources of hyphenation and pronunciation."""
    return _("Pronunciation: {sources}").format(sources=sources)


def credited_titles(entry: Entry, *, recorded: bool = True) -> list[str]:
    """The titles of the sources of hyphenation and pronunciation, each once.

    A source that the entry has nothing else from is named by its id. `recorded` includes the source of the recording.
    """
    said_by = entry.said_by
    ids = [said_by.hyphenation, said_by.respelling, said_by.ipa, said_by.audio if recorded else None] if said_by else []
    titles = {each.source: each.title for each in _citing(entry)}
    return [titles.get(id, id) for id in dict.fromkeys(filter(None, ids))]


def credit_line(entry: Entry, source: str) -> str:
    """Title, publisher and year of a source, given by its id, in small print; the id if the entry has nothing
    else from it.
    """
    cited = next((each for each in _citing(entry) if each.source == source), None)
    if cited is None:
        return small_print(_name(source))
    return small_print(f"{_name(cited.title)}, {_name(cited.publisher)}, {cited.year}")


def _citing(entry: Entry) -> tuple[Cited, ...]:
    """All parts of an entry that name their source."""
    return *entry.definitions, *entry.records


def _name(name: str) -> str:
    return plain_name(name, MAX_NAME)
