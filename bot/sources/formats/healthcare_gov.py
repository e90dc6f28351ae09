"""The glossary of HealthCare.gov, the marketplace for health insurance in the United States, from its content API.

https://www.healthcare.gov/developers/ describes the API: a collection is an object whose one key is its content type,
and whose value is a list of posts with title, content (HTML), language and address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import etree

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.opening import NOT_JSON, damage_errors, members
from bot.sources.concept import WEB_ADDRESS, BrokenRecord, Concept, Reading
from bot.sources.edition import Edition, edition_of_file
from bot.sources.formats.readers.html_text import blocks, lines, links, parsed_html
from bot.sources.formats.readers.titles import each_name_once, names_of_title
from bot.sources.formats.readers.typed_records import decoded
from bot.terms.model import Site

COLLECTION = "glossary"
# The sites by language: addresses in the file are paths there.
SITES = {"en": "https://www.healthcare.gov", "es": "https://www.cuidadodesalud.gov"}
# A term's page in Spanish has the address of the English one, with this before it.
SPANISH_FOLDER = "/es"
ENGLISH_TERM = "healthcare-gov:{}"
FOLDER = "/glossary/"
DRAFT = "draft"
# The 250 terms of each language take less than a megabyte.
MAX_FILE_BYTES = 64 << 20


class Post(msgspec.Struct, frozen=True):
    """One term, with the fields that are read; the others describe how the website shows it."""

    title: str
    content: str | None = None
    lang: str = "en"
    url: str | None = None
    slug: str | None = None
    draft: bool | None = None
    published: bool | str | None = None

    @property
    def code(self) -> str:
        """The last part of its page's address."""
        return _path(self.url or "").strip("/").rpartition("/")[2] or (self.slug or "").strip()

    @property
    def is_draft(self) -> bool:
        """True if the website does not show it."""
        return bool(self.draft) or str(self.published).lower() == "false"


class Language(msgspec.Struct, frozen=True):
    """The language of a term; no other field is decoded."""

    lang: str = "en"


class Glossary(msgspec.Struct, frozen=True):
    """The collection, with its terms still encoded, so that one broken term does not spoil the others."""

    glossary: list[msgspec.Raw]


def edition(path: Path) -> Edition | None:
    """Return the day of the file: the terms have the days on which they were first written, but the glossary has
    none.
    """
    return edition_of_file(path)


def identity(path: Path) -> Mapping[str, frozenset[str]]:
    """Return the content type (`collection`) and the languages of the terms (`language`); empty for another file."""
    languages: set[str] = set()
    for name, stream in members(path):
        try:
            terms = _glossary(name, _content(path, name, stream)).glossary
        except DataError:
            continue
        languages.update(term.lang for raw in terms if isinstance(term := decoded(raw, Language), Language))
    return {"collection": frozenset({COLLECTION}), "language": frozenset(languages)} if languages else {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each term in the language of the reading's source (English by default) as a concept; drafts are left out
    and counted.

    Raises DataError when the file is not a response of the API.
    """
    noted = reading or Reading()
    language = noted.source.language if noted.source else "en"
    for name, stream in members(path):
        for raw in _glossary(name, _content(path, name, stream)).glossary:
            post = decoded(raw, Post)
            if isinstance(post, BrokenRecord):
                yield post
            elif post.lang == language and post.is_draft:
                noted.left_out[DRAFT] += 1
            elif post.lang == language:
                yield _concept(post)


def _content(path: Path, name: str, stream: BinaryIO) -> bytes:
    with damage_errors(path):
        content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise _no_glossary(name, f"it has over {MAX_FILE_BYTES:,} bytes")
    return content.removeprefix(b"\xef\xbb\xbf")


def _glossary(name: str, content: bytes) -> Glossary:
    try:
        return msgspec.json.decode(content, type=Glossary)
    except NOT_JSON as error:
        raise _no_glossary(name, reason(error)) from error


def _no_glossary(name: str, why: str) -> DataError:
    return DataError(
        f"The file {name} is not the glossary of HealthCare.gov: {why}.",
        'Give the JSON answer of https://www.healthcare.gov/api/glossary.json whole: an object with "glossary".',
    )


def _concept(post: Post) -> Concept | BrokenRecord:
    title = " ".join(post.title.split())
    html = parsed_html(post.content) if post.content and post.content.strip() else None
    definition = lines(blocks(html))
    if not title or not definition or not post.code:
        return BrokenRecord(title or post.code or "a term", "it has no title, no content or no address")
    site = SITES.get(post.lang, SITES["en"])
    address = _web_address(site, post.url) if post.url else None
    page = address or site
    return Concept(
        code=post.code,
        names=each_name_once(names_of_title(title, brackets_name=False)),
        definitions=(definition,),
        see_also=tuple(code for code in dict.fromkeys(_terms(html, page)) if code != post.code),
        equivalents=(ENGLISH_TERM.format(post.code),) if _is_translation(post) else (),
        url=address,
        sites=tuple(_sites(html, page, post.lang)),
    )


def _is_translation(post: Post) -> bool:
    return post.lang != "en" and _path(post.url or "") == f"{SPANISH_FOLDER}{FOLDER}{post.code}/"


def _path(address: str) -> str:
    """The path of an address, empty if it is not one."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _web_address(page: str, link: str) -> str | None:
    """The address that a link on a page leads to; None if it is not on the web."""
    try:
        address = urljoin(page, link)
    except ValueError:
        return None
    return address if address.startswith(WEB_ADDRESS) else None


def _terms(html: etree._Element | None, page: str) -> Iterator[str]:
    """The codes of the terms that a definition links to."""
    for _, address in links(html):
        if code := _linked_term(_web_address(page, address) or ""):
            yield code


def _linked_term(address: str) -> str | None:
    """The code of the term that an address of either site leads to."""
    parts = urlsplit(address)
    is_ours = any(parts.netloc == urlsplit(site).netloc for site in SITES.values())
    code = parts.path.removeprefix(SPANISH_FOLDER).partition(FOLDER)[2].strip("/")
    return code if is_ours and code and "/" not in code else None


def _sites(html: etree._Element | None, page: str, language: str) -> Iterator[Site]:
    """The pages that a definition links to, other than terms."""
    for words, link in links(html):
        address = _web_address(page, link)
        if address and not _linked_term(address):
            yield Site(title=words, address=address, language=language)
