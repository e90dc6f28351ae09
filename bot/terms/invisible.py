"""Characters that nobody sees, and that change how the text around them is read: removed from all that publishers, admins
and members wrote before it is stored or shown.

The list is Unicode's: the properties Default_Ignorable_Code_Point and Bidi_Control (DerivedCoreProperties.txt and
PropList.txt of Unicode 17.0, https://www.unicode.org/Public/UCD/latest/ucd/), control characters, interlinear annotation,
surrogates and characters for private use. Joiners and variation selectors stay where a script or an emoji needs them (RFC 5892, Appendix A.1 and A.2;
Unicode Technical Standard 51).
"""

from __future__ import annotations

import re
import unicodedata

# Line and paragraph separators, and controls that end a line (Unicode Standard Annex 14, classes BK and NL).
LINE_ENDS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Soft hyphen, combining grapheme joiner, Hangul fillers, inherent vowels of Khmer, Mongolian vowel separator, zero width
# space, word joiner, invisible operators, deprecated format characters, byte order mark, halfwidth filler, reserved and
# interlinear annotation, shorthand and musical format controls, tags.
UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
SURROGATES = "\ud800-\udfff"
# No two programs agree on them: symbols of a font that the reader does not have.
PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
NON_JOINER, JOINER = "\u200c", "\u200d"
MONGOLIAN_SELECTORS = "\u180b-\u180d\u180f"
SELECTORS = f"{MONGOLIAN_SELECTORS}\ufe00-\ufe0f\U000e0100-\U000e01ef"

NEVER_SHOWN = re.compile(f"[{CONTROLS}{DIRECTION_MARKS}{UNSEEN}{SURROGATES}{PRIVATE}]+")
LINE_END = re.compile(LINE_ENDS)
JOINS = re.compile(f"[{NON_JOINER}{JOINER}{SELECTORS}]+")
ANY = re.compile(
    f"[{CONTROLS}{DIRECTION_MARKS}{UNSEEN}{SURROGATES}{PRIVATE}{NON_JOINER}{JOINER}{SELECTORS}\r\x0b\x0c\x85\u2028\u2029]"
)
# The combining class of a virama, which joiners follow in scripts of India.
VIRAMA = 9
ARABIC_LETTER = "AL"
# Categories of what a variation selector chooses the form of: emoji, digits and signs of keycaps, ideographs.
HAS_VARIANTS = frozenset({"So", "Sk", "Sm", "Nd", "Po", "Lo"})
SYMBOLS = frozenset({"So", "Sk"})
EMOJI_SELECTOR = "\ufe0f"


def hides(text: str) -> bool:
    """Return True if a text may have characters that nobody sees, or line breaks other than line feeds."""
    return not (text.isascii() and text.isprintable()) and ANY.search(text) is not None


def without_invisible(text: str) -> str:
    """Return a text without characters that nobody sees. Line breaks become line feeds; tabs and spaces stay."""
    if not hides(text):
        return text
    return JOINS.sub(_joins_that_count, NEVER_SHOWN.sub("", LINE_END.sub("\n", text)))


def _joins_that_count(match: re.Match[str]) -> str:
    """The joiner or variation selector, or both for an emoji, if the text around them needs them; else nothing."""
    text, start, end = match.string, *match.span()
    before, after, marks = text[start - 1 : start], text[end : end + 1], match[0]
    if not before:
        return ""
    if marks == EMOJI_SELECTOR + JOINER:
        return marks if _is_symbol(before) and _is_symbol(after) else ""
    if len(marks) > 1:
        return ""
    return marks if _counts(marks, before, after) else ""


def _counts(mark: str, before: str, after: str) -> bool:
    if mark not in (JOINER, NON_JOINER):
        return unicodedata.category(before) in HAS_VARIANTS
    if VIRAMA in (unicodedata.combining(before), unicodedata.combining(after or " ")):
        return True
    if unicodedata.bidirectional(before) in (ARABIC_LETTER, "NSM"):
        return mark == JOINER or unicodedata.bidirectional(after or " ") == ARABIC_LETTER
    return mark == JOINER and _is_symbol(before) and _is_symbol(after)


def _is_symbol(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in SYMBOLS
