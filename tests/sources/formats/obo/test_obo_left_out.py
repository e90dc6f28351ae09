"""Which terms of an ontology are left out because the catalogue does not want them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sources.obo_samples import an_ontology, read, term, written

from bot.errors import DataError
from bot.sources.catalogue import LeftOut, catalogue
from bot.sources.concept import Reading
from bot.sources.formats.obo import left_out as obo_left_out
from bot.sources.formats.obo import ontology as obo

PETS = LeftOut(reason="disease of pets", branches=("MONDO:9",))
# The child stands before its parents, and has another parent that is wanted.
DISEASES = (
    term("MONDO:3", "is_a: MONDO:2 ! cat flu", "is_a: MONDO:1", name="cat flu of kittens"),
    term("MONDO:1", name="flu"),
    term("MONDO:2", 'is_a: MONDO:9 {source="x"} ! pets', name="cat flu"),
    term("MONDO:9", name="disease of pets"),
)


def left(path: Path, *rules: LeftOut) -> tuple[set[str], dict[str, int]]:
    """The codes that are read, and what is counted as left out."""
    reading = Reading(source=an_ontology(leaves_out=rules))
    return set(read(path, reading)), dict(reading.left_out)


def test_a_branch_is_left_out_with_all_below_it_wherever_that_stands_in_the_file(tmp_path: Path) -> None:
    assert left(written(tmp_path, "mondo", *DISEASES), PETS) == ({"MONDO:1"}, {"disease of pets": 3})


def test_without_rules_everything_is_read(tmp_path: Path) -> None:
    assert left(written(tmp_path, "mondo", *DISEASES))[0] == {"MONDO:1", "MONDO:2", "MONDO:3", "MONDO:9"}
    assert len(read(written(tmp_path, "mondo", *DISEASES))) == 4


def test_obsolete_and_imported_terms_are_not_counted_as_left_out(tmp_path: Path) -> None:
    further = (term("MONDO:8", "is_a: MONDO:9", "is_obsolete: true"), term("HP:1", "is_a: MONDO:9"))
    assert left(written(tmp_path, "mondo", *DISEASES, *further), PETS)[1] == {"disease of pets": 3}


@pytest.mark.parametrize("relationship", ["part_of", "BFO:0000050"])
def test_the_parts_of_what_is_left_out_go_with_it(tmp_path: Path, relationship: str) -> None:
    terms = (
        term("UBERON:1"),
        term("UBERON:2", f"relationship: {relationship} UBERON:1 ! wing", "relationship: near UBERON:3"),
    )
    path = written(tmp_path, "uberon", *terms, term("UBERON:3"))
    assert left(path, LeftOut(reason="bird", branches=("UBERON:1",)))[0] == {"UBERON:3"}


def test_what_is_kept_is_kept_with_all_below_it(tmp_path: Path) -> None:
    rule = msgspec.structs.replace(PETS, keeps=("MONDO:2",), words=("kittens",))
    assert left(written(tmp_path, "mondo", *DISEASES), rule) == (
        {"MONDO:1", "MONDO:2", "MONDO:3"},
        {"disease of pets": 1},
    )


def test_a_circle_in_the_hierarchy_does_no_harm(tmp_path: Path) -> None:
    path = written(
        tmp_path, "mondo", term("MONDO:9", "is_a: MONDO:8"), term("MONDO:8", "is_a: MONDO:9"), term("MONDO:1")
    )
    assert left(path, PETS)[0] == {"MONDO:1"}


def test_whole_words_of_names_tell_in_any_case(tmp_path: Path) -> None:
    names = {"1": "wing of Aves", "2": "insect leg", "3": "INSECT", "4": "dissect", "5": "insectoid", "6": "leg"}
    path = written(tmp_path, "uberon", *(term(f"UBERON:{id}", name=name) for id, name in names.items()))
    read_, counted = left(path, LeftOut(reason="animal", words=("insect", "Aves")))
    assert read_ == {"UBERON:4", "UBERON:5", "UBERON:6"}
    assert counted == {"animal": 3}


def marked(folder: Path, *, human: int, other: int) -> Path:
    terms = [term(f"UBERON:{number}", *["subset: human_subset"] * (number < human)) for number in range(human + other)]
    return written(folder, "uberon", *terms)


OUTSIDE = LeftOut(reason="animal", subset="human_subset")


def test_what_is_outside_the_publishers_own_subset_is_left_out(tmp_path: Path) -> None:
    assert left(marked(tmp_path, human=6, other=2), OUTSIDE)[1] == {"animal": 2}


@pytest.mark.parametrize("human", [0, 1, 4])
def test_a_file_that_marks_few_terms_or_none_does_not_say_what_is_outside(tmp_path: Path, human: int) -> None:
    assert left(marked(tmp_path, human=human, other=4), OUTSIDE)[1] == {}


def test_several_files_are_read_as_one_ontology(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number, stanza in enumerate(DISEASES):
        written(folder, "mondo", stanza).rename(folder / f"{number}.obo")
    assert left(folder, PETS)[0] == {"MONDO:1"}


def test_the_reading_in_pieces_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "mondo", *DISEASES)
    for size in (1, 7, 100):
        monkeypatch.setattr(obo_left_out, "CHUNK", size)
        assert left(path, PETS)[0] == {"MONDO:1"}


@pytest.mark.parametrize("content", [b"", b"x" * 100_000, b"\x1f\x8bnot gzip", b"id: 1\nis_a: 2\n"])
def test_a_file_that_is_no_ontology_is_refused_as_ever(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(obo_left_out, "MAX_LINE", 1_000)
    monkeypatch.setattr(obo_left_out, "CHUNK", 100)
    path = tmp_path / "some.obo"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"some\.obo"):
        list(obo.concepts(path, Reading(source=an_ontology(leaves_out=(PETS,)))))


@pytest.mark.parametrize(
    ("name", "is_left_out"), [("heap of shit", True), ("Shit", True), ("shitake", False), ("feces", False)]
)
def test_vulgar_names_are_left_out_where_the_catalogue_says_so(tmp_path: Path, name: str, is_left_out: bool) -> None:
    path = written(tmp_path, "uberon", term("UBERON:1", f'synonym: "{name}" EXACT []', name="stool"))
    reading = Reading(source=an_ontology(leaves_out_vulgar_names=True))
    assert len(read(path, reading)["UBERON:1"].names) == 2 - is_left_out
    assert reading.left_out["vulgar name"] == is_left_out
    assert len(read(path, Reading(source=an_ontology()))["UBERON:1"].names) == 2


def test_mondo_is_without_the_diseases_of_other_animals() -> None:
    assert [(rule.reason, rule.branches) for rule in catalogue()["mondo"].leaves_out] == [
        ("non-human animal disease", ("MONDO:0005583",))
    ]


def test_uberons_lists_are_of_its_own_terms_and_nothing_is_both_left_out_and_kept() -> None:
    (rule,) = (rule.complete() for rule in catalogue()["uberon"].leaves_out)
    codes = (*rule.branches, *rule.keeps)
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("UBERON:") for code in codes)
    assert rule.reason
    assert rule.words


@pytest.mark.parametrize(
    ("name", "is_left_out"),
    [
        ("wing of insect leg", True),
        ("pectoral fin", True),
        ("paired limb/fin", False),
        ("nasal fin", False),
        ("heart", False),
    ],
)
def test_uberons_words_do_not_take_human_anatomy(tmp_path: Path, name: str, is_left_out: bool) -> None:
    path = written(tmp_path, "uberon", term("UBERON:0000001", name=name))
    assert is_left_out != bool(read(path, Reading(source=catalogue()["uberon"])))


@pytest.mark.parametrize(("code", "is_left_out"), [("UBERON:0000022", True), ("UBERON:0001350", False)])
def test_feathers_are_left_out_and_the_coccyx_is_not(tmp_path: Path, code: str, is_left_out: bool) -> None:
    path = written(tmp_path, "uberon", term(code, "is_a: UBERON:0002415 ! tail"))
    assert is_left_out != bool(read(path, Reading(source=catalogue()["uberon"])))


# Codes that another ontology's terms were taken over with

FISH = LeftOut(reason="structure of fish", subset="people", prefixes=("UBERON:2",))


def test_codes_with_a_prefix_are_left_out_but_for_what_others_are_kinds_of(tmp_path: Path) -> None:
    stanzas = (
        term("UBERON:2000001", name="bone of fish"),
        term("UBERON:2000002", name="bone of both"),
        term("UBERON:0000003", "is_a: UBERON:2000002", name="bone of humans"),
    )
    reading = Reading(source=an_ontology(leaves_out=(FISH,)))
    assert set(read(written(tmp_path, "uberon", *stanzas), reading)) == {"UBERON:2000002", "UBERON:0000003"}
    assert reading.left_out == {"structure of fish": 1}


def test_a_file_that_marks_a_subset_is_believed_and_not_the_prefix(tmp_path: Path) -> None:
    subset = "subset: people"
    stanzas = (term("UBERON:2000001", subset, name="bone"), term("UBERON:0000003", name="fin"))
    path = written(tmp_path, "uberon", *stanzas, *(term(f"UBERON:00001{at}", subset, name="b") for at in range(3)))
    kept = read(path, Reading(source=an_ontology(leaves_out=(FISH,))))
    assert "UBERON:2000001" in kept
    assert "UBERON:0000003" not in kept


@pytest.mark.parametrize(
    ("name", "is_left_out"),
    [
        ("hair cell of neuromast", True),
        ("interneuron (Mmus)", True),
        ("bipolar cell (sensu Mus)", True),
        ("fungal spore", False),
        ("glioblast (sensu Vertebrata)", False),
        ("interneuron (Primate)", False),
        ("Muscle cell", False),
    ],
)
def test_cells_of_other_animals_are_left_out_and_those_of_germs_are_not(
    tmp_path: Path, name: str, is_left_out: bool
) -> None:
    path = written(tmp_path, "cl", term("CL:0000001", name=name))
    assert is_left_out != bool(read(path, Reading(source=catalogue()["cl"])))


def test_terms_of_how_something_is_are_concepts(tmp_path: Path) -> None:
    terms = [
        term("HP:2", "is_a: HP:1", name="Proximal"),
        term("HP:1", name="Spatial pattern"),
        term("HP:3", name="Cough"),
    ]
    found = read(written(tmp_path, "hp", *terms), Reading(source=an_ontology(qualities=("HP:1",))))
    assert {name: concept.semantic_types[0].value for name, concept in found.items()} == {
        "HP:1": "concept",
        "HP:2": "concept",
        "HP:3": "symptom",
    }
