"""Convert cells to text: tags and Markdown removed, entities resolved, lines kept; and split lists into items."""

from __future__ import annotations

import html
import re

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
NO_TEXT = re.compile(r"<(script|style|head|audio|video)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
SOUND = re.compile(r"\[(?:sound|anki:play):[^\]]*\]")
CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^{}]*)?\}\}", re.DOTALL)
MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s\"[^\"]*\")?\)")
MARKDOWN_MARKS = re.compile(r"(\*\*\*|\*\*|__|~~|``|`)(?=\S)(.+?)(?<=\S)\1")
MARKDOWN_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)"
)
MARKDOWN_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
# Elements or entities that are left after the entities of the cell are resolved: the cell was escaped twice.
ESCAPED = re.compile(
    rf"</(?:{ELEMENTS.replace(' ', '|')})\s*>|<br\s*/?>|&(?:lt|gt|amp|nbsp|quot|#\d{{2,5}});", re.IGNORECASE
)
MAX_ESCAPED = 2
# Characters that change the direction of the text after them, and invisible characters.
UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
# The content of cells that mean "nothing".
NOTHING = re.compile(r"[-–—‐‑‒―_.…?*\s]+|none|n/a|n\.\s?a\.?|tbd|tbc|to be (?:defined|confirmed|added)", re.IGNORECASE)
# Line breaks of spreadsheets and Word within a text, other than a line feed.
LINE_BREAK = re.compile("[\x0b\x0c\x85\u2029]|\r\n?")
# Unicode's line separator, which marks the end of a line; a line feed may be in the middle of a sentence.
LINE_END = "\u2028"
ENDS_A_LINE = re.compile(r"[.!?:;…)\]]$")
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
    text = NO_TEXT.sub(" ", CDATA.sub("", text))
    if tag is ANY_TAG or BLOCK.search(text):
        text = BLOCK.sub(LINE_END, re.sub(r"\s*\n\s*", " ", text))
    text = OFFICE_TAG.sub("", CELL_TAG.sub(" ", text))
    return html.unescape(tag.sub("", text))


def holds_html(text: str) -> bool:
    """Return True if there are tags or entities in a text."""
    has_tag = "<" in text and any(pattern.search(text) for pattern in (TAG, OFFICE_TAG, CDATA))
    return has_tag or ("&" in text and bool(ENTITY.search(text)))


def text_of_markdown(text: str) -> str:
    """Return the text of a line of Markdown, without emphasis, code marks, links and escapes."""
    text = MARKDOWN_LINK.sub(r"\1", text)
    text = MARKDOWN_MARKS.sub(r"\2", MARKDOWN_MARKS.sub(r"\2", text))
    return MARKDOWN_ESCAPE.sub(r"\1", MARKDOWN_EMPHASIS.sub(lambda match: match[1] or match[2], text))


def text_of_anki(text: str) -> str:
    """Return a field of an Anki note without its sounds and cloze marks."""
    return CLOZE.sub(r"\1", SOUND.sub("", text))


def unwrapped(text: str) -> str:
    """Join lines that break in the middle of a sentence."""
    joined: list[str] = []
    for line in text.split("\n"):
        before = joined[-1].rstrip() if joined else ""
        if before and line.lstrip()[:1].islower() and not ENDS_A_LINE.search(before):
            joined[-1] = f"{before} {line.lstrip()}"
        else:
            joined.append(line)
    return "\n".join(joined)


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
