"""The phrases of the glossary: offered, and never an answer."""

from __future__ import annotations

from itertools import chain

from limits import ANSWER_LIMITS
from starter_glossary import ENTRIES, breaking, names

from bot.lexicon.lookup.match_ladder import MatchLadder
from bot.lexicon.lookup.questions import terms_asked_for
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.phrases import phrase_forms

NAMED = {form for entry in ENTRIES for name in names(entry) for form in normal_forms(name)}
PHRASES = sorted({phrase for entry in ENTRIES for phrase in entry.phrases})
MAX_PHRASE = 60


def _is_named(phrase: str) -> bool:
    """Return True if a phrase is a name, with words around it such as "all the time" at most."""
    return any(not NAMED.isdisjoint(normal_forms(term)) for term in terms_asked_for(phrase))


async def test_no_phrase_opens_an_entry_unless_it_is_a_name_too(glossary_home: Home) -> None:
    async with opened(glossary_home.lexicon) as lexicon:
        ladder = MatchLadder(lexicon, ANSWER_LIMITS)
        opening = [phrase for phrase in PHRASES if (await ladder.look_up(phrase, "en")).entry]
    assert [phrase for phrase in opening if not _is_named(phrase)] == []


async def test_every_phrase_leads_to_its_entry(glossary_home: Home) -> None:
    async with opened(glossary_home.lexicon) as lexicon:
        rows = await lexicon.rows("SELECT form, headword FROM phrase JOIN entry ON entry.id = phrase.entry")
    found = {(row["form"], fold(row["headword"])) for row in rows}
    each = ((entry.headword, phrase) for entry in ENTRIES for phrase in entry.phrases)
    assert [pair for pair in each if (phrase_forms(pair[1])[0], fold(pair[0])) not in found] == []


def test_no_phrase_is_a_name_of_its_entry() -> None:
    assert breaking(lambda entry: not {*map(fold, names(entry))} & {*map(fold, entry.phrases)}) == []


def test_each_phrase_of_an_entry_is_there_once() -> None:
    assert breaking(lambda entry: len({*map(fold, entry.phrases)}) == len(entry.phrases)) == []


def test_phrases_are_short_and_plainly_written() -> None:
    each = chain.from_iterable(entry.phrases for entry in ENTRIES)
    assert [phrase for phrase in each if len(phrase) > MAX_PHRASE or phrase != " ".join(phrase.split())] == []
