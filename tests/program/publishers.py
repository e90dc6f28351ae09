"""The publishers of the catalogue, played by one server on this machine."""

from __future__ import annotations

import hashlib
import io
import json
import re
import time
import zipfile
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec

from bot.sources.catalogue import Source

YEAR = datetime.now(UTC).year
MESH = f"/projects/mesh/MESH_FILES/xmlmesh/desc{YEAR}.gz"
NEXT_MESH = f"/projects/mesh/MESH_FILES/xmlmesh/desc{YEAR + 1}.gz"
NCI = "/glossary/v1/Terms/Cancer.gov/Patient/en"
GENETICS = "/glossary/v1/Terms/Genetics/HealthProfessional/en"
LISTING = "/xml.html"
TOPICS = "/xml/mplus_topics_2026-06-09.xml"
NCIT = "/ftp1/NCI_Thesaurus/Thesaurus.FLAT.zip"
HOST = re.compile(r"^https?://[^/]+")


class Publishers:
    """A server with these files by path, whole or from a byte on, unless the one asked for is unchanged; else 404.

    `asked` are the paths that were asked for, `seconds` is how long it takes over a file, and `ranges` the ranges that were
    wanted.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.ranges: list[str] = []
        self.seconds = 0.0
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
        time.sleep(self.seconds)
        request.wfile.write(content[half:])


def api_page(*names: str, dictionary: str = "Cancer.gov", audience: str = "Patient") -> bytes:
    """An answer of the glossary API with these terms."""
    labels = {"dictionary": dictionary, "audience": audience, "language": "en"}
    terms = [
        {"termId": id, **labels, "termName": name, "definition": {"text": f"What {name} means."}}
        for id, name in enumerate(names)
    ]
    return json.dumps({"meta": {"totalResults": len(terms)}, "results": terms}).encode()


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
    return msgspec.structs.replace(source, addresses=addresses, listing=listing)


def left_in(folder: Path) -> list[str]:
    """What is in a folder of downloads but locks."""
    return [path.name for path in folder.iterdir() if not path.name.endswith(".lock")] if folder.exists() else []
