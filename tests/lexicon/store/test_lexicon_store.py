"""The lexicon file: its content, and that a missing, foreign, old or damaged one is refused with the command to run."""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits import ANSWER_LIMITS, MAX_COMPLETIONS, MAX_MESSAGE_LENGTH

from bot.errors import DataError
from bot.lexicon.description_search.search import search
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Choice, Match
from bot.lexicon.store.appended import Block, mapped
from bot.lexicon.store.opening import file_version, open_lexicon, opened
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.rows import NameOwner
from bot.lexicon.store.schema import APPLICATION_ID, SCHEMA_VERSION
from bot.lexicon.text_scan.terms_in_text import terms_in_text
from bot.sources.concept import Concept
from bot.terms.model import Name, NameKind, SemanticType
from bot.terms.normal_forms import fold, normal_forms

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]

PAGE = 16_384  # bytes of the file that SQLite reads at once
QUESTIONS = ["interleukin", "MS", "hart attak", "cold", "he", "breast neoplasm", "zzzz"]


@pytest.fixture
def whole(small_lexicon: Path) -> bytes:
    """The content of an undamaged lexicon."""
    return small_lexicon.read_bytes()


@pytest.fixture
def file(whole: bytes, tmp_path: Path) -> Path:
    """A copy of the small lexicon that a test may damage."""
    return put(tmp_path / "lexicon.sqlite3", whole)


@pytest.fixture
async def lexicon(small_lexicon: Path) -> AsyncIterator[Lexicon]:
    """The small lexicon, open."""
    async with opened(small_lexicon) as lexicon:
        yield lexicon


def put(path: Path, content: bytes) -> Path:
    """Replace a file as a build does, so that nothing of the earlier file is cached."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_bytes(content)
    return beside.replace(path)


def noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 (no secret)


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def refusal(path: Path) -> DataError:
    """Return the error of opening this file, which names the file and the command that makes a lexicon."""
    with pytest.raises(DataError) as refused:
        await open_lexicon(path)
    assert str(path) in refused.value.problem
    assert "`medlex build`" in refused.value.remedy
    assert refused.value.exit_status == 1
    return refused.value


async def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert (await refusal(tmp_path / "none.sqlite3")).problem.startswith("There is no lexicon at ")
    await refusal(tmp_path / "no folder" / "none.sqlite3")


async def test_refusing_a_missing_file_makes_none(tmp_path: Path) -> None:
    await refusal(tmp_path / "none.sqlite3")
    assert names_in(tmp_path) == []


async def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in (await refusal(tmp_path)).problem


async def test_no_thread_is_started_for_what_cannot_be_opened(tmp_path: Path) -> None:
    """A thread that outlives the event loop would end the program with a traceback."""
    before = threading.enumerate()
    await refusal(tmp_path)
    await refusal(tmp_path / "none.sqlite3")
    assert set(threading.enumerate()) <= set(before)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"hello\n" * 2_000, noise(1, 20_000)])
async def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    await refusal(put(tmp_path / "lexicon.sqlite3", content))


async def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.executescript(f"CREATE TABLE build (built); PRAGMA user_version = {SCHEMA_VERSION};")
    assert "is not a Medlex lexicon" in (await refusal(path)).problem


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION - 1, SCHEMA_VERSION + 1, 999])
async def test_another_schema_version_is_refused_with_both_versions(file: Path, version: int) -> None:
    with closing(sqlite3.connect(file)) as changed:
        changed.execute(f"PRAGMA user_version = {version}")
    refused = await refusal(file)
    builder = "an older" if version < SCHEMA_VERSION else "a newer"
    assert (
        f"was built by {builder} Medlex: it has schema version {version}, and this one reads version" in refused.problem
    )
    assert "nothing that is installed is lost" in refused.remedy


async def test_a_file_with_the_marks_of_a_lexicon_and_nothing_in_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.sqlite3"
    with closing(sqlite3.connect(path)) as empty:
        empty.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};")
    await refusal(path)


@pytest.mark.parametrize("size", [1, 50, 99, PAGE // 2, PAGE - 1])
async def test_a_file_cut_off_in_its_first_page_is_refused(file: Path, size: int) -> None:
    os.truncate(file, size)
    await refusal(file)


async def test_a_file_cut_off_anywhere_is_refused_or_named_when_it_is_read(file: Path, whole: bytes) -> None:
    failures = [await failures_of(file, whole[:size]) for size in range(PAGE, len(whole), PAGE)]
    assert all(failures)


async def test_damage_in_the_middle_is_named_when_it_is_read(file: Path, whole: bytes) -> None:
    """Each page in turn is overwritten. A file may still answer if the damage is not read, but must not
    fail otherwise.
    """
    spoilt = (bytes(PAGE), noise(7, PAGE), b"\xff" * PAGE)
    failures = [
        await failures_of(file, whole[:start] + page + whole[start + PAGE :])
        for start in range(0, len(whole), PAGE)
        for page in spoilt
    ]
    assert sum(map(bool, failures)) > len(failures) / 2


@pytest.mark.parametrize("seed", range(20))
async def test_scattered_wrong_bytes_are_named_when_they_are_read(file: Path, whole: bytes, seed: int) -> None:
    spoilt = bytearray(whole)
    page = seed % (len(whole) // PAGE) * PAGE
    for place in noise(seed, 300):
        spoilt[page + 16 * place] ^= 1 + place % 255
    await failures_of(file, bytes(spoilt))


async def failures_of(path: Path, content: bytes) -> int:
    """Return how many of some questions a file with this content refuses to answer. Any other error fails the test."""
    put(path, content)
    try:
        async with opened(path) as lexicon:
            return await _refused_questions(lexicon)
    except DataError as error:
        assert_names_file_and_command(error, path)
        return 1


async def _refused_questions(lexicon: Lexicon) -> int:
    dictionary = Dictionary(lexicon, ANSWER_LIMITS)
    questions: list[Awaitable[object]] = [lexicon.sources(), lexicon.build_report(), lexicon.entry("interleukin")]
    for text in QUESTIONS:
        questions += [dictionary.look_up(text), dictionary.complete(text, MAX_COMPLETIONS)]
    questions += [
        search(lexicon, "part of the heart dies", 0, 10),
        terms_in_text(lexicon, "My heart attack, not a cold.", MAX_MESSAGE_LENGTH),
    ]
    return sum([await _is_refused(question, lexicon.path) for question in questions])


async def _is_refused(question: Awaitable[object], path: Path) -> bool:
    try:
        await question
    except DataError as error:
        assert_names_file_and_command(error, path)
        return True
    return False


def assert_names_file_and_command(error: DataError, path: Path) -> None:
    assert str(path) in error.problem
    assert "`medlex build`" in error.remedy


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE name SET kind = 'nickname'",
        "UPDATE entry SET document = CAST('{}' AS BLOB)",
        "UPDATE entry SET document = CAST('null' AS BLOB)",
        "UPDATE entry SET document = CAST('not json' AS BLOB)",
        "UPDATE entry SET neighbours = CAST('null' AS BLOB)",
        "UPDATE entry SET neighbours = CAST('[[1]]' AS BLOB)",
        "UPDATE entry SET neighbours = CAST('not json' AS BLOB)",
        "UPDATE entry SET parents = 'null'",
        "UPDATE entry SET parents = 'not json'",
        "UPDATE entry SET parents = '[1000000, \"x\"]'",
        "DELETE FROM entry",
        "UPDATE entry SET key = key || 'x'",
        "DROP TABLE form",
        "DROP TABLE name",
        "DROP TABLE entry",
    ],
)
async def test_a_file_that_contradicts_itself_answers_nothing_wrong(file: Path, change: str) -> None:
    with closing(sqlite3.connect(file)) as changed:
        changed.execute(change)
        changed.commit()
    async with opened(file) as lexicon:
        try:
            answer = await Dictionary(lexicon, ANSWER_LIMITS).look_up("interleukins")
        except DataError as error:
            assert_names_file_and_command(error, file)
        else:
            assert answer.match is Match.NONE or (answer.entry and answer.entry.headword == "interleukin")


@pytest.mark.parametrize(
    "name", ["with space", "q?mark", "ha#sh", "per%20cent", "ünïcode-α", "quote'\"", "a&b=c;d", "-dash"]
)
async def test_the_path_may_hold_any_character(whole: bytes, tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name / "lexicon.sqlite3", whole)
    async with opened(path) as lexicon:
        assert (await Dictionary(lexicon, ANSWER_LIMITS).look_up("heart")).match is Match.EXACT


async def test_a_lexicon_is_never_written_to(file: Path, whole: bytes) -> None:
    async with opened(file) as lexicon:
        with pytest.raises(DataError, match="readonly"):
            await lexicon.rows("DELETE FROM name")
    assert content_of(file) == whole
    assert names_in(file.parent) == [file.name]


async def test_a_read_only_file_opens(file: Path) -> None:
    os.chmod(file, 0o444)  # noqa: PTH101 (a blocking call that a test may make)
    async with opened(file) as lexicon:
        assert await lexicon.entry("heart")


async def test_an_entry_is_found_by_exactly_its_key(lexicon: Lexicon) -> None:
    entry = await lexicon.entry("heart")
    assert entry is not None
    assert (entry.key, entry.headword) == ("heart", "heart")
    for key in ("Heart", "heart ", "hear", "heart%", "", "\x00"):
        assert await lexicon.entry(key) is None


async def test_names_are_owned_for_their_folded_text_and_their_forms(lexicon: Lexicon) -> None:
    expected = [
        NameOwner(
            Name("heart attack", NameKind.PLAIN, "glossary"),
            Choice(
                "myocardial-infarction",
                "myocardial infarction",
                "disease, also called coronary thrombosis, heart attack, cardiac infarct",
            ),
            weight=22,
            kind=SemanticType.DISEASE,
        )
    ]
    assert await lexicon.owners_of_name("heart attack") == expected
    assert await lexicon.owners_of_forms(["heartattack"]) == expected
    assert await lexicon.owners_of_name("Heart attack") == await lexicon.owners_of_forms(["heart attack"]) == []
    assert await lexicon.owners_of_forms([]) == []


async def test_the_best_known_owner_comes_first(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    concepts = [make_concept(name, synonyms=["shared"]) for name in ("first thing", "third thing")]
    concepts.append(make_concept("second thing", synonyms=["shared"], definitions=("Well known.",)))
    lexicon = (await open_dictionary(glossary=concepts)).lexicon
    for owners in (await lexicon.owners_of_name("shared"), await lexicon.owners_of_forms(["shared"])):
        assert [owner.choice.headword for owner in owners] == ["second thing", "first thing", "third thing"]
        assert [owner.weight > 0 for owner in owners] == [True, False, False]


async def test_every_name_is_stored_with_its_folded_text_and_its_forms(lexicon: Lexicon) -> None:
    for name, folded, id in await lexicon.rows("SELECT name, folded, id FROM name"):
        assert folded == fold(name)
        forms = await lexicon.rows("SELECT form FROM form WHERE name = ?", id)
        assert sorted(form for (form,) in forms) == sorted(normal_forms(name))


async def test_names_are_given_in_the_order_asked_for_with_the_entries_they_lead_to(lexicon: Lexicon) -> None:
    numbers = {row["name"]: row["id"] for row in await lexicon.rows("SELECT name, id FROM name")}
    found = await lexicon.completions([numbers["heart attack"], numbers["interleukin"]])
    assert [(each.key, each.name, each.headword, each.kind) for each in found] == [
        ("myocardial-infarction", "heart attack", "myocardial infarction", SemanticType.DISEASE),
        ("interleukin", "interleukin", "interleukin", SemanticType.PROTEIN),
    ]
    assert all(each.hint for each in found)
    assert await lexicon.completions([]) == []


async def test_a_number_that_no_name_has_is_damage(lexicon: Lexicon) -> None:
    with pytest.raises(DataError, match="a name is missing"):
        await lexicon.completions([9999])


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM name_index",
        "DELETE FROM name_index WHERE block = 'sound.sizes'",
        "DELETE FROM name_index WHERE block = 'names.rows'",
        "UPDATE name_index SET start = start + 64 WHERE block = 'words.starts'",
        "UPDATE name_index SET start = -64 WHERE block = 'words.starts'",
        "UPDATE name_index SET length = length - 1 WHERE block = 'words.starts'",
        "UPDATE name_index SET length = -1 WHERE block = 'words.starts'",
        "UPDATE name_index SET length = 9223372036854775807 WHERE block = 'words.starts'",
        "UPDATE name_index SET checksum = 0 WHERE block = 'names.entries'",
    ],
)
async def test_an_index_of_names_that_is_not_whole_is_damage(file: Path, harm: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(harm)
    async with opened(file) as lexicon:
        with pytest.raises(DataError, match="is damaged"):
            await lexicon.name_index()


def behind_pages(whole: bytes | bytearray) -> int:
    """The offset behind the last page of SQLite, where the index of names begins."""
    return int.from_bytes(whole[28:32], "big") * PAGE


@pytest.mark.parametrize("cut", [1, 63, 64, 1000, PAGE])
async def test_an_index_of_names_that_is_cut_off_is_damage(file: Path, whole: bytes, cut: int) -> None:
    put(file, whole[: max(len(whole) - cut, behind_pages(whole))])
    async with opened(file) as lexicon:
        with pytest.raises(DataError, match="is damaged"):
            await lexicon.name_index()


async def test_a_copy_without_the_index_of_names_or_with_more_behind_it_is_damage(file: Path, whole: bytes) -> None:
    """Programs of SQLite, such as its VACUUM, copy the pages only."""
    for content in (whole[: behind_pages(whole)], whole + b"more"):
        put(file, content)
        async with opened(file) as lexicon:
            with pytest.raises(DataError, match="is damaged"):
                await lexicon.name_index()


@given(at=st.integers(0), bit=st.integers(0, 7))
def test_no_flipped_bit_of_the_index_of_names_is_missed(small_lexicon: Path, at: int, bit: int) -> None:
    whole = bytearray(small_lexicon.read_bytes())
    with closing(sqlite3.connect(f"{small_lexicon.as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT block, start, length, checksum FROM name_index").fetchall()
    blocks = {name: Block(*place) for name, *place in rows}
    places = [behind_pages(whole) + place for block in blocks.values() for place in range(block.start, block.end)]
    whole[places[at % len(places)]] ^= 1 << bit
    with tempfile.TemporaryFile() as file:
        file.write(whole)
        file.flush()
        with pytest.raises(ValueError, match="does not fit its checksum"):
            mapped(file, behind_pages(whole), blocks)


async def test_the_index_of_names_can_be_used_when_the_file_was_replaced_and_closed(
    small_lexicon: Path, file: Path
) -> None:
    async with opened(file) as lexicon:
        put(file, b"another file")
        index = await lexicon.name_index()  # of the file that is open
    async with opened(small_lexicon) as lexicon:
        same = await lexicon.name_index()
    numbers = range(len(index.names))
    assert [index.names[at] for at in numbers] == [same.names[at] for at in numbers]
    assert index.words.beginning("inter") == same.words.beginning("inter") != range(0)


async def test_a_file_that_is_replaced_while_it_is_opened_is_opened_again(
    file: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = aiosqlite.connect
    replaced: list[Path] = []

    def replacing(*arguments: Any, **options: Any) -> Any:
        if not replaced:
            replaced.append(put(file, whole))
        return connect(*arguments, **options)

    monkeypatch.setattr("bot.lexicon.store.opening.aiosqlite.connect", replacing)
    async with opened(file) as lexicon:
        assert lexicon.version == file_version(file)
        await lexicon.name_index()


async def test_a_file_that_changes_all_the_time_is_refused(
    file: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = aiosqlite.connect

    def replacing(*arguments: Any, **options: Any) -> Any:
        put(file, whole)
        return connect(*arguments, **options)

    monkeypatch.setattr("bot.lexicon.store.opening.aiosqlite.connect", replacing)
    with pytest.raises(DataError, match="changes while it is opened"):
        await open_lexicon(file)


async def test_sources_stand_plainest_first_and_the_build_is_reported(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    sources = {"mesh": [make_concept("a")], "nci_dictionary": [make_concept("b")], "glossary": [make_concept("c")]}
    lexicon = (await open_dictionary(**sources)).lexicon
    assert [source.id for source in await lexicon.sources()] == ["glossary", "nci-dictionary", "mesh"]
    report = await lexicon.build_report()
    assert (report["sources"], report["concepts"], report["entries"]) == (3, 3, 3)
    assert report["built"]
    assert report["program_version"]


def test_the_version_of_a_file_changes_when_another_takes_its_place(file: Path, whole: bytes) -> None:
    before = file_version(file)
    assert file_version(file) == before
    put(file, whole)
    assert file_version(file) != before


async def test_leaving_the_block_closes_the_file_even_after_an_error(file: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        async with opened(file) as lexicon:
            raise ZeroDivisionError
    with pytest.raises(ValueError, match="onnection"):
        await lexicon.entry("heart")
