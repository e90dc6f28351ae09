"""Which of the things that a source files below another are shown as kinds, as parts, or as neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from bot.building.merge.entries import Plan
from bot.building.merge.parents.verdicts import Reason
from bot.building.report import Tally, report
from bot.lexicon.model import Entry
from bot.settings import Home
from bot.sources.concept import Concept, Link
from bot.terms.model import Relation, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
MakePlan = Callable[..., Plan]


@pytest.fixture
def make_entries(make_entries: MakeEntries) -> MakeEntries:
    """Entries by headword in lower case: other tests check the capitals."""
    return lambda **concepts: {headword.lower(): entry for headword, entry in make_entries(**concepts).items()}


def of(*kinds: SemanticType) -> dict[str, Any]:
    """Return the fields of a concept of these kinds."""
    return {"semantic_types": kinds}


BODY_PART = of(SemanticType.BODY_PART)
DISEASE = of(SemanticType.DISEASE)


def kinds(entry: Entry) -> list[str]:
    return [parent.headword.lower() for parent in entry.subclass_of]


def wholes(entry: Entry) -> list[str]:
    return [whole.headword.lower() for whole in entry.part_of]


def related(entry: Entry, relation: Relation) -> list[str]:
    return [other.headword.lower() for other in entry.related if other.relation is relation]


# Anatomy


def filed(make_concept: MakeConcept, child: str, parent: str, **fields: Any) -> list[Concept]:
    """Return two headings of a thesaurus, one filed below the other."""
    return [
        make_concept(parent, tree_numbers=("A1",), **BODY_PART),
        make_concept(child, tree_numbers=("A1.1",), **BODY_PART, **fields),
    ]


def test_an_organ_is_a_part_of_its_system(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(mesh=filed(make_concept, "Liver", "Digestive System"))
    assert (kinds(entries["liver"]), wholes(entries["liver"])) == ([], ["digestive system"])


def test_of_two_things_that_are_each_filed_below_the_other_one_is_a_part(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        mesh=[
            make_concept("Liver", tree_numbers=("A1", "A2.1"), **BODY_PART),
            make_concept("Digestive System", tree_numbers=("A2", "A1.1"), **BODY_PART),
        ]
    )
    assert sorted(wholes(entries["liver"]) + wholes(entries["digestive system"])) in (["liver"], ["digestive system"])


def test_a_whole_stands_among_related_terms(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(mesh=filed(make_concept, "Liver", "Digestive System"))
    assert related(entries["liver"], Relation.PART_OF) == ["digestive system"]
    assert related(entries["liver"], Relation.PARENT) == []


@pytest.mark.parametrize(
    ("child", "parent"), [("Facial Artery", "Arteries"), ("Sweat Gland", "Glands"), ("Joints of Fingers", "Joints")]
)
def test_what_is_named_after_a_class_is_a_kind_of_it(
    make_concept: MakeConcept, make_entries: MakeEntries, child: str, parent: str
) -> None:
    entry = make_entries(mesh=filed(make_concept, child, parent))[child.lower()]
    assert (kinds(entry), wholes(entry)) == ([parent.lower()], [])


@pytest.mark.parametrize(("child", "parent"), [("Abdominal Aorta", "Aorta"), ("Sigmoid Colon", "Colon")])
def test_what_is_named_after_the_only_one_is_a_part_of_it(
    make_concept: MakeConcept, make_entries: MakeEntries, child: str, parent: str
) -> None:
    entry = make_entries(mesh=filed(make_concept, child, parent))[child.lower()]
    assert (kinds(entry), wholes(entry)) == ([], [parent.lower()])


def test_a_definition_says_of_what_class_a_thing_is(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    concepts = filed(make_concept, "Kneecap", "Bones", definitions=("A flat bone in front of the knee.",))
    assert kinds(make_entries(mesh=concepts)["kneecap"]) == ["bones"]


def test_a_thing_below_a_class_of_which_nothing_says_that_it_is_one_is_only_filed_there(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = make_entries(mesh=filed(make_concept, "Inner Lining", "Arteries"))["inner lining"]
    assert (kinds(entry), wholes(entry)) == ([], [])
    assert related(entry, Relation.MAPPED_TO) == ["arteries"]


def test_a_set_of_bones_is_no_bone(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    concepts = filed(make_concept, "Skull", "Bones", definitions=("The bones that form the head.",))
    assert kinds(make_entries(mesh=concepts)["skull"]) == []


@pytest.mark.parametrize(
    ("child", "parent", "kind"),
    [("Cervix Mucus", "Mucus", SemanticType.BODY_SUBSTANCE), ("Red Myoblast", "Myoblast", SemanticType.CELL)],
)
def test_a_substance_or_cell_that_is_named_after_another_is_a_kind_of_it(
    make_concept: MakeConcept, make_entries: MakeEntries, child: str, parent: str, kind: SemanticType
) -> None:
    concepts = [
        make_concept(parent, tree_numbers=("A1",), **of(kind)),
        make_concept(child, tree_numbers=("A1.1",), **of(kind)),
    ]
    entry = make_entries(mesh=concepts)[child.lower()]
    assert (kinds(entry), wholes(entry)) == ([parent.lower()], [])


def test_a_cell_below_an_organ_and_a_granule_below_a_cell_are_parts(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        mesh=[
            make_concept("Islets", tree_numbers=("A1",), **BODY_PART),
            make_concept("Beta Cells", tree_numbers=("A1.1",), **of(SemanticType.CELL)),
            make_concept("Beta Cell Granules", tree_numbers=("A1.1.1",), **of(SemanticType.CELL_PART)),
        ]
    )
    assert wholes(entries["beta cells"]) == ["islets"]
    assert wholes(entries["beta cell granules"]) == ["beta cells"]


def test_an_ontology_that_says_elsewhere_what_is_a_part_is_believed(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    hand = make_concept("hand", **BODY_PART, parents=("segment",), links=(Link(Relation.PART_OF, target="uberon:arm"),))
    others = [make_concept("segment", **BODY_PART), make_concept("arm", **BODY_PART)]
    entry = make_entries(uberon=[hand, *others])["hand"]
    assert (kinds(entry), wholes(entry)) == (["segment"], ["arm"])


def test_an_ontology_without_a_word_on_parts_may_have_mixed_them_in(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    hand = make_concept("hand", **BODY_PART, parents=("arm",))
    assert kinds(make_entries(uberon=[hand, make_concept("arm", **BODY_PART)])["hand"]) == []


def test_only_the_nearest_whole_is_named(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(
        mesh=[
            make_concept("Nervous System", tree_numbers=("A1",), **BODY_PART),
            make_concept("Brain", tree_numbers=("A1.1",), **BODY_PART),
            make_concept(
                "Pons",
                tree_numbers=("A1.1.1", "A1.2"),
                definitions=("The front of the hindbrain; of the brain.",),
                **BODY_PART,
            ),
        ]
    )
    assert wholes(entries["pons"]) == ["brain"]


def test_what_is_called_as_one_of_an_entrys_records_is_no_parent_of_it(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    disease: dict[str, Any] = {"semantic_types": (SemanticType.DISEASE,)}
    failure = make_concept("respiratory failure", equivalents=("mesh:D1",), **disease)
    insufficiency = make_concept("Respiratory Insufficiency", "D1", **disease)
    findings = [
        make_concept("Respiratory insufficiency", "H1", **disease),
        make_concept("Respiratory failure", "H2", parents=("H1",), **disease),
    ]
    entries = make_entries(glossary=[failure], mesh=[insufficiency], hpo=findings)
    assert kinds(entries["respiratory failure"]) == []


def test_what_is_a_whole_itself_is_no_part_of_a_heading_for_such_things(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    structures = make_concept("prenatal structure", "A1", tree_numbers=("A1",), **BODY_PART)
    zygote = make_concept(
        "Zygote", tree_numbers=("A1.1",), definitions=("A cell, the first prenatal structure.",), **BODY_PART
    )
    assert wholes(make_entries(mesh=[structures, zygote])["zygote"]) == []


def test_what_a_thesaurus_files_below_a_body_part_is_no_part_where_nobody_speaks_of_that(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    eyebrow = make_concept("Eyebrows", tree_numbers=("A1.1",), definitions=("Rows of hair.",), **BODY_PART)
    entries = make_entries(mesh=[make_concept("Forehead", tree_numbers=("A1",), **BODY_PART), eyebrow])
    assert wholes(entries["eyebrows"]) == []


# Cancers


@pytest.mark.parametrize(
    ("child", "definition"),
    [
        ("fibroid", "A benign tumor of muscle."),
        ("growth of the womb", "A mass in the womb."),
        ("womb neoplasm", "Benign or malignant tumors of the womb."),
    ],
)
def test_what_is_not_always_a_cancer_is_no_kind_of_a_cancer(
    make_concept: MakeConcept, make_plan: MakePlan, child: str, definition: str
) -> None:
    plan = make_plan(
        mondo=[
            make_concept("womb cancer", **DISEASE),
            make_concept(child, parents=("womb cancer",), definitions=(definition,), **DISEASE),
        ]
    )
    assert plan.tree.parents[plan.headwords.index(child)] == []
    assert plan.tree.refused.counts == {Reason.CANCER: 1}


def test_what_is_not_always_a_cancer_has_none_among_its_ancestors(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    plan = make_plan(
        mondo=[
            make_concept("womb cancer", **DISEASE),
            make_concept("muscular kind", parents=("womb cancer",), definitions=("A cancer of muscle.",), **DISEASE),
            make_concept("fibroid", parents=("muscular kind",), definitions=("A lump in muscle.",), **DISEASE),
        ]
    )
    cancer, muscular, fibroid = map(plan.headwords.index, ("womb cancer", "muscular kind", "fibroid"))
    assert plan.tree.parents[muscular] == [cancer]
    assert plan.tree.parents[fibroid] == []


@pytest.mark.parametrize("child", ["womb sarcoma", "malignant tumor of the womb", "carcinoma of the womb"])
def test_a_cancer_is_a_kind_of_cancer(make_concept: MakeConcept, make_entries: MakeEntries, child: str) -> None:
    concepts = [make_concept("womb cancer", **DISEASE), make_concept(child, parents=("womb cancer",), **DISEASE)]
    assert kinds(make_entries(mondo=concepts)[child]) == ["womb cancer"]


def test_what_one_source_calls_benign_is_no_cancer_whoever_says_so(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    plan = make_plan(
        glossary=[make_concept("mesothelioma", parents=("cancer",)), make_concept("cancer")],
        nci_dictionary=[make_concept("mesothelioma", definitions=("A benign (not cancer) or malignant tumor.",))],
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.CANCER: 1}


# Disorders


@pytest.mark.parametrize(
    ("definition", "shown"),
    [
        ("A harmful pressure in the eye, which damages a nerve.", ["eye diseases"]),
        ("Damage to a nerve that is caused by pressure in the eye.", []),
        ("Damage to a nerve.", []),
    ],
)
def test_a_disease_below_a_group_of_diseases_is_one_of_them_where_its_definition_begins_so(
    make_concept: MakeConcept, make_entries: MakeEntries, definition: str, shown: list[str]
) -> None:
    entries = make_entries(
        mesh=[
            make_concept("Eye Diseases", tree_numbers=("C1",), **DISEASE),
            make_concept("Glaucoma", tree_numbers=("C1.1",), definitions=(definition,), **DISEASE),
        ]
    )
    assert kinds(entries["glaucoma"]) == shown


def test_a_disease_that_one_thesaurus_files_below_another_disease_is_only_filed_there(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        mesh=[
            make_concept("Hypertension", tree_numbers=("C1",), **DISEASE),
            make_concept("Retinal Damage", tree_numbers=("C1.1",), **DISEASE),
        ]
    )
    assert kinds(entries["retinal damage"]) == []
    assert related(entries["retinal damage"], Relation.MAPPED_TO) == ["hypertension"]


def test_what_a_definition_says_that_a_disease_comes_with_is_no_parent(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    definition = "A state that follows treatment of lymphatic disorders."
    plan = make_plan(
        mesh=[
            make_concept("Lymphatic Disorders", tree_numbers=("C1",), **DISEASE),
            make_concept("Lysis Syndrome", tree_numbers=("C1.1",), definitions=(definition,), **DISEASE),
        ]
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.MENTIONED: 1}


def test_a_symptom_is_no_kind_of_a_disease(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        mesh=[
            make_concept("Heart Diseases", tree_numbers=("C1",), **DISEASE),
            make_concept("Breathlessness", tree_numbers=("C1.1",), **of(SemanticType.SYMPTOM, SemanticType.DISEASE)),
        ]
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.SYMPTOM: 1}


@pytest.mark.parametrize(
    ("child", "parent"), [("bacterial meningitis", "meningitis"), ("prolapse of the womb", "prolapse")]
)
def test_a_disease_that_is_named_after_another_is_a_kind_of_it(
    make_concept: MakeConcept, make_entries: MakeEntries, child: str, parent: str
) -> None:
    concepts = [
        make_concept(parent, tree_numbers=("C1",), **DISEASE),
        make_concept(child, tree_numbers=("C1.1",), **DISEASE),
    ]
    assert kinds(make_entries(mesh=concepts)[child]) == [parent]


@pytest.mark.parametrize(("child", "parent"), [("lack of feeling", "feeling"), ("fever and rash", "rash")])
def test_what_is_behind_a_preposition_or_is_one_of_two_things_says_nothing(
    make_concept: MakeConcept, make_entries: MakeEntries, child: str, parent: str
) -> None:
    concepts = [
        make_concept(parent, tree_numbers=("C1",), **DISEASE),
        make_concept(child, tree_numbers=("C1.1",), **DISEASE),
    ]
    assert kinds(make_entries(mesh=concepts)[child]) == []


@pytest.mark.parametrize(
    ("child", "group", "shown"),
    [
        ("retinal detachment", "Retinal Neoplasms", []),
        ("retinal neoplasm", "Retinal Diseases", ["retinal diseases"]),
        ("laryngocele", "Laryngeal Diseases", ["laryngeal diseases"]),
        ("raynaud attack", "Raynaud Disease", []),
    ],
)
def test_a_group_has_what_is_named_after_its_part_of_the_body_and_is_of_its_sort(
    make_concept: MakeConcept, make_entries: MakeEntries, child: str, group: str, shown: list[str]
) -> None:
    concepts = [
        make_concept(group, tree_numbers=("C1",), **DISEASE),
        make_concept(child, tree_numbers=("C1.1",), **DISEASE),
    ]
    assert kinds(make_entries(mesh=concepts)[child]) == shown


@pytest.mark.parametrize(
    ("definition", "shown"), [("An infection with a germ.", ["bacterial infections"]), ("A tumor of vessels.", [])]
)
def test_an_infection_below_a_class_of_germs_is_believed(
    make_concept: MakeConcept, make_entries: MakeEntries, definition: str, shown: list[str]
) -> None:
    concepts = [
        make_concept("Bacterial Infections", tree_numbers=("C1",), **DISEASE),
        make_concept("Sample Sarcoma", tree_numbers=("C1.1",), definitions=(definition,), **DISEASE),
    ]
    assert kinds(make_entries(mesh=concepts)["sample sarcoma"]) == shown


@pytest.mark.parametrize(
    ("child", "parent", "shown"),
    [
        ("bile duct neoplasm", "biliary tract neoplasm", True),
        ("femoral neuropathy", "mononeuropathy", True),
        ("twin transfusion", "neonatal anemia", False),
        ("small face", "nerve disease", False),
    ],
)
def test_that_two_sources_have_one_disease_above_another_is_not_enough(
    make_concept: MakeConcept, make_entries: MakeEntries, child: str, parent: str, *, shown: bool
) -> None:
    entries = make_entries(
        mesh=[
            make_concept(parent, tree_numbers=("C1",), **DISEASE),
            make_concept(child, tree_numbers=("C1.1",), **DISEASE),
        ],
        mondo=[make_concept(parent, "M1", **DISEASE), make_concept(child, parents=("M1",), **DISEASE)],
    )
    assert kinds(entries[child]) == [parent] * shown
    assert related(entries[child], Relation.MAPPED_TO) == [parent] * (not shown)


@pytest.mark.parametrize(("child", "shown"), [("Halitosis", ["oral symptoms"]), ("Sample Syndrome", [])])
def test_a_symptom_below_a_group_of_symptoms_is_one_of_them(
    make_concept: MakeConcept, make_entries: MakeEntries, child: str, shown: list[str]
) -> None:
    symptom = of(SemanticType.SYMPTOM)
    concepts = [
        make_concept("Oral Symptoms", tree_numbers=("C1",), **symptom),
        make_concept(child, tree_numbers=("C1.1",), **symptom),
    ]
    assert kinds(make_entries(mesh=concepts)[child.lower()]) == shown


def test_what_is_not_something_is_no_kind_of_it(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    concepts = [
        make_concept("allergic rhinitis", tree_numbers=("C1",), **DISEASE),
        make_concept("non-allergic rhinitis", tree_numbers=("C1.1",), **DISEASE),
    ]
    assert kinds(make_entries(mesh=concepts)["non-allergic rhinitis"]) == []


# Chemicals, and lists


@pytest.mark.parametrize(("parent", "shown"), [("xanthines", ["xanthines"]), ("caffeic acid", [])])
def test_a_chemical_is_a_kind_of_a_class_and_not_of_the_chemical_that_it_is_derived_from(
    make_concept: MakeConcept, make_entries: MakeEntries, parent: str, shown: list[str]
) -> None:
    chemical = of(SemanticType.CHEMICAL)
    concepts = [
        make_concept(parent, tree_numbers=("D1",), **chemical),
        make_concept("caffeine", tree_numbers=("D1.1",), **chemical),
    ]
    assert kinds(make_entries(mesh=concepts)["caffeine"]) == shown


def test_a_list_of_terms_is_no_parent(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        ncit=[
            make_concept("microgram", parents=("C1",)),
            make_concept("Sample Units of Dose Terminology", "C1"),
        ]
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.LIST: 1}


def test_two_senses_of_a_word_are_not_each_others_parents(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[make_concept("medicine", "a", parents=("b",)), make_concept("Medicine", "b", hint="field")]
    )
    assert [[]] * len(plan.tree.parents) == plan.tree.parents


# Joined entries


def test_a_parent_through_a_record_of_another_name_is_refused(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[make_concept("contagious disease", equivalents=("mondo:M1",))],
        mondo=[
            make_concept("infectious disease", "M1", **DISEASE),
            make_concept("cystitis", parents=("M1",), **DISEASE),
        ],
    )
    assert plan.tree.parents[plan.headwords.index("cystitis")] == []
    assert plan.tree.refused.counts == {Reason.JOINED: 1}


def test_a_page_for_a_narrower_thing_is_no_parent(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    behavior = of(SemanticType.BEHAVIOR)
    plan = make_plan(
        glossary=[make_concept("human behavior", synonyms=["behavior"])],
        mesh=[
            make_concept("Behavior", tree_numbers=("F1",), **behavior),
            make_concept("Drinking Behavior", tree_numbers=("F1.1",), **behavior),
        ],
        go=[make_concept("drinking behavior", **behavior)],
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.JOINED: 1}


def test_things_of_different_sorts_are_not_each_others_parents(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        mesh=[
            make_concept("Fetus", tree_numbers=("A1",), **of(SemanticType.ORGANISM)),
            make_concept("Umbilical Cord", tree_numbers=("A1.1",), **BODY_PART),
        ]
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.FAMILY: 1}


def test_a_specialists_parent_stands_behind_that_of_a_source_for_readers(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        glossary=[make_concept("gout", parents=("arthritis",)), make_concept("arthritis")],
        mondo=[
            make_concept("gout", parents=("purine disorder",), **DISEASE),
            make_concept("purine disorder", **DISEASE),
        ],
    )
    assert kinds(entries["gout"]) == ["arthritis"]
    assert related(entries["gout"], Relation.MAPPED_TO) == ["purine disorder"]


def test_what_is_above_another_parent_is_left_out(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(
        glossary=[
            make_concept("amoxicillin", parents=("antibiotic", "penicillin")),
            make_concept("penicillin", parents=("antibiotic",)),
            make_concept("antibiotic"),
        ]
    )
    assert kinds(entries["amoxicillin"]) == ["penicillin"]


def test_a_plain_parent_is_not_left_out_for_a_specialists_nearer_one(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        glossary=[make_concept("acne", parents=("skin disease",)), make_concept("skin disease")],
        mondo=[
            make_concept("acne", parents=("M1",), definitions=("A sebaceous gland disease that reddens.",), **DISEASE),
            make_concept("sebaceous gland disease", "M1", parents=("M2",), **DISEASE),
            make_concept("skin disease", "M2", **DISEASE),
        ],
    )
    assert kinds(entries["acne"]) == ["skin disease", "sebaceous gland disease"]


# Catch-alls


@pytest.fixture
def syndromes(make_concept: MakeConcept) -> list[Concept]:
    return [
        make_concept("syndrome"),
        make_concept("Sample syndrome", parents=("syndrome",)),
        make_concept("Other syndrome", parents=("syndrome",)),
    ]


def test_a_catch_all_is_a_parent_where_there_is_no_other(syndromes: list[Concept], make_entries: MakeEntries) -> None:
    assert kinds(make_entries(glossary=syndromes)["sample syndrome"]) == ["syndrome"]


def test_what_is_below_the_same_catch_all_is_not_related(syndromes: list[Concept], make_entries: MakeEntries) -> None:
    entries = make_entries(glossary=syndromes)
    assert related(entries["sample syndrome"], Relation.SIBLING) == []
    assert sorted(related(entries["syndrome"], Relation.CHILD)) == ["other syndrome", "sample syndrome"]


def test_a_history_is_no_kind_of_things(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(hpo=[make_concept("Morning sickness", parents=("H1",)), make_concept("Pregnancy history", "H1")])
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.LIST: 1}


def test_that_a_syndrome_is_one_is_not_worth_saying(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(
        glossary=[make_concept("syndrome")],
        mesh=[make_concept("Sample Syndrome", **DISEASE)],
        mondo=[
            make_concept("sample syndrome", parents=("M1",), **DISEASE),
            make_concept("syndromic disease", "M1", synonyms=["syndrome"], **DISEASE),
        ],
    )
    assert kinds(entries["sample syndrome"]) == []


def test_a_catch_all_gives_way_to_a_nearer_parent(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[
            make_concept("itching", parents=("symptom", "skin problem")),
            make_concept("skin problem"),
            make_concept("symptom"),
        ]
    )
    assert plan.tree.parents[0] == [1]
    assert plan.tree.refused.counts == {Reason.CATCH_ALL: 1}


def test_groups_of_phenotypes_are_no_parents_of_joined_entries(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    symptom = of(SemanticType.SYMPTOM)
    entries = make_entries(
        glossary=[make_concept("croup")],
        hpo=[
            make_concept("Croup", parents=("H1",), **symptom),
            make_concept("Abnormal larynx morphology", "H1", **symptom),
        ],
    )
    assert kinds(entries["croup"]) == []


def test_of_two_parents_of_one_name_one_is_shown(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(
        glossary=[
            make_concept("air leak", parents=("a", "b")),
            make_concept("emphysema", "a", hint="lung"),
            make_concept("emphysema", "b", hint="skin"),
        ]
    )
    assert kinds(entries["air leak"]) == ["emphysema"]


# The report


def test_what_was_refused_is_counted_by_its_reason(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    tally = Tally()
    tally.note_plan(make_plan(mesh=filed(make_concept, "Liver", "Digestive System")))
    (refused,) = report([], tally).refused_parents
    assert (refused.reason, refused.count) == (Reason.PART, 1)
    assert [example.lower() for example in refused.examples] == ["liver → digestive system"]


def test_check_tells_the_reasons(medlex: Callable[..., Result], home: Home) -> None:
    said = " ".join(medlex("check", home=home).output.split())
    assert " of sources are not shown as such " in said
    assert any(f" because {reason}: " in said for reason in Reason)
