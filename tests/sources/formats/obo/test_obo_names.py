"""The kinds of an ontology's synonyms, by the types that its header defines."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources.obo_samples import read, term, written

from bot.terms.model import NameKind

K = NameKind


def kind(folder: Path, synonym: str, *definitions: str) -> NameKind:
    """The kind of the only synonym of a term."""
    header = "".join(f"synonymtypedef: {definition}\n" for definition in definitions)
    (concept,) = read(written(folder, "hp", term("HP:1", f"synonym: {synonym}"), header=header)).values()
    return concept.names[1].kind


@pytest.mark.parametrize(
    ("definition", "meant"),
    [
        ('XX:0000001 "allelic_requirement"', K.ENTRY_TERM),
        ('XX:0000001 "abbreviation"', K.ABBREVIATION),
        ('XX:0000001 "Acronym or initialism"', K.ABBREVIATION),
        ('XX:0000001 "layperson term"', K.PLAIN),
        ('XX:0000001 "discarded/obsoleted synonym"', K.FORMER),
        ('XX:0000001 "plural form"', K.PLURAL),
        ('XX:0000001 "a common misspelling"', K.ENTRY_TERM),
        ('XX:0000001 "dubious or contested synonym"', K.ENTRY_TERM),
        ('XX:0000001 "UK spelling"', K.SYNONYM),
        ('XX:0000001 "preferred term when talking about an instance of this class in Homo sapiens"', K.SYNONYM),
        ("XX:0000001", K.SYNONYM),
    ],
)
def test_a_type_that_is_written_by_code_is_what_the_header_says_it_is(
    tmp_path: Path, definition: str, meant: NameKind
) -> None:
    assert kind(tmp_path, '"other" EXACT XX:0000001 []', definition) is meant


@pytest.mark.parametrize(
    ("type_", "meant"),
    [
        ("OMO:0003000", K.ABBREVIATION),
        ("OMO:0003003", K.PLAIN),
        ("OMO:0003004", K.PLURAL),
        ("OMO:0003005", K.SYNONYM),
        ("OMO:0003007", K.ENTRY_TERM),
        ("OMO:0003008", K.FORMER),
        ("http://purl.obolibrary.org/obo/mondo#ABBREVIATION", K.ABBREVIATION),
        ("DEPRECATED", K.FORMER),
        ("HOMOLOGY", K.ENTRY_TERM),
        ("never_heard_of", K.SYNONYM),
    ],
)
def test_a_type_that_no_header_defines_is_told_by_its_own_name(tmp_path: Path, type_: str, meant: NameKind) -> None:
    assert kind(tmp_path, f'"other" EXACT {type_} []') is meant


def test_what_the_shared_vocabulary_means_counts_more_than_a_header_that_says_otherwise(tmp_path: Path) -> None:
    assert kind(tmp_path, '"other" EXACT OMO:0003012 []', 'OMO:0003012 "plural"') is K.ABBREVIATION


def test_the_scope_of_a_type_holds_for_synonyms_that_have_none(tmp_path: Path) -> None:
    assert kind(tmp_path, '"other" systematic []', 'systematic "Systematic" EXACT') is K.SYNONYM
    assert kind(tmp_path, '"other" BROAD systematic []', 'systematic "Systematic" EXACT') is K.ENTRY_TERM
    assert kind(tmp_path, '"other" systematic []', 'systematic "Systematic"') is K.ENTRY_TERM


@pytest.mark.parametrize("scope", ["BROAD", "NARROW", "RELATED"])
def test_plurals_and_former_names_of_something_else_are_no_names_of_this(tmp_path: Path, scope: str) -> None:
    for type_ in ("OMO:0003004", "OMO:0003008"):
        assert kind(tmp_path, f'"other" {scope} {type_} []') is K.ENTRY_TERM
