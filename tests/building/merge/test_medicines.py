"""Medicines are recognized by their source, a brand, a definition or a name, and nothing else counts as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from bot.building.merge.medicines import is_medicine
from bot.building.merge.records import Record
from bot.sources.concept import Concept, ConceptName
from bot.terms.model import NameKind, SemanticType

CHEMICAL = (SemanticType.CHEMICAL,)
PROTEIN = (SemanticType.PROTEIN,)
MakeConcept = Callable[..., Concept]
Judge = Callable[..., bool]


@pytest.fixture
def judged(make_concept: MakeConcept, make_records: Callable[..., list[Record]]) -> Judge:
    """Return True if a thing with this name, this definition and these kinds is a medicine."""

    def judge(name: str, definition: str = "", **fields: Any) -> bool:
        return is_medicine(make_records(mesh=[make_concept(name, definitions=(definition,), **fields)]))

    return judge


@pytest.mark.parametrize("kinds", [(SemanticType.MEDICINE,), (SemanticType.CHEMICAL, SemanticType.MEDICINE)])
def test_what_a_source_calls_a_medicine_is_one_wherever_it_says_so(judged: Judge, kinds: tuple[SemanticType]) -> None:
    assert judged("zorbin", semantic_types=kinds)
    assert judged("zorbin", likely_types=kinds)


@pytest.mark.parametrize("kind", [SemanticType.HORMONE, SemanticType.NUTRIENT])
def test_hormones_and_vitamins_are_given_as_medicines(judged: Judge, kind: SemanticType) -> None:
    assert judged("zorbin", semantic_types=(kind,))


@pytest.mark.parametrize(
    "definition",
    [
        "A blocker of the zorb channel that is used to treat high blood pressure.",
        "A macrolide antibiotic made by a mold.",
        "An antihypertensive that relaxes the arteries.",
        "A tricyclic with few side effects.",
        "A vaccine against zorb fever.",
        "A contrast medium for the kidneys.",
    ],
)
def test_a_chemical_that_its_definition_says_is_given_to_people_is_a_medicine(judged: Judge, definition: str) -> None:
    assert judged("zorbin", definition, semantic_types=CHEMICAL)


@pytest.mark.parametrize(
    ("name", "definition", "kinds"),
    [
        ("zorb", "A gray metal that conducts heat.", CHEMICAL),
        ("zorbase", "An enzyme that breaks down drugs in the liver.", PROTEIN),
        ("zorb receptor", "A protein of the cell membrane that has many agonists.", PROTEIN),
        ("zorbitis", "A rash that is treated with antibiotics.", (SemanticType.DISEASE,)),
        ("zorbotomy", "An operation before which an anesthetic is given.", (SemanticType.PROCEDURE,)),
        ("zorbin", "", CHEMICAL),
    ],
)
def test_what_only_has_to_do_with_medicines_is_none(
    judged: Judge, name: str, definition: str, kinds: tuple[SemanticType, ...]
) -> None:
    assert not judged(name, definition, semantic_types=kinds)


@pytest.mark.parametrize("name", ["zorbimab", "zorbipril", "zorbizepam", "cefazorb"])
def test_a_name_that_is_made_like_those_of_medicines_tells(judged: Judge, name: str) -> None:
    assert judged(name, semantic_types=CHEMICAL)
    assert judged("a zorb", synonyms=[name], semantic_types=PROTEIN)
    assert not judged(f"{name} receptor", semantic_types=PROTEIN)


@pytest.mark.parametrize(("name", "tells"), [("MK-4220", True), ("Zorbin Hydrochloride", True), ("Zorbin Blue", False)])
def test_the_code_of_a_laboratory_and_the_name_of_a_salt_tell(judged: Judge, name: str, tells: bool) -> None:
    assert judged("zorbin", synonyms=[name], semantic_types=CHEMICAL) == tells


@pytest.mark.parametrize(
    ("definition", "tells"),
    [
        ("The active ingredient in a drug used to treat zorbitis.", True),
        ("A form of the anticancer drug zorbin that has fewer side effects.", True),
        ("A topical preparation of zorbin.", True),
        ("A form of zorb that is made in the laboratory and used to treat zorbitis.", True),
        ("Medicamento que se usa para tratar la zorbitis.", True),
        ("A form of radiation therapy that is used to treat cancer.", False),
        ("In medicine, a lump in the body.", False),
        ("The use of drugs for fun.", False),
        ("Refers to a drug that is sold without a prescription.", False),
        ("A method of giving drugs through a thin tube.", False),
    ],
)
def test_where_no_source_says_a_kind_the_definition_has_to_call_it_one(
    judged: Judge, definition: str, tells: bool
) -> None:
    assert judged("zorb thing", definition) == tells


def test_what_is_sold_under_a_brand_or_in_a_form_is_a_medicine(
    make_concept: MakeConcept, make_records: Callable[..., list[Record]]
) -> None:
    concept = make_concept("zorbin")
    branded = replace(concept, names=(*concept.names, ConceptName("Zorbix", NameKind.BRAND)))
    assert not is_medicine(make_records(mesh=[concept]))
    assert is_medicine(make_records(mesh=[branded]))
    assert is_medicine(make_records(mesh=[replace(concept, dose_forms=("Pill",))]))


@pytest.mark.parametrize("name", ["Thyroid-stimulating hormone", "uric acid", "agar"])
def test_what_laboratories_measure_and_use_is_no_medicine_unless_a_source_says_so(judged: Judge, name: str) -> None:
    definition = "A substance that rises under therapy with some drugs."
    kinds = (SemanticType.CHEMICAL, SemanticType.HORMONE)
    assert not judged(name, definition, semantic_types=kinds)
    assert judged(name, definition, semantic_types=(*kinds, SemanticType.MEDICINE))
    assert judged(f"{name} alfa", definition, semantic_types=kinds)


@pytest.mark.parametrize(
    ("definition", "is_one"),
    [
        ("An enzyme that rises with hard work and some medicines.", False),
        ("An enzyme that medications may block.", False),
        ("An enzyme that is given as a medicine.", True),
        ("An enzyme that is used in veterinary medicine.", True),
    ],
)
def test_a_word_for_medicines_in_passing_makes_no_protein_one(judged: Judge, definition: str, is_one: bool) -> None:
    assert judged("zorbase", definition, semantic_types=PROTEIN) is is_one


def test_one_source_of_several_is_enough(make_concept: MakeConcept, make_records: Callable[..., list[Record]]) -> None:
    silent = make_concept("zorbin", semantic_types=CHEMICAL)
    says = make_concept("zorbin", likely_types=(SemanticType.MEDICINE,))
    assert is_medicine(make_records(mesh=[silent], nci_dictionary=[says]))
