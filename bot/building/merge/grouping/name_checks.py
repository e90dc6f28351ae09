"""The checks that distinguish two groups of records by their names and kinds.

Each check is applied in both directions. Its words are in `data/grouping.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from bot.building.merge.grouping.evidence import are_named_alike
from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.records import Group
from bot.terms.model import SemanticGroup, SemanticType
from bot.terms.normal_forms import fold, normal_words

AND = "and"
CODE = re.compile(r"\d+[a-z]?|[a-z]\d*")
EXCESS = re.compile(r"hyp(?:er|o)\w+(?:emia|uria)s?")
MIN_STEM = 5
SYNDROME = "syndrome"
ANATOMY = frozenset({SemanticType.BODY_PART, SemanticType.TISSUE})
SUBSTANCES = frozenset({SemanticType.PROTEIN, SemanticType.HORMONE, SemanticType.NUTRIENT})


@cache
def any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these words, or its plural, in a name as it is written."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words))})s?\b", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def _words_of(name: str) -> frozenset[str]:
    """Return the words of a name; a qualifier in brackets at its end is ignored."""
    return frozenset(normal_words(name.partition(" (")[0]))


def _words(side: Group) -> Iterator[frozenset[str]]:
    """Yield the words of each preferred name."""
    return (_words_of(record.concept.preferred_name) for record in side)


def has_any_word(side: Group, words: AbstractSet[str]) -> bool:
    """Return True if a preferred name has one of these words."""
    return any(not words.isdisjoint(of_name) for of_name in _words(side))


def are_of_different_sides(one: Group, other: Group) -> bool:
    """Return True if the two are of different sides of the body ("left ventricle", "heart ventricles")."""
    return _are_unlike_in(grouping_words().sides, one, other)


def is_cancer_of_growth(cancer: Group, growth: Group) -> bool:
    """Return True if one is called a cancer, and the other, never called so, is called a growth or a benign one."""
    known = grouping_words()
    is_cancer = has_any_word(cancer, known.cancer) and not has_any_word(growth, known.cancer)
    return is_cancer and has_any_word(growth, known.growth | known.benign)


def is_animals(animal: Group, human: Group) -> bool:
    """Return True if every preferred name of one is that of an animal's disease or organ, and none of
    the other's is.
    """
    animals = grouping_words().animals
    return all(not animals.isdisjoint(of_name) for of_name in _words(animal)) and not has_any_word(human, animals)


def is_form_of_medicine(form: Group, medicine: Group) -> bool:
    """Return True if a preferred name of one is one of the other's with an ester or a form added ("paclitaxel,
    liposomal").
    """
    return _is_named_with(form, medicine, grouping_words().esters_and_forms)


def is_salt_of_medicine(salt: Group, medicine: Group) -> bool:
    """Return True if a preferred name of one is one of the other's with a salt added ("hydrocodone bitartrate")."""
    return _is_named_with(salt, medicine, grouping_words().salts)


def _is_named_with(longer: Group, shorter: Group, more: frozenset[str]) -> bool:
    names = set(_words(shorter))
    return any(
        of_name & more and of_name - more in names and not has_any_word(shorter, of_name & more)
        for of_name in _words(longer)
    )


def is_numbered_otherwise(one: Group, other: Group) -> bool:
    """Return True if the names share a word but have different codes ("interferon alfa-2a", "interferon alfa-2b")."""
    codes, others = ([frozenset(filter(CODE.fullmatch, name)) for name in _words(side)] for side in (one, other))
    shared = frozenset().union(*_words(one)) & frozenset().union(*_words(other))
    return all(codes) and all(others) and not set(codes) & set(others) and any(len(word) >= MIN_STEM for word in shared)


def is_made_of_natural(medicine: Group, substance: Group) -> bool:
    """Return True if one is a medicine and the other a substance of the body: the body does not produce
    sargramostim.
    """
    return _are(medicine, frozenset({SemanticType.MEDICINE})) and _are(substance, SUBSTANCES)


def _are(side: Group, kinds: frozenset[SemanticType]) -> bool:
    """Return True if a group has these kinds and no others; if sources give none, the likely kinds count."""
    given = {kind for record in side for kind in record.concept.semantic_types}
    likely = given or {kind for record in side for kind in record.concept.likely_types}
    return bool(likely) and likely <= kinds


def is_alike_medicine(one: Group, other: Group) -> bool:
    """Return True if the names of two medicines begin alike, unless each group has a name of the other (enalapril,
    enalaprilat).
    """
    medicines = frozenset({SemanticType.MEDICINE, SemanticType.CHEMICAL})
    if not (_are(one, medicines) and _are(other, medicines)):
        return False
    names = [{fold(record.concept.preferred_name) for record in side} for side in (one, other)]
    is_alike = any(a[:MIN_STEM] == b[:MIN_STEM] for a in names[0] for b in names[1])
    return is_alike and not (_names(one, names[1]) and _names(other, names[0]))


def _names(side: Group, folded: set[str]) -> bool:
    return any(fold(name.name) in folded for record in side for name in record.concept.names)


def is_finding_of_disease(finding: Group, disease: Group) -> bool:
    """Return True if only sources of findings have one, and the other is called a disease, disorder or deficiency with
    a different name.
    """
    if not all(record.source.traits.findings for record in finding) or any(r.source.traits.findings for r in disease):
        return False
    disorders = grouping_words().disorders
    is_disease = all(not disorders.isdisjoint(of_name) for of_name in _words(disease)) and not has_any_word(
        finding, disorders
    )
    return is_disease and not are_named_alike(finding, disease)


def is_excess_of_disease(finding: Group, disease: Group) -> bool:
    """Return True if only sources of findings have one and it is an excess or lack of something in blood or urine,
    while the other is not ("hypertyrosinemia", "tyrosinemia").
    """
    if not all(record.source.traits.findings for record in finding) or any(r.source.traits.findings for r in disease):
        return False
    names = [[fold(record.concept.preferred_name) for record in side] for side in (finding, disease)]
    return all(map(EXCESS.fullmatch, names[0])) and not any(map(EXCESS.fullmatch, names[1]))


def gives_name_of(naming: Group, named: Group) -> bool:
    """Return True if a record of one group has a preferred name of the other among its synonyms."""
    preferred = frozenset().union(*(record.preferred_forms for record in named))
    return any(preferred & record.synonym_forms for record in naming)


def is_measured(finding: Group, disease: Group) -> bool:
    """Return True if all preferred names of one say what was measured or seen, and a preferred name of the other names
    a disorder.
    """
    known = grouping_words()
    is_finding = all(not known.findings.isdisjoint(of_name) for of_name in _words(finding))
    return is_finding and not has_any_word(disease, known.findings) and has_any_word(disease, known.disorders)


def is_sign_of_syndrome(sign: Group, headed: Group) -> bool:
    """Return True if one is headed by a syndrome and the other is never called a syndrome: sources often list a finding
    among the names of the syndrome that it belongs to.
    """
    is_headed = any(SYNDROME in record.concept.preferred_name.lower() for record in headed)
    return is_headed and not any(SYNDROME in name.name.lower() for record in sign for name in record.concept.names)


def is_one_of_numbered(numbered: Group, group: Group) -> bool:
    """Return True if every preferred name of one ends in a number and no preferred name of the other has one:
    "hemochromatosis type 1" is one kind of hemochromatosis.
    """
    names = [normal_words(record.concept.preferred_name) for record in numbered]
    is_numbered = all((name and CODE.fullmatch(name[-1])) or name[:1] == ["type"] for name in names)
    return is_numbered and _is_disorder(numbered) and not any(any(map(CODE.fullmatch, name)) for name in _words(group))


def _is_disorder(side: Group) -> bool:
    return any(kind.group is SemanticGroup.DISORDERS for record in side for kind in record.concept.semantic_types)


def is_narrowed(one: Group, other: Group) -> bool:
    """Return True if all preferred names of one have a word that narrows the meaning or means a range of things, and no
    preferred name of the other has such a word.
    """
    words = grouping_words().narrowing
    return all(not words.isdisjoint(of_name) for of_name in _words(one)) and not has_any_word(other, words)


def is_about_two(both: Group, part: Group) -> bool:
    """Return True if one is about two things and the other about one of them ("pulmonary embolism and infarction",
    "pulmonary infarction").
    """
    names = set(_words(part))
    return any(
        AND in of_name and any(name < of_name for name in names) for of_name in _words(both)
    ) and not has_any_word(part, {AND})


def are_qualified_unlike(one: Group, other: Group) -> bool:
    """Return True if no preferred names of the two have the same qualifiers: primary biliary cirrhosis is only one kind
    of biliary cirrhosis.
    """
    return _are_unlike_in(grouping_words().qualifiers, one, other)


def is_inborn_form(inborn: Group, other: Group) -> bool:
    """Return True if every preferred name of one has a word for inborn or idiopathic, and none of the other's has: genu
    recurvatum includes more than congenital genu recurvatum.
    """
    words = grouping_words().inborn
    return all(not words.isdisjoint(of_name) for of_name in _words(inborn)) and not has_any_word(other, words)


def _are_unlike_in(words: frozenset[str], one: Group, other: Group) -> bool:
    return not {of_name & words for of_name in _words(one)} & {of_name & words for of_name in _words(other)}


def is_narrower(narrower: Group, wider: Group) -> bool:
    """Return True if one has a name that is the other's preferred name with words before it that its own preferred
    names have as well, and never has that name alone: a uterine fibroid, also called uterine leiomyoma, is one kind of
    leiomyoma.
    """
    forms = frozenset().union(*(record.preferred_forms | record.synonym_forms for record in narrower))
    headings = [normal_words(r.concept.preferred_name) for r in wider if forms.isdisjoint(r.preferred_forms)]
    own = frozenset().union(*_words(narrower))
    return any(
        _ends_in(name, words) and own.issuperset(name[: -len(words)])
        for words in headings
        for name in _all_names(narrower)
    )


def _all_names(side: Group) -> Iterator[list[str]]:
    return (normal_words(name.name) for record in side for name in record.concept.names)


def is_part_of_that_name(part: Group, other: Group) -> bool:
    """Return True if a preferred name of a part of the body is one of the other's with words before it: many organs
    have a fundus.
    """
    if not _are(part, ANATOMY) or not all(ANATOMY.issuperset(record.concept.semantic_types) for record in other):
        return False
    names = [normal_words(record.concept.preferred_name) for record in part]
    return any(_ends_in(name, normal_words(record.concept.preferred_name)) for name in names for record in other)


def _ends_in(name: list[str], words: list[str]) -> bool:
    return bool(words) and len(name) > len(words) and name[-len(words) :] == words
