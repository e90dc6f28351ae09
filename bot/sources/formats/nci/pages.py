"""Pages of the National Cancer Institute's APIs: JSON objects with "meta" and "results".

The glossary and the Drug Dictionary have the same pages
(https://webapis.cancer.gov/glossary/v1/index.html, https://webapis.cancer.gov/drugdictionary/v1/index.html).
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import msgspec

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.opening import NOT_JSON, damage_errors, members

# The most bytes of a page, which is read whole; all terms in one page are ten megabytes.
MAX_PAGE_BYTES = 256 << 20


def code_of(id: int) -> str:
    """Return the code of a term from its identifier, as the publisher writes it elsewhere: CDR0000046220 for 46220."""
    return f"CDR{id:010}"


class Meta(msgspec.Struct, frozen=True):
    """The number of terms in the whole response, over all its pages."""

    totalResults: int  # noqa: N815 (the publisher's name)


class Page(msgspec.Struct, frozen=True):
    """One page of a response, with its terms still encoded, so that one broken term does not spoil the others."""

    meta: Meta
    results: list[msgspec.Raw]

    @property
    def is_whole_answer(self) -> bool:
        """True if the response has no other page, as for a letter of the dictionary."""
        return len(self.results) >= self.meta.totalResults


def read_pages(path: Path, api: str) -> list[Page]:
    """Read all pages at a path. Raises DataError when one is not in the layout of the API with this name."""
    return [decoded_page(name, page_content(path, name, stream, api), api) for name, stream in members(path)]


def page_content(path: Path, name: str, stream: BinaryIO, api: str) -> bytes:
    """Read a page. Raises DataError when it is damaged or too large."""
    with damage_errors(path):
        content = stream.read(MAX_PAGE_BYTES + 1)
    if len(content) > MAX_PAGE_BYTES:
        raise _no_page(name, api, f"it has over {MAX_PAGE_BYTES:,} bytes")
    return content


def decoded_page(name: str, content: bytes, api: str) -> Page:
    """Decode a page. Raises DataError when it is not in the layout of the API with this name."""
    try:
        return msgspec.json.decode(content, type=Page)
    except NOT_JSON as error:
        raise _no_page(name, api, reason(error)) from error


def _no_page(name: str, api: str, why: str) -> DataError:
    return DataError(
        f"The file {name} is not a page of the {api}: {why}.",
        'Give the JSON answer of the API whole: an object with "meta" and "results".',
    )


def refuse_missing_pages(path: Path, found: int, promised: int) -> None:
    """Raise DataError when fewer records were found than the response announces."""
    if found < promised:
        raise DataError(
            f"{path} holds {found:,} of the dictionary's {promised:,} terms.",
            "Put all pages of the answer into one folder or zip archive and give that after --from.",
        )
