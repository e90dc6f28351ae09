"""Reading the Meta-Inventory of medical abbreviations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.formats import meta_inventory
from bot.sources.parsing import parse_into
from bot.terms.model import NameKind, Relation

HEADER = "RecordID|SF|NormSF|LF|NormLF|Source|Count|Frequency"

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def inventory(fixtures: Path) -> Path:
    """Made-up records in the layout of the auxiliary table."""
    return fixtures / "meta_inventory.csv"


@pytest.fixture(scope="session")
def senses(inventory: Path) -> dict[str, Concept]:
    """Its senses as the catalogue takes them, by their code."""
    read = meta_inventory.concepts(inventory, Reading(source("abbreviations")))
    return {record.code: record for record in read if isinstance(record, Concept)}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes records below a header with the columns that are read."""

    def written(*lines: str, header: str = HEADER, end: str = "\n") -> Path:
        path = tmp_path / "inventory.csv"
        path.write_bytes(("\n".join((header, *lines)) + end).encode(errors="surrogateescape"))
        return path

    return written


def names(concept: Concept) -> list[tuple[str, NameKind]]:
    return [(name.name, name.kind) for name in concept.names]


def test_a_sense_is_an_abbreviation_with_one_long_form(senses: dict[str, Concept]) -> None:
    assert list(senses) == ["R000003", "R000005", "R000008", "R000009", "R000012", "R000013"]
    assert names(senses["R000005"]) == [("quick zap", NameKind.PREFERRED), ("QZ", NameKind.ABBREVIATION)]


def test_several_spellings_are_one_sense_and_the_most_usual_comes_first(senses: dict[str, Concept]) -> None:
    assert names(senses["R000003"]) == [
        ("quiet zone", NameKind.PREFERRED),
        ("Quiet zones", NameKind.SYNONYM),
        ("QZ", NameKind.ABBREVIATION),
        ("q.z.", NameKind.ABBREVIATION),
    ]


def test_a_sense_says_that_it_is_the_same_as_its_long_form(senses: dict[str, Concept]) -> None:
    assert all(
        concept.links == (Link(Relation.SAME_AS, concept.preferred_name),) and not concept.definitions
        for concept in senses.values()
    )


def test_the_groups_of_a_trained_model_join_nothing(senses: dict[str, Concept]) -> None:
    assert senses["R000008"].preferred_name == "deep sleep"
    assert names(senses["R000009"]) == [("long slumber", NameKind.PREFERRED), ("Zzz", NameKind.ABBREVIATION)]


def test_spellings_that_the_table_has_no_normal_form_for_are_one_by_the_rules_of_the_lexicon(
    senses: dict[str, Concept],
) -> None:
    assert names(senses["R000008"])[:2] == [("deep sleep", NameKind.PREFERRED), ("Deep-sleep", NameKind.SYNONYM)]


def test_the_share_is_the_mean_over_the_inventories_that_counted_the_abbreviation(senses: dict[str, Concept]) -> None:
    assert senses["R000003"].share == pytest.approx((0.75 + 1) / 2)
    assert senses["R000005"].share == pytest.approx((0.2 + 0) / 2)
    assert senses["R000008"].share is None


def test_two_spellings_in_one_inventory_add_up_and_two_writings_of_the_abbreviation_do_not(write: Write) -> None:
    path = write(
        "R1|QZ|qz|quiet zone|quiet zone|A|4|0.4",
        "R2|qz|qz|quiet zone|quiet zone|A|2|0.4",
        "R3|QZ|qz|quiet zones|quiet zone|A|2|0.1",
    )
    (concept,) = meta_inventory.concepts(path)
    assert isinstance(concept, Concept)
    assert concept.share == pytest.approx(0.5)


def test_only_the_inventories_that_the_catalogue_names_are_taken_and_the_rest_is_counted(inventory: Path) -> None:
    reading = Reading(source("abbreviations"))
    list(meta_inventory.concepts(inventory, reading))
    assert reading.left_out == {
        "record of an inventory that is not taken (UMLS)": 1,
        "record of an inventory that is not taken (ADAM)": 1,
        "sense that was seen once": 1,
        "long form that is only the short form again": 1,
    }


def test_every_inventory_that_is_taken_is_credited_in_the_attribution() -> None:
    abbreviations = source("abbreviations")
    assert set(abbreviations.inventories) == {
        "Columbia",
        "Stetson",
        "Vanderbilt Clinic Notes",
        "Vanderbilt Discharge Sums",
        "Wikipedia",
    }
    assert all(name.split()[0] in abbreviations.attribution for name in abbreviations.inventories)


def test_a_sense_is_credited_to_the_inventories_that_have_it(senses: dict[str, Concept]) -> None:
    inventories = source("abbreviations").inventories
    assert senses["R000008"].credit == f"{inventories['Wikipedia']}; {inventories['Columbia']}"
    assert senses["R000013"].credit == f"{inventories['Vanderbilt Discharge Sums']}; {inventories['Stetson']}"


def test_a_sense_that_one_use_speaks_for_is_left_out_unless_another_inventory_has_it(
    senses: dict[str, Concept],
) -> None:
    assert not any("quick zipp" in dict(names(concept)) for concept in senses.values())
    assert senses["R000013"].preferred_name == "light zap"


def test_the_end_of_the_sentence_before_an_abbreviation_is_no_part_of_it(write: Write) -> None:
    reading = Reading()
    path = write("R1|..QZ|qz|quiet zone|quiet zone|A|2|0.4", "R2|q.z.|qz|quiet zone|quiet zone|A|2|0.4")
    (concept,) = meta_inventory.concepts(path, reading)
    assert isinstance(concept, Concept)
    assert [name.name for name in concept.names] == ["quiet zone", "QZ", "q.z."]
    assert reading.cleaned == {"full stop before an abbreviation": 1}


def test_quotation_marks_and_bars_in_a_long_form_are_read_as_they_were_meant(senses: dict[str, Concept]) -> None:
    assert senses["R000012"].preferred_name == 'with "zest" | more'


def test_the_table_does_not_say_its_edition_but_the_catalogue_does(inventory: Path, tmp_path: Path) -> None:
    assert meta_inventory.edition(inventory) is None
    installed = parse_into(tmp_path / "archive.part", source("abbreviations"), inventory, None)
    assert (installed.edition, installed.year, installed.concepts) == ("1.0.0 (2020-11-10)", 2020, 6)


def test_the_columns_identify_the_table_that_the_catalogue_wants(inventory: Path, write: Write) -> None:
    wanted = source("abbreviations").identity["column"]
    assert wanted in meta_inventory.identity(inventory)["column"]
    assert wanted not in meta_inventory.identity(write())["column"]


@pytest.mark.parametrize("header", ["term,definition", "RecordID|SF|LF", "<xml/>"])
def test_another_table_says_nothing_and_is_refused(write: Write, header: str) -> None:
    path = write("a|b", header=header)
    assert meta_inventory.identity(path) == {}
    with pytest.raises(DataError, match="not the Meta-Inventory"):
        list(meta_inventory.concepts(path))


def test_a_table_that_ends_inside_a_line_is_refused(write: Write) -> None:
    with pytest.raises(DataError, match="ends in the middle of a line"):
        list(meta_inventory.concepts(write("R1|QZ|qz|quiet zone|quiet zone|A|4|0.4", end="")))


def test_a_line_without_end_does_not_fill_the_memory(write: Write) -> None:
    with pytest.raises(DataError, match="ends in the middle of a line"):
        list(meta_inventory.concepts(write("x" * 1_000_000)))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("R1|QZ|qz| |quiet zone|A|4|0.4", "no identifier"),
        ("|QZ|qz|quiet zone|quiet zone|A|4|0.4", "no identifier"),
        ("R1|QZ", "no identifier"),
        ("R1|..|qz|quiet zone|quiet zone|A|4|0.4", "no identifier"),
        ("R1|QZ|qz|quiet zone|quiet zone|A|4|0.4|0.5", "more columns"),
        ("R1|QZ|qz|quiet \udcff zone|quiet zone|A|4|0.4", "not UTF-8"),
    ],
)
def test_a_record_that_does_not_follow_the_layout_is_broken_and_says_where(
    write: Write, line: str, problem: str
) -> None:
    (broken,) = meta_inventory.concepts(write(line))
    assert isinstance(broken, BrokenRecord)
    assert problem in broken.problem
    assert broken.where == "line 2"


@pytest.mark.parametrize("share", ["", "often", "1.5", "-1", "nan"])
def test_a_share_that_is_none_is_none(write: Write, share: str) -> None:
    (concept,) = meta_inventory.concepts(write(f"R1|QZ|qz|quiet zone|quiet zone|A||{share}"))
    assert isinstance(concept, Concept)
    assert concept.share is None
