"""XML made to exhaust memory, or to read files of the host or the network."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sources.apart import MAX_MEMORY_MADE, read_apart
from sources.xml_samples import Sample, filled

from bot.errors import DataError
from bot.sources.concept import BrokenRecord, Concept

PRIVATE = "the content of a file that no source may read"
# The most that one record's text may come to; an entity that was expanded has thousands of times that.
MAX_RECORD = 2_000

LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LONG = f'<!ENTITY long "{"a" * 200_000}">'
ENDLESS = '<!ENTITY a "&b;"><!ENTITY b "&a;">'
IN_PARAMETERS = (
    '<!ENTITY % p0 "ha">'
    + "".join(f"<!ENTITY % p{n} '{f'&#37;p{n - 1};' * 10}'>" for n in range(1, 12))
    + "<!ENTITY % define '<!ENTITY l \"%p11;\">'>%define;"
)
# What stands in an internal subset, or in a record, to have a file of the host read; "{}" is its path.
TO_A_FILE = {
    "path": ('<!ENTITY e SYSTEM "{}">', "&e;"),
    "address": ('<!ENTITY e SYSTEM "file://{}">', "&e;"),
    "public": ('<!ENTITY e PUBLIC "-//x//y" "file://{}">', "&e;"),
    "parameter": ('<!ENTITY % p SYSTEM "file://{}"> %p;', ""),
    "parameter inside": ('<!ENTITY % p SYSTEM "file://{}"> <!ENTITY e "%p;">', "&e;"),
    "inclusion": ("", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{}" parse="text"/>'),
}


@pytest.fixture
def asked_for() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that gives a definition: its address, and the paths that were asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Give a document type definition with an entity in it."""
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f'<!ENTITY e "{PRIVATE}">'.encode())

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever, args=(0.02,))
    serving.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", paths
    server.shutdown()
    server.server_close()
    serving.join()


def outcome(sample: Sample, path: Path) -> list[Concept | BrokenRecord] | DataError:
    try:
        return list(sample.concepts(path))
    except DataError as error:
        return error


@pytest.mark.parametrize(
    ("subset", "text", "attribute"),
    [
        (LAUGHS, "&l11;", ""),
        (LAUGHS, "", "&l11;"),
        (LONG, "&long;" * 20_000, ""),
        (LONG, "", "&long;" * 20_000),
        (ENDLESS, "&a;", ""),
        (ENDLESS, "", "&a;"),
        (IN_PARAMETERS, "&l;", ""),
        (IN_PARAMETERS, "", "&l;"),
    ],
    ids=[
        f"{bomb}{place}" for bomb in ("laughs", "long", "endless", "parameters") for place in ("", " in an attribute")
    ],
)
def test_a_bomb_of_entities_does_not_go_off(
    sample: Sample, tmp_path: Path, subset: str, text: str, attribute: str
) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text(filled(sample, subset, text, attribute))
    reading = read_apart(sample.format, path)
    assert reading.memory < MAX_MEMORY_MADE
    assert reading.longest < MAX_RECORD


def test_a_record_that_uses_an_entity_is_broken_and_the_others_are_read(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "entity.xml"
    path.write_text(filled(sample, '<!ENTITY e "more">', "&e;"))
    good, broken = list(sample.concepts(path))
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert "line 1" in broken.where
    assert "&e;" in broken.problem


@pytest.mark.parametrize("way", TO_A_FILE)
def test_no_file_of_the_host_is_read(
    sample: Sample, tmp_path: Path, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    secret, path = tmp_path / "secret.txt", tmp_path / "external.xml"
    secret.write_text(PRIVATE)
    subset, text = TO_A_FILE[way]
    path.write_text(filled(sample, subset.format(secret), text.format(secret)))
    with caplog.at_level(logging.DEBUG):
        assert PRIVATE not in str(outcome(sample, path))
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize(
    ("declaration", "text"),
    [
        (' SYSTEM "{}/layout.dtd"', "&e;"),
        (' PUBLIC "-//x//y" "{}/layout.dtd" []', "&e;"),
        (' [<!ENTITY e SYSTEM "{}/entity">]', "&e;"),
        (' [<!ENTITY % p SYSTEM "{}/parameter"> %p;]', "&e;"),
        (" []", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}/included"/>'),
    ],
    ids=["definition", "public definition", "entity", "parameter", "inclusion"],
)
def test_nothing_is_fetched(
    sample: Sample, tmp_path: Path, asked_for: tuple[str, list[str]], declaration: str, text: str
) -> None:
    """Only a libxml2 that was built with an HTTP client could."""
    address, paths = asked_for
    path = tmp_path / "external.xml"
    path.write_text(filled(sample, text=text.format(address)).replace(" []", declaration.format(address)))
    assert PRIVATE not in str(outcome(sample, path))
    assert paths == []


def test_the_definition_of_the_document_type_is_not_read(sample: Sample, tmp_path: Path) -> None:
    definition, path = tmp_path / "layout.dtd", tmp_path / "external.xml"
    names = " ".join(
        f'<!ATTLIST {name} id CDATA "{PRIVATE}" title CDATA "{PRIVATE}" SCRClass CDATA "{PRIVATE}" DescriptorClass CDATA "{PRIVATE}">'
        for name in ("health-topic", "Synset", "SupplementalRecord", "DescriptorRecord")
    )
    definition.write_text(f'<!ENTITY e "{PRIVATE}">{names}')
    content = filled(sample, text="&e;").replace("[]", f'SYSTEM "{definition}"')
    path.write_text(content)
    read = outcome(sample, path)
    assert isinstance(read, list)
    assert isinstance(read[0], Concept)
    assert PRIVATE not in str(read)


def test_elements_nested_without_end_are_refused(sample: Sample, refusal: Callable[[bytes], DataError]) -> None:
    refusal(f"<{sample.root}>".encode() + b"<a>" * 200_000)
