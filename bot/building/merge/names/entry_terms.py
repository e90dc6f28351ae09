"""Entry terms: names that lead to the entry if nothing else has that name, but are not shown
as synonyms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.building.merge.choices import choice_of
from bot.building.merge.corrections import GivenName
from bot.building.merge.grouping.refusals import narrower_names
from bot.building.merge.names.extended_names import ExtendedNames
from bot.building.merge.records import Group, Record
from bot.sources.concept import ConceptName
from bot.terms.model import NameKind
from bot.terms.normal_forms import BETWEEN_FORMS, BETWEEN_NAMES, fold, normal_forms

LOOSE_KINDS = frozenset({NameKind.SYNONYM, NameKind.PLAIN, NameKind.FORMER})


class EntryTerms:
    """Finds the entry terms of every group. The preferred names of all records are stored as hashes: about 15 MB for
    150,000 names.
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        self._preferred: set[int] = set()
        self._graded: set[str] = set()
        # Records of sources with curated synonyms, by source and normal form of the preferred name.
        self._edited: dict[tuple[str, str], Record] = {}
        for record in (record for group in groups for record in group):
            forms = _preferred_forms(record)
            self._preferred.update(map(hash, forms))
            self._note_grading(record)
            if record.source.traits.curated_synonyms:
                self._edited.update(((record.source.id, form), record) for form in forms)

    def _note_grading(self, record: Record) -> None:
        """Note a thesaurus that has entry terms: it distinguishes them from synonyms."""
        is_open = record.source.traits.inverts_names and record.source.id not in self._graded
        if is_open and any(name.kind is NameKind.ENTRY_TERM for name in record.concept.names):
            self._graded.add(record.source.id)

    def of(self, group: Group) -> frozenset[str]:
        """Return the names of a group, as they are written, that are entry terms only.

        They mean less than the group, are the preferred name of another one, or say more than the preferred names and
        have one source only; or only a thesaurus or a source of findings has them, whose synonyms include narrower
        things and signs. A name from an editor is never one of them, unless the editor has another record of that name
        which in turn has this one's: then each record keeps its own name.
        """
        if len(group) == 1 and len(group[0].concept.names) == 1:
            return frozenset()
        own = frozenset(form for record in group for form in _preferred_forms(record))
        found, extended_names = set(narrower_names(group)), ExtendedNames(group)
        edited: set[str] = set()
        for record in group:
            if record.source.traits.curated_synonyms:
                edited.update(fold(name.name) for name in record.concept.names)
            else:
                found |= self._entry_terms_of(record, group, own, extended_names)
        found_terms = frozenset(name for name in found if fold(name) not in edited) if edited else frozenset(found)
        found_terms |= _chosen_by_editor(group, own)
        return found_terms | self._of_twins(group, own) if edited else found_terms

    def _entry_terms_of(
        self, record: Record, group: Group, own: frozenset[str], extended_names: ExtendedNames
    ) -> set[str]:
        """Return the names of one record that are entry terms of its group."""
        others = _forms_of_others(record, group)
        witnesses = others if self._needs_witness(record, group) else None
        each = [pair for pair in zip(record.concept.names, record.forms, strict=True) if _may_be_loose(*pair, own)]
        found = {name.name for name, forms in each if self._is_entry_term(forms, witnesses)}
        found -= _shortened(found, record.concept.preferred_name)
        found.update(name.name for name, forms in each if self._is_of_another(forms))
        found.update(name.name for name, forms in each if others.isdisjoint(forms) and extended_names.has(name.name))
        return found

    def _of_twins(self, group: Group, own: frozenset[str]) -> frozenset[str]:
        """Return the names for which the same editor has a record in another group that has this
        record's name as well.
        """
        found = set()
        for record in (record for record in group if record.source.traits.curated_synonyms):
            for name, forms in zip(record.concept.names[1:], record.forms[1:], strict=True):
                twins = (self._edited.get((record.source.id, form)) for form in forms if form not in own)
                if any(twin and _names(twin, record) for twin in twins) and not _is_edited_by_another(
                    name, record, group
                ):
                    found.add(name.name)
        return frozenset(found)

    def elsewhere(self, group: Group, filed: frozenset[str]) -> frozenset[str]:
        """Return the narrower names that are another group's preferred name and lead there: "Cancer, Breast" under
        breast neoplasms.
        """
        narrower = narrower_names(group) & filed
        if not narrower:
            return frozenset()
        each = (
            (name, forms) for record in group for name, forms in zip(record.concept.names, record.forms, strict=True)
        )
        return frozenset(
            name.name
            for name, forms in each
            if name.name in narrower and not self._preferred.isdisjoint(map(hash, forms))
        )

    def _needs_witness(self, record: Record, group: Group) -> bool:
        """Return True if a synonym of a record counts only if another source has it, too."""
        traits = record.source.traits
        is_mixed = traits.inverts_names and record.source.id not in self._graded
        return is_mixed or (traits.findings and any(other.source.id != record.source.id for other in group))

    def _is_entry_term(self, forms: Collection[str], witnesses: frozenset[str] | None) -> bool:
        is_confirmed = witnesses is None or not witnesses.isdisjoint(forms)
        return not is_confirmed or self._is_of_another(forms)

    def _is_of_another(self, forms: Collection[str]) -> bool:
        return not self._preferred.isdisjoint(map(hash, forms))


def _chosen_by_editor(group: Group, own: frozenset[str]) -> frozenset[str]:
    """Return the names that an editor of this project files as entry terms, in any word order; except abbreviations
    from a dictionary for readers.
    """
    choice = choice_of(group)
    if not choice or not choice.filed:
        return frozenset()
    forms = frozenset(form for name in choice.filed for form in normal_forms(name)) - own
    return frozenset(
        name.name
        for record in group
        for name, of_name in zip(record.concept.names[1:], record.forms[1:], strict=True)
        if not forms.isdisjoint(of_name) and not _is_abbreviation_of_readers(name, record)
    )


def _is_abbreviation_of_readers(name: ConceptName, record: Record) -> bool:
    return name.kind is NameKind.ABBREVIATION and record.source.traits.curated_synonyms


def _names(naming: Record, named: Record) -> bool:
    """Return True if a record has the preferred name of another among its names."""
    folded = fold(named.concept.preferred_name)
    return any(fold(name.name) == folded for name in naming.concept.names)


def _is_edited_by_another(name: ConceptName, record: Record, group: Group) -> bool:
    """Return True if another source with curated synonyms has the name for the group as well."""
    others = (other for other in group if other.source.traits.curated_synonyms and other.source.id != record.source.id)
    return any(fold(other.name) == fold(name.name) for each in others for other in each.concept.names)


def _may_be_loose(name: ConceptName, forms: Collection[str], own: frozenset[str]) -> bool:
    """Return True if a name is of a kind that may be loose, comes from no correction, and is no preferred name of the
    group.
    """
    return not isinstance(name, GivenName) and name.kind in LOOSE_KINDS and own.isdisjoint(forms)


def _forms_of_others(record: Record, group: Group) -> frozenset[str]:
    """Return the normal forms of the names that other sources have."""
    others = (other for other in group if other.source.id != record.source.id)
    return frozenset(form for other in others for forms in other.forms for form in forms)


def _preferred_forms(record: Record) -> list[str]:
    forms = record.packed_forms.partition(BETWEEN_NAMES)[0]
    return forms.split(BETWEEN_FORMS) if forms else []


def _shortened(names: Iterable[str], preferred: str) -> set[str]:
    """Return the names that leave out words of the preferred name ("Cold" for "Cold Temperature"):
    those are synonyms.
    """
    words = set(preferred.lower().split())
    return {name for name in names if words.issuperset(name.lower().split())}
