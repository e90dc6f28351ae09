"""Grouping of records if a synonym of one is the preferred name of the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
Grouped = Callable[..., list[list[str]]]


def test_a_preferred_name_that_is_only_one_others_synonym_joins_it(make_concept: MakeConcept, grouped: Grouped) -> None:
    concepts = grouped(
        nci_dictionary=[make_concept("heart attack")],
        glossary=[make_concept("myocardial infarction", synonyms=["heart attack"])],
    )
    assert concepts == [["glossary:myocardial infarction", "nci-dictionary:heart attack"]]


def test_a_synonym_among_subject_headings_alone_joins_nothing(make_concept: MakeConcept, grouped: Grouped) -> None:
    concepts = grouped(
        nci_dictionary=[make_concept("speculum")],
        mesh=[make_concept("Surgical Instruments", "D1", synonyms=["Speculum"])],
    )
    assert len(concepts) == 2


def test_a_synonym_among_subject_headings_joins_with_a_second_name(make_concept: MakeConcept, grouped: Grouped) -> None:
    concepts = grouped(
        nci_dictionary=[make_concept("heart attack", synonyms=["cardiac infarction"])],
        mesh=[make_concept("Myocardial Infarction", "D1", synonyms=["Heart Attack", "Cardiac Infarction"])],
    )
    assert concepts == [["nci-dictionary:heart attack", "mesh:D1"]]


def test_a_synonym_among_subject_headings_joins_names_that_say_the_same_in_other_words(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    concepts = grouped(
        nci_dictionary=[make_concept("colon tumor", semantic_types=(SemanticType.DISEASE,))],
        mesh=[
            make_concept("Colonic Neoplasms", "D1", synonyms=["Colon Tumors"], semantic_types=(SemanticType.DISEASE,))
        ],
    )
    assert concepts == [["nci-dictionary:colon tumor", "mesh:D1"]]
    narrower = grouped(
        nci_dictionary=[make_concept("relative risk")], mesh=[make_concept("Risk", "D1", synonyms=["Relative Risk"])]
    )
    assert len(narrower) == 2


def test_a_subject_heading_that_gathers_several_things_of_a_source_joins_none_of_them(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    sounds = make_concept("Respiratory Sounds", "D1", synonyms=["Crackles", "Rales", "Wheezing"])
    crackles = make_concept("crackles", synonyms=["rales"])
    assert len(grouped(nci_dictionary=[crackles], mesh=[sounds])) == 1
    assert len(grouped(nci_dictionary=[crackles, make_concept("wheezing")], mesh=[sounds])) == 3
    assert len(grouped(glossary=[make_concept("wheezing")], nci_dictionary=[crackles], mesh=[sounds])) == 2


def test_two_names_of_one_thing_make_no_heading_that_gathers_several(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    twins = [make_concept("crackles", synonyms=["rales"]), make_concept("rales", synonyms=["crackles"])]
    sounds = make_concept("Crackling Sounds", "D1", synonyms=["Crackles", "Rales"])
    assert len(grouped(nci_dictionary=twins, mesh=[sounds])) == 1


def test_an_adjective_of_a_part_of_the_body_says_the_same_as_its_noun(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    renal = make_concept("renal capsule", semantic_types=(SemanticType.BODY_PART,))
    kidney = make_concept("Kidney Capsule", "D1", synonyms=["Renal Capsule"], semantic_types=(SemanticType.BODY_PART,))
    assert len(grouped(nci_dictionary=[renal], mesh=[kidney])) == 1
    liver = make_concept("Liver Capsule", "D1", synonyms=["Renal Capsule"], semantic_types=(SemanticType.BODY_PART,))
    assert len(grouped(nci_dictionary=[renal], mesh=[liver])) == 2


def test_what_a_finding_is_called_after_is_not_the_finding(make_concept: MakeConcept, grouped: Grouped) -> None:
    """The exact synonyms of an ontology are trusted, except for a finding with the name of a disease."""
    graded = {"synonyms": ["Klippel-Feil Syndrome"], "entry_terms": ["Fused Neck"]}
    disease = make_concept("Klippel-Feil syndrome", semantic_types=(SemanticType.DISEASE,))
    vertebra = make_concept("Cervical Fusion", semantic_types=(SemanticType.SYMPTOM,), **graded)
    assert len(grouped(nci_dictionary=[disease], hpo=[vertebra])) == 2
    same = make_concept("Brevicollis", semantic_types=(SemanticType.DISEASE,), **graded)
    assert len(grouped(nci_dictionary=[disease], mondo=[same])) == 1


def test_a_finding_joins_with_a_second_name(make_concept: MakeConcept, grouped: Grouped) -> None:
    disease = make_concept("farmer's lung", synonyms=["hay lung"], semantic_types=(SemanticType.DISEASE,))
    finding = make_concept(
        "Dusty lungs",
        synonyms=["Farmer's lung", "Hay lung"],
        entry_terms=["Lung of the barn"],
        semantic_types=(SemanticType.SYMPTOM,),
    )
    assert len(grouped(nci_dictionary=[disease], hpo=[finding])) == 1


def test_a_plain_name_joins_as_a_synonym_does(make_concept: MakeConcept, grouped: Grouped) -> None:
    plain = make_concept("myocardial infarction", plains=["heart attack"])
    assert len(grouped(glossary=[plain], nci_dictionary=[make_concept("heart attack")])) == 1


def test_a_former_name_joins_as_a_synonym_does(make_concept: MakeConcept, grouped: Grouped) -> None:
    renamed = make_concept("cerebral palsy", formers=["Little disease"])
    assert len(grouped(glossary=[renamed], nci_dictionary=[make_concept("Little disease")])) == 1


def test_a_third_with_the_same_synonym_keeps_all_apart(make_concept: MakeConcept, grouped: Grouped) -> None:
    cold, temperature = (
        make_concept("Common Cold", synonyms=["Cold"]),
        make_concept("Cold Temperature", synonyms=["Cold"]),
    )
    assert len(grouped(glossary=[make_concept("cold")], mesh=[cold, temperature])) == 3


def test_a_source_that_files_the_name_elsewhere_is_believed_about_its_synonyms(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    filed = make_concept("Something Else", entry_terms=["heart attack"])
    infarction = make_concept("Myocardial Infarction", "D1", synonyms=["Heart Attack"])
    concepts = grouped(nci_dictionary=[make_concept("heart attack")], mesh=[infarction, filed])
    assert ["nci-dictionary:heart attack", "mesh:D1"] in concepts
    assert len(concepts) == 2


def test_a_synonym_that_two_share_joins_nothing(make_concept: MakeConcept, grouped: Grouped) -> None:
    one, other = make_concept("common cold", synonyms=["cold"]), make_concept("Cold Temperature", synonyms=["Cold"])
    assert len(grouped(glossary=[one], mesh=[other])) == 2


def test_an_entry_term_never_joins(make_concept: MakeConcept, grouped: Grouped) -> None:
    broader = make_concept("Breast Neoplasms", entry_terms=["Breast Carcinoma"])
    assert len(grouped(nci_dictionary=[make_concept("breast carcinoma")], mesh=[broader])) == 2


OVARIES_OUT = "Surgery to remove one or both ovaries."


def test_definitions_that_say_the_same_are_a_second_witness(make_concept: MakeConcept, grouped: Grouped) -> None:
    removal = make_concept("oophorectomy", definitions=(OVARIES_OUT,))
    alike = make_concept(
        "Ovariectomy", "D1", synonyms=["Oophorectomy"], definitions=("The surgical removal of one or both ovaries.",)
    )
    unlike = make_concept(
        "Castration", "D1", synonyms=["Oophorectomy"], definitions=("Making an animal unable to breed.",)
    )
    assert len(grouped(nci_dictionary=[removal], mesh=[alike])) == 1
    assert len(grouped(nci_dictionary=[removal], mesh=[unlike])) == 2


def test_a_finding_named_among_the_names_of_a_syndrome_is_not_the_syndrome(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    pupil = make_concept("tonic pupil", synonyms=["myotonic pupil"])
    syndrome = make_concept("Holmes-Adie syndrome", "M1", synonyms=["tonic pupil", "myotonic pupil"])
    disease = make_concept("pupillotonia", "M1", synonyms=["tonic pupil", "myotonic pupil"])
    assert len(grouped(nci_dictionary=[pupil], mondo=[syndrome])) == 2
    assert len(grouped(nci_dictionary=[pupil], mondo=[disease])) == 1


def test_a_qualified_name_is_not_the_name_without_its_qualifier(make_concept: MakeConcept, grouped: Grouped) -> None:
    any_kind = make_concept("biliary cirrhosis", synonyms=["cirrhosis of the bile ducts"])
    synonyms = ["biliary cirrhosis", "cirrhosis of the bile ducts"]
    assert (
        len(grouped(nci_dictionary=[any_kind], mondo=[make_concept("primary biliary cholangitis", synonyms=synonyms)]))
        == 2
    )
    assert (
        len(grouped(nci_dictionary=[any_kind], mondo=[make_concept("bile duct cirrhosis (any)", synonyms=synonyms)]))
        == 1
    )


def test_a_heading_about_two_things_is_neither_of_them(make_concept: MakeConcept, grouped: Grouped) -> None:
    band = make_concept("subcortical band heterotopia", synonyms=["double cortex"])
    both = make_concept(
        "Lissencephaly and Subcortical Band Heterotopia",
        "D1",
        synonyms=["Subcortical Band Heterotopia", "Double Cortex"],
    )
    assert len(grouped(mondo=[band], mesh=[both])) == 2


def test_a_salt_stays_apart_from_its_medicine_however_alike_they_are_described(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    said = ("An opioid that is given for pain and for cough.",)
    concepts = grouped(
        nci_dictionary=[make_concept("hydrocodone bitartrate", synonyms=["Hycon"], definitions=said)],
        mesh=[make_concept("Hydrocodone", "D1", synonyms=["Hydrocodone Bitartrate", "Hycon"], definitions=said)],
    )
    assert len(concepts) == 2


@pytest.mark.parametrize("narrower", ["congenital knee drop", "familial knee drop", "isolated knee drop"])
def test_what_one_is_born_with_is_not_every_such_thing(
    make_concept: MakeConcept, grouped: Grouped, narrower: str
) -> None:
    inborn = make_concept(narrower, "M1", synonyms=["knee drop"])
    assert len(grouped(hpo=[make_concept("Knee drop")], mondo=[inborn])) == 2


def test_two_words_for_what_one_is_born_with_are_as_good_as_each_other(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    familial = make_concept("familial knee drop", "M1", synonyms=["congenital knee drop"])
    assert len(grouped(hpo=[make_concept("Congenital knee drop")], mondo=[familial])) == 1


ITCHY = "An itchy inflammation of the bowl of the lung that follows a transplant."


def test_a_name_that_went_astray_joins_nothing_even_of_a_source_that_tells_no_kinds(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    lung = make_concept("idiopathic pneumonia syndrome", definitions=(ITCHY,))
    skin = make_concept(
        "ichthyosis prematurity syndrome",
        "M1",
        synonyms=["idiopathic pneumonia syndrome"],
        semantic_types=(SemanticType.DISEASE,),
        definitions=("Babies are born early with thick scales.",),
    )
    assert len(grouped(nci_dictionary=[lung], mondo=[skin])) == 2


def test_a_name_with_the_same_ending_is_no_name_that_went_astray(make_concept: MakeConcept, grouped: Grouped) -> None:
    burnt = make_concept("radiation dermatitis", definitions=("Sore skin after treatment of a tumor.",))
    listed = make_concept(
        "radiodermatitis",
        "M1",
        synonyms=["radiation dermatitis"],
        semantic_types=(SemanticType.DISEASE,),
        definitions=("A cutaneous reaction.",),
    )
    assert len(grouped(nci_dictionary=[burnt], mondo=[listed])) == 1


def test_an_editors_synonyms_bring_a_dictionarys_records_of_single_words_together(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    own = make_concept("seizure", synonyms=["convulsion"])
    words = [make_concept("seizure", "1"), make_concept("convulsion", "2")]
    assert len(grouped(glossary=[own], nci_dictionary=words)) == 1
    told_apart = [make_concept("Seizures", "D1"), make_concept("Convulsion", "D2")]
    assert len(grouped(glossary=[own], mesh=told_apart)) == 2


def test_an_editors_synonym_counts_more_than_how_alike_the_names_of_medicines_are(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    medicine = (SemanticType.MEDICINE,)
    own = make_concept("zorbin and zarbin", synonyms=["zorbin-zarbin"], semantic_types=medicine)
    assert len(grouped(glossary=[own], nci_dictionary=[make_concept("zorbin-zarbin", semantic_types=medicine)])) == 1
