"""Every input leads to a clear refusal or a correct answer, never to another error."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from limits import MAX_COMPLETIONS, MAX_OPTION_LENGTH

from bot.errors import UsageError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.match_ladder import refuse_unusable, visible
from bot.lexicon.model import Answer, Match
from bot.terms.invisible import without_invisible

NO_WORD = [
    "",
    " ",
    "\t\n ",
    "\u00a0\u3000",
    "...",
    "-",
    "!?",
    "()",
    "%",
    "'",
    '"',
    "*",
    "_",
    "__",
    "\u200f\u202e",
    "\x00",
]
NO_WORD += [
    "\ud800",
    "\udfff\ud800",
    "\u0301" * 50,
    "🙂",
    "🏥🏥",
    "\u200d",
    "⟨⟩",
    "~~**~~",
    "<@>",
    "’",
    "\ufeff",
    "\U000e0001",
    "\\",
]

WITH_SOMETHING_ODD = [
    "'; DROP TABLE name;--",
    "' OR 1=1 --",
    'heart" OR "1"="1',
    "%' UNION SELECT 1,2,3 --",
    "**heart attack**",
    "# heart",
    "[heart](https://example.org)",
    "<@123456789012345678>",
    "@everyone",
    "<#1> </define:1>",
    "`heart`",
    "||heart||",
    "heart\x00attack",
    "heart\u202eattack",
    "\u200fheart",
    "heart 🙂",
    "👩‍⚕️ heart",
    "h\ud800eart",
    "e" + "\u0301" * 99,
    "z̸͇͒a̷l̶g̵o̸",
    "\\x00 heart",
    "heart\\",
    "{heart}",
    "%s %d {0}",
    "../../etc/passwd 1",
    "NULL",
    "None",
    "true",
    "key",
    "KEY:heart",
    "AND",
    "NOT heart",
    "heart AND",
    "NEAR(heart attack)",
    "NEAR(",
    "heart*",
    "^heart",
    "name:heart",
    "heart -attack",
    '"heart',
    "heart_attack",
    "foo_bar",
    "a_b_c heart",
    "heart١٢",
    "½ ² ٣",
    "कैंसर",
    "سرطان",
    "癌",
    "가나다라",
    "ᦀᦰᦱ heart",
    "a𞤢b heart",
    "ﷺ",
    "ǅ ŉ ß İ ı",
    "x" * MAX_OPTION_LENGTH,
    "ﷺ" * MAX_OPTION_LENGTH,
    "Α" * MAX_OPTION_LENGTH,
    "0" * MAX_OPTION_LENGTH,
    "a " * (MAX_OPTION_LENGTH // 2),
    "1 " * (MAX_OPTION_LENGTH // 2),
    ", " * 48 + "a",
    "'" * 99 + "a",
    "+" * 99 + "a",
]


@pytest.mark.parametrize("query", NO_WORD, ids=ascii)
async def test_text_without_a_word_is_refused_with_what_to_type(small: Dictionary, query: str) -> None:
    with pytest.raises(UsageError) as refused:
        await small.look_up(query)
    assert refused.value.problem == "There is no word to look up."
    assert refused.value.remedy == "Type a medical term, such as interleukin."
    assert refused.value.exit_status == 2


@pytest.mark.parametrize("length", [MAX_OPTION_LENGTH + 1, 6_000, 100_000])
async def test_text_that_is_too_long_is_refused_with_its_length(small: Dictionary, length: int) -> None:
    with pytest.raises(
        UsageError, match=rf"{length:,} characters long\. A term can have at most {MAX_OPTION_LENGTH}\. Look up"
    ):
        await small.look_up("a" * length)


async def test_the_longest_text_is_looked_up(small: Dictionary) -> None:
    answer = await small.look_up("heart".ljust(MAX_OPTION_LENGTH))
    assert answer.match is Match.EXACT


@pytest.mark.parametrize("query", WITH_SOMETHING_ODD, ids=lambda query: ascii(query)[:40])
async def test_odd_text_gets_an_honest_answer(small: Dictionary, query: str) -> None:
    answer = await small.look_up(query)
    assert_honest(answer)
    assert (await small.look_up("heart")).match is Match.EXACT  # nothing was harmed


@pytest.mark.parametrize("typed", [*NO_WORD, *WITH_SOMETHING_ODD], ids=lambda typed: ascii(typed)[:40])
async def test_odd_text_being_typed_gets_offers_or_none(small: Dictionary, typed: str) -> None:
    assert len(await small.complete(typed, MAX_COMPLETIONS)) <= 25


@pytest.mark.parametrize(
    ("query", "headword"),
    [
        ("**heart attack**", "myocardial infarction"),
        ("||heart||", "heart"),
        ("heart\u202eattack", "myocardial infarction"),
        ("heart\u202e attack", "myocardial infarction"),
        ("\u200fheart\u200e", "heart"),
        ("heart 🙂", "heart"),
        ("h\ud800eart", "heart"),
        ("h\x00eart", "heart"),
        ("heart_attack", "myocardial infarction"),
        ("heärt", "heart"),
        ("NOT heart", None),
        ("'; DROP TABLE name;--", None),
        ("@everyone", None),
    ],
)
async def test_what_cannot_be_seen_or_only_decorates_does_not_hide_a_name(
    small: Dictionary, query: str, headword: str | None
) -> None:
    answer = await small.look_up(query)
    assert (answer.entry and answer.entry.headword) == headword


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(), max_size=MAX_OPTION_LENGTH + 1))
async def test_any_text_is_refused_or_answered(small: Dictionary, query: str) -> None:
    try:
        answer = await small.look_up(query)
    except UsageError:
        pass
    else:
        assert_honest(answer)
    assert len(await small.complete(query, MAX_COMPLETIONS)) <= 25


def assert_honest(answer: Answer) -> None:
    """Check that there is an entry if and only if the match says so, and that the query can be shown on one line."""
    found = {Match.EXACT, Match.VARIANT, Match.SYNONYM, Match.ABBREVIATION}
    assert (answer.entry is not None) is (answer.matched_name is not None) is (answer.match in found)
    assert bool(answer.choices) is (answer.match is Match.AMBIGUOUS)
    assert bool(answer.suggestions) is (answer.match is Match.SUGGESTION)
    assert answer.query == " ".join(without_invisible(answer.query).split())
    answer.query.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("heart", "heart"),
        ("  heart \t attack\r\n", "heart attack"),
        ("heart\u00a0attack\u2028", "heart attack"),
        ("he\u00adart\u200b", "heart"),
        ("\u202eheart\u2066\u2069", "heart"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("\ud800a\udfff", "a"),
        ("é 🙂 α", "é 🙂 α"),
        ("\x00", ""),
    ],
)
def test_visible_text_stands_on_one_line_without_control_characters(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_usable_query_is_given_back_as_it_can_be_shown() -> None:
    assert refuse_unusable(" Heart\u202e Attack ", MAX_OPTION_LENGTH) == "Heart Attack"
