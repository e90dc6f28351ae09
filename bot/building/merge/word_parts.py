"""Decide which entries say of what parts their headword is made, and by the parts of which other names
descriptions find them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from bot.building.merge.records import Group, Record
from bot.languages import ENGLISH
from bot.lexicon.model import EntryPart
from bot.terms.model import NameKind, SemanticGroup, SemanticType
from bot.terms.normal_forms import fold
from bot.terms.word_agreement import AboutThing
from bot.terms.word_analysis import analyses
from bot.terms.word_parts import Pieces

# Their names are given, and not built to say what the thing is.
NOT_TAKEN_APART = frozenset({SemanticType.GENE, SemanticType.ORGANISM, SemanticType.MEDICINE, SemanticType.CHEMICAL})
KINDS_OF_NAMES = frozenset({NameKind.PREFERRED, NameKind.SYNONYM, NameKind.PLAIN})


@dataclass(frozen=True, slots=True)
class PartsOfNames:
    """The parts of a headword, and those of other names."""

    headword: tuple[EntryPart, ...] = ()
    others: tuple[EntryPart, ...] = ()


NO_PARTS = PartsOfNames()


def parts_of(headword: str, group: Group, kinds: Collection[SemanticType]) -> PartsOfNames:
    """Return the parts of the English names of one word of a thing that is no medicine; nothing where they are not
    plain to see, or no text about the thing speaks of them.
    """
    if not NOT_TAKEN_APART.isdisjoint(kinds):
        return NO_PARTS
    english = [record for record in group if record.source.language == ENGLISH]
    taken_apart = {name: found for name in _words(headword, english, kinds) if (found := analyses(name))}
    if not taken_apart:
        return NO_PARTS
    thing = AboutThing.from_text("\n".join(_texts_about(headword, english)), kinds)
    fitting = {name: _fitting(found, thing.without_forms_of(name)) for name, found in taken_apart.items()}
    own = fitting.pop(headword.lower(), ())
    others = dict.fromkeys(chain.from_iterable(fitting.values()))
    return PartsOfNames(() if _is_brand(headword, english) else own, tuple(others))


def _fitting(found: Collection[Pieces], thing: AboutThing) -> tuple[EntryPart, ...]:
    """Return the parts of a name if only one way to take it apart agrees with the texts about the thing."""
    fitting = list(filter(thing.agrees_with, found))
    if len(fitting) != 1:
        return ()
    (pieces,) = fitting
    meanings = thing.meanings_of(pieces)
    return tuple(EntryPart(piece.written, piece.part.name, each) for piece, each in zip(pieces, meanings, strict=True))


def _is_brand(headword: str, group: list[Record]) -> bool:
    return any(
        name.kind is NameKind.BRAND and name.name == headword for record in group for name in record.concept.names
    )


def _texts_about(headword: str, group: list[Record]) -> Iterator[str]:
    """Yield the definitions of a thing, and its other names."""
    folded = fold(headword)
    for record in group:
        yield from record.concept.definitions
        yield from (name.name for name in record.concept.names if fold(name.name) != folded)


def _words(headword: str, group: list[Record], kinds: Collection[SemanticType]) -> list[str]:
    """Return the names of one word in lower case, each once, in the order of the records and the headword first; of a
    chemical only the headword.
    """
    names = [headword]
    if not any(kind.group is SemanticGroup.CHEMICALS for kind in kinds):
        each = (name for record in group for name in record.concept.names if name.kind in KINDS_OF_NAMES)
        names += [name.name for name in each]
    words = dict.fromkeys(name.lower() for name in names if name.isalpha() and name[1:].islower())
    return [word for word in words if word.removesuffix("s") not in words or not word.endswith("s")]
