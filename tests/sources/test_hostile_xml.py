"""XML made to exhaust memory or to read files of the host."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources import mesh
from bot.sources.concept import BrokenRecord, Concept

HIDDEN = "the content of a file that no source may read"
MOST_MEMORY_MADE = 50_000  # KiB; an expanded bomb would take gigabytes

LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LONG = f'<!ENTITY long "{"a" * 200_000}">'


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that the XML points to."""
    path = tmp_path / "secret.txt"
    path.write_text(HIDDEN)
    return path


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Concept | BrokenRecord] | DataError]:
    """Reads a MeSH file with this internal subset and this text for a name, a scope note and an attribute."""

    def outcome(subset: str, text: str = "", attribute: str = "1") -> list[Concept | BrokenRecord] | DataError:
        path = tmp_path / "desc.xml"
        path.write_text(
            f'<?xml version="1.0"?>\n<!DOCTYPE DescriptorRecordSet [{subset}]>\n<DescriptorRecordSet>'
            f'<DescriptorRecord DescriptorClass="{attribute}"><DescriptorUI>D1</DescriptorUI>'
            f"<DescriptorName><String>Thing{text}</String></DescriptorName><ConceptList>"
            f'<Concept PreferredConceptYN="Y"><ScopeNote>A note.{text}</ScopeNote><TermList><Term><String>thg{text}</String>'
            "</Term></TermList></Concept></ConceptList></DescriptorRecord></DescriptorRecordSet>"
        )
        try:
            return list(mesh.concepts(path))
        except DataError as error:
            return error

    return outcome


def memory() -> int:
    resource = pytest.importorskip("resource", reason="Windows does not tell the most memory that was used")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


@pytest.mark.parametrize(
    ("subset", "text", "attribute"),
    [
        (LAUGHS, "&l11;", "1"),
        (LAUGHS, "", "&l11;"),
        (LONG, "&long;" * 20_000, "1"),
        (LONG, "", "&long;" * 20_000),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;", "1"),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "", "&a;"),
    ],
    ids=["laughs", "laughs in an attribute", "long", "long in an attribute", "endless", "endless in an attribute"],
)
def test_entities_are_not_expanded(
    read: Callable[..., list[Concept | BrokenRecord] | DataError], subset: str, text: str, attribute: str
) -> None:
    before = memory()
    outcome = read(subset, text, attribute)
    assert memory() - before < MOST_MEMORY_MADE
    if isinstance(outcome, list):
        assert max(len(str(record)) for record in outcome) < 2_000


@pytest.mark.parametrize(
    ("subset", "text"),
    [
        ('<!ENTITY e SYSTEM "{}">', "&e;"),
        ('<!ENTITY e SYSTEM "file://{}">', "&e;"),
        ('<!ENTITY e PUBLIC "-//x//y" "file://{}">', "&e;"),
        ('<!ENTITY % p SYSTEM "file://{}"> %p;', ""),
        ('<!ENTITY % p SYSTEM "file://{}"> <!ENTITY e "%p;">', "&e;"),
        ("", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{}" parse="text"/>'),
    ],
    ids=["path", "address", "public", "parameter", "parameter inside", "inclusion"],
)
def test_no_file_of_the_host_is_read(
    read: Callable[..., list[Concept | BrokenRecord] | DataError],
    secret: Path,
    caplog: pytest.LogCaptureFixture,
    subset: str,
    text: str,
) -> None:
    with caplog.at_level(logging.DEBUG):
        outcome = read(subset.format(secret), text.format(secret))
    assert HIDDEN not in str(outcome)
    assert HIDDEN not in caplog.text


def test_the_definition_of_the_document_type_is_not_fetched(tmp_path: Path) -> None:
    definition = tmp_path / "nlmdescriptorrecordset_20260101.dtd"
    definition.write_text(f'<!ENTITY e "{HIDDEN}"><!ATTLIST DescriptorRecord DescriptorClass CDATA "{HIDDEN}">')
    path = tmp_path / "desc.xml"
    path.write_text(
        f'<!DOCTYPE DescriptorRecordSet SYSTEM "{definition}"><DescriptorRecordSet><DescriptorRecord>'
        "<DescriptorUI>D1</DescriptorUI><DescriptorName><String>Thing &e;</String></DescriptorName>"
        "</DescriptorRecord></DescriptorRecordSet>"
    )
    try:
        outcome = str(list(mesh.concepts(path)))
    except DataError as error:
        outcome = str(error)
    assert HIDDEN not in outcome


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "desc.xml"
    path.write_text("<DescriptorRecordSet>" + "<a>" * 200_000)
    with pytest.raises(DataError):
        list(mesh.concepts(path))
