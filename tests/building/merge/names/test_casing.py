"""The capitals of a name inside a sentence, as publishers' sentences use its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.names.capitals import Casing
from bot.building.merge.names.eponyms import Eponyms
from bot.building.merge.names.usage import usage_in
from bot.sources.concept import Concept
from bot.terms.model import SemanticGroup

MakeConcept = Callable[..., Concept]

SENTENCES = (
    (
        "The heart attack was seen in Bell palsy and a fever, and Bell palsy went. "
        "The bell rang twice, and every bell rings."
    ),
    "In the west of town a bell rang. Fever of the West Nile, or of West Nile, is known.",
    "A man with Down syndrome went down the stairs, and down again, and down to the Down syndrome ward, down there.",
    "In Graves disease, and as Graves wrote, what Graves saw, why Graves did, how Graves knew, the eyes stand out.",
    "Some write Sarcoma there, though it is a sarcoma, a sarcoma, and once more a sarcoma.",
)
DISORDERS = frozenset({SemanticGroup.DISORDERS})


@pytest.fixture
def casing(make_concept: MakeConcept) -> Casing:
    """The casing learned from the sentences above and from these names."""
    names = ["Bell Palsy", "West Nile Fever", "Down Syndrome", "Heart Attack", "graves disease", "Sarcoma"]
    concepts = [make_concept(name, definitions=SENTENCES) for name in names]
    return Casing(usage_in((concept, True) for concept in concepts))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Heart Attack", "heart attack"),
        ("Bell Palsy", "Bell palsy"),
        ("West Nile Fever", "West Nile fever"),
        ("Down Syndrome", "Down syndrome"),
        ("graves disease", "Graves disease"),
        ("Sarcoma", "sarcoma"),
        ("Hyperzimmeria", "hyperzimmeria"),
        ("Zimmer Disease", "Zimmer disease"),
        ("DNA Disease", "DNA disease"),
        ("HeLa Disease", "HeLa disease"),
        ("Cul7 Attack", "Cul7 attack"),
        ("", ""),
        ("!?", "!?"),
    ],
)
def test_a_name_is_written_as_sentences_write_its_words(casing: Casing, name: str, written: str) -> None:
    assert casing.in_sentence(name, DISORDERS) == written


def test_one_stray_use_makes_no_common_word(make_concept: MakeConcept) -> None:
    texts = ("The sphincter of Oddi, an Oddi muscle, is oddi to one.",)
    casing = Casing(usage_in([(make_concept("Sphincter of Oddi", definitions=texts), True)]))
    assert casing.in_sentence("Sphincter of Oddi", frozenset()) == "sphincter of Oddi"


def test_a_possessive_tells_whom_a_thing_is_named_after_and_not_who_has_it(make_concept: MakeConcept) -> None:
    texts = ("A farmer met two farmers and a bell.",)
    eponyms = Eponyms(usage_in([(make_concept("x", definitions=texts), True)]))
    assert eponyms.of(["Zimmer's Palsy", "Farmer's Lung", "Hajdu-Cheney Syndrome"]) == {"zimmer", "hajdu", "cheney"}


@pytest.mark.parametrize(
    ("name", "written", "groups"),
    [
        # The last word says what the thing is, even if no sentence has it.
        ("Heart Zorbometer", "heart zorbometer", {SemanticGroup.PROCEDURES}),
        ("Heart Zorbs", "heart zorbs", DISORDERS),
        ("Sphincter of Zimmer", "Sphincter of Zimmer", DISORDERS),
        # People use several forms of these words in everyday life.
        ("Teacher Fever", "teacher fever", DISORDERS),
        ("School Teacher", "school teacher", {SemanticGroup.LIVING}),
        ("Refever Attack", "refever attack", DISORDERS),
        # Still a name: its publisher otherwise writes small letters, or it is before the noun of an eponym, or has a
        # hyphen.
        ("Weaver Syndrome", "Weaver syndrome", DISORDERS),
        ("deafness with Rocket heart", "deafness with Rocket heart", DISORDERS),
        ("Rocket-Zimmer Attack", "Rocket-Zimmer attack", DISORDERS),
        ("Rocket Zimmer syndrome", "Rocket Zimmer syndrome", DISORDERS),
        ("Rocket heart attack", "rocket heart attack", DISORDERS),
        # Families and orders.
        ("zorbaceae Fever", "Zorbaceae fever", DISORDERS),
        ("zorbiviridae", "Zorbiviridae", DISORDERS),
        ("Males Fever", "males fever", DISORDERS),
        # A species whose genus sentences write in lower case as well.
        ("Fever zorbiae", "Fever zorbiae", {SemanticGroup.LIVING}),
        ("Fever virus", "fever virus", {SemanticGroup.LIVING}),
    ],
)
def test_a_word_that_no_sentence_holds_is_judged_by_what_it_is_made_of_and_where_it_stands(
    casing: Casing, name: str, written: str, groups: set[SemanticGroup]
) -> None:
    assert casing.in_sentence(name, groups) == written


def test_the_name_of_a_people_keeps_all_its_capitals(make_concept: MakeConcept) -> None:
    text = "She saw a Chinese, some Chinese, the Chinese, old Chinese and a Chinese, and a man and she and she said so."
    casing = Casing(usage_in([(make_concept("x", definitions=(text,)), True)]))
    assert casing.in_sentence("She Chinese", {SemanticGroup.CONCEPTS}) == "She Chinese"
    assert casing.in_sentence("She Zimmer", {SemanticGroup.CONCEPTS}) != "She Zimmer"


def test_a_capital_inside_a_name_in_small_letters_tells_a_person(make_concept: MakeConcept) -> None:
    text = "He and his heart, and his lung, and the His bundle, and an ear, his ear and an ear."
    usage = usage_in([(make_concept("x", definitions=(text,)), True)])
    casing, eponyms = Casing(usage), Eponyms(usage)
    assert eponyms.of(["bundle of His"]) == {"his"}
    assert eponyms.of(["neoplasm of Ear", "Bundle of His", "alpha-Zorb of Heart"]) == frozenset()
    assert casing.in_sentence("Bundle of His", DISORDERS, {"his"}) == "bundle of His"


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["Swan-Ganz Catheter"], {"swan", "ganz"}),
        (["Laser-Ganz Catheter"], set()),
        (["rabin-Pappas syndrome"], {"rabin"}),
        (["anti-Pappas syndrome", "rabin-Pappas antigen"], set()),
        (["Zorbanil-Pappas", "Zorbanil"], set()),
    ],
)
def test_surnames_with_hyphens_are_told_from_words_and_brands(
    make_concept: MakeConcept, names: list[str], people: set[str]
) -> None:
    text = (
        "A laser, the laser, one laser, no laser, a laser, this laser and every laser; "
        "a swan and two swan and the swan."
    )
    eponyms = Eponyms(usage_in([(make_concept("x", definitions=(text,)), True)]))
    assert eponyms.of(names) == people


def test_an_organism_and_a_place_keep_what_no_sentence_tells(casing: Casing) -> None:
    assert casing.in_sentence("Zimmeria", frozenset({SemanticGroup.LIVING})) == "Zimmeria"
    assert casing.in_sentence("Zimmeria", frozenset({SemanticGroup.CHEMICALS})) == "zimmeria"


def test_the_first_word_of_a_sentence_and_a_list_of_other_names_say_nothing(make_concept: MakeConcept) -> None:
    concept = make_concept("growth", definitions=("Growth is seen. Growth goes on. Also called Zimmer growth.",))
    usage = usage_in([(concept, True)])
    assert "growth" not in usage.capital
    assert usage.of("growth") == 2
    assert "zimmer" not in usage.capital


def test_definitions_for_specialists_of_one_field_do_not_count(make_concept: MakeConcept) -> None:
    usage = usage_in([(make_concept("growth", definitions=("A growth.",)), False)])
    assert usage.of("growth") == 0


def test_a_name_that_ends_the_last_text_counts_once(make_concept: MakeConcept) -> None:
    zimmer = make_concept("Zimmer palsy", definitions=("It is a Zimmer palsy.",))
    usage = usage_in([(zimmer, True), (make_concept("Zimmer palsy of cats"), True)])
    assert usage.of("Zimmer palsy") == 1


def test_names_of_people_places_and_viruses(make_concept: MakeConcept) -> None:
    text = (
        "A Zimmer, the Zimmer and a Nile in west Nile and West Nile and the West Nile; "
        "farmers like a day, that day, one day and his day."
    )
    names = ["West Nile Fever", "x"]
    usage = usage_in((make_concept(name, definitions=(text,)), True) for name in names)
    casing, eponyms = Casing(usage), Eponyms(usage)
    assert casing.in_sentence("West Nile Fever", DISORDERS) == "West Nile fever"
    assert casing.in_sentence("Hantavirus Fever", DISORDERS) == "hantavirus fever"
    assert casing.in_sentence("Hantavirus", {SemanticGroup.LIVING}) == "Hantavirus"
    assert casing.in_sentence("Blackwater Fever", DISORDERS) == "blackwater fever"
    assert eponyms.of(["Zimmer-Day Syndrome", "Farmer's Lung"]) == {"zimmer", "day"}
    assert eponyms.of(["Sphincter of Oddi dyskinesia"]) == {"oddi"}


def test_a_name_of_two_people_keeps_both_capitals_though_one_is_a_common_word(make_concept: MakeConcept) -> None:
    text = "It may be a mallory, a mallory or another mallory; the Zimmer and the Zimmer."
    casing = Casing(usage_in([(make_concept("x", definitions=(text,)), True)]))
    assert casing.in_sentence("Mallory-Zimmer Tear", DISORDERS) == "Mallory-Zimmer tear"
    assert casing.in_sentence("Mallory-Zimmer Method", {SemanticGroup.PROCEDURES}) == "mallory-Zimmer method"
