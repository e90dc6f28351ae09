"""Files of any size are read one record at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from sources.apart import MAX_MEMORY_MADE, read_apart
from sources.xml_samples import SAMPLES, Sample

from bot.sources.formats import table
from bot.sources.formats.nci import thesaurus as ncit
from bot.sources.formats.obo import ontology as obo

RECORDS = 10_000
TEXT = "x" * 8_000


@dataclass(frozen=True, slots=True)
class Layout:
    """A format, and how a file in it begins, goes on with one record after the other, and ends."""

    format: ModuleType
    beginning: str
    record: str
    end: str = ""


def xml(sample: Sample) -> Layout:
    return Layout(sample.format, f"<{sample.root}>", f"{sample.record}\n", f"</{sample.root}>")


LAYOUTS = {name: xml(sample) for name, sample in SAMPLES.items()} | {
    "obo": Layout(
        obo,
        "format-version: 1.2\nontology: hp\n",
        '\n[Term]\nid: HP:{number}\nname: fever {number}\ndef: "Heat. {text}" [x:1]\n',
    ),
    "ncit": Layout(ncit, "", "C{number}\t<x>\t\tfever {number}\tHeat. {text}\tfever\t\tSign or Symptom\t\n"),
    "table": Layout(table, "term,definition\n", "fever {number},{text}\n"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_memory_does_not_grow_with_the_file(name: str, tmp_path: Path) -> None:
    layout, path = LAYOUTS[name], tmp_path / "large"
    with path.open("w") as file:
        file.write(layout.beginning)
        for number in range(RECORDS):
            file.write(layout.record.format(number=number, text=TEXT, attribute=""))
        file.write(layout.end)
    reading = read_apart(layout.format, path)
    assert reading.records == RECORDS
    assert reading.memory < MAX_MEMORY_MADE < path.stat().st_size // 1024
