"""RxNorm Current Prescribable Content: the medicines on the market of the United States, with NLM's names and
relationships.

https://www.nlm.nih.gov/research/umls/rxnorm/docs/prescribe.html describes the subset; the technical documentation and
its appendices 1, 3 and 5 (https://www.nlm.nih.gov/research/umls/rxnorm/docs/techdoc.html) describe columns, term
types (TTY) and relationships (RELA). Only NLM's own rows are read (SAB=RXNORM).

Each ingredient, each precise ingredient (a salt, an ester) and each combination becomes one concept: they are
medicines that cannot replace each other. A brand with one ingredient is a name of that ingredient; any other brand is
a concept of its own. Concepts with a strength are left out. RxNorm's groups say the dose forms: "amlodipine Pill"
(SCDG) is amlodipine in the form "Pill" (DFG).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.readers.rrf import SUBSET, beginning, file_names, table
from bot.sources.formats.rxnorm.medicines import STORED_RELATIONSHIPS, STORED_TYPES, Vocabulary, medicines

NAMES = "RXNCONSO.RRF"
RELATIONS = "RXNREL.RRF"
README = re.compile(r"readme.*\.txt", re.IGNORECASE)
RELEASE = re.compile(rb"README: RxNorm (\d{2})/(\d{2})/(\d{4}) +([^\r\n]*\w)")
README_SIZE = 4096
PRESCRIBABLE = "Current Prescribable Content"
REMEDY = "Give NLM's RxNorm_full_prescribe_current.zip as it is, then repeat the command."

SOURCE = b"RXNORM"
# SUPPRESS: obsolete, suppressed by an editor or by NLM (section 12.4).
SUPPRESSED = frozenset({b"E", b"O", b"Y"})
NAME_COLUMNS, RELATION_COLUMNS = 18, 16

CLINICAL_DRUGS = frozenset({"SCD", "SBD", "GPCK", "BPCK"})
SYNONYMS = frozenset({"SY", "TMSY"})
READ_RELATIONS = frozenset(relation.encode() for _, relation, _ in STORED_RELATIONSHIPS)


def edition(path: Path) -> Edition | None:
    """Return the edition by the date of the release in the read-me file."""
    for month, day, year, _ in _releases(path):
        return Edition(label=f"{year}-{month}-{day}", year=int(year))
    return None


def identity(path: Path) -> dict[str, frozenset[str]]:
    """Return the title of the release in the read-me file ("Current Prescribable Content") if the two tables that are
    read exist. A full release contains the prescribable content, too.
    """
    places = [PurePosixPath(name) for name in file_names(path)]
    if not {NAMES, RELATIONS} <= {place.name for place in places}:
        return {}
    releases = {title for _, _, _, title in _releases(path)}
    releases |= {PRESCRIBABLE for place in places if place.name == NAMES and SUBSET in place.parts}
    return {"release": frozenset(releases)} if releases else {}


def _releases(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Month, day, year and title of the release, from each read-me file."""
    for name in file_names(path):
        if README.fullmatch(PurePosixPath(name).name):
            for found in RELEASE.findall(beginning(path, name, README_SIZE)):
                month, day, year, title = (part.decode(errors="replace") for part in found)
                yield month, day, year, title


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each ingredient, precise ingredient, combination, and brand that is not just a name of one ingredient.

    The names are in memory while the relationships are read line by line. Raises DataError when the path is not a
    release of RxNorm, or a table ends in the middle of a line.
    """
    vocabulary, noted = Vocabulary(), reading or Reading()
    yield from _read_names(table(path, NAMES, REMEDY), vocabulary, noted)
    yield from _read_relations(table(path, RELATIONS, REMEDY), vocabulary)
    yield from medicines(vocabulary)


def _read_names(lines: Iterable[bytes], vocabulary: Vocabulary, reading: Reading) -> Iterator[BrokenRecord]:
    for number, line in enumerate(lines, start=1):
        cells = line.split(b"|")
        if len(cells) != NAME_COLUMNS + 1:
            yield _broken(NAMES, number, f"it has {len(cells) - 1} columns instead of {NAME_COLUMNS}")
        elif cells[11] != SOURCE:
            reading.left_out["name from another vocabulary in RxNorm"] += 1
        elif cells[16] in SUPPRESSED:
            reading.left_out["suppressed name"] += 1
        else:
            try:
                _read_name(cells[0].decode(), cells[12].decode(), cells[14].decode(), vocabulary, reading)
            except UnicodeDecodeError:
                yield _broken(NAMES, number, "it is not UTF-8")


def _read_name(code: str, type_: str, name: str, vocabulary: Vocabulary, reading: Reading) -> None:
    if type_ in STORED_TYPES:
        vocabulary.types[code] = type_
        vocabulary.preferred[code] = " ".join(name.split())
    elif type_ in SYNONYMS:
        vocabulary.synonyms[code].append(" ".join(name.split()))
    elif type_ in CLINICAL_DRUGS:
        reading.left_out["clinical drug with its strength"] += 1
    else:
        reading.left_out["part or short name of a clinical drug"] += 1


def _read_relations(lines: Iterable[bytes], vocabulary: Vocabulary) -> Iterator[BrokenRecord]:
    """Store the relationships between stored concepts. One column of a row suffices to skip most of the many rows."""
    for number, line in enumerate(lines, start=1):
        cells = line.split(b"|")
        if len(cells) != RELATION_COLUMNS + 1:
            yield _broken(RELATIONS, number, f"it has {len(cells) - 1} columns instead of {RELATION_COLUMNS}")
        elif cells[7] in READ_RELATIONS and cells[10] == SOURCE and cells[14] not in SUPPRESSED:
            vocabulary.relate(cells[4].decode(), cells[7].decode(), cells[0].decode())


def _broken(table_name: str, number: int, problem: str) -> BrokenRecord:
    return BrokenRecord(f"line {number} of {table_name}", problem)
