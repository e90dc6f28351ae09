"""A few plain words that tell what an entry is, for choosing among several."""

from __future__ import annotations

from bot.discord_bot.ui.definition_selection import all_definitions, plainest
from bot.discord_bot.ui.kinds import kind_name
from bot.discord_bot.ui.markdown import shortened
from bot.discord_bot.ui.paging import SENTENCE_END
from bot.lexicon.model import Entry

# Characters of the name of a publisher.
MAX_PUBLISHER = 40


def half_sentence(entry: Entry, max_length: int) -> str:
    """The first sentence of the plainest definition with its publisher and year, in at most `max_length` characters,
    not escaped; the kind of thing if no source defines the entry, else empty.
    """
    definition = plainest(entry) or next(iter(all_definitions(entry)), None)
    if definition is None:
        return kind_name(entry.semantic_types[0]) if entry.semantic_types else ""
    source = f" ({shortened(definition.publisher, MAX_PUBLISHER)}, {definition.year})"
    first = SENTENCE_END.split(" ".join(definition.text.split()), maxsplit=1)[0]
    return shortened(first, max_length - len(source)) + source
