"""The list of clinical abbreviations that ships with Medlex: TOML files in `data/abbreviations`, written for this
project.

docs/abbreviations.md describes the fields. Each sense of an abbreviation becomes one concept, which is merged into
the entry that the sense names; if there is no such entry, the sense's own definition makes a short one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bot.errors import DataError
from bot.files import data_folder, reason
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.readers.typed_records import tables, toml_files
from bot.terms.model import NameKind, Relation, SemanticType
from bot.terms.normal_forms import normal_forms


class Sense(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One meaning of an abbreviation: its long form `name`, and the `field` of medicine that uses it.

    `entry` is the name under which the dictionary has the thing, if it is not `name`. `definition` is one sentence,
    for things that the starter glossary has no entry for, and `kind` their semantic type. `warned` is false if the
    abbreviation's warning does not concern this sense.
    """

    name: str
    field: str
    entry: str | None = None
    definition: str | None = None
    kind: SemanticType | None = None
    warned: bool = True

    @property
    def title(self) -> str:
        """The name under which the dictionary has the thing."""
        return self.entry or self.name


class Abbreviation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One abbreviation of a file with all its senses, the commonest first.

    `also` are other spellings of it. `warning` says why it is dangerous and what to write instead.
    """

    written: str
    senses: tuple[Sense, ...]
    also: tuple[str, ...] = ()
    warning: str | None = None


def abbreviations_folder() -> Path:
    """Return the folder of the list's files."""
    return data_folder() / "abbreviations"


def edition(_: Path) -> Edition | None:
    """Return None: the catalogue has the edition, since the list ships with Medlex."""
    return None


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each sense of each abbreviation in the TOML files of a folder (or in one file) as a concept.

    Raises DataError when a file is not TOML or has an abbreviation that the format does not allow.
    """
    every = [each for file in toml_files(path) for each in abbreviations(file)]
    texts = _texts(every)
    for abbreviation in every:
        for place, sense in enumerate(abbreviation.senses, start=1):
            yield _concept(abbreviation, sense, place, texts.pop((abbreviation.written, sense.name), ()))


def abbreviations(file: Path) -> list[Abbreviation]:
    """Return the abbreviations of one file in its order. Raises DataError, ValueError and msgspec.ValidationError as
    `tables` does.
    """
    try:
        found = tables(file, "abbreviation", list[Abbreviation])
        for each in found:
            _refuse_empty(each)
    except (ValueError, msgspec.ValidationError) as error:
        raise DataError(
            f"The list of abbreviations {file} cannot be used: {reason(error)}.",
            "Correct it as docs/abbreviations.md describes, then run `medlex build`.",
        ) from error
    return found


def _refuse_empty(abbreviation: Abbreviation) -> None:
    """Raise ValueError if an abbreviation has no text, no sense, or a sense without a name or field."""
    if not all(text.strip() for text in (abbreviation.written, *abbreviation.also)):
        raise ValueError("an abbreviation is empty")
    if not abbreviation.senses:
        raise ValueError(f"{abbreviation.written!r} has no sense")
    if not all(sense.name.strip() and sense.field.strip() for sense in abbreviation.senses):
        raise ValueError(f"a sense of {abbreviation.written!r} has an empty name or field")


def _texts(every: list[Abbreviation]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the text for each meaning: its definition, then the warnings of all abbreviations for it.

    The keys are (abbreviation, identity of the sense) of the sense with the definition, or else with the first
    warning: a page quotes the list once, however many abbreviations a thing has.
    """
    lines: defaultdict[str, dict[str, None]] = defaultdict(dict)
    first: dict[str, tuple[str, str]] = {}
    with_sentence_first = sorted(_senses(every), key=lambda pair: pair[1].definition is None)
    for abbreviation, sense in with_sentence_first:
        warning = abbreviation.warning if sense.warned else None
        for line in filter(None, (sense.definition, warning)):
            first.setdefault(_identity(sense), (abbreviation.written, sense.name))
            lines[_identity(sense)][line] = None
    return {place: tuple(lines[thing]) for thing, place in first.items()}


def _senses(every: list[Abbreviation]) -> Iterator[tuple[Abbreviation, Sense]]:
    return ((abbreviation, sense) for abbreviation in every for sense in abbreviation.senses)


def _identity(sense: Sense) -> str:
    """Return a key that all senses of one thing have in common, whichever abbreviation they belong to."""
    return next(iter(normal_forms(sense.title)), sense.title)


def _concept(abbreviation: Abbreviation, sense: Sense, place: int, text: tuple[str, ...]) -> Concept:
    return Concept(
        code=f"{abbreviation.written}/{sense.name}",
        names=tuple(_names(abbreviation, sense)),
        definitions=("\n".join(text),) if text else (),
        links=(Link(Relation.SAME_AS, sense.title),),
        semantic_types=(sense.kind,) if sense.kind else (),
        hint=sense.field if sense.definition else None,
        place=place,
    )


def _names(abbreviation: Abbreviation, sense: Sense) -> Iterator[ConceptName]:
    """The name that the dictionary has for a sense, then the abbreviation in its spellings.

    The long form is an entry term. It need not mean the same: an automated external defibrillator is one kind of
    defibrillator.
    """
    yield ConceptName(sense.title, NameKind.PREFERRED)
    if sense.entry and not set(normal_forms(sense.entry)) & set(normal_forms(sense.name)):
        yield ConceptName(sense.name, NameKind.ENTRY_TERM)
    yield from (ConceptName(each, NameKind.ABBREVIATION) for each in (abbreviation.written, *abbreviation.also))
