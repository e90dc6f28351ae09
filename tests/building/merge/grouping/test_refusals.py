"""The checks that keep two records apart although one has the other's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.grouping.grouping import join_records as grouped_records
from bot.building.merge.grouping.refusals import Refusal
from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.records import Record
from bot.sources.concept import Concept
from bot.terms.model import SemanticType
from bot.terms.normal_forms import normal_words

MakeConcept = Callable[..., Concept]
MakeRecords = Callable[..., list[Record]]

DISEASE = (SemanticType.DISEASE,)
SYMPTOM = (SemanticType.SYMPTOM,)
MEDICINE = (SemanticType.MEDICINE,)
PROTEIN = (SemanticType.PROTEIN,)
BODY_PART = (SemanticType.BODY_PART,)


@pytest.fixture
def refused(make_records: MakeRecords) -> Callable[..., list[Refusal]]:
    """Return the reasons that keep the records of these concepts, named by their source, apart; none if they share a
    page.
    """

    def reasons(**concepts: list[Concept]) -> list[Refusal]:
        groups = grouped_records(make_records(**concepts))
        assert (len(groups.all()) == 1) is not bool(groups.refused)
        return list(groups.refused.values())

    return reasons


Refused = Callable[..., list[Refusal]]


def test_one_side_of_the_body_is_not_both(make_concept: MakeConcept, refused: Refused) -> None:
    left = make_concept("left ventricle", synonyms=["heart ventricle"], equivalents=("mesh:D006352",))
    assert refused(glossary=[left], mesh=[make_concept("Heart Ventricles", "D006352")]) == [Refusal.SIDES]


@pytest.mark.parametrize("growth", ["Lung Neoplasms", "lung tumor", "benign lung neoplasm"])
def test_a_growth_is_not_the_cancer_even_where_a_publisher_files_it_there(
    make_concept: MakeConcept, refused: Refused, growth: str
) -> None:
    cancer = make_concept("lung cancer", equivalents=("mesh:D008175",))
    assert refused(glossary=[cancer], mesh=[make_concept(growth, "D008175")]) == [Refusal.CANCER]


def test_a_growth_that_another_source_calls_malignant_is_the_cancer(
    make_concept: MakeConcept, refused: Refused
) -> None:
    cancer = make_concept("lung cancer", synonyms=["malignant lung neoplasm"])
    assert refused(nci_dictionary=[cancer], mondo=[make_concept("malignant lung neoplasm")]) == []


def test_a_finding_is_not_the_disease_that_shows_it(make_concept: MakeConcept, refused: Refused) -> None:
    finding = make_concept("Imidodipeptiduria", synonyms=["prolidase deficiency"], semantic_types=SYMPTOM)
    disease = make_concept("prolidase deficiency", synonyms=["imidodipeptiduria"], semantic_types=DISEASE)
    assert refused(hpo=[finding], mondo=[disease]) == [Refusal.FINDING]


def test_what_was_measured_is_not_the_disorder(make_concept: MakeConcept, refused: Refused) -> None:
    finding = make_concept("Decreased zinc concentration", semantic_types=SYMPTOM)
    disease = make_concept("zinc deficiency", synonyms=["decreased zinc concentration"], semantic_types=DISEASE)
    assert refused(hpo=[finding], mondo=[disease]) == [Refusal.FINDING]


def test_a_finding_and_the_disease_of_the_same_name_are_one_thing(make_concept: MakeConcept, refused: Refused) -> None:
    finding = make_concept("Chronic diarrhea", semantic_types=SYMPTOM)
    disease = make_concept("chronic diarrheal disease", synonyms=["chronic diarrhea"], semantic_types=DISEASE)
    assert refused(hpo=[finding], mondo=[disease]) == []


def test_a_sign_is_not_the_syndrome_that_is_called_after_it(make_concept: MakeConcept, refused: Refused) -> None:
    sign = make_concept("blue sclera", semantic_types=SYMPTOM)
    syndrome = make_concept("blue sclera syndrome of Eddowes", synonyms=["blue sclera"], semantic_types=DISEASE)
    assert refused(nci_dictionary=[sign], mondo=[syndrome]) == [Refusal.SYNDROME]


def test_an_animals_disease_is_not_a_humans(make_concept: MakeConcept, refused: Refused) -> None:
    human = make_concept("distemper", semantic_types=DISEASE)
    animal = make_concept("canine distemper", synonyms=["distemper"], semantic_types=DISEASE)
    assert refused(nci_dictionary=[human], mondo=[animal]) == [Refusal.ANIMAL]


def test_an_adjective_is_not_the_noun_of_the_same_name(make_concept: MakeConcept, refused: Refused) -> None:
    adjective = make_concept("oral", definitions=("Having to do with the mouth.",))
    noun = make_concept("Oral", "D1", definitions=("An examination in which questions are spoken.",))
    assert refused(nci_dictionary=[adjective], mesh=[noun]) == [Refusal.ADJECTIVE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mycophenolate mofetil", "mycophenolate"),
        ("liposomal doxorubicin", "doxorubicin"),
        ("interferon alfa-2b", "interferon alfa-2a"),
        ("interferon alfa-2b", "interferon alfa-2"),
        ("enalaprilat", "enalapril"),
    ],
)
def test_medicines_that_cannot_stand_in_for_each_other_stay_apart(
    make_concept: MakeConcept, refused: Refused, one: str, other: str
) -> None:
    narrower = make_concept(one, synonyms=[other], semantic_types=MEDICINE)
    wider = make_concept(other, semantic_types=MEDICINE)
    assert refused(nci_dictionary=[narrower], rxnorm=[wider]) == [Refusal.MEDICINE]


def test_a_medicine_is_not_what_the_body_makes(make_concept: MakeConcept, refused: Refused) -> None:
    medicine = make_concept("epoetin", synonyms=["erythropoietin"], semantic_types=MEDICINE)
    natural = make_concept("Erythropoietin", "D1", semantic_types=PROTEIN)
    assert refused(nci_dictionary=[medicine], mesh=[natural]) == [Refusal.MEDICINE]


def test_two_names_of_one_medicine_that_each_source_gives_are_joined(
    make_concept: MakeConcept, refused: Refused
) -> None:
    one = make_concept("dacliximab", synonyms=["daclizumab"], semantic_types=MEDICINE)
    other = make_concept("daclizumab", synonyms=["dacliximab"], semantic_types=MEDICINE)
    assert refused(nci_dictionary=[one], rxnorm=[other]) == []


def test_what_a_definition_calls_a_part_is_not_the_whole(make_concept: MakeConcept, refused: Refused) -> None:
    whole = make_concept("cheekbone", semantic_types=BODY_PART)
    part = make_concept(
        "zygomatic arch", synonyms=["cheekbone"], semantic_types=BODY_PART, definitions=("Part of the cheekbone.",)
    )
    assert refused(nci_dictionary=[whole], uberon=[part]) == [Refusal.PART]


def test_what_a_definition_calls_a_kind_is_not_the_class(make_concept: MakeConcept, refused: Refused) -> None:
    kind = make_concept(
        "bejel", synonyms=["treponemal infection"], definitions=("A type of treponemal infection of children.",)
    )
    assert refused(nci_dictionary=[make_concept("treponemal infection")], mondo=[kind]) == [Refusal.CLASS]


def test_a_numbered_disease_is_not_every_one(make_concept: MakeConcept, refused: Refused) -> None:
    every = make_concept("hemochromatosis", semantic_types=DISEASE)
    first = make_concept("hemochromatosis type 1", synonyms=["hemochromatosis"], semantic_types=DISEASE)
    assert refused(nci_dictionary=[every], mondo=[first]) == [Refusal.CLASS]


def test_a_qualified_disease_is_not_every_one(make_concept: MakeConcept, refused: Refused) -> None:
    every = make_concept("biliary cirrhosis", semantic_types=DISEASE)
    primary = make_concept("primary biliary cholangitis", synonyms=["biliary cirrhosis"], semantic_types=DISEASE)
    assert refused(nci_dictionary=[every], mondo=[primary]) == [Refusal.CLASS]


def test_disorders_of_which_nothing_is_said_alike_stay_apart(make_concept: MakeConcept, refused: Refused) -> None:
    one = make_concept("adrenal hypoplasia", semantic_types=DISEASE, definitions=("Small glands above each kidney.",))
    other = make_concept(
        "alternating hemiplegia",
        synonyms=["adrenal hypoplasia"],
        semantic_types=DISEASE,
        definitions=("Sudden weakness of half a body.",),
    )
    assert refused(nci_dictionary=[one], mondo=[other]) == [Refusal.UNLIKE]


def test_a_heading_is_not_the_narrower_name_that_is_filed_under_it(make_concept: MakeConcept, refused: Refused) -> None:
    fibroid = make_concept("uterine fibroid", synonyms=["uterine leiomyoma"], semantic_types=DISEASE)
    heading = make_concept("Leiomyoma", "D1", synonyms=["Uterine Fibroid", "Uterine Leiomyoma"], semantic_types=DISEASE)
    assert refused(nci_dictionary=[fibroid], mesh=[heading]) == [Refusal.NARROWER]


def test_words_are_in_their_normal_spelling() -> None:
    known = grouping_words()
    words = {
        *known.sides,
        *known.cancer,
        *known.growth,
        *known.benign,
        *known.findings,
        *known.disorders,
        *known.animals,
    }
    words |= {
        *known.salts,
        *known.esters_and_forms,
        *known.qualifiers,
        *known.inborn,
        *known.same_words,
        *known.kind_of_name,
    }
    assert [word for word in sorted(words) if normal_words(word) != [word]] == []
