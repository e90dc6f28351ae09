"""Words are taken into the parts that they are made of, and left whole where that is not plain to see."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.terms.word_analysis import MAX_LENGTH, analyses, analyze
from bot.terms.word_parts import opaque_words

TRUTH = Path(__file__).parents[1] / "data" / "word_part_truth.tsv"
MIN_RECALL = 0.85
RANDOM = TRUTH.with_name("word_part_random.tsv")
# Of the held rows, four traps of a hundred are words that no rule of letters tells from others, and that are not
# listed: "glaucoma".
MIN_PRECISION = {"dev": 0.98, "held": 0.92}
MIN_PRECISION_OF_RANDOM = 0.93
MIN_RECALL_OF_RANDOM = 0.7


@dataclass(frozen=True, slots=True)
class Row:
    """One word of the truth file; `parts` is "-" where it must not be taken apart."""

    term: str
    parts: str
    meanings: str
    half: str


def rows() -> list[Row]:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(row["term"], row["parts"], row["meanings"], row["half"]) for row in table]


def written(word: str) -> str:
    """The word with its parts divided, or "-"."""
    return "·".join(piece.written for piece in analyze(word) or ()) or "-"


def meanings(word: str) -> str:
    return " + ".join(piece.part.meanings[0] for piece in analyze(word) or ())


@pytest.mark.parametrize(
    ("word", "parts", "meaning"),
    [
        ("cholecystectomy", "chole·cyst·ectomy", "bile + bladder + surgical removal"),
        ("Hepatitis", "hepat·itis", "liver + inflammation"),
        ("anemia", "an·emia", "without + condition of the blood"),
        ("hypoglycemia", "hypo·glyc·emia", "too little + sugar + condition of the blood"),
        ("gastroenterology", "gastro·entero·logy", "stomach + bowel + study of"),
        ("leukocytosis", "leuko·cyt·osis", "white + cell + condition"),
        pytest.param("hemodialysis", "hemo·dia·lysis", "blood + through + breaking down", id="a prefix behind a root"),
        pytest.param("dyssomnias", "dys·somnias", "bad + sleep", id="a plural"),
        pytest.param("cholangitis", "chol·ang·itis", "bile + blood vessel + inflammation", id="two vowels that meet"),
    ],
)
def test_the_parts_of_a_word_and_what_they_mean(word: str, parts: str, meaning: str) -> None:
    assert written(word) == parts
    assert meanings(word) == meaning


def test_an_example_tells_parts_that_are_written_alike() -> None:
    assert meanings("pediatrics").startswith("child")
    assert meanings("infertility").startswith("not")


@pytest.mark.parametrize(("word", "parts"), [("cardiac", "cardi·ac"), ("fibroid", "fibr·oid")])
def test_where_the_same_parts_meet_the_root_keeps_its_letters(word: str, parts: str) -> None:
    assert written(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("history", id="a Latin ending behind a Greek root"),
        pytest.param("sternum", id="one root with a bare ending"),
        pytest.param("hysteria", id="a meaning that is not the sum"),
        pytest.param("neuroanatomy", id="parts before such a word"),
        pytest.param("anatomies", id="its plural"),
        pytest.param("propranolol", id="letters that are no part"),
        pytest.param("encephalgram", id="a root without its joining vowel"),
        pytest.param("sinperative", id="a prefix behind letters that are no part"),
        pytest.param("anal", id="too short"),
        pytest.param("cardio" * MAX_LENGTH + "logy", id="too long"),
        pytest.param("blood clot", id="two words"),
        pytest.param("hépatite", id="another alphabet"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_word_is_left_whole(word: str) -> None:
    assert analyze(word) is None


def test_parts_that_letters_do_not_tell_apart_are_all_found() -> None:
    found = {tuple(piece.part.meanings[0] for piece in pieces) for pieces in analyses("parametritis")}
    assert found == {("beside", "measure", "inflammation"), ("beside", "womb", "inflammation")}
    assert analyze("parametritis") is None


def test_listed_words_are_left_whole() -> None:
    assert [word for word in opaque_words() if analyze(word)] == []


def test_the_truth_file_has_as_many_traps_as_words_of_parts() -> None:
    found = rows()
    assert len(found) == len({row.term for row in found}) == 400
    assert sum(row.parts == "-" for row in found) == 200
    assert [row.half for row in found] == ["held", "dev"] * 200
    assert [
        row.term for row in found if row.parts not in {"-", *[row.parts] * (row.parts.replace("·", "") == row.term)}
    ] == []


@pytest.mark.parametrize("half", MIN_PRECISION)
def test_precision_and_recall_on_the_truth_file(half: str) -> None:
    table = [row for row in rows() if row.half == half]
    shown = [row for row in table if written(row.term) != "-"]
    right = [row for row in shown if (written(row.term), meanings(row.term)) == (row.parts, row.meanings)]
    assert len(right) / len(shown) >= MIN_PRECISION[half], [row.term for row in shown if row not in right]
    assert len(right) / sum(row.parts != "-" for row in table) >= MIN_RECALL


def test_precision_and_recall_on_words_chosen_at_random() -> None:
    """Headwords of MeSH and the NCI dictionary, most of them no textbook words; several ways to write the end of a word
    may be right, of which the file has one.
    """
    with RANDOM.open(encoding="utf-8", newline="") as file:
        truth = {row["term"]: row["parts"] for row in csv.DictReader(file, delimiter="\t")}
    shown = [word for word in truth if written(word) != "-"]
    right = [word for word in shown if written(word) == truth[word]]
    assert len(truth) == 200
    assert len(right) / len(shown) >= MIN_PRECISION_OF_RANDOM, [word for word in shown if word not in right]
    assert len(right) / sum(parts != "-" for parts in truth.values()) >= MIN_RECALL_OF_RANDOM
