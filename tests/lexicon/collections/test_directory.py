"""The directory: every defined entry from A to Z, however many a letter has."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest
from limits import MAX_SELECT_OPTIONS

from bot.errors import DataError
from bot.lexicon.collections.directory import Directory, DirectoryPage
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.lexicon.store.reader import Lexicon
from bot.sources.concept import Concept
from bot.terms.model import SemanticType
from bot.terms.word_forms import initial, sorting_form

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]
WriteLexicon = Callable[..., Path]

SAID = ("It is something.",)


@pytest.fixture
async def several(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Lexicon:
    """A lexicon of a few names that are hard to sort."""
    names = [
        "zinc",
        "Asthma",
        "α-globin",
        "árbol",
        "ache",
        "(R)-limonene",
        "5-HT",
        "bile duct",
        "bile",
        "bile-duct cyst",
    ]
    glossary = [make_concept(name, definitions=SAID) for name in names]
    dictionary = await open_dictionary(glossary=[*glossary, make_concept("acne")])
    return dictionary.lexicon


def directory(lexicon: Lexicon) -> Directory:
    return Directory(lexicon, MAX_SELECT_OPTIONS, MAX_SELECT_OPTIONS)


async def headwords(lexicon: Lexicon, letter: str) -> list[str]:
    page = await directory(lexicon).page(letter)
    return [entry.headword for entry in page.entries] if page else []


async def test_entries_stand_in_alphabetical_order_whatever_their_capitals_accents_and_hyphens(
    several: Lexicon,
) -> None:
    assert await headwords(several, "a") == ["ache", "α-globin", "árbol", "Asthma"]
    assert await headwords(several, "b") == ["bile", "bile duct", "bile-duct cyst"]


async def test_what_stands_before_the_first_letter_or_digit_does_not_count(several: Lexicon) -> None:
    assert await headwords(several, "r") == ["(R)-limonene"]


async def test_what_begins_with_no_latin_letter_has_a_part_of_its_own(several: Lexicon) -> None:
    assert await headwords(several, "0") == ["5-HT"]


async def test_an_entry_that_no_source_defines_is_not_listed(several: Lexicon) -> None:
    assert "acne" not in await headwords(several, "a")


async def test_the_parts_are_the_letters_that_some_entry_begins_with_and_count_its_entries(several: Lexicon) -> None:
    found = [(part.initial, part.entries) for part in await directory(several).parts()]
    assert found == [("a", 4), ("b", 3), ("r", 1), ("z", 1), ("0", 1)]


async def test_a_letter_that_no_entry_begins_with_has_no_page(several: Lexicon) -> None:
    assert await directory(several).page("q") is None
    assert await directory(several).page_at("quartz") is None


async def test_an_entry_says_what_sort_of_thing_it_is(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    gut = make_concept("gut", definitions=SAID, semantic_types=(SemanticType.BODY_PART,))
    page = await directory((await open_dictionary(glossary=[gut])).lexicon).page("g")
    assert page is not None
    assert page.entries[0].kind is SemanticType.BODY_PART


@pytest.fixture(scope="module")
def many_path(make_concept: MakeConcept, write_lexicon: WriteLexicon, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lexicon of 1,300 entries of one letter between entries of two others: 52 pages."""
    names = [
        f"m{first}{second}{third}" for first in "abcdefghijklm" for second in "abcdefghij" for third in "abcdefghij"
    ]
    concepts = [make_concept(name, definitions=SAID) for name in ["lung", *names, "nail"]]
    return write_lexicon(tmp_path_factory.mktemp("many") / "lexicon.sqlite3", glossary=concepts)


async def page_of(path: Path, number: int) -> DirectoryPage:
    async with opened(path) as lexicon:
        page = await directory(lexicon).page("m", number)
    assert page is not None
    return page


async def test_the_pages_of_a_letter_hold_each_of_its_entries_once(many_path: Path) -> None:
    pages = [await page_of(many_path, number) for number in range(52)]
    listed = [entry.headword for page in pages for entry in page.entries]
    assert listed == sorted(set(listed))
    assert len(listed) == 1_300 == pages[0].part.entries
    assert [page.first_entry for page in pages[:2]] == [1, 26]


async def test_a_page_number_beyond_the_last_is_the_last(many_path: Path) -> None:
    assert (await page_of(many_path, 99_999)).number == 51


async def test_from_any_page_one_gets_to_any_other_by_one_jump_for_each_level(many_path: Path) -> None:
    for number in (0, 20, 50):
        first, second = (await page_of(many_path, number)).jumps
        assert all(len(level) <= MAX_SELECT_OPTIONS for level in (first, second))
        assert [page for each in first for page in range(each.first, each.last + 1)] == list(range(52))
        (here,) = [each for each in first if each.first <= number <= each.last]
        assert [(each.first, each.last) for each in second] == [(n, n) for n in range(here.first, here.last + 1)]


async def test_a_range_of_pages_is_named_by_the_headwords_that_it_begins_and_ends_with(many_path: Path) -> None:
    for each in (await page_of(many_path, 0)).jumps[0]:
        first, last = await page_of(many_path, each.first), await page_of(many_path, each.last)
        assert (each.begins, each.ends) == (first.entries[0].headword, last.entries[-1].headword)


async def test_a_letter_of_one_page_needs_no_jump(several: Lexicon) -> None:
    page = await directory(several).page("a")
    assert page is not None
    assert page.jumps == ()


@pytest.mark.parametrize(
    ("text", "holds"), [("m", "maaa"), ("mfa", "mfaa"), ("MFA-a", "mfaa"), ("mzz", "mmjj"), ("mcdz", "mcea")]
)
async def test_the_page_at_a_text_is_where_a_headword_that_begins_so_would_stand(
    many_path: Path, text: str, holds: str
) -> None:
    async with opened(many_path) as lexicon:
        page = await directory(lexicon).page_at(text)
    assert page is not None
    assert holds in [entry.headword for entry in page.entries]


@pytest.mark.parametrize(
    ("headword", "form", "letter"),
    [
        ("  Ménière's disease", "meniere s disease", "m"),
        ("(+)-α-Pinene", "alpha pinene", "a"),
        ("漢方", "漢方", "0"),
        ("*", "", "0"),
    ],
)
def test_headwords_are_sorted_by_their_letters_and_digits(headword: str, form: str, letter: str) -> None:
    assert sorting_form(headword) == form
    assert initial(form) == letter


async def test_a_directory_with_a_gap_is_refused_with_the_command_that_rebuilds(
    many_path: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(many_path, tmp_path))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM directory WHERE place = 3")
    async with opened(path) as lexicon:
        with pytest.raises(DataError, match="medlex build"):
            await directory(lexicon).page("m")
