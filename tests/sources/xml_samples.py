"""The formats that are XML: a fixture of each, and files with a record in which anything may stand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import CHECKOUT
from bot.sources import medlineplus, mesh, mesh_supplementary, wordnet
from bot.sources.concept import BrokenRecord, Concept
from bot.sources.edition import Edition

MOST_MEMORY_MADE = 50_000  # KiB; an expanded bomb would take gigabytes
MOST_MEMORY = "/proc/self/status"
READ = f"""
import importlib, pathlib, sys
from bot.errors import DataError
concepts = importlib.import_module(sys.argv[1]).concepts
memory = lambda: next(int(line.split()[1]) for line in open({MOST_MEMORY!r}) if line.startswith("VmHWM:"))
before, read, longest = memory(), 0, 0
try:
    for record in concepts(pathlib.Path(sys.argv[2])):
        read, longest = read + 1, max(longest, len(str(record)))
except DataError:
    pass
print(read, longest, memory() - before)
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A format, its fixture, and one whole record with a place for text and one for an attribute."""

    edition: Callable[[Path], Edition | None]
    concepts: Callable[[Path], Iterator[Concept | BrokenRecord]]
    fixture: str
    root: str
    record: str
    end: str


SAMPLES = {
    "mesh": Sample(
        mesh.edition,
        mesh.concepts,
        "mesh.xml",
        "DescriptorRecordSet",
        '<DescriptorRecord DescriptorClass="1{attribute}"><DescriptorUI>{number}</DescriptorUI>'
        "<DescriptorName><String>fever{text}</String></DescriptorName></DescriptorRecord>",
        "</DescriptorRecord>",
    ),
    "medlineplus": Sample(
        medlineplus.edition,
        medlineplus.concepts,
        "medlineplus_topics.xml",
        "health-topics",
        '<health-topic id="{number}" title="Fever{attribute}"><full-summary>Heat.{text}</full-summary></health-topic>',
        "</health-topic>",
    ),
    "wordnet": Sample(
        wordnet.edition,
        wordnet.concepts,
        "wordnet.xml",
        "LexicalResource",
        '<LexicalEntry id="e{number}"><Lemma writtenForm="fever{attribute}" partOfSpeech="n"/>'
        '<Sense synset="{number}"/></LexicalEntry>'
        '<Synset id="{number}" partOfSpeech="n"><Definition>heat{text}</Definition></Synset>',
        "</Synset>",
    ),
    "supplementary": Sample(
        mesh_supplementary.edition,
        mesh_supplementary.concepts,
        "mesh_supplementary.xml",
        "SupplementalRecordSet",
        '<SupplementalRecord SCRClass="1{attribute}"><SupplementalRecordUI>{number}</SupplementalRecordUI>'
        "<SupplementalRecordName><String>fever{text}</String></SupplementalRecordName></SupplementalRecord>",
        "</SupplementalRecord>",
    ),
}


def filled(sample: Sample, subset: str = "", text: str = "", attribute: str = "") -> str:
    """A file with a good record, and one that uses this text and attribute."""
    good = sample.record.format(number=1, text="", attribute="")
    other = sample.record.format(number=2, text=text, attribute=attribute)
    return f"<!DOCTYPE {sample.root} [{subset}]><{sample.root}><a>{good}{other}</a></{sample.root}>"


@dataclass(frozen=True, slots=True)
class Reading:
    """How many records were read before the end or a refusal, the length of the longest, and the KiB that it took."""

    records: int
    longest: int
    memory: int


def read_apart(sample: Sample, path: Path) -> Reading:
    """Read a file in a process of its own, for a process remembers the most memory that it ever had."""
    if not Path(MOST_MEMORY).exists():
        pytest.skip("only Linux tells how much memory a process had")
    command = [sys.executable, "-c", READ, sample.concepts.__module__, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=CHECKOUT)  # noqa: S603
    return Reading(*map(int, done.stdout.split()))
