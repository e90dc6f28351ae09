"""The publishers of the catalogue, played by one server on this machine."""

from __future__ import annotations

import hashlib
import io
import json
import re
import threading
import zipfile
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import msgspec
from waiting import SECONDS_UNTIL_HUNG

from bot.sources.catalogue import Source

YEAR = datetime.now(UTC).year
MESH = f"/projects/mesh/MESH_FILES/xmlmesh/desc{YEAR}.gz"
NEXT_MESH = f"/projects/mesh/MESH_FILES/xmlmesh/desc{YEAR + 1}.gz"
# Each NCI dictionary, by its path: all its terms are under the letter a.
GLOSSARY = "/glossary/v1/Terms"
NCI = f"{GLOSSARY}/expand/Cancer.gov/Patient/en/a"
GENETICS = f"{GLOSSARY}/expand/Genetics/HealthProfessional/en/a"
LISTING = "/xml.html"
TOPICS = "/xml/mplus_topics_2026-06-09.xml"
MEDLINEPLUS_GENETICS = "/download/ghr-summaries.xml"
DEFINITIONS = tuple(
    f"/xml/{name}definitions.xml" for name in ("fitness", "generalhealth", "minerals", "nutrition", "vitamins")
)
RXNORM = "/rxnorm/RxNorm_full_prescribe_current.zip"
NCIT = "/ftp1/NCI_Thesaurus/Thesaurus.FLAT.zip"
HPO = "/obo/hp.obo"
ICD_LISTING = f"/pub/Health_Statistics/NCHS/Publications/ICD10CM/{YEAR}/"
ICD = f"{ICD_LISTING}icd10cm-table-and-index-{YEAR}.zip"
HOST = re.compile(r"^https?://[^/]+")


class Publishers:
    """A server with these files by path, whole or from a byte on, unless the one asked for is unchanged; else 404.

    `asked` are the paths that were asked for, and `ranges` the ranges that were wanted. The second half of
    each file comes when `may_go_on` is set, which it is unless a test clears it.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.ranges: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        publishers = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                """Answer, however it ends for the one who asked."""
                try:
                    publishers.answer(self)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *arguments: object) -> None:
                """Say nothing."""

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        path = request.path.partition("?")[0]
        self.asked.append(path)
        content = self.files.get(path)
        if content is None:
            request.send_error(404)
            return
        etag = f'"{hashlib.sha256(content).hexdigest()}"'
        if request.headers["If-None-Match"] == etag:
            request.send_response(304)
            request.end_headers()
            return
        self._send(request, content, etag)

    def _send(self, request: BaseHTTPRequestHandler, content: bytes, etag: str) -> None:
        start = 0
        if request.headers["Range"] and request.headers["If-Range"] == etag:
            self.ranges.append(request.headers["Range"])
            start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        request.send_response(206 if start else 200)
        request.send_header("ETag", etag)
        request.send_header("Content-Length", str(len(content) - start))
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        request.end_headers()
        half = (start + len(content)) // 2
        request.wfile.write(content[start:half])
        request.wfile.flush()
        self.may_go_on.wait(SECONDS_UNTIL_HUNG)
        request.wfile.write(content[half:])


def api_page(*names: str, dictionary: str = "Cancer.gov", audience: str = "Patient") -> bytes:
    """An answer of the glossary API with these terms."""
    labels = {"dictionary": dictionary, "audience": audience, "language": "en"}
    terms = [
        {"termId": id, **labels, "termName": name, "definition": {"text": f"What {name} means."}}
        for id, name in enumerate(names)
    ]
    return json.dumps({"meta": {"totalResults": len(terms)}, "results": terms}).encode()


def dictionary(path: str, content: bytes) -> dict[str, bytes]:
    """The files of an NCI dictionary whose terms are all in the answer for the letter of this path."""
    folder, letter = path[:-1], path[-1]
    others = {folder + quote(other, safe=""): api_page() for other in "abcdefghijklmnopqrstuvwxyz#" if other != letter}
    count = json.loads(content)["meta"]["totalResults"]
    return {path: content, **others, folder.replace("/expand/", "/count/").rstrip("/"): str(count).encode()}


def definitions(path: str) -> bytes:
    """One of MedlinePlus's files of definitions, which defines its own name."""
    name = path.rpartition("/")[2].removesuffix(".xml")
    page = f'last-updated="2026-06-01" page-url="https://medlineplus.gov/definitions/{name}.html" title="{name}"'
    term = f"<term>{name}</term><definition>A page of words.</definition>"
    return f"<definition-page {page}><term-group>{term}</term-group></definition-page>".encode()


def zipped_folder(folder: Path) -> bytes:
    """A zip archive with all the files of a folder, by their paths in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return packed.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    """A zip archive with one file of 27 April 2026."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 4, 27, 0, 0, 0)), content)
    return packed.getvalue()


def moved(source: Source, address: str) -> Source:
    """A source whose publisher has moved to this address."""
    listing = source.listing and msgspec.structs.replace(
        source.listing, address=HOST.sub(address, source.listing.address)
    )
    addresses = tuple(HOST.sub(address, each) for each in source.addresses)
    files = tuple(HOST.sub(address, each) for each in source.files)
    paged = source.paged and msgspec.structs.replace(
        source.paged, total=source.paged.total and HOST.sub(address, source.paged.total)
    )
    return msgspec.structs.replace(source, addresses=addresses, files=files, listing=listing, paged=paged)


def left_in(folder: Path) -> list[str]:
    """Files in a folder of downloads, without locks."""
    return [path.name for path in folder.iterdir() if not path.name.endswith(".lock")] if folder.exists() else []
