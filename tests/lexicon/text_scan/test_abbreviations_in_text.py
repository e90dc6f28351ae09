"""Abbreviations in text: choices, or the sense that the words around confirm; everyday meanings are ignored."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from lexicon.conftest import MakeConcept, WriteLexicon
from limits import MAX_MESSAGE_LENGTH

from bot.lexicon.store.opening import opened
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.text_scan.abbreviations import Basis
from bot.lexicon.text_scan.senses import Evidence, telling_words
from bot.lexicon.text_scan.terms_in_text import FoundTerm, terms_in_text
from bot.sources.concept import Concept
from bot.terms.model import SemanticType
from bot.terms.source import InstalledSource

DISEASE = (SemanticType.DISEASE,)
PROTEIN = (SemanticType.PROTEIN,)
MEASUREMENT = (SemanticType.MEASUREMENT,)
ENGLISH = ("en",)


def _glossary(concept: MakeConcept) -> list[Concept]:
    return [
        concept(
            "emergency department",
            abbreviations=["ER"],
            semantic_types=(SemanticType.CONCEPT,),
            definitions=("The part of a hospital for accidents and sudden illness.",),
        ),
        concept(
            "estrogen receptor",
            abbreviations=["ER"],
            semantic_types=PROTEIN,
            definitions=("A protein in some breast tumors that a hormone binds to.",),
        ),
        concept(
            "diabetes mellitus",
            plains=["diabetes"],
            abbreviations=["DM"],
            semantic_types=DISEASE,
            definitions=("Too much sugar in the blood, as insulin is missing.",),
        ),
        concept(
            "ultrasound",
            abbreviations=["US"],
            semantic_types=(SemanticType.TEST,),
            definitions=("Pictures of the inside of the body, made by sound.",),
        ),
        concept("heart rate", abbreviations=["HR"], semantic_types=MEASUREMENT, definitions=("Beats in a minute.",)),
        concept("blood pressure", abbreviations=["BP"], semantic_types=MEASUREMENT, definitions=("A push.",)),
        concept(
            "progesterone receptor",
            abbreviations=["PR"],
            semantic_types=PROTEIN,
            definitions=("A protein in some breast tumors.",),
        ),
        concept("HER2 negative", semantic_types=(SemanticType.PHENOMENON,), definitions=("Without it.",)),
        concept("CD20 antigen", abbreviations=["CD20"], semantic_types=PROTEIN, definitions=("On B cells.",)),
        concept("atrial fibrillation", abbreviations=["AFib"], semantic_types=DISEASE, definitions=("A flutter.",)),
        concept("hemoglobin A1c", abbreviations=["A1C"], semantic_types=PROTEIN, definitions=("Sugar, mean.",)),
        concept("Ki-67", semantic_types=PROTEIN, definitions=("A marker of growth.",)),
        concept("ejection fraction", abbreviations=["EF"], semantic_types=MEASUREMENT, definitions=("A share.",)),
        concept("smoldering kettle", abbreviations=["CAT"], semantic_types=DISEASE, definitions=("Made up.",)),
        concept("stroke", semantic_types=DISEASE, definitions=("A clot or bleeding in the brain.",)),
        concept("hydralazine", semantic_types=(SemanticType.MEDICINE,), definitions=("Widens vessels.",)),
        concept("hydroxyzine", semantic_types=(SemanticType.MEDICINE,), definitions=("Calms itching.",)),
        concept("pulmonary embolism", abbreviations=["PE"], semantic_types=DISEASE, definitions=("A clot in a lung.",)),
        concept("pre-eclampsia", abbreviations=["PE"], semantic_types=DISEASE, definitions=("Of pregnancy.",)),
    ]


def _specialists(concept: MakeConcept) -> list[Concept]:
    return [
        concept("zebra stripe syndrome", abbreviations=["ZSX"], semantic_types=DISEASE, definitions=("Has stripes.",)),
        concept("zinc uptake activity", abbreviations=["ZUA"], semantic_types=(SemanticType.BODY_PROCESS,)),
    ]


def _spanish(concept: MakeConcept) -> list[Concept]:
    return [
        concept("medicina alternativa", abbreviations=["MCA"], semantic_types=(SemanticType.TREATMENT,)),
        concept("esclerosis lateral", abbreviations=["ELQ"], semantic_types=DISEASE, definitions=("Una enfermedad.",)),
    ]


@pytest.fixture(scope="session")
def abbreviations_file(
    make_concept: MakeConcept, write_lexicon: WriteLexicon, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The file of a lexicon with a source for patients, one for specialists and a Spanish one. It is shared, so tests
    must not change it.
    """
    path = tmp_path_factory.mktemp("abbreviations") / "lexicon.sqlite3"
    write_lexicon(
        path,
        glossary=_glossary(make_concept),
        mondo=_specialists(make_concept),
        nci_diccionario=_spanish(make_concept),
    )
    with closing(sqlite3.connect(path)) as file, file:
        (written,) = file.execute("SELECT description FROM source WHERE id = 'mondo'").fetchone()
        source = msgspec.json.decode(written, type=InstalledSource)
        source = dataclasses.replace(source, traits=msgspec.structs.replace(source.traits, for_specialists=True))
        file.execute("UPDATE source SET description = ? WHERE id = 'mondo'", (msgspec.json.encode(source),))
    return path


@pytest.fixture
async def lexicon(abbreviations_file: Path) -> AsyncIterator[Lexicon]:
    """The lexicon of `abbreviations_file`."""
    async with opened(abbreviations_file) as lexicon:
        yield lexicon


async def found(lexicon: Lexicon, message: str, read_in: tuple[str, ...] = ENGLISH) -> dict[str, FoundTerm]:
    """Return the terms of a message by their spelling there."""
    return {
        message[term.start : term.end]: term
        for term in await terms_in_text(lexicon, message, MAX_MESSAGE_LENGTH, read_in)
    }


def headwords(term: FoundTerm) -> list[str]:
    """Return the headwords of the possible senses of a term, the likeliest first."""
    return [entry.headword for entry in term.entries]


@pytest.mark.parametrize(
    ("message", "headword", "because"),
    [
        ("we went to the ER last night", "emergency department", "went to the"),
        ("the ER nurse was kind", "emergency department", "nurse"),
        ("hospital, accident, then the ER: what a day", "emergency department", "hospital"),
        ("the tumor of my breast is fed by the hormone, says the note about ER", "estrogen receptor", "tumor"),
    ],
)
async def test_the_words_around_bear_out_one_sense_and_are_told(
    lexicon: Lexicon, message: str, headword: str, because: str
) -> None:
    term = (await found(lexicon, message))["ER"]
    assert term.basis is Basis.LIKELY
    assert headwords(term)[0] == headword
    assert because in term.because
    assert set(headwords(term)) == {"emergency department", "estrogen receptor"}


@pytest.mark.parametrize(
    ("one", "two", "three", "shown"),
    [
        (("with", "myelin"), ("with",), (), ("myelin",)),
        (("with", "heart"), ("with",), ("heart",), ("with", "heart")),
        (("with", "heart"), ("with", "heart"), ("heart",), ("with",)),
        (("with",), ("with",), ("with",), ("with",)),
    ],
)
def test_the_words_that_are_told_are_those_that_speak_for_the_fewest_other_senses(
    one: tuple[str, ...], two: tuple[str, ...], three: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    weighed = {number: Evidence(words=words) for number, words in enumerate((one, two, three))}
    assert telling_words(weighed, 0) == shown


async def test_where_nothing_tells_all_senses_are_a_choice(lexicon: Lexicon) -> None:
    term = (await found(lexicon, "somebody wrote ER on it"))["ER"]
    assert (term.basis, term.because) == (Basis.OPEN, ())
    assert set(headwords(term)) == {"emergency department", "estrogen receptor"}


async def test_where_the_words_bear_out_both_senses_it_is_a_choice(lexicon: Lexicon) -> None:
    terms = await found(lexicon, "is PE short for pulmonary embolism or for pre-eclampsia?")
    assert terms["PE"].basis is Basis.OPEN
    assert {"pulmonary embolism", "pre-eclampsia"} <= terms.keys()


@pytest.mark.parametrize(
    "message",
    ["the emergency department (ER) was full", "the **emergency department** (**ER**)", "ER (emergency department)"],
)
async def test_a_message_that_spells_an_abbreviation_out_is_believed(lexicon: Lexicon, message: str) -> None:
    term = (await found(lexicon, message))["ER"]
    assert (term.basis, headwords(term)) == (Basis.NAMED, ["emergency department"])


async def test_an_abbreviation_that_a_message_spells_out_as_something_else_stays_dark(lexicon: Lexicon) -> None:
    message = "Eastern Relief (ER) collects coats. ER meets at the hospital, its nurse said."
    assert "ER" not in await found(lexicon, message)


@pytest.mark.parametrize(
    "message",
    [
        "DM me if you want the notes, I'm in the US until Friday",
        "DM me if you have diabetes and take insulin",
        "can someone review my PR? the UI looks off",
        "HR says I have no sick days",
        "a CAT picture, please",
        "lol, idk, brb",
    ],
)
async def test_everyday_capitals_stay_dark(lexicon: Lexicon, message: str) -> None:
    assert set(await found(lexicon, message)) <= {"diabetes"}


@pytest.mark.parametrize(
    ("message", "abbreviation", "headword"),
    [
        ("HR 120, BP 90/60", "HR", "heart rate"),
        ("HR: 120", "HR", "heart rate"),
        ("DM type 2, on insulin, sugar all over the place", "DM", "diabetes mellitus"),
        ("the US showed nothing", "US", "ultrasound"),
        ("breast tumor, PR positive", "PR", "progesterone receptor"),
    ],
)
async def test_everyday_capitals_are_terms_where_the_words_around_bear_that_out(
    lexicon: Lexicon, message: str, abbreviation: str, headword: str
) -> None:
    term = (await found(lexicon, message))[abbreviation]
    assert (term.basis, headwords(term)[0]) == (Basis.LIKELY, headword)


async def test_an_abbreviation_of_specialists_is_offered_never_explained(lexicon: Lexicon) -> None:
    term = (await found(lexicon, "she wrote ZSX on the form"))["ZSX"]
    assert (term.basis, headwords(term)) == (Basis.OPEN, ["zebra stripe syndrome"])


async def test_what_is_no_disease_or_the_like_is_not_even_offered(lexicon: Lexicon) -> None:
    assert await found(lexicon, "she wrote ZUA on the form") == {}


@pytest.mark.parametrize("message", ["stroke in the left MCA", "MCA"])
async def test_an_abbreviation_in_another_language_than_message_and_reader_stays_dark(
    lexicon: Lexicon, message: str
) -> None:
    assert "MCA" not in await found(lexicon, message)


async def test_it_is_offered_to_a_reader_of_that_language(lexicon: Lexicon) -> None:
    term = (await found(lexicon, "they wrote ELQ on the form", ("es",)))["ELQ"]
    assert term.basis is Basis.OPEN


async def test_it_is_explained_in_a_message_in_that_language(lexicon: Lexicon) -> None:
    term = (await found(lexicon, "dicen que una enfermedad como la ELQ es muy rara", ("es",)))["ELQ"]
    assert term.basis is Basis.NAMED


@pytest.mark.parametrize(
    ("message", "abbreviation"),
    [
        ("AFIB again", "AFIB"),
        ("my afib again", "afib"),
        ("AFib, again.", "AFib"),
        ("A1c 7.1", "A1c"),
        ("my a1c was fine", "a1c"),
        ("an EF of 35", "EF"),
        ("(EF)", "EF"),
        ("Ki-67 was high", "Ki-67"),
        ("KI67: 20%", "KI67"),
        ("ki-67.", "ki-67"),
    ],
)
async def test_capitals_digits_and_marks_do_not_hide_an_abbreviation(
    lexicon: Lexicon, message: str, abbreviation: str
) -> None:
    assert list(await found(lexicon, message)) == [abbreviation]


@pytest.mark.parametrize("message", ["HER2- they say", "HER2−, they say", "it is HER2-"])
async def test_a_minus_is_part_of_what_is_found(lexicon: Lexicon, message: str) -> None:
    ((written, term),) = (await found(lexicon, message)).items()
    assert written[-1] in "-−"
    assert headwords(term) == ["HER2 negative"]


@pytest.mark.parametrize("written", ["CD20-", "CD20+"])
async def test_where_only_the_name_without_its_sign_is_known_the_sign_is_shown_all_the_same(
    lexicon: Lexicon, written: str
) -> None:
    (found_so,) = await found(lexicon, f"the cells are {written} he said")
    assert found_so == written


async def test_a_sign_tells_that_a_marker_is_meant(lexicon: Lexicon) -> None:
    term = (await found(lexicon, "it is ER+ they say"))["ER+"]
    assert (term.basis, headwords(term)[0]) == (Basis.LIKELY, "estrogen receptor")


@pytest.mark.parametrize(
    "message", ["it is PE-1 they say", "it is X-PE they say", "I'm in, we're out, pe's", "at 5-PE"]
)
async def test_part_of_a_code_or_contraction_is_no_abbreviation(lexicon: Lexicon, message: str) -> None:
    assert await found(lexicon, message) == {}


async def test_a_hyphen_between_words_is_no_minus(lexicon: Lexicon) -> None:
    assert list(await found(lexicon, "an EF-related question")) == ["EF"]


async def test_a_choice_does_not_hide_a_term_that_is_named_later(lexicon: Lexicon) -> None:
    terms = await found(lexicon, "PE or PE, but I know pulmonary embolism, and pre-eclampsia.")
    assert list(terms) == ["PE", "pulmonary embolism", "pre-eclampsia"]


async def test_a_medicine_is_found_by_its_exact_name_only(lexicon: Lexicon) -> None:
    assert await found(lexicon, "I take hydralizine or hydroxizine") == {}


@pytest.mark.parametrize(
    "unit", ["ER ", "ER (", "(ER) a ", "DM me ", "ER+-", "emergency department (ER) ", "ALL of my "]
)
async def test_thousands_of_abbreviations_are_borne(lexicon: Lexicon, unit: str) -> None:
    terms = await terms_in_text(lexicon, (unit * MAX_MESSAGE_LENGTH)[:MAX_MESSAGE_LENGTH], MAX_MESSAGE_LENGTH, ENGLISH)
    assert len(terms) <= 1


async def test_what_a_curated_list_has_is_found_in_other_capitals(
    tmp_path: Path, write_lexicon: WriteLexicon, make_concept: MakeConcept
) -> None:
    eye = make_concept("right eye", abbreviations=["od"], semantic_types=(SemanticType.BODY_PART,), place=1)
    path = tmp_path / "lexicon.sqlite3"
    write_lexicon(path, glossary=[eye, make_concept("overdose", abbreviations=["OD"], semantic_types=DISEASE)])
    async with opened(path) as lexicon:
        term = (await found(lexicon, "drops in the OD for glaucoma"))["OD"]
    assert set(headwords(term)) == {"right eye", "overdose"}


@pytest.fixture
async def notes(tmp_path: Path, write_lexicon: WriteLexicon, make_concept: MakeConcept) -> AsyncIterator[Lexicon]:
    """A lexicon for clinical notes: a curated list, and specialists' names that end in numbers."""
    medicine, disease, no_kind = (SemanticType.MEDICINE,), DISEASE, ()
    listed = [
        ("multiple sclerosis", ["MS"], disease, 1),
        ("morphine", ["MS"], medicine, 2),
        ("Down syndrome", ["DS"], disease, 1),
        ("double strength", ["DS"], no_kind, 2),
        ("twice a day", ["bid"], no_kind, 1),
        ("discharge", ["D/C"], (SemanticType.PROCEDURE,), 1),
        ("discontinue", ["D/C"], (SemanticType.CONCEPT,), 2),
        ("every day", ["OD"], no_kind, 1),
        ("overdose", ["OD"], (SemanticType.PHENOMENON,), 2),
        ("operating room", ["OR"], no_kind, 1),
        ("odds ratio", ["OR"], MEASUREMENT, 2),
        ("scan", ["QT"], (SemanticType.TEST,), 1),
        ("quail fever", ["QT"], disease, 2),
    ]
    concepts = [
        make_concept(name, abbreviations=short, semantic_types=sorts, place=place, definitions=("Listed.",))
        for name, short, sorts, place in listed
    ]
    concepts += [
        make_concept("Bactrim", semantic_types=medicine, definitions=("An antibiotic.",)),
        make_concept("lisinopril", semantic_types=medicine, definitions=("For the heart.",)),
        make_concept("cancer antigen 125", abbreviations=["CA 125"], semantic_types=PROTEIN, definitions=("It.",)),
    ]
    susceptibility = make_concept(
        "sclerosis gene 2", synonyms=["Hed"], abbreviations=["MS2", "b/c"], semantic_types=disease
    )
    path = tmp_path / "notes.sqlite3"
    write_lexicon(path, our_clinic=concepts, mondo=[susceptibility])
    async with opened(path) as lexicon:
        yield lexicon


@pytest.mark.parametrize("figure", ["2 mg IV", "2mg", "2 tabs", "2 days ago", "2%", "2/10", "2-hour drip", "2 x daily"])
async def test_a_number_of_a_dose_or_measurement_is_no_part_of_a_name(notes: Lexicon, figure: str) -> None:
    terms = await found(notes, f"she got MS {figure}")
    assert "MS 2" not in terms
    assert set(headwords(terms["MS"])) == {"multiple sclerosis", "morphine"}


@pytest.mark.parametrize(("message", "name"), [("MS 2 runs in families", "MS 2"), ("CA 125 was 40 units", "CA 125")])
async def test_a_number_of_a_name_is_part_of_it(notes: Lexicon, message: str, name: str) -> None:
    assert name in await found(notes, message)


@pytest.mark.parametrize("message", ["OR at 7 am tomorrow", "OR at 7", "OR 2.3", "seen in OR 3"])
async def test_numbers_and_small_words_bear_no_sense_out_against_others(notes: Lexicon, message: str) -> None:
    for term in (await found(notes, message)).values():
        assert (term.basis, headwords(term)) == (Basis.OPEN, ["operating room", "odds ratio"])


@pytest.mark.parametrize("message", ["QT", "he has QT", "QT 2 months ago", "had a fever, now QT"])
async def test_a_choice_has_the_order_of_the_curated_list(notes: Lexicon, message: str) -> None:
    assert headwords((await found(notes, message))["QT"]) == ["scan", "quail fever"]


async def test_what_the_words_right_beside_tell_comes_before_the_rest_of_the_list(notes: Lexicon) -> None:
    term = (await found(notes, "gave MS 2 mg"))["MS"]
    assert headwords(term)[0] == "morphine"


@pytest.mark.parametrize(
    ("message", "abbreviation", "headword"),
    [
        ("Bactrim DS BID", "DS", "double strength"),
        ("Bactrim DS BID", "BID", "twice a day"),
        ("Bactrim DS 1 tab BID", "BID", "twice a day"),
        ("bactrim bid", "bid", "twice a day"),
        ("d/c lisinopril", "d/c", "discontinue"),
        ("D/C lisinopril", "D/C", "discontinue"),
        ("OD'd on pills", "OD'd", "overdose"),
        ("he OD’d again", "OD’d", "overdose"),
    ],
)
async def test_a_medicine_beside_or_the_ending_of_a_verb_tells_the_sense(
    notes: Lexicon, message: str, abbreviation: str, headword: str
) -> None:
    term = (await found(notes, message))[abbreviation]
    assert (term.basis, headwords(term)[0]) == (Basis.LIKELY, headword)


@pytest.mark.parametrize(
    "message", ["Bactrim. DS is a console", "Bactrim helped her, DS", "I'd say", "he'd d / c", "and/or", "b/c he'd go"]
)
async def test_a_medicine_in_another_clause_and_contractions_tell_nothing(notes: Lexicon, message: str) -> None:
    assert {term.basis for term in (await found(notes, message)).values()} <= {Basis.OPEN, Basis.NAMED}
    assert await found(notes, message.replace("Bactrim", "").replace("DS", "")) == {}


async def test_an_abbreviation_with_a_slash_is_not_cut_apart(notes: Lexicon) -> None:
    assert list(await found(notes, "pt d/c'd home, D/C papers")) == ["d/c'd"]


async def test_a_complaint_or_history_in_short_tells_a_disease(notes: Lexicon) -> None:
    term = (await found(notes, "h/o QT since birth"))["QT"]
    assert headwords(term)[0] == "quail fever"
