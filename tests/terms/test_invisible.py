"""Characters that nobody sees are gone, and those that scripts and emoji need stay."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_bot.pages.completions import labels
from bot.discord_bot.ui.components import option
from bot.discord_bot.ui.markdown import ZERO_WIDTH_SPACE, plain, plain_name
from bot.lexicon.collections.anki import Card, anki_file
from bot.lexicon.model import Completion
from bot.sources.concept import Concept, ConceptName
from bot.sources.visible_records import visible_record
from bot.terms.invisible import hides, without_invisible
from bot.terms.model import Journal, NameKind

# Signs of Arabic, Syriac, Kaithi and Egyptian that Unicode counts among format characters, but that are seen
# (Prepended_Concatenation_Mark), or join hieroglyphs.
SEEN_FORMATS = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)))
)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("heart \u202ekcatta", "heart kcatta"),
        ("\u2067a\u2069 \u200fb\u200e\u061c", "a b"),
        ("co\u00adoperate \u200b\u2060\ufeffnow", "cooperate now"),
        ("a\u034fb\u115f\u3164c", "abc"),
        ("\x1b[31mred\x07", "[31mred"),
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("tab\tstays", "tab\tstays"),
        ("\ud800x\udfff", "x"),
        ("\uf0b7 bullet of a font", " bullet of a font"),
        ("he\u200dart\u200c", "heart"),
        ("a\ufe0fb\U000e0100", "ab"),
        ("\U000e0041\U000e0042hidden", "hidden"),
    ],
)
def test_what_nobody_sees_is_gone(text: str, seen: str) -> None:
    assert without_invisible(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian
        "क्\u200dष",  # Hindi
        "র\u200d্য",  # Bengali
        "ه\u200d",  # an Arabic abbreviation
        "👩\u200d⚕\ufe0f",
        "👩🏽\u200d🔬",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "葛\U000e0100",
        "é e\u0301 β ﷺ 🙂",
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert without_invisible(text) == text


def test_every_format_character_of_unicode_is_gone_between_letters() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    unseen = {each for each in characters if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert {each for each in unseen - SEEN_FORMATS - {"\n", "\t"} if each in without_invisible(f"a{each}b")} == set()


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    seen = without_invisible(text)
    assert without_invisible(seen) == seen
    seen.encode()


HIDDEN = "ward\u202e tre\u200bmble\u2066"


def test_nothing_hidden_reaches_a_page_a_menu_or_a_completion() -> None:
    assert plain(HIDDEN) == plain_name(HIDDEN, 100) == "ward tremble"
    shown = option("key", HIDDEN, HIDDEN)
    assert (shown.label, shown.description) == ("ward tremble", "ward tremble")
    (label,) = labels([Completion(name=HIDDEN, key="key", headword=HIDDEN)], 100)
    assert not hides(label)


def test_a_mention_does_not_hide_behind_a_mark() -> None:
    assert plain("@\u200eeveryone") == f"@{ZERO_WIDTH_SPACE}everyone"
    assert plain("\u200b# no heading") == "\\# no heading"


def test_records_of_publishers_lose_it_in_every_text() -> None:
    names = (ConceptName(HIDDEN, NameKind.SYNONYM),)
    record = visible_record(Concept("C1", names, (f"A {HIDDEN}\x07.\r\nTwo",), sounds=((HIDDEN, "\u200bx"),)))
    assert record.preferred_name == "ward tremble"
    assert record.definitions == ("A ward tremble.\nTwo",)
    assert record.sounds == (("ward tremble", "x"),)
    journal = visible_record(Journal(code="1", title=HIDDEN, address="https://example.org", publisher="\ud800P"))
    assert (journal.title, journal.publisher) == ("ward tremble", "P")


def test_records_without_it_stay_as_they_are() -> None:
    record = Concept("C1", (ConceptName("β-“ward”\ttremble", NameKind.SYNONYM),), ("A\nB",))
    assert visible_record(record) is record


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_spreadsheet_runs_a_card(sign: str) -> None:
    file = anki_file([Card(f"{sign}1+1", f" {sign}cmd", ("medlex",))], ("a", "b", "c"))
    assert file.splitlines()[-1] == f'"&#{ord(sign)};1+1","&#{ord(sign)};cmd","medlex"'
