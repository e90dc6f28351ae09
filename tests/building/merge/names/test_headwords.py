"""The choice of headwords."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from bot.building.merge.entries import Plan
from bot.settings import Home
from bot.sources.concept import Concept, Link
from bot.terms.model import Relation, SemanticType

MakeConcept = Callable[..., Concept]
MakePlan = Callable[..., Plan]

SENTENCE = ("The words breast, cancer, acute, myeloid, leukemia, disease and cold stand here in lower case.",)


def test_the_plainest_source_gives_the_headword(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[make_concept("heart attack", equivalents=("mesh:D1",))],
        nci_dictionary=[make_concept("Heart attack")],
        mesh=[make_concept("Myocardial Infarction", "D1", synonyms=["Infarction, Myocardial"])],
    )
    assert plan.headwords == ["heart attack"]


def test_a_list_of_abbreviations_renames_nothing_that_others_define(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    def written_out(short: str, long: str) -> Concept:
        return make_concept(long, short.lower(), abbreviations=[short], links=(Link(Relation.SAME_AS, long),))

    attack = make_concept("myocardial infarction", synonyms=["heart attack"], definitions=SENTENCE)
    kin = written_out("NOK", "Next of Kin")
    plan = make_plan(our_words=[written_out("MI", "Heart Attack"), kin], glossary=[attack])
    assert sorted(plan.headwords) == ["Next of Kin", "myocardial infarction"]
    assert "myocardial-infarction" in plan.keys


def test_a_medicine_that_the_plainest_source_has_under_a_brand_is_called_by_its_generic_name(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    medicine = (SemanticType.MEDICINE,)
    plan = make_plan(
        nci_dictionary=[make_concept("Catapres", synonyms=["clonidine"], semantic_types=medicine)],
        mesh=[make_concept("Clonidine", "D1", synonyms=["Catapres"], semantic_types=medicine)],
    )
    assert plan.headwords == ["clonidine"]


def test_rxnorm_writes_brands_and_ingredients_as_they_stand_in_a_sentence(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    medicine = (SemanticType.MEDICINE,)
    brand, generic = (make_concept(name, name, semantic_types=medicine) for name in ("Calmox PM Extra", "calmazole"))
    assert make_plan(rxnorm=[brand, generic]).headwords == ["Calmox PM Extra", "calmazole"]
    # A publisher with all names in Title Case says nothing about capitals.
    assert make_plan(mesh=[make_concept("Calmazole", "D1", semantic_types=medicine)]).headwords == ["calmazole"]


def test_a_proper_name_that_is_no_medicine_stays(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    disease = (SemanticType.DISEASE,)
    plan = make_plan(
        nci_dictionary=[make_concept("Hodgkin disease", synonyms=["lymphogranuloma"], semantic_types=disease)],
        mesh=[make_concept("Lymphogranuloma", "D1", synonyms=["Hodgkin Disease"], semantic_types=disease)],
    )
    assert plan.headwords == ["Hodgkin disease"]


@pytest.mark.parametrize(
    ("preferred", "others", "headword"),
    [
        ("Leukemia, Myeloid, Acute", [], "acute myeloid leukemia"),
        ("Leukemia, Myeloid, Acute", ["Acute Myeloid Leukemia", "Acute Myeloid Leukemias"], "acute myeloid leukemia"),
        ("Breast Cancers", ["Breast Cancer", "Cancer, Breast"], "breast cancer"),
        ("Colds", ["Cold"], "cold"),
        ("Crohn Disease", [], "Crohn disease"),
        ("Cold, Breast, and Cancer", [], "cold, breast, and cancer"),
        ("DNA Disease", [], "DNA disease"),
        ("HeLa Disease", [], "HeLa disease"),
    ],
)
def test_a_mesh_name_is_put_as_it_would_stand_in_a_sentence(
    make_concept: MakeConcept, make_plan: MakePlan, preferred: str, others: list[str], headword: str
) -> None:
    plan = make_plan(
        mesh=[
            make_concept(preferred, synonyms=others, semantic_types=(SemanticType.DISEASE,)),
            make_concept("Elsewhere", "zzz", definitions=SENTENCE),
        ]
    )
    assert plan.headwords[0] == headword


def test_the_preferred_name_goes_before_a_plural_of_the_same_length(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    others = ["Laryngeal Tuberculoses", "Laryngeal Tuberculosis", "Tuberculoses, Laryngeal"]
    plan = make_plan(mesh=[make_concept("Tuberculosis, Laryngeal", synonyms=others)])
    assert plan.headwords == ["Laryngeal tuberculosis"]


def test_the_name_of_a_place_keeps_its_capitals(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    place = make_concept("Africa, Northern", semantic_types=(SemanticType.PLACE,))
    plan = make_plan(mesh=[place], nci_dictionary=[make_concept("x", definitions=("In the northern part of africa.",))])
    assert "Northern Africa" in plan.headwords


def test_a_word_that_only_a_chemical_has_is_lower_case(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(mesh=[make_concept("Hydralazine", semantic_types=(SemanticType.CHEMICAL,))])
    assert plan.headwords == ["hydralazine"]


def test_a_term_of_another_meaning_is_never_the_headword(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(mesh=[make_concept("Cancers", entry_terms=["Cancer"], definitions=SENTENCE)])
    assert plan.headwords[0] != "cancer"


def test_the_glossarys_own_capitals_are_kept(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(glossary=[make_concept("Crohn's disease"), make_concept("HIV")])
    assert plan.headwords == ["Crohn's disease", "HIV"]


def test_of_twins_the_spelt_out_name_is_the_headword(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    short = make_concept("IL-6", synonyms=["interleukin-6"])
    long = make_concept("interleukin-6", abbreviations=["IL-6"])
    assert make_plan(nci_dictionary=[short, long]).headwords == ["interleukin-6"]
    assert make_plan(nci_dictionary=[long, short]).headwords == ["interleukin-6"]


def test_of_twins_the_name_that_others_use_goes_before_a_brand(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    brand = make_concept("Herceptin", synonyms=["trastuzumab"])
    substance = make_concept("trastuzumab", synonyms=["Herceptin"])
    assert make_plan(nci_dictionary=[brand, substance], mesh=[make_concept("Trastuzumab")]).headwords == ["trastuzumab"]
    assert make_plan(nci_dictionary=[brand, substance]).headwords == ["trastuzumab"]


def test_the_headwords_of_the_fixture_read_as_prose(home: Home) -> None:
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        headwords = {row[0] for row in lexicon.execute("SELECT headword FROM entry")}
    assert {
        "interleukin",
        "breast cancer",
        "acute myeloid leukemia",
        "cold temperature",
        "treatment diary",
    } <= headwords
    assert not headwords & {"Interleukins", "Breast Neoplasms", "Leukemia, Myeloid, Acute", "Cold Temperature", "IL-6"}


def test_an_institution_of_a_state_keeps_the_capitals_of_its_publisher(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    text = "The health of the heart, the health of all, and health."
    names = ["National Zorbs of Health (U.S.)", "Zorb Health Corps"]
    mesh = [
        make_concept(names[0], definitions=(text,)),
        make_concept(names[1], synonyms=["Zorb Health Corps (U.S.)"], definitions=(text,)),
    ]
    assert make_plan(mesh=mesh).headwords == names


def test_only_a_source_that_turns_names_round_has_them_turned_back(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    titles = ["prostate cancer, hereditary, 12", "CD8-positive, alpha-beta T cell"]
    assert set(make_plan(mondo=[make_concept(title) for title in titles]).headwords) == set(titles)
    assert make_plan(mesh=[make_concept("Cancer, Hereditary")]).headwords == ["Hereditary cancer"]
    written = make_concept("carcinoma, hereditary", synonyms=["hereditary carcinoma"])
    assert make_plan(mondo=[written]).headwords == ["hereditary carcinoma"]


def test_a_numbered_member_stays_behind_its_family(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    family = make_concept("Solute Carrier Family 12, Member 3")
    assert make_plan(mesh=[family]).headwords[0].lower() == "solute carrier family 12, member 3"


@pytest.mark.parametrize(
    ("preferred", "shorter", "kind"),
    [
        ("Physics", "Physic", SemanticType.SPECIALTY),
        ("Forensic Genetics", "Forensic Genetic", SemanticType.SPECIALTY),
        ("Aedes", "Aede", SemanticType.ORGANISM),
        ("Half-Life", "Halflife", SemanticType.PHENOMENON),
        ("COVID-19 Testing", "COVID19 Testing", SemanticType.TEST),
        ("Epispadias", "Epispadia", SemanticType.DISEASE),
        ("Americas", "America", SemanticType.PLACE),
    ],
)
def test_a_shorter_form_that_nobody_writes_is_no_headword(
    make_concept: MakeConcept, make_plan: MakePlan, preferred: str, shorter: str, kind: SemanticType
) -> None:
    concept = make_concept(preferred, synonyms=[shorter], semantic_types=(kind,), definitions=("A genetic testing.",))
    (headword,) = make_plan(mesh=[concept]).headwords
    assert headword.lower() == preferred.lower()


@pytest.mark.parametrize(
    ("preferred", "shorter", "kind"),
    [
        ("Nanofibers", "Nanofiber", SemanticType.OBJECT),
        ("Walruses", "Walrus", SemanticType.ORGANISM),
        ("Anesthetics", "Anesthetic", SemanticType.CHEMICAL),
        ("X-Rays", "X-Ray", SemanticType.PHENOMENON),
        ("Vitamin B 6", "Vitamin B6", SemanticType.CHEMICAL),
    ],
)
def test_the_singular_that_people_write_is_the_headword(
    make_concept: MakeConcept, make_plan: MakePlan, preferred: str, shorter: str, kind: SemanticType
) -> None:
    concept = make_concept(preferred, synonyms=[shorter], semantic_types=(kind,))
    (headword,) = make_plan(mesh=[concept]).headwords
    assert headword.lower() == shorter.lower()


def test_the_name_that_most_publishers_prefer_is_the_headword(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    twins = [make_concept("oldname", synonyms=["new name"]), make_concept("new name", synonyms=["oldname"])]
    plan = make_plan(nci_dictionary=twins, mesh=[make_concept("New Name", "D1", synonyms=["Oldname"])])
    assert plan.headwords == ["new name"]
    assert "new-name" in plan.keys


def test_between_publishers_the_name_that_sentences_use_is_the_headword(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    plan = make_plan(
        mesh=[make_concept("Sinus Tumor", "D1", synonyms=["Sac Tumor"])],
        mondo=[make_concept("sac tumor", "M1", synonyms=["sinus tumor"], equivalents=("mesh:D1",))],
        nci_dictionary=[make_concept("elsewhere", definitions=("A sac tumor is not another sac tumor.",))],
    )
    assert "sac tumor" in plan.headwords


def test_what_is_only_a_part_of_another_name_does_not_count(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    texts = ("A valvula disease, a valvula disease, and a valvula disease.",)
    plan = make_plan(
        mesh=[make_concept("Valvula Disease", "D1", synonyms=["Valvula"])],
        mondo=[make_concept("valvula", "M1", synonyms=["valvula disease"], equivalents=("mesh:D1",))],
        nci_dictionary=[make_concept("elsewhere", definitions=texts)],
    )
    assert "valvula disease" in plan.headwords


@pytest.mark.parametrize(
    ("odd", "plain", "kind"),
    [
        ("Zelcara", "zelcarib", SemanticType.MEDICINE),
        ("ZU 486", "zelcarib", SemanticType.MEDICINE),
        ("Silybella mariana", "milk thorn", SemanticType.ORGANISM),
    ],
)
def test_a_brand_a_code_and_a_latin_name_give_way(
    make_concept: MakeConcept, make_plan: MakePlan, odd: str, plain: str, kind: SemanticType
) -> None:
    twins = [make_concept(odd, synonyms=[plain]), make_concept(plain, synonyms=[odd])]
    text = f"{odd} and {odd} and {odd} stand in a sentence."
    elsewhere = make_concept("elsewhere", definitions=(f"So {text}",))
    plan = make_plan(nci_dictionary=[*twins, elsewhere], mesh=[make_concept(plain.title(), semantic_types=(kind,))])
    assert plain in plan.headwords


@pytest.mark.parametrize(
    ("preferred", "singular"),
    [("Hand Dermatoses", "hand dermatosis"), ("Exostoses", "exostosis"), ("Olivary Nuclei", "olivary nucleus")],
)
def test_a_singular_in_use_is_the_headword(
    make_concept: MakeConcept, make_plan: MakePlan, preferred: str, singular: str
) -> None:
    text = f"A {singular} and a {singular}; a hand."
    concept = make_concept(
        preferred, synonyms=[singular.title()], semantic_types=(SemanticType.DISEASE,), definitions=(text,)
    )
    assert make_plan(mesh=[concept]).headwords == [singular]


def test_a_singular_name_is_never_put_in_the_plural(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    concept = make_concept(
        "Olivary Nucleus", synonyms=["Olivary Nuclei"], definitions=("The olivary nuclei. A nucleus.",)
    )
    assert make_plan(mesh=[concept]).headwords == ["olivary nucleus"]


KNOWN_TEETH = ("A tooth; " + "one canine tooth, no canine tooth, " * 4 + "and so on.",)


def test_a_synonym_that_two_publishers_have_and_people_know_is_the_headword(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    part = (SemanticType.BODY_PART,)
    mesh = make_concept("Cuspid", "D1", synonyms=["Canine Tooth"], definitions=KNOWN_TEETH, semantic_types=part)
    uberon = make_concept("cuspid", "U1", synonyms=["canine tooth"], semantic_types=part)
    assert make_plan(mesh=[mesh], uberon=[uberon]).headwords == ["canine tooth"]
    # A single publisher may mean something else by it.
    alone = make_concept("cuspid", "U1", semantic_types=part)
    assert make_plan(mesh=[mesh], uberon=[alone]).headwords == ["cuspid"]


def test_a_known_synonym_that_means_less_is_no_headword(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    disease = (SemanticType.DISEASE,)
    texts = ("Nose cancer is bad. A nose cancer, one nose cancer, no nose cancer, every nose cancer.",)
    mesh = make_concept("Nose Neoplasms", "D1", synonyms=["Nose Cancer"], definitions=texts, semantic_types=disease)
    hpo = make_concept("Nose neoplasm", "H1", synonyms=["Nose cancer"], semantic_types=disease)
    assert "cancer" not in make_plan(mesh=[mesh], hpo=[hpo]).headwords[0]


def test_one_of_several_with_numbers_keeps_its_number(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    disease = (SemanticType.DISEASE,)
    texts = ("A sugar sickness; " + "one sugar sickness, no sugar sickness, " * 4 + "and so on.",)
    mesh = make_concept(
        "Zorbosis Type II", "D1", synonyms=["Sugar Sickness"], definitions=texts, semantic_types=disease
    )
    mondo = make_concept("zorbosis type II", "M1", synonyms=["sugar sickness"], semantic_types=disease)
    assert make_plan(mesh=[mesh], mondo=[mondo]).headwords == ["zorbosis type II"]
    mesh = make_concept("Zorbosis", "D1", synonyms=["Sugar Sickness"], definitions=texts, semantic_types=disease)
    mondo = make_concept("zorbosis", "M1", synonyms=["sugar sickness"], semantic_types=disease)
    assert make_plan(mesh=[mesh], mondo=[mondo]).headwords == ["sugar sickness"]
