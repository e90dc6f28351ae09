"""Convert cells to text: tags and Markdown removed, entities resolved, lines kept; and split lists into items."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from bot.terms.invisible import without_invisible

# The HTML elements that exports contain (https://html.spec.whatwg.org/multipage/indices.html#elements-3). In a cell
# that may be plain text, "<5 mg" and "<see below>" are not tags.
ELEMENTS = (
    "script style a abbr acronym address article aside audio b big blockquote body br caption center cite "
    "code col colgroup dd del details dfn div dl dt em "
    "figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li link main "
    "mark meta nav ol p picture pre q s samp section "
    "small source span strike strong sub summary sup table tbody td tfoot th thead time title tr tt u ul var video wbr"
)
TAG = re.compile(rf"</?(?:{ELEMENTS.replace(' ', '|')})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Tags of Word and Excel in HTML ("<o:p>", "<st1:place>"), and XML's CDATA sections.
OFFICE_TAG = re.compile(r"</?(?:o|w|v|m|x|st1):[a-z][^<>]*>", re.IGNORECASE)
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
BLOCKS = (
    "address article aside blockquote br caption center dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr "
    "li ol p pre section table tr ul"
)
BLOCK = re.compile(rf"</?(?:{BLOCKS.replace(' ', '|')})(?:\s[^<>]*)?/?>", re.IGNORECASE)
CELL_TAG = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
# Elements and comments without text for readers.
NO_TEXT = re.compile(r"<(?:(script|style|head|audio|video)\b|!--)", re.IGNORECASE)
LINES_AROUND = re.compile(r"(?<!\s)\s*\n\s*")
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
SOUND = re.compile(r"\[(?:sound|anki:play):[^\]]*\]")
# A deletion without another one in it, with or without a hint: "{{c1::term}}", "{{c1::term::hint}}".
CLOZE = re.compile(r"\{\{c\d+::((?:[^{}:]|:(?!:)|\{(?!\{)|\}(?!\}))*+)(?:::[^{}]*+)?\}\}")
MAX_CLOZES_INSIDE = 3
MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s\"[^\"]*\")?\)")
# The marks of bold, struck and code, each with its end.
MARKDOWN_MARKS = {mark: re.compile(rf"(?<=\S){re.escape(mark)}") for mark in ("***", "**", "__", "~~", "``", "`")}
MARKDOWN_MARK = re.compile(r"(?:\*\*|__|~~|`)(?=\S)")
MARKDOWN_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)"
)
MARKDOWN_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
# Elements or entities that are left after the entities of the cell are resolved: the cell was escaped twice.
ESCAPED = re.compile(
    rf"</(?:{ELEMENTS.replace(' ', '|')})\s*>|<br\s*/?>|&(?:lt|gt|amp|nbsp|quot|#\d{{2,5}});", re.IGNORECASE
)
MAX_ESCAPED = 2
# The content of cells that mean "nothing".
NOTHING = re.compile(r"[-–—‐‑‒―_.…?*\s]+|none|n/a|n\.\s?a\.?|tbd|tbc|to be (?:defined|confirmed|added)", re.IGNORECASE)
# Line breaks of spreadsheets and Word within a text, other than a line feed.
LINE_BREAK = re.compile("[\x0b\x0c\x85\u2029]|\r\n?")
LINE_BREAKS = re.compile("([\r\n\x0b\x0c\x85\u2028\u2029])")
# Unicode's line separator, which marks the end of a line; a line feed may be in the middle of a sentence.
LINE_END = "\u2028"
ENDS_OF_LINES = (".", "!", "?", ":", ";", "…", ")", "]")
OPENING, CLOSING = "([{", ")]}"
# A comma within a number or after a locant ("1,2-dichloroethane", "N,N-dimethyl") does not end an item.
WITHIN_A_NAME = re.compile(r"(?:(?<=\d),(?=\d)|(?<=\b\w),(?=\w[-,]))")
SLASH = re.compile(r"\s/\s")
STRONG_SEPARATORS = re.compile(r"[;|\n]|<br\s*/?>")


def text_of_html(text: str, *, every_tag: bool = False) -> str:
    """Return the text of HTML, with line ends for block elements. Only known elements are tags, or with `every_tag`
    everything that looks like one.

    HTML that was escaped twice ("&lt;p&gt;Text&lt;/p&gt;") is converted, too; but a single escaped tag may be what a
    text is about, and stays.
    """
    text = _without_tags(text, ANY_TAG if every_tag else TAG)
    for _ in range(MAX_ESCAPED):
        if not ESCAPED.search(text):
            break
        text = _without_tags(text, TAG)
    return text


def _without_tags(text: str, tag: re.Pattern[str]) -> str:
    text = _without_what_is_no_text(CDATA.sub("", text))
    if tag is ANY_TAG or BLOCK.search(text):
        text = BLOCK.sub(LINE_END, LINES_AROUND.sub(" ", text))
    text = OFFICE_TAG.sub("", CELL_TAG.sub(" ", text))
    return html.unescape(tag.sub("", text))


def _without_what_is_no_text(text: str) -> str:
    """Replace elements without text, and comments, by a space; those that do not end stay. The end of each kind is
    searched in vain only once.
    """
    pieces, at, endless = [], 0, set[str]()
    for beginning in NO_TEXT.finditer(text):
        name = (beginning[1] or "").lower()
        if beginning.start() < at or name in endless:
            continue
        end = _end_of(name).search(text, beginning.end())
        if end is None:
            endless.add(name)
        else:
            pieces.append(text[at : beginning.start()])
            at = end.end()
    return " ".join([*pieces, text[at:]])


@cache
def _end_of(element: str) -> re.Pattern[str]:
    """The end of an element, or of a comment, which has no name."""
    return re.compile(rf"</{element}\s*+>" if element else "-->", re.IGNORECASE)


def holds_html(text: str) -> bool:
    """Return True if there are tags or entities in a text."""
    has_tag = "<" in text and any(pattern.search(text) for pattern in (TAG, OFFICE_TAG, CDATA))
    return has_tag or ("&" in text and bool(ENTITY.search(text)))


def text_of_markdown(text: str) -> str:
    """Return the text of a line of Markdown, without emphasis, code marks, links and escapes."""
    text = MARKDOWN_LINK.sub(r"\1", text)
    text = "\n".join(_without_marks(_without_marks(line)) for line in text.split("\n"))
    return MARKDOWN_ESCAPE.sub(r"\1", MARKDOWN_EMPHASIS.sub(lambda match: match[1] or match[2], text))


def _without_marks(text: str) -> str:
    """Remove pairs of marks from a line."""
    pieces, at = [], 0
    for start, inside, end in _pairs_of_marks(text):
        pieces += [text[at:start], text[inside : end.start()]]
        at = end.end()
    return "".join([*pieces, text[at:]])


def _pairs_of_marks(line: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield where each pair of marks begins, where its text begins, and its end, which is searched in vain only once
    for each mark.
    """
    at, endless = 0, set[str]()
    while beginning := MARKDOWN_MARK.search(line, at):
        at = beginning.start() + 1
        for mark in (each for each in MARKDOWN_MARKS if line.startswith(each, at - 1) and each not in endless):
            inside = at - 1 + len(mark)
            if line[inside : inside + 1].isspace():
                continue
            if end := MARKDOWN_MARKS[mark].search(line, inside + 1):
                yield at - 1, inside, end
                at = end.end()
                break
            endless.add(mark)


def text_of_anki(text: str) -> str:
    """Return a field of an Anki note without its sounds and cloze marks."""
    end = text.rfind("]") + 1  # an opening bracket behind it has no end
    text = SOUND.sub("", text[:end]) + text[end:]
    for _ in range(MAX_CLOZES_INSIDE):
        text = CLOZE.sub(r"\1", text)
    return text


def without_unseen(text: str) -> str:
    """Return a text without characters that nobody sees; its line ends are those of the cell."""
    return "".join(
        piece if LINE_BREAKS.fullmatch(piece) else without_invisible(piece) for piece in LINE_BREAKS.split(text)
    )


def unwrapped(text: str) -> str:
    """Join lines that break in the middle of a sentence."""
    pieces: list[str] = []
    for line in text.split("\n"):
        before = pieces[-1].rstrip() if pieces else ""
        if before and line.lstrip()[:1].islower() and not before.endswith(ENDS_OF_LINES):
            pieces[-1:] = [before, " ", line.lstrip()]
        else:
            pieces += ["\n", line] if pieces else [line]
    return "".join(pieces)


def lines(text: str) -> str:
    """Return text with tidy lines, none of them empty, that end where HTML or the sentences end."""
    return "\n".join(filter(None, (one_line(line) for line in unwrapped(LINE_BREAK.sub("\n", text)).splitlines())))


def one_line(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def items(text: str, *, commas: bool = True) -> list[str]:
    """Split a list in one cell into its items: at semicolons, pipes, line ends and " / ", or at commas if it has none
    of those.

    Text in brackets is not split.
    """
    text = text.replace(LINE_END, "\n")
    separators = ";|\n" if STRONG_SEPARATORS.search(text) or not commas else ","
    pieces = [part for piece in outside_brackets(text, separators) for part in SLASH.split(piece)]
    return [item for item in map(one_line, pieces) if item]


def outside_brackets(text: str, separators: str) -> list[str]:
    """Split text at any of the separators that is not in brackets, and at every line end; a comma within a number or
    after a locant ("1,2-dichloroethane") does not separate.
    """
    kept = {match.start() for match in WITHIN_A_NAME.finditer(text)} if "," in separators else set()
    pieces, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in OPENING:
            depth += 1
        elif letter in CLOSING:
            depth = max(0, depth - 1)
        elif letter in separators and (depth == 0 or letter == "\n") and at not in kept:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]
