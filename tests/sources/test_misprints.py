"""Misprints are put right where they stand alone, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources.obo_samples import read, term, written

from bot.files import shipped_tables
from bot.sources.catalogue import catalogue
from bot.sources.concept import Concept, Reading
from bot.sources.formats.mesh import descriptors as mesh
from bot.sources.misprints import Misprints, misprints

MADE_UP = Misprints({"thecat": "the cat", "ca t": "cat", "c)t": "cát"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("See thecat, and (thecat).", "See the cat, and (the cat)."),
        ("A ca t and a c)t.", "A cat and a cát."),
        ("Thecat, thecats and athecat stay.", "Thecat, thecats and athecat stay."),
        ("Nothing is wrong here.", "Nothing is wrong here."),
    ],
)
def test_a_misprint_is_put_right(text: str, wanted: str) -> None:
    assert MADE_UP.corrected(text) == wanted


def test_every_source_with_misprints_is_in_the_catalogue_and_may_be_changed() -> None:
    listed = shipped_tables("misprints.toml")
    assert listed.keys() <= catalogue().keys()
    assert "hpo" not in listed


@pytest.mark.parametrize("source", shipped_tables("misprints.toml"))
def test_no_correction_is_a_misprint_itself(source: str) -> None:
    for wrong, right in shipped_tables("misprints.toml")[source].items():
        assert right
        assert wrong != right
        assert misprints(source).corrected(right) == right


@pytest.mark.parametrize("word", ["therapist", "inform", "northernmost", "underarms", "bypassed", "isolate"])
def test_real_words_are_no_misprints(word: str) -> None:
    assert all(word not in words for words in shipped_tables("misprints.toml").values())


def test_an_ontology_is_read_without_its_misprints_and_they_are_counted(tmp_path: Path) -> None:
    reading = Reading(source=catalogue()["mondo"])
    path = written(tmp_path, "mondo", term("MONDO:1", 'def: "A rare diseaseis seen." []'), term("MONDO:2"))
    assert read(path, reading)["MONDO:1"].definitions == ("A rare disease is seen.",)
    assert reading.cleaned == {"misprint": 1}
    assert read(path)["MONDO:1"].definitions == ("A rare diseaseis seen.",)


def test_mesh_is_read_without_its_misprints(tmp_path: Path) -> None:
    path = tmp_path / "desc.xml"
    path.write_text(
        "<DescriptorRecordSet><DescriptorRecord><DescriptorUI>D1</DescriptorUI><DescriptorName><String>Thing</String></DescriptorName>"
        '<ConceptList><Concept PreferredConceptYN="Y"><ScopeNote>As the kupffer cells.</ScopeNote><TermList><Term>'
        "<String>Thing</String></Term></TermList></Concept></ConceptList></DescriptorRecord></DescriptorRecordSet>"
    )
    reading = Reading(source=catalogue()["mesh"])
    (concept,) = (each for each in mesh.concepts(path, reading) if isinstance(each, Concept))
    assert concept.definitions == ("As the Kupffer cells.",)
