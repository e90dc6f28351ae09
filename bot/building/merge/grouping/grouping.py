"""Which concepts are the same thing, and so share a page.

Evidence, in the order in which it is used: a record that another source points to, the same preferred name, two records of one source that
name each other, and a preferred name that is another's synonym and nobody else's. Never an abbreviation alone, by a name only within one
language, and never across semantic kinds that exclude each other: two entries for one thing are a nuisance, one entry for two things is
a danger. docs/grouping.md tells more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, permutations, product, starmap

from bot.building.merge.grouping.evidence import names_of_kind
from bot.building.merge.grouping.groups import Groups, Kinds
from bot.building.merge.grouping.refusals import Trust
from bot.building.merge.grouping.resemblance import Resemblance
from bot.building.merge.grouping.support import Owners, Support, grading
from bot.building.merge.records import Group, Record, precedence
from bot.terms.abbreviations import is_short_for, looks_like_abbreviation
from bot.terms.normal_forms import fold

# Less than this they have only words in common that any two definitions may have.
UNLIKE = 0.05


def group(records: list[Record]) -> list[Group]:
    """All records, each in exactly one group."""
    return grouped(records).all()


def grouped(records: list[Record]) -> Groups:
    """All records joined, and what was refused on the way.

    They are put in an order of our own, plainest source first: what a publisher moves about in a file changes no group.
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
    _join_same_by_name(groups, preferred, synonyms)
    return groups


def _owners(records: list[Record]) -> tuple[Owners, Owners]:
    """Who owns each normal form of a preferred name: as preferred name, and as synonym.

    An abbreviation written out owns none as its preferred name: it says nothing of what it means but the name, and is joined last.
    """
    preferred: Owners = defaultdict(list)
    synonyms: Owners = defaultdict(list)
    for at, record in enumerate(records):
        own = [] if record.writes_out else [at]
        for form in sorted(record.preferred_forms):
            preferred[form] += own
    for at, record in enumerate(records):
        shared = [form for form in record.further_forms if form in preferred and preferred[form] != [at]]
        for form in record.synonym_forms.intersection(shared) if shared else ():
            synonyms[form].append(at)
    return preferred, synonyms


def _join_twins(groups: Groups, preferred: Owners, synonyms: Owners) -> None:
    """Join records of one source that name each other ("IL-6. Also called interleukin-6." and the other way round). An abbreviation and what
    it is short for come first, then those that have most names in common: another source may have two records for what this one takes for
    one thing.
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
            groups.join(one, other, same_source=True, kinds=Kinds.NONE, trust=Trust.DECLARED)


def _is_spelt_out(groups: Groups, one: int, other: int) -> bool:
    """Whether one of two records is called by an abbreviation of the other's name."""
    names = [groups.records[at].concept.preferred_name for at in (one, other)]
    return any(
        looks_like_abbreviation(short) and is_short_for(short.lower(), long.lower())
        for short, long in permutations(names)
    )


def _shared_names(groups: Groups, one: int, other: int) -> int:
    first, second = ({fold(name.name) for name in groups.records[at].concept.names} for at in (one, other))
    return len(first & second)


def _are_twins(one: Record, other: Record) -> bool:
    """Whether two records of one source name each other as their names are written.

    Not in the plural or inverted: MeSH keeps glutamates, a class, apart from glutamic acid, and smoking pipes from pipe
    smoking.
    """
    return one.source.id == other.source.id and _names_as_written(one, other) and _names_as_written(other, one)


def _is_own(groups: Groups, one: int, other: int) -> bool:
    """Whether the groups of two records of one source share it alone, and its translation: what another source has two records for
    is two things.
    """
    record = groups.records[one]
    translations = (each.source.id for each in groups.with_(one) if _are_equivalent(each, record))
    return groups.shared_sources(one, other) <= {record.source.id, *translations}


def _are_equivalent(one: Record, other: Record) -> bool:
    return one.reference in other.concept.equivalents or other.reference in one.concept.equivalents


def _names_as_written(naming: Record, named: Record) -> bool:
    preferred = fold(named.concept.preferred_name)
    return any(fold(name.name) == preferred for name in naming.concept.names[1:])


def _join_equivalents(groups: Groups) -> None:
    """Join a record with the records of other sources that it points to."""
    referred_to = {reference for record in groups.records for reference in record.concept.equivalents}
    by_reference = {
        reference: at for at, record in enumerate(groups.records) if (reference := record.reference) in referred_to
    }
    for at, record in enumerate(groups.records):
        for reference in record.concept.equivalents:
            if reference in by_reference:
                groups.join(at, by_reference[reference], kinds=Kinds.NONE, trust=Trust.DECLARED)


def _join_same_preferred_names(groups: Groups, preferred: Owners, resemblance: Resemblance) -> None:
    for owners in (owners for owners in preferred.values() if len(owners) > 1):
        claimants = _one_from_each_source(groups, owners)
        is_contested = len(claimants) > 2 and not all(starmap(groups.may_join, combinations(claimants, 2)))
        for one, other in combinations(claimants, 2):
            sides = groups.records[one], groups.records[other]
            is_doubtful = _are_unlike_abbreviations(*sides) or (is_contested and _tell_nothing(*sides, resemblance))
            if not is_doubtful and groups.are_of_one_language(one, other):
                groups.join(one, other, kinds=Kinds.TOLD if is_contested else Kinds.NEAR)


def _join_same_but_for_the_kind(groups: Groups) -> None:
    """Join preferred names that are alike but for the word for what kind of thing they mean ("aortic diseases", "aortic disorder"),
    where each source has but one such name.
    """
    named: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(groups.records):
        for name in names_of_kind(record.concept.preferred_name, record.concept.semantic_types):
            named[f"{record.source.language} {name}"].append(at)
    for owners in named.values():
        for one, other in combinations(owners, 2):
            if not _is_claimed(groups, one, other):
                groups.join(one, other, kinds=Kinds.NEAR, trust=Trust.SAME_NAME)


def _is_claimed(groups: Groups, one: int, other: int) -> bool:
    """Whether the group of one of two records has a record of the other's source already."""
    sources = [groups.records[at].source.id for at in (one, other)]
    return groups.has_source(one, sources[1]) or groups.has_source(other, sources[0])


def _tell_nothing(one: Record, other: Record, resemblance: Resemblance) -> bool:
    """Whether one of two records of one name says neither what sort of thing it is nor anything that the other says: where the
    name has several meanings, it may have any of them.
    """
    is_told = one.concept.semantic_types and other.concept.semantic_types
    return not is_told and resemblance.of([one], [other]) < UNLIKE


def _one_from_each_source(groups: Groups, owners: Sequence[int]) -> list[int]:
    """The owners of a name, without those of a source that gives the name to two different things; but of these the one
    that writes it as another source does ("Tetracycline" beside "Tetracyclines").
    """
    by_source: dict[str, dict[int, int]] = defaultdict(dict)
    for at in owners:
        by_source[groups.records[at].source.id].setdefault(groups.of(at), at)
    chosen = (_only_one(groups, list(by_group.values()), owners) for by_group in by_source.values())
    return [at for at in chosen if at is not None]


def _only_one(groups: Groups, owners: list[int], of_all_sources: Sequence[int]) -> int | None:
    if len(owners) == 1:
        return owners[0]
    written = Counter(fold(groups.records[at].concept.preferred_name) for at in of_all_sources)
    alike = [at for at in owners if written[fold(groups.records[at].concept.preferred_name)] > 1]
    return alike[0] if len(alike) == 1 else None


def _are_unlike_abbreviations(one: Record, other: Record) -> bool:
    """Whether one preferred name is an abbreviation and the other a word ("TUNA", "Tuna"), or both are abbreviations that
    are spelt out differently.
    """
    abbreviated = [looks_like_abbreviation(record.concept.preferred_name) for record in (one, other)]
    if not all(abbreviated):
        return any(abbreviated)
    return bool(one.synonym_forms and other.synonym_forms and not one.synonym_forms & other.synonym_forms)


def _join_preferred_with_synonym(groups: Groups, preferred: Owners, synonyms: Owners, resemblance: Resemblance) -> None:
    """Join a preferred name with the groups that have it as a synonym, where enough speaks for it.

    Several sources may have it: they bear each other out. A source that gives it to two different things is not heard.
    """
    support = Support(groups, preferred, grading(groups.records), resemblance)
    for form, owners in preferred.items():
        owning = [*owners, *synonyms.get(form, ())]
        claimants = _one_from_each_source(groups, owning) if len(owning) > 1 else []
        if len(claimants) > 1 and not _only_as_abbreviation(groups, owners):
            for one in (at for at in claimants if form in groups.records[at].preferred_forms):
                for other in claimants:
                    if groups.of(one) != groups.of(other):
                        _join_if_supported(groups, support, form, one, other)


def _join_if_supported(groups: Groups, support: Support, form: str, one: int, other: int) -> None:
    trust = support.of(form, one, other)
    if trust is not None:
        shared = groups.shared_sources(one, other) if trust >= Trust.MUTUAL else set()
        language = groups.records[one].source.language
        words = [each for each in groups.with_(one) if each.source.id in shared and each.source.language == language]
        groups.join(one, other, same_source=bool(words) and all(map(_is_of_words, words)), trust=trust)


def _is_of_words(record: Record) -> bool:
    """Whether a record's source may have several for one thing, each for a word, which an editor's synonyms bring together."""
    traits = record.source.traits
    return traits.curated_synonyms and not traits.titles_as_written


def _join_same_by_name(groups: Groups, preferred: Owners, synonyms: Owners) -> None:
    """Join a record that is nothing but an abbreviation written out with the only thing that has this name, as its preferred name
    or else as a synonym ("COPD: chronic obstructive pulmonary disease" defines nothing of its own). Several that are written out
    alike are one thing. A curated list means what it names by its preferred name only: synonyms are often of something wider.
    """
    written_out = [at for at, record in enumerate(groups.records) if record.writes_out]
    _join_written_out_alike(groups, written_out)
    for at in written_out:
        record = groups.records[at]
        if named := _owning(groups, record, preferred):
            _join_named(groups, at, named)
        elif not record.source.traits.curated_abbreviations:
            _join_the_only_one(groups, at, _owning(groups, record, synonyms))


def _owning(groups: Groups, record: Record, owners: Owners) -> set[int]:
    """The groups that own the preferred name of a record."""
    return {groups.of(to) for form in record.preferred_forms for to in owners.get(form, ())}


def _join_written_out_alike(groups: Groups, written_out: list[int]) -> None:
    first: dict[tuple[str, str], int] = {}
    for at in written_out:
        record = groups.records[at]
        for form in sorted(record.preferred_forms):
            groups.join(at, first.setdefault((record.source.language, form), at), same_source=True, kinds=Kinds.TOLD)


def _join_named(groups: Groups, at: int, named: set[int]) -> None:
    """Join with what has the name as its preferred one. Where several things have it, a curated list means the one of the plainest source:
    records stand in the order of their sources. What sort of thing it is need not agree there, for an editor chose the name.
    """
    there = [other for other in sorted(named) if groups.are_of_one_language(at, other)]
    if groups.records[at].source.traits.curated_abbreviations and there:
        groups.join(at, there[0], same_source=True, kinds=Kinds.NONE)
    else:
        _join_the_only_one(groups, at, named)


def _join_the_only_one(groups: Groups, at: int, others: set[int]) -> None:
    there = [other for other in others if groups.are_of_one_language(at, other)]
    if len(there) == 1:
        groups.join(at, there[0], same_source=True, kinds=Kinds.TOLD, trust=Trust.SAME_NAME)


def _only_as_abbreviation(groups: Groups, owners: Iterable[int]) -> bool:
    return all(looks_like_abbreviation(groups.records[at].concept.preferred_name) for at in owners)
