"""Find the concepts that mean the same thing, and so share a page.

Evidence, in the order in which it is used: a reference to another source's record, the same preferred name, two records
of one source that name each other, and a preferred name that is a synonym of one other thing only. An abbreviation
alone is never enough; names count within one language only; and semantic kinds that exclude each other are never
joined. Two entries for one thing are a nuisance, one entry for two things is a danger. See docs/grouping.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, permutations, product, starmap

from bot.building.merge.grouping.evidence import names_of_kind
from bot.building.merge.grouping.expansions import join_expansions
from bot.building.merge.grouping.groups import Groups, KindRule
from bot.building.merge.grouping.refusals import Trust
from bot.building.merge.grouping.resemblance import Resemblance
from bot.building.merge.grouping.support import Owners, Support, grading_sources
from bot.building.merge.records import Group, Record, precedence
from bot.terms.abbreviations import is_short_for, looks_like_abbreviation
from bot.terms.normal_forms import fold

# Two definitions with less resemblance than this share only words that any two definitions may share.
MIN_RESEMBLANCE = 0.05


def group(records: list[Record]) -> list[Group]:
    """Put each record in exactly one group."""
    return join_records(records).all()


def join_records(records: list[Record]) -> Groups:
    """Join the records, and note the joins that were refused.

    They are first sorted, plainest source first, so that the order in a publisher's file makes no difference.
    """
    records = sorted(records, key=lambda record: (precedence(record.source), record.concept.code))
    groups = Groups(records)
    preferred, synonyms = _owners(records)
    _join_equivalents(groups)
    resemblance = Resemblance(groups.records)
    _join_same_preferred_names(groups, preferred, resemblance)
    _join_twins(groups, preferred, synonyms)
    _join_same_but_for_the_kind(groups)
    _join_preferred_with_synonym(groups, preferred, synonyms, resemblance)
    join_expansions(groups, preferred, synonyms)
    return groups


def _owners(records: list[Record]) -> tuple[Owners, Owners]:
    """Return the owners of each normal form of a preferred name: those with it as preferred name, and those with it as
    synonym.

    An expanded abbreviation does not own its preferred name: it has nothing but that name, and is joined last.
    """
    preferred: Owners = defaultdict(list)
    synonyms: Owners = defaultdict(list)
    for at, record in enumerate(records):
        own = [] if record.is_expansion else [at]
        for form in sorted(record.preferred_forms):
            preferred[form] += own
    for at, record in enumerate(records):
        shared = [form for form in record.further_forms if form in preferred and preferred[form] != [at]]
        for form in record.synonym_forms.intersection(shared) if shared else ():
            synonyms[form].append(at)
    return preferred, synonyms


def _join_twins(groups: Groups, preferred: Owners, synonyms: Owners) -> None:
    """Join records of one source that name each other ("IL-6. Also called interleukin-6." and vice versa).

    An abbreviation and its expansion are joined first, then the records with most names in common, because another
    source may distinguish what this one does not. Kinds that exclude each other keep them apart: "MS" is a disease and
    a gene.
    """
    pairs = {
        (min(one, other), max(one, other))
        for form, owners in preferred.items()
        for one, other in product(owners, synonyms.get(form, ()))
        if one != other and _are_twins(groups.records[one], groups.records[other])
    }
    for one, other in sorted(
        pairs, key=lambda pair: (not _is_spelt_out(groups, *pair), -_shared_names(groups, *pair), pair)
    ):
        if _is_own(groups, one, other):
            groups.join(one, other, same_source=True, kinds=KindRule.NEAR, trust=Trust.DECLARED)


def _is_spelt_out(groups: Groups, one: int, other: int) -> bool:
    """Return True if one of two records has an abbreviation of the other's name as its preferred name."""
    names = [groups.records[at].concept.preferred_name for at in (one, other)]
    return any(
        looks_like_abbreviation(short) and is_short_for(short.lower(), long.lower())
        for short, long in permutations(names)
    )


def _shared_names(groups: Groups, one: int, other: int) -> int:
    first, second = ({fold(name.name) for name in groups.records[at].concept.names} for at in (one, other))
    return len(first & second)


def _are_twins(one: Record, other: Record) -> bool:
    """Return True if two records of one source have each other's preferred name, as it is written.

    Plural and inverted spellings do not count: MeSH distinguishes glutamates, a class, from glutamic acid, and smoking
    pipes from pipe smoking.
    """
    return one.source.id == other.source.id and _names_as_written(one, other) and _names_as_written(other, one)


def _is_own(groups: Groups, one: int, other: int) -> bool:
    """Return True if the groups of two records of one source have no other source in common, except its translation:
    where another source has two records, there are two things.
    """
    record = groups.records[one]
    translations = (each.source.id for each in groups.group_of(one) if _are_equivalent(each, record))
    return groups.shared_sources(one, other) <= {record.source.id, *translations}


def _are_equivalent(one: Record, other: Record) -> bool:
    return one.reference in other.concept.equivalents or other.reference in one.concept.equivalents


def _names_as_written(naming: Record, named: Record) -> bool:
    preferred = fold(named.concept.preferred_name)
    return any(fold(name.name) == preferred for name in naming.concept.names[1:])


def _join_equivalents(groups: Groups) -> None:
    """Join a record with the records of other sources to which it refers."""
    referred_to = {reference for record in groups.records for reference in record.concept.equivalents}
    by_reference = {
        reference: at for at, record in enumerate(groups.records) if (reference := record.reference) in referred_to
    }
    for at, record in enumerate(groups.records):
        for reference in record.concept.equivalents:
            if reference in by_reference:
                groups.join(at, by_reference[reference], kinds=KindRule.NONE, trust=Trust.DECLARED)


def _join_same_preferred_names(groups: Groups, preferred: Owners, resemblance: Resemblance) -> None:
    for owners in (owners for owners in preferred.values() if len(owners) > 1):
        claimants = _one_from_each_source(groups, owners)
        is_contested = len(claimants) > 2 and not all(starmap(groups.may_join, combinations(claimants, 2)))
        for one, other in combinations(claimants, 2):
            sides = groups.records[one], groups.records[other]
            is_doubtful = _are_unlike_abbreviations(*sides) or (is_contested and _tell_nothing(*sides, resemblance))
            if not is_doubtful and groups.are_of_one_language(one, other):
                groups.join(one, other, kinds=KindRule.GIVEN if is_contested else KindRule.NEAR)


def _join_same_but_for_the_kind(groups: Groups) -> None:
    """Join preferred names that differ only in the word for their kind ("aortic diseases", "aortic disorder"), if each
    source has only one such name.
    """
    named: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(groups.records):
        for name in names_of_kind(record.concept.preferred_name, record.concept.semantic_types):
            named[f"{record.source.language} {name}"].append(at)
    for owners in named.values():
        for one, other in combinations(owners, 2):
            if not _is_claimed(groups, one, other):
                groups.join(one, other, kinds=KindRule.NEAR, trust=Trust.SAME_NAME)


def _is_claimed(groups: Groups, one: int, other: int) -> bool:
    """Return True if the group of one of two records already has a record of the other's source."""
    sources = [groups.records[at].source.id for at in (one, other)]
    return groups.has_source(one, sources[1]) or groups.has_source(other, sources[0])


def _tell_nothing(one: Record, other: Record, resemblance: Resemblance) -> bool:
    """Return True if one of two records of the same name has no kind, and their definitions do not resemble each other:
    if the name has several meanings, it may be any of them.
    """
    have_kinds = one.concept.semantic_types and other.concept.semantic_types
    return not have_kinds and resemblance.of([one], [other]) < MIN_RESEMBLANCE


def _one_from_each_source(groups: Groups, owners: Sequence[int]) -> list[int]:
    """Return at most one owner of a name from each source.

    A source that gives the name to two different things is left out, unless one of them spells it as another source
    does ("Tetracycline" beside "Tetracyclines").
    """
    by_source: dict[str, dict[int, int]] = defaultdict(dict)
    for at in owners:
        by_source[groups.records[at].source.id].setdefault(groups.leader_of(at), at)
    chosen = (_only_one(groups, list(by_group.values()), owners) for by_group in by_source.values())
    return [at for at in chosen if at is not None]


def _only_one(groups: Groups, owners: list[int], of_all_sources: Sequence[int]) -> int | None:
    if len(owners) == 1:
        return owners[0]
    written = Counter(fold(groups.records[at].concept.preferred_name) for at in of_all_sources)
    alike = [at for at in owners if written[fold(groups.records[at].concept.preferred_name)] > 1]
    return alike[0] if len(alike) == 1 else None


def _are_unlike_abbreviations(one: Record, other: Record) -> bool:
    """Return True if one preferred name is an abbreviation and the other a word ("TUNA", "Tuna"), or both are
    abbreviations with different expansions.
    """
    abbreviated = [looks_like_abbreviation(record.concept.preferred_name) for record in (one, other)]
    if not all(abbreviated):
        return any(abbreviated)
    return bool(one.synonym_forms and other.synonym_forms and not one.synonym_forms & other.synonym_forms)


def _join_preferred_with_synonym(groups: Groups, preferred: Owners, synonyms: Owners, resemblance: Resemblance) -> None:
    """Join a preferred name with the groups that have it as a synonym, if there is enough evidence.

    Several sources with the same synonym confirm each other. A source that gives it to two different things is ignored.
    """
    support = Support(groups, preferred, grading_sources(groups.records), resemblance)
    for form, owners in preferred.items():
        owning = [*owners, *synonyms.get(form, ())]
        claimants = _one_from_each_source(groups, owning) if len(owning) > 1 else []
        if len(claimants) > 1 and not _only_as_abbreviation(groups, owners):
            for one in (at for at in claimants if form in groups.records[at].preferred_forms):
                for other in claimants:
                    if groups.leader_of(one) != groups.leader_of(other):
                        _join_if_supported(groups, support, form, one, other)


def _join_if_supported(groups: Groups, support: Support, form: str, one: int, other: int) -> None:
    trust = support.of(form, one, other)
    if trust is not None:
        shared = groups.shared_sources(one, other) if trust >= Trust.MUTUAL else set()
        language = groups.records[one].source.language
        words = [each for each in groups.group_of(one) if each.source.id in shared and each.source.language == language]
        groups.join(one, other, same_source=bool(words) and all(map(_is_of_words, words)), trust=trust)


def _is_of_words(record: Record) -> bool:
    """Return True if a record's source may have a record for each word for a thing, which the synonyms of an editor
    bring together.
    """
    traits = record.source.traits
    return traits.curated_synonyms and not traits.titles_as_written


def _only_as_abbreviation(groups: Groups, owners: Iterable[int]) -> bool:
    return all(looks_like_abbreviation(groups.records[at].concept.preferred_name) for at in owners)
