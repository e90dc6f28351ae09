"""A few plain words that tell what an entry is, for choosing among several."""

from __future__ import annotations

from bot.discord_bot.ui.definition_selection import plainest
from bot.discord_bot.ui.kinds import hint
from bot.discord_bot.ui.markdown import shortened
from bot.discord_bot.ui.paging import SENTENCE_END
from bot.discord_bot.ui.translation import language
from bot.lexicon.model import A_KIND_OF, Entry

# Characters of the name of a publisher.
MAX_PUBLISHER = 40
# Further parents do not make it clearer.
MAX_PARENTS = 2
# A kind of these says no more than the kind of thing: "symptom, a kind of sign".
VAGUE_PARENTS = frozenset({"disease", "disorder", "sign"})


def half_sentence(entry: Entry | None, max_length: int) -> str:
    """The first sentence of the plainest definition with its publisher and year, in at most `max_length` characters,
    not escaped; empty if no source defines the entry in the language of the page.
    """
    definition = plainest(entry) if entry else None
    if definition is None or definition.language != language():
        return ""
    source = f" ({shortened(definition.publisher, MAX_PUBLISHER)}, {definition.year})"
    first = SENTENCE_END.split(" ".join(definition.text.split()), maxsplit=1)[0].rstrip(";")
    return shortened(first, max_length - len(source)) + source


def kind_of_thing(entry: Entry | None) -> str:
    """The kind of thing that an entry is, and what it is a type of, not escaped; empty if no source says.
    These words are ours: a medicine whose name was only guessed is not described in those of a definition.
    """
    if entry is None:
        return ""
    kind = entry.semantic_types[0].value if entry.semantic_types else ""
    informative = [each.headword for each in entry.subclass_of if each.headword not in {kind, *VAGUE_PARENTS}]
    parents = ", ".join(informative[:MAX_PARENTS])
    return hint(", ".join(filter(None, (kind, f"{A_KIND_OF}{parents}" if parents else ""))))
