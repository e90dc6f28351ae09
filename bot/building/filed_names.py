"""Which names of an entry are only filed there: they lead to it where nothing else is called so, and nobody calls them its synonyms."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.building.corrections import GivenName
from bot.building.records import Group, Record
from bot.building.refusals import narrower_names
from bot.lexicon.model import NameKind
from bot.lexicon.names import BETWEEN_FORMS, BETWEEN_NAMES, fold
from bot.sources.concept import ConceptName

MAY_BE_FILED = frozenset({NameKind.SYNONYM, NameKind.PLAIN, NameKind.FORMER})


class FiledNames:
    """Tells it of every group. The normal forms of all preferred names are kept as hashes, at some 15 MB for 150,000 of them."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._preferred: set[int] = set()
        self._graded: set[str] = set()
        for record in (record for group in groups for record in group):
            self._preferred.update(map(hash, _preferred_forms(record)))
            self._note_grading(record)

    def _note_grading(self, record: Record) -> None:
        """A thesaurus that has entry terms tells its synonyms from what it only files with them."""
        is_open = record.source.traits.inverts_names and record.source.id not in self._graded
        if is_open and any(name.kind is NameKind.ENTRY_TERM for name in record.concept.names):
            self._graded.add(record.source.id)

    def of(self, group: Group) -> frozenset[str]:
        """The names of a group, as they are written, that mean less than the group, that are another's preferred name, or that only a
        thesaurus or a source of findings gives, which have narrower things and signs among their synonyms. What an editor calls it is
        none of them.
        """
        own = frozenset(form for record in group for form in _preferred_forms(record))
        found = set(narrower_names(group))
        edited: set[str] = set()
        for record in group:
            if record.source.traits.curated_synonyms:
                edited.update(fold(name.name) for name in record.concept.names)
            else:
                witnesses = self._witnesses(record, group)
                each = zip(record.concept.names, record.forms, strict=True)
                found.update(name.name for name, forms in each if self._is_filed(name, forms, own, witnesses))
                found -= _shortened(found, record.concept.preferred_name)
        return frozenset(name for name in found if fold(name) not in edited) if edited else frozenset(found)

    def elsewhere(self, group: Group, filed: frozenset[str]) -> frozenset[str]:
        """Those of the narrower names of a group that are another's preferred name, and lead there: "Cancer, Breast" under breast neoplasms."""
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

    def _witnesses(self, record: Record, group: Group) -> frozenset[str] | None:
        """The normal forms of the names that other sources have, one of which a synonym of a record needs; None where it needs none."""
        traits = record.source.traits
        is_mixed = traits.inverts_names and record.source.id not in self._graded
        others = [other for other in group if other.source.id != record.source.id]
        if not is_mixed and not (traits.findings and others):
            return None
        return frozenset(form for other in others for forms in other.forms for form in forms)

    def _is_filed(
        self, name: ConceptName, forms: Collection[str], own: frozenset[str], witnesses: frozenset[str] | None
    ) -> bool:
        if isinstance(name, GivenName) or name.kind not in MAY_BE_FILED or not own.isdisjoint(forms):
            return False
        is_borne_out = witnesses is None or not witnesses.isdisjoint(forms)
        return not is_borne_out or not self._preferred.isdisjoint(map(hash, forms))


def _preferred_forms(record: Record) -> list[str]:
    forms = record.packed_forms.partition(BETWEEN_NAMES)[0]
    return forms.split(BETWEEN_FORMS) if forms else []


def _shortened(names: Iterable[str], preferred: str) -> set[str]:
    """The names that are the preferred name with words left out ("Cold" for "Cold Temperature"): those are synonyms."""
    words = set(preferred.lower().split())
    return {name for name in names if words.issuperset(name.lower().split())}
