"""Checks of what people write about a term, and the characters that are taken out of it."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import replace

import pytest
from storage.glossary.drafts import CLINIC, HUDDLE, SCHOOL

from bot.errors import UsageError
from bot.lexicon.model import EntryReference
from bot.lexicon.server_glossary.term import TermDraft, TermKey
from bot.storage.checks import printable
from bot.storage.glossary.text_checks import checked_draft, refuse_own_link


def links(count: int) -> tuple[EntryReference, ...]:
    return tuple(EntryReference(f"entry-{n}", f"entry {n}") for n in range(count))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", ""),
        ("  plain text ", "plain text"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("Windows\r\nold Mac\rpage\fUnicode\u2028end", "Windows\nold Mac\npage\nUnicode\nend"),
        ("a\u202egnp.exe\u202c", "agnp.exe"),
        ("\u2066isolated\u2069 \u200fmark\u200e", "isolated mark"),
        ("zero\u200bwidth\ufeff so\u00adft wo\u2060rd", "zerowidth soft word"),
        ("NUL\x00 bell\x07 escape\x1b[31m", "NUL bell escape[31m"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("filler \u3164\u115f\uffa0", "filler"),
        ("tags \U000e0041\U000e007f, private \ue000", "tags , private"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d⚕️ nurse", "👩\u200d⚕️ nurse"),
        ("as\u200dthma\u200c", "asthma"),
        ("\u200dمی\u200c", "می"),
        ("م\u200c\u200c\u200cی", "می"),
        ("خ\u200b\u200cی", "خ\u200cی"),
        ("\u0600٢", "\u0600٢"),
        ("é ñ ü 東京 🧠 ½ ≤", "é ñ ü 東京 🧠 ½ ≤"),
    ],
)
def test_only_what_can_be_seen_stays(text: str, seen: str) -> None:
    assert printable(text) == seen
    assert printable(seen) == seen


def test_a_draft_is_put_in_order() -> None:
    draft = TermDraft(
        "  morning\u00a0 \n huddle\u202e",
        "\n\nThe meeting  \r\n\r\n\r\n\r\nat 8.\n",
        ("MH", " ", "mh", "Morning huddle", "hud\u200bdle", ""),
        adds_to=EntryReference("meeting", "meet\u202eing"),
        see_also=(*links(2), *links(2)),
    )
    assert checked_draft(CLINIC, draft) == TermDraft(
        "morning huddle",
        "The meeting\n\nat 8.",
        ("MH", "huddle"),
        adds_to=EntryReference("meeting", "meeting"),
        see_also=links(2),
    )


def test_a_checked_draft_stays_as_it_is() -> None:
    assert checked_draft(CLINIC, HUDDLE) == HUDDLE


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"headword": ""}, "A term needs a name with a letter or a digit."),
        ({"headword": "…!?"}, "A term needs a name with a letter or a digit."),
        ({"headword": "\u200b\u202e"}, "A term needs a name with a letter or a digit."),
        ({"headword": "x" * 101}, f"The name “{'x' * 50}…” has 101 characters. It can have at most 100."),
        ({"definition": " \n\u200b "}, "The term has no definition."),
        ({"definition": "é" * 2_001}, "The definition has 2,001 characters. It can have at most 2,000."),
        ({"names": ("x" * 101,)}, f"The name “{'x' * 50}…” has 101 characters. It can have at most 100."),
        ({"names": tuple(f"name {n}" for n in range(11))}, "“huddle” has 11 other names. It can have at most 10."),
        ({"parents": links(6)}, "The term points to 6 entries. It can point to at most 5."),
        ({"see_also": links(6)}, "The term points to 6 entries. It can point to at most 5."),
        (
            {"see_also": (EntryReference(TermKey(SCHOOL, 1).encode(), "their term"),)},
            "“their term” is in another server's glossary.",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(changes: dict[str, object], problem: str) -> None:
    with pytest.raises(UsageError) as error:
        checked_draft(CLINIC, replace(HUDDLE, **changes))  # type: ignore[arg-type]
    assert error.value.problem == problem


def test_the_longest_texts_are_kept() -> None:
    draft = TermDraft(
        "x" * 100, "é" * 2_000, tuple(f"{n:0100}" for n in range(10)), parents=links(5), see_also=links(5)
    )
    assert checked_draft(CLINIC, draft) == draft


@pytest.mark.parametrize("field", ["adds_to", "parents", "see_also"])
def test_a_term_does_not_point_to_itself(field: str) -> None:
    own = EntryReference(TermKey(CLINIC, 7).encode(), "huddle")
    draft = replace(HUDDLE, **{field: own if field == "adds_to" else (own,)})  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="“huddle” cannot point to itself"):
        refuse_own_link(CLINIC, 7, draft)
    refuse_own_link(CLINIC, 8, draft)


def test_a_text_of_spaces_takes_no_longer_than_its_length_allows() -> None:
    began = time.process_time()
    for text in (f"a{' ' * 400_000}b", "a" + "\n \t" * 200_000 + "b", f"a{' ' * 400_000}\nb"):
        with pytest.raises(UsageError) if text.endswith(" b") else nullcontext():
            checked_draft(CLINIC, replace(HUDDLE, definition=text))
    assert time.process_time() - began < 5


@pytest.mark.parametrize("space", [" ", "\t", "\u00a0", "\u2003", " \u00a0"])
def test_no_space_of_any_kind_stays_at_the_end_of_a_line(space: str) -> None:
    text = f"one{space}\n{space}\n{space}\n{space}\ntwo"
    assert checked_draft(CLINIC, replace(HUDDLE, definition=text)).definition == "one\n\ntwo"
