"""Convert RxNorm's concepts to Medlex's: medicines, their brands and their dose forms. prescribable.py explains the
rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from bot.sources.concept import Concept, ConceptName, Link
from bot.terms.model import NameKind, Relation, SemanticType

PAGE = "https://mor.nlm.nih.gov/RxNav/search?searchBy=RXCUI&searchTerm={}"
TARGET = "rxnorm:{}"

# Replaces an ingredient that the release does not name: a product with it must not be mistaken for one with fewer
# ingredients.
UNKNOWN = ""

# A relationship between two concepts: term type, relationship, term type.
Statement = tuple[str, str, str]
Medicine = frozenset[str]

# Term types. Dose form groups and drug groups (ingredients with a dose form group, or a brand with one) only say in
# which forms a medicine is sold.
INGREDIENT, PRECISE, COMBINATION, BRAND = "IN", "PIN", "MIN", "BN"
FORM, DRUG_GROUP, BRAND_GROUP = "DFG", "SCDG", "SBDG"
STORED_TYPES = frozenset({INGREDIENT, PRECISE, COMBINATION, BRAND, FORM, DRUG_GROUP, BRAND_GROUP})

# The relationships that are read. A row says what its second concept is to the first ("RXCUI2 tradename_of RXCUI1").
FORM_OF = (PRECISE, "form_of", INGREDIENT)
HAS_PART = (COMBINATION, "has_part", INGREDIENT)
TRADENAME_OF = (BRAND, "tradename_of", INGREDIENT)
GROUP_HAS_INGREDIENT = (DRUG_GROUP, "has_ingredient", INGREDIENT)
GROUP_HAS_FORM = (DRUG_GROUP, "has_doseformgroup", FORM)
BRAND_GROUP_HAS_BRAND = (BRAND_GROUP, "has_ingredient", BRAND)
BRAND_GROUP_HAS_FORM = (BRAND_GROUP, "has_doseformgroup", FORM)
BRAND_GROUP_IS_OF_GROUP = (BRAND_GROUP, "tradename_of", DRUG_GROUP)
STORED_RELATIONSHIPS = frozenset(
    {
        FORM_OF,
        HAS_PART,
        TRADENAME_OF,
        GROUP_HAS_INGREDIENT,
        GROUP_HAS_FORM,
        BRAND_GROUP_HAS_BRAND,
        BRAND_GROUP_HAS_FORM,
        BRAND_GROUP_IS_OF_GROUP,
    }
)


@dataclass(slots=True)
class Vocabulary:
    """The concepts in memory, by their RXCUI: term type, preferred name, synonyms, and relationships."""

    types: dict[str, str] = field(default_factory=dict)
    preferred: dict[str, str] = field(default_factory=dict)
    synonyms: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    related: dict[Statement, defaultdict[str, set[str]]] = field(
        default_factory=lambda: {relation: defaultdict(set) for relation in STORED_RELATIONSHIPS}
    )

    def relate(self, subject: str, relation: str, object_: str) -> None:
        """Store what one concept is to another, if that relationship is read."""
        of_what = self.types.get(subject, "")
        to_what = self.types.get(object_, "")
        key = (of_what, relation, to_what or INGREDIENT)
        if key in STORED_RELATIONSHIPS:
            self.related[key][subject].add(object_ if to_what else UNKNOWN)

    def of_type(self, type_: str) -> list[str]:
        """Return the concepts of one term type, in the file's order."""
        return [code for code, found in self.types.items() if found == type_]

    def by_name(self, codes: Iterable[str]) -> list[str]:
        """Return these concepts in the order of their names, without unknown ones."""
        return sorted(filter(None, codes), key=lambda code: (self.preferred[code].casefold(), code))

    def targets(self, relation: Statement, code: str) -> frozenset[str]:
        """Return the concepts to which a concept has this relationship."""
        return frozenset(self.related[relation].get(code, ()))


@dataclass(slots=True)
class Market:
    """The products on the market: the combinations by their ingredients, the dose forms of each medicine, and the
    drug groups of each brand.
    """

    combinations: dict[Medicine, str] = field(default_factory=dict)
    dose_forms: defaultdict[Medicine, set[str]] = field(default_factory=lambda: defaultdict(set))
    brand_groups: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def medicines(vocabulary: Vocabulary) -> Iterator[Concept]:
    """Yield each ingredient, precise ingredient and combination, and each brand that is not just a name of one
    ingredient.
    """
    market, brand_names = _market(vocabulary), _brand_names(vocabulary)
    for code in vocabulary.of_type(INGREDIENT):
        forms = _form_names(vocabulary, market.dose_forms[frozenset({code})])
        yield replace(_concept(vocabulary, code, brand_names[code]), dose_forms=forms)
    for code in vocabulary.of_type(PRECISE):
        yield replace(_concept(vocabulary, code), parents=tuple(vocabulary.by_name(vocabulary.targets(FORM_OF, code))))
    for code in vocabulary.of_type(COMBINATION):
        parts = vocabulary.targets(HAS_PART, code)
        forms = _form_names(vocabulary, market.dose_forms[parts])
        contains = _links(vocabulary, Relation.CONTAINS, parts)
        yield replace(_concept(vocabulary, code), links=contains, dose_forms=forms)
    for code in vocabulary.of_type(BRAND):
        if _only_ingredient(vocabulary, code) is None:
            yield _brand(vocabulary, market, code)


def _market(vocabulary: Vocabulary) -> Market:
    market = Market()
    for code in vocabulary.of_type(COMBINATION):
        parts = vocabulary.targets(HAS_PART, code)
        if parts and UNKNOWN not in parts:
            market.combinations[parts] = code
    for group, ingredients in vocabulary.related[GROUP_HAS_INGREDIENT].items():
        if UNKNOWN not in ingredients:
            market.dose_forms[frozenset(ingredients)] |= vocabulary.targets(GROUP_HAS_FORM, group)
    for group, brands in vocabulary.related[BRAND_GROUP_HAS_BRAND].items():
        for brand in brands:
            market.brand_groups[brand].add(group)
    return market


def _brand_names(vocabulary: Vocabulary) -> defaultdict[str, list[str]]:
    """The names of the brands with a single ingredient, by the ingredient."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for code in vocabulary.by_name(vocabulary.of_type(BRAND)):
        ingredient = _only_ingredient(vocabulary, code)
        if ingredient is not None:
            names[ingredient].append(vocabulary.preferred[code])
    return names


def _only_ingredient(vocabulary: Vocabulary, brand: str) -> str | None:
    """The one ingredient of all products of a brand; None if there are several, or one is unknown."""
    ingredients = vocabulary.targets(TRADENAME_OF, brand)
    return next(iter(ingredients)) if len(ingredients) == 1 and UNKNOWN not in ingredients else None


def _brand(vocabulary: Vocabulary, market: Market, code: str) -> Concept:
    groups = market.brand_groups[code]
    links = tuple(_brand_links(vocabulary, market, code, _medicines_of(vocabulary, groups)))
    forms = {form for group in groups for form in vocabulary.targets(BRAND_GROUP_HAS_FORM, group)}
    return replace(_concept(vocabulary, code), links=links, dose_forms=_form_names(vocabulary, forms))


def _medicines_of(vocabulary: Vocabulary, brand_groups: Iterable[str]) -> set[Medicine]:
    """The medicines of a brand's drug groups ("Entresto Pill" is "sacubitril / valsartan Pill")."""
    generic = {group for each in brand_groups for group in vocabulary.targets(BRAND_GROUP_IS_OF_GROUP, each)}
    return {ingredients for group in generic if (ingredients := vocabulary.targets(GROUP_HAS_INGREDIENT, group))}


def _brand_links(vocabulary: Vocabulary, market: Market, code: str, sold: set[Medicine]) -> Iterator[Link]:
    """Links from a brand to its medicine, or to its ingredients.

    A brand whose products differ (a family under one name) links to each of these medicines: that it contains all of
    their ingredients would be wrong for each of them. If the drug groups do not say everything, as for packs, it
    links to the ingredients that RxNorm names.
    """
    ingredients = vocabulary.targets(TRADENAME_OF, code)
    known = {medicine: _medicine_code(market, medicine) for medicine in sold}
    is_complete = frozenset().union(*sold) == ingredients and None not in known.values()
    if is_complete:
        yield from _links(vocabulary, Relation.BRAND_OF, filter(None, known.values()))
    if not is_complete or len(sold) == 1:
        yield from _links(vocabulary, Relation.CONTAINS, ingredients)


def _medicine_code(market: Market, medicine: Medicine) -> str | None:
    only = next(iter(medicine)) if len(medicine) == 1 else UNKNOWN
    return only or market.combinations.get(medicine)


def _links(vocabulary: Vocabulary, kind: Relation, codes: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(kind, vocabulary.preferred[code], TARGET.format(code)) for code in vocabulary.by_name(codes))


def _form_names(vocabulary: Vocabulary, forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(vocabulary.preferred[form] for form in vocabulary.by_name(forms))


def _concept(vocabulary: Vocabulary, code: str, brands: Iterable[str] = ()) -> Concept:
    return Concept(
        code=code,
        names=tuple(_names(vocabulary, code, brands)),
        semantic_types=(SemanticType.MEDICINE,),
        url=PAGE.format(code),
    )


def _names(vocabulary: Vocabulary, code: str, brands: Iterable[str]) -> Iterator[ConceptName]:
    """Every name once, regardless of case ("hydrOXYzine" is written so to prevent mistakes)."""
    named = [(vocabulary.preferred[code], NameKind.PREFERRED)]
    named += ((name, NameKind.SYNONYM) for name in vocabulary.synonyms.get(code, ()))
    named += ((name, NameKind.BRAND) for name in brands)
    seen: set[str] = set()
    for name, kind in named:
        if name.casefold() not in seen:
            seen.add(name.casefold())
            yield ConceptName(name, kind)
