"""Detect the encoding of a text file: by its first bytes, or else UTF-8 if it is valid, or else by its letters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import BinaryIO

from charset_normalizer import from_bytes

from bot.errors import DataError

# Byte order marks (https://www.unicode.org/faq/utf_bom.html#bom4), UTF-32 before UTF-16, whose mark begins its own.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings of computers before UTF-8, from which the library chooses.
CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "cp850",
    "shift_jis", "gb18030", "big5",
    "euc_kr", "koi8_r",
]  # fmt: skip
NAMES = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16", "utf-32": "UTF-32",
    "mac_roman": "Mac OS Roman", "cp850": "DOS code page 850", "shift_jis": "Shift JIS",
    "gb18030": "GB 18030", "big5": "Big5",
    "euc_kr": "EUC-KR", "koi8_r": "KOI8-R",
}  # fmt: skip
CHUNK = 1 << 18
MAX_SAMPLE = 1 << 16
# Undecodable bytes as Python's "surrogateescape" shows them (PEP 383).
ESCAPED = re.compile("[\udc80-\udcff]")
BEYOND_ASCII = re.compile("[^\x00-\x7f]")
ESCAPED_LINE = re.compile("[^\n]*[\udc80-\udcff][^\n]*")
SAVE_AGAIN = (
    'Save it as UTF-8 (in a spreadsheet: "CSV UTF-8"), or say its encoding, as in --encoding windows-1252, '
    "then repeat the command."
)
# Characters that occur inside English and Spanish words, or between them, without a space.
AMONG_LETTERS = frozenset("’‘´`®™©°ªº–—/\u00a0\u00ad…")
# Windows-1250 has these at the same code points as Windows-1252. There they occur with č, ě, ř, ů, ć and đ, which
# Windows-1252 reads as the second set.
SLAVIC, NOT_BESIDE_SLAVIC = re.compile("[šžŠŽ]"), re.compile("[èìøùæðÈÌØÙÆÐ]")
MAX_UNLIKELY = 0.1
# Text in another encoding may contain valid UTF-8 by chance. With this many letters of UTF-8 for each invalid byte it
# is UTF-8 that is damaged.
MIN_LETTERS_A_BYTE = 2


@dataclass(slots=True)
class _Scan:
    """The result of reading a text as UTF-8: the number of letters beyond ASCII, the number of invalid bytes, the
    place of the first one, and a sample with them.
    """

    letters: int = 0
    invalid: int = 0
    first_invalid_line: int = 0
    sample: bytearray = field(default_factory=bytearray)


def label(encoding: str) -> str:
    """Return the common name of an encoding."""
    return NAMES.get(encoding, encoding.replace("cp", "Windows-") if encoding.startswith("cp125") else encoding)


def detected(name: str, stream: BinaryIO) -> str:
    """Return the encoding of a stream, which is read once and must be seekable. Raises DataError when it is not text,
    or the encoding cannot be detected.
    """
    stream.seek(0)
    start = stream.read(CHUNK)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    if b"\0" in start and (wide := _without_mark(start)):
        return wide
    scan = _scanned(stream)
    if not scan.first_invalid_line:
        return "utf-8"
    if scan.letters > MIN_LETTERS_A_BYTE * scan.invalid:
        raise DataError(f"Line {scan.first_invalid_line} of {name} is not UTF-8 text, but others are.", SAVE_AGAIN)
    if guessed := _guessed(bytes(scan.sample)):
        return guessed
    raise DataError(f"The encoding of {name} cannot be told: line {scan.first_invalid_line} is not UTF-8.", SAVE_AGAIN)


def _without_mark(start: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    pairs = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > pairs * 0.4 and even < pairs * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.4 and odd < pairs * 0.05 else None


def _scanned(stream: BinaryIO) -> _Scan:
    scan, line = _Scan(), 1
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        _note(scan, text := decoder.decode(chunk), line)
        line += text.count("\n")
    _note(scan, decoder.decode(b"", final=True), line)
    return scan


def _note(scan: _Scan, text: str, line: int) -> None:
    if text.isascii():
        return
    invalid = ESCAPED.search(text)
    if invalid and not scan.first_invalid_line:
        scan.first_invalid_line = line + text.count("\n", 0, invalid.start())
    count = len(ESCAPED.findall(text)) if invalid else 0
    scan.invalid += count
    scan.letters += len(BEYOND_ASCII.findall(text)) - count
    if invalid and len(scan.sample) < MAX_SAMPLE:
        for piece in ESCAPED_LINE.finditer(text[: MAX_SAMPLE * 4]):
            scan.sample += piece.group().encode("utf-8", "surrogateescape") + b"\n"


def _guessed(sample: bytes) -> str | None:
    """Windows-1252, by far the most common in English and Spanish, if the text is plausible in it; or else the
    library's result, which mistakes short texts in it.
    """
    if b"\0" in sample:
        return None
    try:
        if _reads_well(sample.decode("cp1252")):
            return "cp1252"
    except UnicodeDecodeError:
        pass
    best = from_bytes(sample, cp_isolation=CANDIDATES).best()
    return best.encoding if best else None


def _reads_well(text: str) -> bool:
    """Return True if letters beyond ASCII are where words have them: no capital after a small letter, no symbols
    within a word, no three of them in a row, and no letters of one language beside those of another.
    """
    if SLAVIC.search(text) and NOT_BESIDE_SLAVIC.search(text):
        return False
    foreign = [at for at, letter in enumerate(text) if letter > "\x7f"]
    unlikely = sum(_is_unlikely(text, at) for at in foreign)
    return unlikely <= MAX_UNLIKELY * len(foreign)


def _is_unlikely(text: str, at: int) -> bool:
    before, letter, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if letter < "\xa0" and not letter.isprintable():
        return True
    if not letter.isalpha():
        return letter not in AMONG_LETTERS and before.isalpha() and after.isalpha()
    return (before.islower() and letter.isupper()) or (
        before > "\x7f" and before.isalpha() and after > "\x7f" and after.isalpha()
    )


def check(name: str, stream: BinaryIO, encoding: str) -> None:
    """Raise DataError, with the line, if a stream is not in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    stream.seek(0)
    while True:
        chunk = stream.read(CHUNK)
        try:
            line += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeError as error:
            # The error for UTF-16 without a mark has no place.
            before = chunk[: error.start] if isinstance(error, UnicodeDecodeError) else b""
            line += before.count(b"\n")
            raise DataError(f"Line {line} of {name} is not {label(encoding)} text.", SAVE_AGAIN) from error
        if not chunk:
            return
