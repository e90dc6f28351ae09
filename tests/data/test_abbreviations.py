"""The curated list of abbreviations is whole, consistent and in our own words: docs/abbreviations.md says by
which rules.

Each test names every abbreviation that breaks its rule. The comparison with publishers' wording runs only
where MEDLEX_CORPUS names a folder with their files.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from bot.sources.concept import BrokenRecord, Concept
from bot.sources.formats.abbreviation_list import Abbreviation, Sense, abbreviations, abbreviations_folder
from bot.sources.formats.glossary import GlossaryEntry, entries, glossary_folder
from bot.sources.formats.mesh import descriptors as mesh
from bot.sources.formats.nci import glossary as nci_glossary
from bot.terms.normal_forms import fold, normal_forms

CORPUS = Path(os.environ["MEDLEX_CORPUS"]).resolve() if os.environ.get("MEDLEX_CORPUS") else None
needs_corpus = pytest.mark.skipif(CORPUS is None, reason="MEDLEX_CORPUS names no folder with mesh and nci-dictionary")

MIN_ABBREVIATIONS = 2_500
MAX_WORDS = 25
MAX_WORDS_OF_WARNING = 45
MAX_NAME = 80
COPIED_WORDS = 8
# The official list of the Joint Commission, without the two rules about zeros, which are no abbreviations.
DO_NOT_USE = ("U", "u", "IU", "QD", "q.d.", "QOD", "q.o.d.", "MS", "MSO4", "MgSO4")
# From ISMP's list of error-prone abbreviations.
ERROR_PRONE = (
    *(
        "µg",
        "AD",
        "AS",
        "AU",
        "od",
        "OS",
        "OU",
        "BT",
        "cc",
        "D/C",
        "IJ",
        "IN",
        "HS",
        "qhs",
        "qn",
        "q1d",
        "q6PM",
        "SC",
        "SQ",
        "ss",
    ),
    *(
        "SSI",
        "TIW",
        "UD",
        "OJ",
        "per os",
        "x3d",
        ">",
        "<",
        "@",
        "&",
        "+",
        "l",
        "ml",
        "APAP",
        "AZT",
        "CPZ",
        "DTO",
        "HCT",
        "HCTZ",
    ),
    *("MTX", "PTU", "TAC", "TNK", "ZnSO4", "NOAC", "T3", "5-ASA", "ARA A", "DPT", "PCA", "DOR", "TAF", "TDF", "PIT"),
    *("M", "K", "SSRI", "NAS", "nanog", "/", "°", "∅"),
)
# They mean something else in a chat, and stand here for what they mean in a chart.
CHAT = ("DM", "PR", "US", "UI", "HR", "ER")

FILES = sorted(abbreviations_folder().glob("*.toml"))
BY_FILE = {file.name: abbreviations(file) for file in FILES}
ALL = [each for its_own in BY_FILE.values() for each in its_own]
SENSES = [(each, sense) for each in ALL for sense in each.senses]
GLOSSARY = [entry for file in sorted(glossary_folder().glob("*.toml")) for entry in entries(file)]
WORD = re.compile(r"[^\W_]+")


def spellings(abbreviation: Abbreviation) -> tuple[str, ...]:
    return abbreviation.written, *abbreviation.also


BY_SPELLING = {spelling: each for each in ALL for spelling in spellings(each)}


def breaking(rule: Callable[[Sense], bool]) -> list[str]:
    """The senses that do not keep a rule."""
    return [f"{each.written}: {sense.name}" for each, sense in SENSES if not rule(sense)]


def identity(name: str) -> str:
    return next(iter(normal_forms(name)), name)


def test_there_are_enough_of_them_in_every_file() -> None:
    assert len(ALL) >= MIN_ABBREVIATIONS
    assert [name for name, its_own in BY_FILE.items() if not its_own] == []


def test_no_spelling_stands_twice() -> None:
    times = Counter(spelling for each in ALL for spelling in spellings(each))
    assert [spelling for spelling, count in times.items() if count > 1] == []


def test_files_are_sorted_by_the_spelling() -> None:
    for name, its_own in BY_FILE.items():
        written = [each.written for each in its_own]
        assert written == sorted(written, key=lambda text: (fold(text), text)), name


def test_an_abbreviation_has_no_sense_twice() -> None:
    twice = [
        (each.written, title)
        for each in ALL
        for title, count in Counter(identity(sense.title) for sense in each.senses).items()
        if count > 1
    ]
    assert twice == []


def test_every_sense_leads_to_the_glossary_or_to_a_sentence() -> None:
    known = {form for entry in GLOSSARY for form in normal_forms(entry.headword)}
    known |= {form for _, sense in SENSES if sense.definition for form in normal_forms(sense.title)}
    assert breaking(lambda sense: bool(known.intersection(normal_forms(sense.title)))) == []


def test_a_thing_is_explained_once() -> None:
    times = Counter(identity(sense.title) for _, sense in SENSES if sense.definition)
    assert [title for title, count in times.items() if count > 1] == []
    texts = Counter(sense.definition for _, sense in SENSES if sense.definition)
    assert [text for text, count in texts.items() if count > 1] == []


def names_of(entry: GlossaryEntry) -> tuple[str, ...]:
    """Every name of a glossary entry that is written out: a list's entry of that name would answer in its place."""
    return entry.headword, *entry.synonyms, *entry.plain_names, *entry.brands, *entry.former_names


def test_what_the_glossary_explains_is_not_explained_again() -> None:
    names = {form for entry in GLOSSARY for name in names_of(entry) for form in normal_forms(name)}
    again = breaking(lambda sense: sense.definition is None or names.isdisjoint(normal_forms(sense.title)))
    assert again == []


def test_a_sentence_is_short_and_begins_and_ends_as_one() -> None:
    def is_sentence(sense: Sense) -> bool:
        text = sense.definition
        return text is None or (len(text.split()) <= MAX_WORDS and text.endswith(".") and not text[0].islower())

    assert breaking(is_sentence) == []


def test_no_text_holds_stray_space() -> None:
    def is_tidy(sense: Sense) -> bool:
        texts = (sense.name, sense.field, sense.entry, sense.definition)
        return all(text is None or (text and text == " ".join(text.split())) for text in texts)

    assert breaking(is_tidy) == []
    assert [each.written for each in ALL for text in spellings(each) if text != " ".join(text.split())] == []
    assert breaking(lambda sense: len(sense.name) <= MAX_NAME) == []


def test_every_abbreviation_of_the_glossary_is_here_with_all_its_senses() -> None:
    listed: dict[str, set[str]] = {}
    for each, sense in SENSES:
        for spelling in spellings(each):
            listed.setdefault(fold(spelling), set()).add(identity(sense.title))
    missing = [
        (abbreviation, entry.headword)
        for entry in GLOSSARY
        for abbreviation in entry.abbreviations
        if identity(entry.headword) not in listed.get(fold(abbreviation), set())
    ]
    assert missing == []


def test_every_do_not_use_and_error_prone_abbreviation_carries_a_warning() -> None:
    missing = [
        each for each in (*DO_NOT_USE, *ERROR_PRONE) if each not in BY_SPELLING and each.lower() not in BY_SPELLING
    ]
    assert missing == []
    listed = [BY_SPELLING.get(each) or BY_SPELLING[each.lower()] for each in (*DO_NOT_USE, *ERROR_PRONE)]
    unwarned = [each.written for each in listed if not each.warning]
    assert sorted(set(unwarned)) == []


def test_a_warning_says_what_to_write_and_is_about_some_sense() -> None:
    warned = [each for each in ALL if each.warning]
    assert [each.written for each in warned if "Write " not in (each.warning or "")] == []
    assert [each.written for each in warned if len((each.warning or "").split()) > MAX_WORDS_OF_WARNING] == []
    assert [each.written for each in warned if not any(sense.warned for sense in each.senses)] == []
    assert [each.written for each in ALL if not each.warning and not all(sense.warned for sense in each.senses)] == []


def test_the_official_list_is_named_where_it_is_meant() -> None:
    official = {each.written for each in ALL if "do-not-use list" in (each.warning or "")}
    assert official == {"U", "IU", "QD", "QOD", "MS", "MSO4", "MgSO4"}


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("AED", ["defibrillator", "anticonvulsant"]),
        ("SOB", ["shortness of breath"]),
        ("OD", ["every day", "overdose", "right eye"]),
        ("Ca", ["calcium", "cancer"]),
        ("CA", ["cancer", "calcium"]),
        ("pt", ["patient", "physical therapy", "prothrombin time"]),
        ("bid", ["twice a day"]),
        ("RDS", ["newborn respiratory distress syndrome", "acute respiratory distress syndrome"]),
        ("IRDS", ["newborn respiratory distress syndrome"]),
        ("c/o", ["complains of"]),
        ("AMS", ["altered mental status", "altitude sickness"]),
        ("PAP", ["Pap test", "continuous positive airway pressure", "pulmonary artery pressure"]),
        ("IDC", ["Foley catheter", "invasive ductal carcinoma"]),
        ("SBO", ["small bowel obstruction", "spina bifida occulta"]),
        ("ACR", ["albumin-to-creatinine ratio", "American College of Rheumatology"]),
    ],
)
def test_senses_stand_in_the_order_in_which_people_use_them(written: str, first: list[str]) -> None:
    each = BY_SPELLING.get(written) or BY_SPELLING[written.lower()]
    assert [sense.title for sense in each.senses][: len(first)] == first


@pytest.mark.parametrize("written", CHAT)
def test_chat_capitals_stand_for_what_they_mean_in_a_chart(written: str) -> None:
    words = {"direct message", "public relations", "United States", "user interface", "human resources"}
    assert words.isdisjoint(sense.name for sense in BY_SPELLING[written].senses)


def runs(text: str) -> Iterator[str]:
    """Every run of COPIED_WORDS words of a text, in lower case and without punctuation."""
    words = WORD.findall(re.sub(r"['’]", "", text.lower()))
    return (" ".join(words[start : start + COPIED_WORDS]) for start in range(len(words) - COPIED_WORDS + 1))


def published(folder: Path) -> Iterator[Concept | BrokenRecord]:
    return chain(
        nci_glossary.concepts(max(folder.glob("nci-dictionary/*-en.json*"))),
        mesh.concepts(max(folder.glob("mesh/desc*.xml.gz"))),
    )


@needs_corpus
def test_no_sentence_repeats_eight_words_of_nci_or_mesh() -> None:
    assert CORPUS is not None
    used = {run: sense.title for _, sense in SENSES if sense.definition for run in runs(sense.definition)}
    concepts = (concept for concept in published(CORPUS) if isinstance(concept, Concept))
    copied = {
        (used[run], concept.preferred_name, run)
        for concept in concepts
        for definition in concept.definitions
        for run in used.keys() & set(runs(definition))
    }
    assert sorted(copied) == []
