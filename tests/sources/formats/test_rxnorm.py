"""Reading RxNorm's Current Prescribable Content."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.rxnorm import prescribable as rxnorm
from bot.terms.model import NameKind, Relation, SemanticType

README = "Readme_Full_Prescribe_07062026.txt"
NAMES, RELATIONS = "rrf/RXNCONSO.RRF", "rrf/RXNREL.RRF"

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def release(fixtures: Path) -> Path:
    """A made-up release in NLM's layout, unpacked."""
    return fixtures / "rxnorm"


@pytest.fixture(scope="session")
def medicines(release: Path) -> dict[str, Concept]:
    """Its concepts, by their preferred name."""
    read = [record for record in rxnorm.concepts(release) if isinstance(record, Concept)]
    return {concept.preferred_name: concept for concept in read}


@pytest.fixture
def archived(release: Path, tmp_path: Path) -> Write:
    """Packs the release as NLM does; files given by name take the place of the release's own, None leaves one out."""

    def written(files: dict[str, bytes | None] | None = None) -> Path:
        path = tmp_path / "RxNorm_full_prescribe_current.zip"
        held = {name: (release / name).read_bytes() for name in (README, NAMES, RELATIONS)} | (files or {})
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in held.items():
                if content is not None:
                    archive.writestr(name, content)
        return path

    return written


def names(concept: Concept, kind: NameKind) -> list[str]:
    return [name.name for name in concept.names if name.kind is kind]


def test_ingredients_salts_combinations_and_brands_of_several_are_concepts(medicines: dict[str, Concept]) -> None:
    assert list(medicines) == [
        "medlexidine",
        "calmazole",
        "medlexidine sulfate",
        "calmazole / medlexidine",
        "Duocalm",
        "Mixfamily",
        "Packadose",
        "Unknownia",
        "Halfknown",
    ]


def test_a_brand_with_one_ingredient_is_a_brand_name_of_it(medicines: dict[str, Concept]) -> None:
    assert names(medicines["medlexidine"], NameKind.BRAND) == ["Aardex", "Itchaway"]
    assert names(medicines["calmazole"], NameKind.BRAND) == []


def test_a_synonym_that_differs_only_in_capitals_is_the_same_name(medicines: dict[str, Concept]) -> None:
    assert names(medicines["medlexidine"], NameKind.PREFERRED) == ["medlexidine"]
    assert names(medicines["medlexidine"], NameKind.SYNONYM) == ["medlexidin"]


def test_a_salt_is_a_medicine_of_its_own_below_its_ingredient(medicines: dict[str, Concept]) -> None:
    salt = medicines["medlexidine sulfate"]
    assert (len(salt.names), salt.parents) == (1, ("1",))
    assert "medlexidine sulfate" not in [name.name for name in medicines["medlexidine"].names]


def test_a_combination_contains_each_of_its_ingredients(medicines: dict[str, Concept]) -> None:
    assert medicines["calmazole / medlexidine"].links == (
        Link(Relation.CONTAINS, "calmazole", "rxnorm:2"),
        Link(Relation.CONTAINS, "medlexidine", "rxnorm:1"),
    )


def test_a_brand_of_one_combination_is_linked_to_it_and_to_what_it_contains(medicines: dict[str, Concept]) -> None:
    assert medicines["Duocalm"].links == (
        Link(Relation.BRAND_OF, "calmazole / medlexidine", "rxnorm:4"),
        Link(Relation.CONTAINS, "calmazole", "rxnorm:2"),
        Link(Relation.CONTAINS, "medlexidine", "rxnorm:1"),
    )


def test_a_family_of_products_is_the_brand_of_each_and_contains_nothing_for_certain(
    medicines: dict[str, Concept],
) -> None:
    assert medicines["Mixfamily"].links == (
        Link(Relation.BRAND_OF, "calmazole", "rxnorm:2"),
        Link(Relation.BRAND_OF, "calmazole / medlexidine", "rxnorm:4"),
    )


def test_a_brand_whose_products_are_not_told_contains_what_is_named(medicines: dict[str, Concept]) -> None:
    assert {(link.kind, link.name) for link in medicines["Packadose"].links} == {
        (Relation.CONTAINS, "calmazole"),
        (Relation.CONTAINS, "medlexidine"),
    }


def test_a_brand_that_is_linked_to_nothing_is_kept_as_a_name(medicines: dict[str, Concept]) -> None:
    assert medicines["Unknownia"].links == ()


def test_a_brand_of_which_one_ingredient_is_not_known_is_not_taken_for_a_brand_of_the_other(
    medicines: dict[str, Concept],
) -> None:
    assert medicines["Halfknown"].links == (Link(Relation.CONTAINS, "medlexidine", "rxnorm:1"),)
    assert "Halfknown" not in names(medicines["medlexidine"], NameKind.BRAND)


def test_dose_forms_are_those_of_that_very_medicine(medicines: dict[str, Concept]) -> None:
    assert medicines["medlexidine"].dose_forms == ("Injectable Product", "Oral Product", "Pill")
    assert medicines["calmazole"].dose_forms == ("Oral Product",)
    assert medicines["calmazole / medlexidine"].dose_forms == ("Pill",)
    assert medicines["Mixfamily"].dose_forms == ("Oral Product", "Pill")
    assert medicines["medlexidine sulfate"].dose_forms == ()


def test_everything_is_a_medicine_without_definition_on_a_page_of_rxnav(medicines: dict[str, Concept]) -> None:
    for concept in medicines.values():
        assert (concept.semantic_types, concept.definitions) == ((SemanticType.MEDICINE,), ())
        assert concept.url == f"https://mor.nlm.nih.gov/RxNav/search?searchBy=RXCUI&searchTerm={concept.code}"


def test_what_is_left_out_is_counted(release: Path) -> None:
    reading = Reading()
    list(rxnorm.concepts(release, reading))
    assert reading.left_out == {
        "clinical drug with its strength": 2,
        "name from another vocabulary in RxNorm": 1,
        "part or short name of a clinical drug": 3,
        "suppressed name": 2,
    }


def test_what_is_suppressed_or_from_another_vocabulary_links_nothing(medicines: dict[str, Concept]) -> None:
    assert "Oldname" not in names(medicines["calmazole"], NameKind.BRAND)
    assert "wartremove" not in medicines
    assert medicines["calmazole"].parents == ()


def test_the_archive_as_nlm_packs_it_reads_like_the_folder(archived: Write, release: Path) -> None:
    assert list(rxnorm.concepts(archived())) == list(rxnorm.concepts(release))


def test_of_a_full_release_the_prescribable_tables_are_read(archived: Write, release: Path) -> None:
    full = {f"prescribe/{name}": (release / name).read_bytes() for name in (NAMES, RELATIONS)}
    other = b"99|ENG||||||1|99|99||RXNORM|IN|99|withdrawnol||N||\n"
    readme = b"July 06, 2026\n\nREADME: RxNorm 07/06/2026 Full Update Release\n"
    path = archived(full | {NAMES: other, README: None, "Readme_Full_07062026.txt": readme})
    assert list(rxnorm.concepts(path)) == list(rxnorm.concepts(release))
    assert source("rxnorm").identity["release"] in rxnorm.identity(path)["release"]
    assert rxnorm.edition(path) == Edition(label="2026-07-06", year=2026)


def test_the_edition_is_the_date_in_the_read_me_file_whatever_the_archive_is_called(
    archived: Write, release: Path
) -> None:
    assert rxnorm.edition(archived()) == rxnorm.edition(release) == Edition(label="2026-07-06", year=2026)
    assert rxnorm.edition(archived({README: None})) is None


def test_a_release_says_its_title_as_the_catalogue_asks_for_it(archived: Write) -> None:
    assert rxnorm.identity(archived()) == {"release": frozenset({source("rxnorm").identity["release"]})}


def test_a_full_release_without_the_prescribable_tables_says_that_it_is_another(archived: Write) -> None:
    path = archived({README: b"README: RxNorm 07/06/2026 Full Update Release\n"})
    assert rxnorm.identity(path) == {"release": frozenset({"Full Update Release"})}


@pytest.mark.parametrize("missing", [NAMES, RELATIONS, README])
def test_an_archive_that_lacks_a_file_says_nothing(archived: Write, missing: str) -> None:
    assert rxnorm.identity(archived({missing: None})) == {}


def test_a_file_of_another_format_says_nothing_and_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desc2026.xml"
    path.write_text("<DescriptorRecordSet/>")
    assert (rxnorm.identity(path), rxnorm.edition(path)) == ({}, None)
    with pytest.raises(DataError, match="holds no table called RXNCONSO") as refused:
        list(rxnorm.concepts(path))
    assert "RxNorm_full_prescribe_current.zip" in refused.value.remedy


@pytest.mark.parametrize("name", ["missing.zip", "empty.zip"])
def test_a_missing_and_an_empty_file_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.zip").touch()
    with pytest.raises(DataError, match=name):
        list(rxnorm.concepts(tmp_path / name))


@pytest.mark.parametrize("name", [NAMES, RELATIONS])
def test_a_table_that_is_missing_or_there_twice_is_refused(archived: Write, release: Path, name: str) -> None:
    with pytest.raises(DataError, match="holds no table called"):
        list(rxnorm.concepts(archived({name: None})))
    with pytest.raises(DataError, match="holds more than one table called"):
        list(rxnorm.concepts(archived({f"old/{name}": (release / name).read_bytes()})))


@pytest.mark.parametrize("name", [NAMES, RELATIONS])
def test_a_table_that_ends_inside_a_line_is_refused(release: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "release"
    shutil.copytree(release, folder)
    (folder / name).write_bytes((release / name).read_bytes()[:-5])
    with pytest.raises(DataError, match="ends in the middle of a line"):
        list(rxnorm.concepts(folder))


def test_a_line_without_end_does_not_fill_the_memory(archived: Write) -> None:
    with pytest.raises(DataError, match="ends in the middle of a line"):
        list(rxnorm.concepts(archived({NAMES: b"1|" * 1_000_000})))


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        (NAMES, b"1|ENG|IN|too few\n", "3 columns instead of 18"),
        (NAMES, b"70|ENG||||||1|70|70||RXNORM|IN|70|\xff||N|4096|\n", "not UTF-8"),
        (RELATIONS, b"1||CUI|RO|2\n", "4 columns instead of 16"),
    ],
)
def test_a_row_that_does_not_follow_the_layout_is_broken_and_says_where(
    archived: Write, release: Path, name: str, line: bytes, problem: str
) -> None:
    records = list(rxnorm.concepts(archived({name: (release / name).read_bytes() + line})))
    (broken,) = [record for record in records if isinstance(record, BrokenRecord)]
    assert problem in broken.problem
    assert Path(name).name in broken.where
    assert "line" in broken.where
