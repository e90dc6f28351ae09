"""Each check that keeps two things apart by their names and kinds, on names for which it must and must not hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.grouping import name_checks
from bot.building.merge.grouping.evidence import is_one_of_two, names_of_kind
from bot.building.merge.records import Group, Record
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
MakeRecords = Callable[..., list[Record]]
Sides = Callable[..., tuple[Group, Group]]

MEDICINE, CHEMICAL, PROTEIN = SemanticType.MEDICINE, SemanticType.CHEMICAL, SemanticType.PROTEIN
BODY_PART, TISSUE, DISEASE = SemanticType.BODY_PART, SemanticType.TISSUE, SemanticType.DISEASE
# The one source whose terms are findings, and one whose are not.
OF_FINDINGS, OTHER = "hpo", "mesh"


@pytest.fixture
def sides(make_concept: MakeConcept, make_records: MakeRecords) -> Sides:
    """Makes two groups, each of records with the given preferred names; `kinds`, `synonyms` and `sources` are those of
    either group.
    """

    def make(
        one: list[str],
        other: list[str],
        kinds: tuple[tuple[SemanticType, ...], tuple[SemanticType, ...]] = ((), ()),
        synonyms: tuple[list[str], list[str]] = ([], []),
        sources: tuple[str, str] = (OTHER, OTHER),
    ) -> tuple[Group, Group]:
        first, second = (
            make_records(**{source: [make_concept(name, semantic_types=kind, synonyms=more) for name in names]})
            for names, kind, more, source in zip((one, other), kinds, synonyms, sources, strict=True)
        )
        return first, second

    return make


@pytest.mark.parametrize(
    ("check", "one", "other", "holds"),
    [
        ("are_of_different_sides", ["left ventricle"], ["heart ventricles"], True),
        ("are_of_different_sides", ["left ventricle"], ["left heart ventricle"], False),
        ("is_cancer_of_growth", ["breast cancer"], ["breast neoplasms"], True),
        ("is_cancer_of_growth", ["breast cancer"], ["benign breast tumor"], True),
        ("is_cancer_of_growth", ["breast cancer"], ["malignant breast neoplasm"], False),
        ("is_cancer_of_growth", ["breast cancer"], ["carcinoma of the breast"], False),
        ("is_cancer_of_growth", ["breast neoplasms"], ["breast tumor"], False),
        ("is_animals", ["bovine tuberculosis"], ["tuberculosis"], True),
        ("is_animals", ["bovine tuberculosis", "tuberculosis"], ["tuberculosis"], False),
        ("is_animals", ["bovine tuberculosis"], ["tuberculosis of cattle"], False),
        ("is_form_of_medicine", ["paclitaxel, liposomal"], ["paclitaxel"], True),
        ("is_form_of_medicine", ["paclitaxel, liposomal"], ["liposomal paclitaxel"], False),
        ("is_form_of_medicine", ["paclitaxel"], ["paclitaxel, liposomal"], False),
        ("is_salt_of_medicine", ["hydrocodone bitartrate"], ["hydrocodone"], True),
        ("is_salt_of_medicine", ["hydrocodone bitartrate"], ["codeine"], False),
        ("is_salt_of_medicine", ["sodium chloride"], ["sodium"], False),
        ("is_numbered_otherwise", ["interferon alfa-2a"], ["interferon alfa-2b"], True),
        ("is_numbered_otherwise", ["interferon alfa-2a"], ["interferon alfa 2a"], False),
        ("is_numbered_otherwise", ["interferon alfa-2a"], ["interferon"], False),
        ("is_numbered_otherwise", ["factor 5"], ["vitamin 12"], False),
        ("is_numbered_otherwise", ["gene 5"], ["gene 6"], False),
        ("is_numbered_otherwise", ["titin 5"], ["titin 6"], True),
        ("is_measured", ["elevated blood glucose"], ["blood glucose disorder"], True),
        ("is_measured", ["elevated blood glucose", "blood glucose"], ["blood glucose disorder"], False),
        ("is_measured", ["elevated blood glucose"], ["high blood glucose disorder"], False),
        ("is_measured", ["elevated blood glucose"], ["hyperglycemia"], False),
        ("is_narrowed", ["leukoencephalopathy with vanishing white matter"], ["leukoencephalopathy"], True),
        ("is_narrowed", ["leukoencephalopathy"], ["leukoencephalopathy with vanishing white matter"], False),
        ("is_narrowed", ["ataxia with tremor"], ["ataxia without tremor"], False),
        ("is_about_two", ["pulmonary embolism and infarction"], ["pulmonary infarction"], True),
        ("is_about_two", ["pulmonary embolism and infarction"], ["embolism and infarction"], False),
        ("is_about_two", ["pulmonary embolism and infarction"], ["pulmonary embolism and infarction"], False),
        ("is_about_two", ["pulmonary embolism"], ["embolism"], False),
        ("are_qualified_unlike", ["primary biliary cirrhosis"], ["biliary cirrhosis"], True),
        ("are_qualified_unlike", ["primary biliary cirrhosis"], ["biliary cirrhosis, primary"], False),
        ("is_inborn_form", ["congenital genu recurvatum"], ["genu recurvatum"], True),
        ("is_inborn_form", ["congenital genu recurvatum"], ["hereditary genu recurvatum"], False),
        ("is_inborn_form", ["congenital genu recurvatum", "genu recurvatum"], ["genu recurvatum"], False),
    ],
)
def test_a_check_of_names_holds(sides: Sides, check: str, one: list[str], other: list[str], *, holds: bool) -> None:
    assert getattr(name_checks, check)(*sides(one, other)) is holds


@pytest.mark.parametrize(
    ("other", "kind", "synonyms", "holds"),
    [
        ("enalaprilat", MEDICINE, ([], []), True),
        ("enalaprilat", CHEMICAL, ([], []), True),
        ("enalaprilat", PROTEIN, ([], []), False),
        ("lisinopril", MEDICINE, ([], []), False),
        ("enalaprilat", MEDICINE, (["enalaprilat"], ["enalapril"]), False),
        ("enalaprilat", MEDICINE, (["enalaprilat"], []), True),
        ("enalaprilat", MEDICINE, ([], ["enalapril"]), True),
    ],
)
def test_medicines_whose_names_begin_alike_are_two_unless_each_names_the_other(
    sides: Sides, other: str, kind: SemanticType, synonyms: tuple[list[str], list[str]], *, holds: bool
) -> None:
    made = sides(["enalapril"], [other], ((MEDICINE,), (kind,)), synonyms)
    assert name_checks.is_alike_medicine(*made) is holds


@pytest.mark.parametrize(
    ("medicine", "substance", "holds"),
    [((MEDICINE,), (PROTEIN,), True), ((MEDICINE, CHEMICAL), (PROTEIN,), False), ((MEDICINE,), (MEDICINE,), False)],
)
def test_a_medicine_is_not_the_substance_of_the_body_that_it_is_made_after(
    sides: Sides, medicine: tuple[SemanticType, ...], substance: tuple[SemanticType, ...], *, holds: bool
) -> None:
    assert name_checks.is_made_of_natural(*sides(["sargramostim"], ["GM-CSF"], (medicine, substance))) is holds


@pytest.mark.parametrize(
    ("finding", "disease", "sources", "holds"),
    [
        ("hypertyrosinemia", "tyrosinemia", (OF_FINDINGS, OTHER), True),
        ("hypertyrosinemia", "hypertyrosinemia", (OF_FINDINGS, OTHER), False),
        ("tyrosinemia", "tyrosinemia", (OF_FINDINGS, OTHER), False),
        ("hypertyrosinemia", "tyrosinemia", (OTHER, OTHER), False),
        ("hypertyrosinemia", "tyrosinemia", (OF_FINDINGS, OF_FINDINGS), False),
    ],
)
def test_an_excess_in_the_blood_is_a_finding_and_no_disease(
    sides: Sides, finding: str, disease: str, sources: tuple[str, str], *, holds: bool
) -> None:
    assert name_checks.is_excess_of_disease(*sides([finding], [disease], sources=sources)) is holds


@pytest.mark.parametrize(
    ("part", "other", "kinds", "holds"),
    [
        ("fundus of uterus", "fundus", (BODY_PART, BODY_PART), False),
        ("gastric fundus", "fundus", (BODY_PART, BODY_PART), True),
        ("gastric fundus", "fundus", (TISSUE, BODY_PART), True),
        ("gastric fundus", "fundus", (DISEASE, BODY_PART), False),
        ("gastric fundus", "fundus", (BODY_PART, DISEASE), False),
        ("fundus", "fundus", (BODY_PART, BODY_PART), False),
        ("gastric antrum", "fundus", (BODY_PART, BODY_PART), False),
    ],
)
def test_a_part_of_the_body_is_not_every_part_of_that_name(
    sides: Sides, part: str, other: str, kinds: tuple[SemanticType, SemanticType], *, holds: bool
) -> None:
    made = sides([part], [other], ((kinds[0],), (kinds[1],)))
    assert name_checks.is_part_of_that_name(*made) is holds


def test_a_narrower_thing_has_the_wider_name_with_words_before_it_and_never_alone(sides: Sides) -> None:
    fibroid, leiomyoma = sides(["uterine fibroid"], ["leiomyoma"], synonyms=(["uterine leiomyoma"], []))
    assert name_checks.is_narrower(fibroid, leiomyoma)
    assert not name_checks.is_narrower(leiomyoma, fibroid)
    alone, leiomyoma = sides(["uterine fibroid"], ["leiomyoma"], synonyms=(["uterine leiomyoma", "leiomyoma"], []))
    assert not name_checks.is_narrower(alone, leiomyoma)
    elsewhere, leiomyoma = sides(["fibroid"], ["leiomyoma"], synonyms=(["uterine leiomyoma"], []))
    assert not name_checks.is_narrower(elsewhere, leiomyoma)


def test_a_heading_of_two_things_names_each_of_them(sides: Sides) -> None:
    heading, other = sides(["Lissencephalies and Heterotopias"], ["Lissencephaly or Heterotopia"])
    assert is_one_of_two("lissencephaly", heading)
    assert is_one_of_two("heterotopia", heading)
    assert not is_one_of_two("cortexmalformation", heading)
    assert not is_one_of_two("lissencephaly", other)


@pytest.mark.parametrize(
    ("one", "other", "kinds", "share"),
    [
        ("aortic diseases", "aortic disorder", (), True),
        ("aortic diseases", "disorder of the aorta", (), True),
        ("pituitary gland disease", "pituitary disorder", (), True),
        ("mammary gland disease", "mammary disorder", (), False),
        ("cardiac disease", "heart disorder", (), True),
        ("mumps", "mumps infection", (), False),
        ("mumps", "mumps infection", (DISEASE,), True),
        ("ischemia", "ischemic disease", (DISEASE,), True),
        ("eosinophilia", "eosinophil disorder", (DISEASE,), False),
        ("disease", "disorder", (), False),
        ("aortic disease", "aortic syndrome", (), False),
    ],
)
def test_names_that_state_their_kind_in_other_words_have_a_form_in_common(
    one: str, other: str, kinds: tuple[SemanticType, ...], *, share: bool
) -> None:
    assert bool(set(names_of_kind(one, kinds)) & set(names_of_kind(other, kinds))) is share


@pytest.mark.parametrize("name", ["aorta", "disease", "infectious disease of the", ""])
def test_a_name_without_a_kind_or_with_nothing_else_has_no_such_form(name: str) -> None:
    assert names_of_kind(name) == []
