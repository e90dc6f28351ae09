"""Text that a person never writes: without end, nested without end, numbers without end. It ends in a
refusal, and soon.
"""

from __future__ import annotations

import json
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sources.smallest_files import obo_term

from bot.errors import DataError
from bot.sources.archives.members import member
from bot.sources.archives.opening import damage_errors, members
from bot.sources.catalogue import source
from bot.sources.concept import Reading
from bot.sources.edition import Edition
from bot.sources.formats import glossary
from bot.sources.formats.mesh import biodag
from bot.sources.formats.nci import glossary as nci_glossary
from bot.sources.formats.nci.prose import other_names
from bot.sources.formats.readers.start_tags import CHUNK, attribute, start_tags
from bot.sources.formats.readers.typed_records import toml
from bot.sources.formats.registry import FORMATS
from bot.sources.parsing import parse_into
from bot.terms.normal_forms import MAX_NAME_LENGTH
from bot.terms.source import InstalledSource

# Each takes a moment; what they guard against took from half a minute to hours.
SOON = 5.0
DEEP = 5_000
LONG = 70_000
# Parts that rules for spelling and inversion take for something that they know.
PARTS = [
    "a",
    "ae",
    "oe",
    "AB, ",
    "a, ",
    "x, AB, ",
    "(",
    "{",
    "s",
    "1.",
    "'",
    "-",
    "+",
    " type 1",
    "ά",
    "\u0316\u0301",
    "\\",
]


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """The test takes a few seconds of the processor's time at most."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SOON


@pytest.fixture
def parse(tmp_path: Path) -> Callable[[str, str], InstalledSource]:
    """Reads text as a source, as an installation does."""

    def parsed(id: str, text: str) -> InstalledSource:
        path = tmp_path / "file"
        path.write_text(text, encoding="utf-8")
        return parse_into(tmp_path / "archive.part", source(id), path, Edition("2026", 2026))

    return parsed


def ontology(name: str) -> str:
    others = "\n".join(obo_term("HP", number) for number in range(2, 200))
    return f"format-version: 1.2\nontology: hp\n\n[Term]\nid: HP:1\nname: {name}\n\n{others}"


@pytest.mark.parametrize("part", PARTS)
def test_a_name_without_end_is_a_broken_record_and_the_others_are_read(
    part: str, parse: Callable[[str, str], InstalledSource]
) -> None:
    installed = parse("hpo", ontology(f"h{part * (LONG // len(part))}ex"))
    assert (installed.concepts, installed.broken) == (198, 1)


@pytest.mark.parametrize("part", PARTS)
def test_the_longest_name_that_is_read_takes_no_time_either(
    part: str, parse: Callable[[str, str], InstalledSource]
) -> None:
    name = f"h{part * MAX_NAME_LENGTH}"[: MAX_NAME_LENGTH - 2].rstrip(" \\") + "x"
    assert parse("hpo", ontology(name)).broken == 0


def test_a_file_of_nothing_but_such_names_is_refused(parse: Callable[[str, str], InstalledSource]) -> None:
    terms = "\n".join(f"[Term]\nid: HP:{number}\nname: {'aeo' * LONG}x\n" for number in range(3))
    with pytest.raises(DataError, match="no usable record"):
        parse("hpo", f"format-version: 1.2\nontology: hp\n\n{terms}")


@pytest.mark.parametrize("sentence", ["Also called x, ", "Also called ", "Also called x.. ", "También se llama a y "])
def test_lists_of_names_without_end_are_none(sentence: str) -> None:
    assert other_names("thing", f"A thing. Also called affair. {sentence * LONG}", ()) == ["affair"]


def test_a_long_definition_has_its_names_wherever_they_stand() -> None:
    definition = f"A thing. {'It is long. ' * LONG}Also called affair."
    assert other_names("thing", definition, ()) == ["affair"]


def page(inside: str) -> str:
    return f'{{"meta": {{"totalResults": 1}}, "results": [{{"termId": 1, "x": {inside}}}]}}'


@pytest.mark.parametrize("inside", ["[" * DEEP + "]" * DEEP, '{"x": ' * DEEP + "1" + "}" * DEEP, "[" * DEEP])
def test_json_that_is_nested_without_end_is_refused(inside: str, tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(page(inside), encoding="utf-8")
    assert nci_glossary.identity(path) == {}
    with pytest.raises(DataError, match="not a page of the NCI glossary API: it is nested too deeply"):
        list(nci_glossary.concepts(path))


def test_json_that_is_nested_without_end_inside_a_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "biodag.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for file in biodag.FILES:
            wheel.writestr(file, "[" * DEEP)
    with pytest.raises(DataError, match="it is nested too deeply"):
        list(biodag.concepts(path))


@pytest.mark.parametrize("cell", ["[" * 900 + '"y"' + "]" * 900, '{"a":' * 60 + "1" + "}" * 60])
def test_json_with_deep_cells_is_refused(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text(f'[{{"term": "x", "definition": {cell}}}]')
    with pytest.raises(DataError, match="nested too deeply"):
        list(FORMATS["table"].concepts(path, Reading()))


@pytest.mark.parametrize(
    "text",
    [
        "[[entry]]\n" + " . ".join(['"a b"'] * LONG) + " = 1",
        "[[entry]]\n" + ".".join(['"\\n"'] * LONG) + " = 1",
        "[[entry]]\n" + ".".join(["'é ü'"] * LONG) + " = 1",
        "".join(f"[a{number}]\n" for number in range(100_001)),
    ],
)
def test_toml_with_keys_and_tables_without_end_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"key of over 8 parts|over 100,000 tables"):
        toml(text)


def test_texts_of_toml_may_look_like_keys() -> None:
    text = 'a = "C04.588.894.797.520.109.220.249.500"\nb = """\na.b.c.d.e.f.g.h.i\n"""\n# a.b.c.d.e.f.g.h.i.j = 1\n'
    assert toml(text)["b"] == "a.b.c.d.e.f.g.h.i\n"


def test_an_archive_with_an_endless_file_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/" * 30_000 + "terms.csv", "term,definition\nx,y\n")
    with pytest.raises(DataError, match="a file name of 60,009 characters"):
        list(members(path))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"x = {'9' * DEEP}", "4300 digits"),
        (f"x = {'[' * DEEP}", "nested too deeply"),
        (f"x = {'{x=' * DEEP}", "nested too deeply"),
        ("x." * LONG + "x = 1", "key of over 8 parts"),
        ('"x" . ' * LONG + "x = 1", "key of over 8 parts"),
        ("x" * LONG, "Expected '='"),
    ],
)
def test_toml_that_nobody_writes_is_refused(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=why):
        toml(text)
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        list(glossary.concepts(path))
    assert "sys." not in refused.value.problem


def test_toml_that_people_write_is_read() -> None:
    assert toml('[a.b]\nc = "1.2.3, e.g. a.b.c. And so on."\n') == {"a": {"b": {"c": "1.2.3, e.g. a.b.c. And so on."}}}


# Archives


def read_all(path: Path) -> None:
    with damage_errors(path):
        for _, stream in members(path):
            stream.read()


def read_named(path: Path) -> None:
    with damage_errors(path), member(path, "däta") as stream:
        stream.read()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A zip archive with one file, whose name has two bytes for one letter."""
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("däta", b"something")
    return path


EITHER = pytest.mark.parametrize("read", [read_all, read_named])


@EITHER
@pytest.mark.parametrize("which", [1, 2], ids=["in front of the file", "in the list"])
def test_a_member_whose_name_is_in_no_encoding_is_refused(
    read: Callable[[Path], None], which: int, archive: Path
) -> None:
    first, *others = archive.read_bytes().split("ä".encode())
    archive.write_bytes(
        first + b"".join((b"\xd1x" if at == which else "ä".encode()) + part for at, part in enumerate(others, 1))
    )
    with pytest.raises(DataError, match="cannot be read"):
        read(archive)


@EITHER
def test_a_member_that_begins_behind_the_end_of_the_archive_is_refused(
    read: Callable[[Path], None], archive: Path
) -> None:
    content = bytearray(archive.read_bytes())
    offset = content.index(b"PK\x01\x02") + 42  # APPNOTE.TXT 4.3.12: relative offset of local header
    content[offset : offset + 4] = struct.pack("<I", len(content) - 4)
    archive.write_bytes(content)
    with pytest.raises(DataError, match="cannot be read"):
        read(archive)


def test_a_member_without_a_name_is_no_file(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes().replace("däta".encode(), b"\x00\x00\x00\x00\x00"))
    with pytest.raises(DataError, match="holds no file"):
        read_all(archive)


# Start tags


class Pieces:
    """A stream that gives these pieces."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    def read(self, _: int) -> bytes:
        """The next of them."""
        return self.pieces.pop(0) if self.pieces else b""


TAG = b"""<Lexicon id='one'\n label="a > b" language = "en">"""


@pytest.mark.parametrize("at", range(len(TAG)))
def test_a_start_tag_is_found_wherever_a_piece_of_the_file_ends(at: int) -> None:
    tags = list(start_tags(b"<Lexicons><Lexico>" + TAG[:at], Pieces(TAG[at:], b"text", TAG), "Lexicon"))  # type: ignore[arg-type]
    assert [attribute(tag, "id") for tag in tags] == ["one", "one"]
    assert [attribute(tag, "language") for tag in tags] == ["en", "en"]
    assert [attribute(tag, "version") for tag in tags] == [None, None]


@pytest.mark.parametrize("part", [b"<Lexicon ", b"<", b"<Lexicon x='", b'<Lexicon a="b" ', b" id =", b"x" * 100])
def test_start_tags_without_end_are_none(part: bytes) -> None:
    piece = part * (CHUNK // len(part))
    assert list(start_tags(piece, Pieces(*[piece] * 8), "Lexicon")) == []  # type: ignore[arg-type]


def test_a_table_is_read_as_the_admins_own_whatever_its_names_look_like(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"term,definition\n{'ae' * LONG}x,A thing.\nhuddle,A short meeting.\n", encoding="utf-8")
    own = replace(source("hpo"), id="own", format="table", identity={})
    with pytest.raises(DataError, match=r"1 of the 2 records in .* are broken"):
        parse_into(tmp_path / "archive.part", own, path, Edition("2026", 2026))


def test_a_name_that_json_can_hold_and_a_line_cannot_is_measured_as_it_is(
    parse: Callable[[str, str], InstalledSource],
) -> None:
    labels = source("nci-dictionary").identity
    terms = [
        {"termId": number, **labels, "termName": name, "definition": {"text": "A thing."}}
        for number, name in enumerate(
            ["x" * (MAX_NAME_LENGTH + 1), "\u0301\u0316" * LONG, *(f"thing {n}" for n in range(300))]
        )
    ]
    installed = parse("nci-dictionary", json.dumps({"meta": {"totalResults": len(terms)}, "results": terms}))
    assert (installed.concepts, installed.broken) == (300, 2)
