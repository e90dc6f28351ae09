"""Reading the tabular list of ICD-10-CM. Codes and titles are ours, the layout is the publisher's."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.icd10cm import tabular_list as icd10cm
from bot.sources.formats.icd10cm.names import is_same, stem, terms, titles
from bot.terms.model import NameKind, SemanticType

PREFERRED, SYNONYM, ABBREVIATION, ENTRY_TERM = (
    NameKind.PREFERRED,
    NameKind.SYNONYM,
    NameKind.ABBREVIATION,
    NameKind.ENTRY_TERM,
)


@pytest.fixture
def tabular(fixtures: Path) -> Path:
    return fixtures / "icd10cm.xml"


@pytest.fixture
def read(tabular: Path) -> dict[str, Concept]:
    """The concepts of the fixture by code."""
    return {concept.code: concept for concept in icd10cm.concepts(tabular) if isinstance(concept, Concept)}


def names(concept: Concept) -> list[tuple[str, NameKind]]:
    return [(name.name, name.kind) for name in concept.names]


def test_the_edition_is_the_release_that_the_file_names(tabular: Path) -> None:
    assert icd10cm.edition(tabular) == Edition("2026", 2026)


def test_sections_categories_and_codes_that_say_something_are_concepts(read: dict[str, Concept]) -> None:
    assert set(read) == {
        *("J00-J06", "J00", "J01", "J01.0", "J01.02", "J01.1", "J01.80", "J02.9", "J10", "F20"),
        *("R00-R09", "R05", "R06", "R75", "S00", "S00.1"),
    }


def test_what_is_left_out_is_counted_by_the_reason(tabular: Path) -> None:
    reading = Reading()
    list(icd10cm.concepts(tabular, reading))
    assert reading.left_out == {
        "code for one side, trimester or fetus": 2,
        "code for other conditions": 3,
        "code for unspecified conditions": 1,
        "code for details of a condition": 3,
        "code for an external cause": 2,
        "code for a circumstance of care": 1,
    }


def test_there_are_no_definitions_and_no_pages(read: dict[str, Concept]) -> None:
    assert not any(concept.definitions or concept.url for concept in read.values())


def test_a_parent_is_the_nearest_code_that_is_a_concept(read: dict[str, Concept]) -> None:
    parents = {code: concept.parents for code, concept in read.items()}
    assert parents["J00-J06"] == ()
    assert parents["J01"] == ("J00-J06",)
    assert parents["J01.02"] == ("J01.0",)
    assert parents["J01.80"] == ("J01",), "over a code for other conditions"
    assert parents["J02.9"] == ("J00-J06",)
    assert parents["F20"] == (), "a section of other conditions is none"


def test_a_chapter_says_what_kind_of_thing_its_codes_are(read: dict[str, Concept]) -> None:
    kinds = {code: concept.semantic_types for code, concept in read.items()}
    assert kinds["J01.0"] == kinds["J00-J06"] == (SemanticType.DISEASE,)
    assert kinds["F20"] == (SemanticType.MENTAL_DISORDER,)
    assert kinds["R05"] == (SemanticType.SYMPTOM,)
    assert kinds["S00.1"] == (SemanticType.INJURY,)
    assert kinds["R75"] == (), "a finding in blood is no symptom"


def test_inclusion_terms_lead_to_a_code_and_only_another_spelling_is_a_synonym(read: dict[str, Concept]) -> None:
    assert names(read["J00"]) == [
        ("Acute sneezitis [spring sneeze]", PREFERRED),
        ("Acute sneezitis", SYNONYM),
        ("spring sneeze", SYNONYM),
        ("sneezing in a meadow", ENTRY_TERM),
        ("Blossom sneeze", ENTRY_TERM),
        ("Sneezitis, acute", SYNONYM),
    ]


def test_notes_on_what_belongs_elsewhere_or_is_coded_in_addition_are_no_names(read: dict[str, Concept]) -> None:
    said = " ".join(name.name for concept in read.values() for name in concept.names)
    for word in ("hayloft", "flower", "due to", "classifiable"):
        assert word not in said


def test_terms_of_the_same_thing_unspecified_lead_to_the_thing_itself(read: dict[str, Concept]) -> None:
    assert names(read["J01"]) == [
        ("Sneezalgia (SNA)", PREFERRED),
        ("Sneezalgia", SYNONYM),
        ("SNA", ABBREVIATION),
        ("sneezing out of tune", ENTRY_TERM),
        ("Sneeze ache", ENTRY_TERM),
    ]


def test_an_unspecified_condition_that_stands_nowhere_else_is_the_condition(read: dict[str, Concept]) -> None:
    assert names(read["J02.9"]) == [("Wheezing", PREFERRED), ("Wheezing, unspecified", SYNONYM)]


def test_words_that_may_be_absent_may_be_left_out(read: dict[str, Concept]) -> None:
    assert names(read["J01.0"]) == [
        ("Chronic (drawn-out) sneezalgia", PREFERRED),
        ("Chronic sneezalgia", SYNONYM),
        ("Sneezalgia (lasting) of old age", ENTRY_TERM),
        ("Sneezalgia of old age", ENTRY_TERM),
    ]


@pytest.mark.parametrize(
    ("title", "others"),
    [
        ("Cough", []),
        ("Rash [exanthem]", [("Rash", SYNONYM), ("exanthem", SYNONYM)]),
        ("Orthostatic tachycardia [OT]", [("Orthostatic tachycardia", SYNONYM), ("OT", ABBREVIATION)]),
        ("Cold of nose [CON]", [("Cold of nose", SYNONYM), ("CON", ABBREVIATION)]),
        # What is in brackets names a part of the title, a person, a limit, or an organism: no name of the whole.
        ("Elevated prostate antigen [PA]", [("Elevated prostate antigen", SYNONYM)]),
        ("Complication of respirator [ventilator]", [("Complication of respirator", SYNONYM)]),
        ("Lymph node syndrome [Kawasaki]", [("Lymph node syndrome", SYNONYM)]),
        ("Familial dysautonomia [Riley-Day]", [("Familial dysautonomia", SYNONYM)]),
        ("Burn [any part, except face]", [("Burn", SYNONYM)]),
        ("Anaplasmosis [A. phagocytophilum]", [("Anaplasmosis", SYNONYM)]),
        ("Abnormal tracing [ECG] [EKG]", [("Abnormal tracing", SYNONYM)]),
        # A part of a word is no word that may be absent.
        ("Primary (osteo)arthritis", []),
        ("Deformity of finger(s)", []),
        ("Seasonal [pollen-borne] sneezitis of nose", [("Seasonal sneezitis of nose", SYNONYM)]),
        ("Unspecified", []),
    ],
)
def test_a_title_has_other_spellings(title: str, others: list[tuple[str, NameKind]]) -> None:
    assert list(titles(title)) == [(title, PREFERRED), *others]


@pytest.mark.parametrize(
    ("title", "thing"),
    [
        ("Unspecified kidney failure", "Kidney failure"),
        ("Unspecified type of growth of kidney", "Growth of kidney"),
        ("Pneumonia, unspecified organism", "Pneumonia"),
        ("Infection of ducts, site not specified", "Infection of ducts"),
        ("Loss of a toe, level unspecified", "Loss of a toe"),
        ("Weak wall of unspecified site", "Weak wall"),
        ("Lack of air due to unspecified cause", "Lack of air"),
        ("Unspecified disorder due to wear of unspecified site", "Disorder due to wear"),
    ],
)
def test_of_a_title_where_nothing_more_is_known_the_thing_itself_is_preferred(title: str, thing: str) -> None:
    assert list(titles(title)) == [(thing, PREFERRED), (title, SYNONYM)]


def test_titles_are_compared_without_what_adds_nothing() -> None:
    assert stem("Pathological (late) fracture, not elsewhere classified") == "pathological fracture"


def test_a_term_that_is_the_name_of_a_code_above_leads_there_only(tmp_path: Path) -> None:
    path = tmp_path / "tabular.xml"
    below = (
        "<diag><name>J03.9</name><desc>Sneezles without complication</desc>"
        "<inclusionTerm><note>Sneezles NOS</note><note>Plain sneezles</note></inclusionTerm></diag>"
    )
    path.write_text(
        '<ICD10CM.tabular><section id="J00-J06"><desc/>'
        f"<diag><name>J03</name><desc>Sneezles</desc>{below}</diag></section></ICD10CM.tabular>",
        encoding="utf-8",
    )
    _, without = icd10cm.concepts(path)
    assert isinstance(without, Concept)
    assert names(without) == [("Sneezles without complication", PREFERRED), ("Plain sneezles", ENTRY_TERM)]


@pytest.mark.parametrize(
    ("title", "other", "same"),
    [
        ("Sneezing disorder, unspecified", "Sneezing disorders", True),
        ("Unspecified anomaly of nose", "Anomalies of nose", True),
        ("Sneezing disorder, mild", "Sneezing disorders", False),
    ],
)
def test_one_thing_may_be_named_in_the_plural(title: str, other: str, *, same: bool) -> None:
    assert is_same(title, other) is same


def test_the_same_thing_unspecified_is_left_out_below_its_plural_which_its_terms_lead_to(tmp_path: Path) -> None:
    path = tmp_path / "tabular.xml"
    below = (
        "<diag><name>J03.9</name><desc>Sneezing disorder, unspecified</desc>"
        "<inclusionTerm><note>Nose trouble NOS</note></inclusionTerm></diag>"
    )
    path.write_text(
        '<ICD10CM.tabular><section id="J00-J06"><desc/>'
        f"<diag><name>J03</name><desc>Sneezing disorders</desc>{below}</diag></section></ICD10CM.tabular>",
        encoding="utf-8",
    )
    reading = Reading()
    (concept,) = icd10cm.concepts(path, reading)
    assert isinstance(concept, Concept)
    assert names(concept) == [("Sneezing disorders", PREFERRED), ("Nose trouble", ENTRY_TERM)]
    assert reading.left_out == {"code for unspecified conditions": 1}


def test_a_term_is_kept_once_without_what_only_coders_need() -> None:
    assert terms(["Fever NOS", "Fever, NOS", "Fever", "Use for fever", "x" * 101, ""]) == ["Fever"]
    assert terms(["Fever of type 3, or NOS"]) == ["Fever of type 3"]


def test_a_term_with_another_wording_in_brackets_is_also_a_term_without_it() -> None:
    assert terms(["Nasal [rhinal] itch"]) == ["Nasal [rhinal] itch", "Nasal itch"]


def test_another_name_at_the_end_of_a_term_is_a_term() -> None:
    assert terms(["Itch of nose [ION]"]) == ["Itch of nose [ION]", "Itch of nose", "ION"]
    assert terms(["Itchy nose [Doe]"]) == ["Itchy nose [Doe]", "Itchy nose"], "a person is none"


def test_what_a_category_includes_leads_to_it_and_to_nothing_below_it(read: dict[str, Concept]) -> None:
    assert ("sneezing out of tune", ENTRY_TERM) in names(read["J01"])
    assert ("sneezing out of tune", ENTRY_TERM) not in names(read["J01.0"])


# The archive of the publisher, and what is none


def test_the_tabular_list_is_found_among_the_other_files_of_the_archive(tabular: Path, tmp_path: Path) -> None:
    archive = tmp_path / "icd10cm-table and index-2026.zip"
    with zipfile.ZipFile(archive, "w") as contents:
        contents.writestr("index/icd10cm-index-2026.xml", "<ICD10CM.index><version>2031</version></ICD10CM.index>")
        contents.writestr("icd10cm-tabular-2026.pdf", b"%PDF-1.7 \xff\xfe")
        contents.writestr("table/icd10cm-tabular-2026.xml", tabular.read_bytes())
        contents.writestr("empty.txt", b"")
    assert icd10cm.edition(archive) == Edition("2026", 2026)
    assert list(icd10cm.concepts(archive)) == list(icd10cm.concepts(tabular))


@pytest.mark.parametrize("content", [b"<ICD10CM.index/>", b"not XML", b"<html><body>Sorry</body></html>"])
def test_an_archive_without_the_list_is_refused_with_what_to_give(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as contents:
        contents.writestr("file", content)
    with pytest.raises(DataError) as refused:
        list(icd10cm.concepts(path))
    assert f"{path} holds no file of ICD-10-CM" in refused.value.problem
    assert "tabular" in refused.value.remedy


@pytest.mark.parametrize(
    "diag",
    [
        "<diag><desc>Without a code</desc></diag>",
        "<diag><name>J03</name></diag>",
        "<diag><name>J3; DROP</name><desc>Odd</desc></diag>",
    ],
)
def test_a_code_without_a_code_or_a_title_is_broken_and_the_others_are_read(diag: str, tmp_path: Path) -> None:
    path = tmp_path / "tabular.xml"
    good = "<diag><name>J04</name><desc>Good</desc></diag>"
    path.write_text(
        f'<ICD10CM.tabular><section id="J00-J06"><desc/>{diag}{good}</section></ICD10CM.tabular>', encoding="utf-8"
    )
    broken, read = icd10cm.concepts(path)
    assert isinstance(broken, BrokenRecord)
    assert isinstance(read, Concept)
    assert read.code == "J04"
