"""Nothing of one server's glossary is in any answer elsewhere, and a misspelling never answers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lexicon.server_glossary.conftest import Texts, reference, server_dictionary, term

from bot.errors import UsageError
from bot.lexicon.dictionary import Dictionary, Lookup
from bot.lexicon.server_glossary.term import GlossaryTerm, TermKey
from bot.lexicon.text_scan.prose import prose
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.source import SERVER_SOURCE

HERE, ELSEWHERE = 1, 2
# A word that only the texts and names of server 1 have.
MARKED = "zyzzyvaword"
ENTRIES = ("heart", "shock", "interleukin", "myocardial-infarction")

# What was asked is repeated in answers, so only their other fields count.
LEAK = re.compile(
    rf"(?:key|name|headword|text|sentence|hint)=.(?:[^'\"]*{MARKED}|{re.escape(TermKey.beginning(HERE))})"
)

words = st.sampled_from("heart shock MS door sheet green interleukin ward plan IL-6 DNA".split())
headwords = st.lists(words, min_size=1, max_size=3).map(" ".join)
drafts = st.tuples(headwords, st.lists(headwords, max_size=2), st.none() | st.sampled_from(ENTRIES))
glossaries = st.lists(drafts, min_size=1, max_size=5)
typed_texts = headwords | st.text(max_size=40)
offsets = st.integers(0, 3)
checks = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def terms_of(guild_id: int, drafts: Sequence[tuple[str, list[str], str | None]], secret: str) -> list[GlossaryTerm]:
    """Return the terms of a server, whose definitions and last names have a word of its own."""
    made: list[GlossaryTerm] = []
    for number, (headword, names, key) in enumerate(drafts, start=1):
        text, target = f"Text {secret} about {headword}.", reference(key) if key else None
        marked = f"{headword} {secret}"
        made.append(term(number, headword, text, *names, marked, guild_id=guild_id, adds_to=target))
    return made


async def everything(lookup: Lookup, typed: str, offset: int) -> AsyncIterator[object]:
    """Ask every question that there is, and yield the answers."""
    keys = [TermKey(HERE, number).encode() for number in range(1, 7)]
    for query in (typed, MARKED, f"{typed} {MARKED}", *(f"key:{key}" for key in keys)):
        with suppress(UsageError):
            yield await lookup.look_up(query)
        yield await lookup.complete(query, 25)
        with suppress(UsageError):
            yield await lookup.search(query, offset, 5)
        yield await lookup.terms_in(f"Is {query} here?", 200, ["en"])
    for key in (*ENTRIES, *keys):
        with suppress(UsageError):
            yield await lookup.open(key)
        yield await lookup.sites(key)
    yield await lookup.entries([*ENTRIES, *keys])
    yield await lookup.sources()


@checks
@given(glossaries, glossaries, typed_texts, offsets)
async def test_no_answer_elsewhere_has_anything_of_a_servers_glossary(
    small: Dictionary,
    here: list[tuple[str, list[str], str | None]],
    there: list[tuple[str, list[str], str | None]],
    typed: str,
    offset: int,
) -> None:
    terms = [*terms_of(HERE, here, MARKED), *terms_of(ELSEWHERE, there, "otherword"), *terms_of(3, here, "thirdword")]
    texts = Texts(terms)
    own = server_dictionary(small, terms, HERE, texts)
    seen = [repr(answer) async for answer in everything(own, typed, offset)]
    assert any(LEAK.search(answer) for answer in seen)
    texts.asked.clear()
    for lookup in (server_dictionary(small, terms, ELSEWHERE, texts), small):
        async for answer in everything(lookup, typed.replace(MARKED, ""), offset):
            assert not LEAK.search(repr(answer))
    assert HERE not in texts.asked


@checks
@given(glossaries, typed_texts, st.integers(0, 40), st.sampled_from("abcxyz") | st.none())
async def test_a_misspelling_of_an_own_name_never_answers(
    small: Dictionary, drafts: list[tuple[str, list[str], str | None]], typed: str, at: int, letter: str | None
) -> None:
    terms = terms_of(HERE, drafts, MARKED)
    server = server_dictionary(small, terms, HERE)
    names = [name for each in terms for name in (each.draft.headword, *each.draft.names)]
    forms = {form for name in names for form in normal_forms(name)} | {fold(name) for name in names}
    for name in (typed, *names):
        place = at % (len(name) + 1)
        misspelled = name[:place] + (letter or "") + name[place + 1 :]
        if not misspelled.strip() or {*normal_forms(misspelled), fold(misspelled)} & forms:
            continue
        with suppress(UsageError):
            answer = await server.look_up(misspelled)
            below = await small.look_up(misspelled)
            if answer.entry is not None and not _holds_a_name(misspelled, forms):
                assert below.entry is not None, misspelled
                assert answer.entry.key == below.entry.key
                assert all(each.key.startswith("~") is False for each in answer.choices)
                assert answer.matched_name is None or answer.matched_name.source != SERVER_SOURCE


def _holds_a_name(query: str, forms: set[str]) -> bool:
    """Return True if a query has a name within it: "a heart" asks for the heart."""
    return any(run.form in forms for run in prose(query).runs)
