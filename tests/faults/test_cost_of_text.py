"""What a function over text costs grows with the length of the text, and no text is too much for Python's stack.

The functions are found, not listed: each function of the modules below whose required arguments are one text, and numbers.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

ROOTS = (
    "bot.terms",
    "bot.lexicon.text_scan",
    "bot.lexicon.lookup",
    "bot.lexicon.description_search",
    "bot.lexicon.collections",
    "bot.sources.formats",
    "bot.discord_bot.ui.markdown",
    "bot.discord_bot.ui.paging",
    "bot.discord_bot.ui.text_format",
    "bot.discord_bot.features.explain_text.quotation",
    "bot.discord_bot.features.pronounce",
)
# In characters; the last is four times the one before.
LENGTHS = (32, 512, 2_048, 8_192)
# A cost that is linear grows fourfold, one that is quadratic sixteenfold.
MAX_GROWTH = 9.0
# Seconds of processor time. Where the longest text costs less than this, nobody feels how it grows.
FAST = 0.02
# By so much a cost grows at most that grows with the third power of the length, when the length is four times as much.
CUBIC = 64
# What takes so long at any length is not tried with a longer text.
ENDLESS = 0.5
ATTEMPTS = 5
# Texts that are said again and again, alone or with an end that fits nothing, so that what was begun is tried otherwise.
PIECES = [
    *(
        " ",
        "\n",
        "a",
        "ae",
        "1",
        "-",
        ".",
        ",",
        "'",
        '"',
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "*",
        "_",
        "`",
        "#",
        "|",
    ),
    *(
        " - ",
        "a ",
        "A ",
        "AB, ",
        "a, ",
        "A.",
        "a.",
        "1.",
        "1 ",
        "a-",
        "a/",
        "s'",
        "+",
        "(+)",
        "α",
        "é",
        "ﷺ",
        "\u0301",
        "\u200d",
    ),
    *(
        "\\",
        ":",
        ": ",
        "a:",
        "@a",
        "**a ",
        "__a",
        "`a ",
        " `a",
        "~~",
        "<b ",
        "<b>",
        "<!--",
        "<script>",
        "&amp;",
        "&",
        "&#1;",
    ),
    *(
        "{{c1::",
        "}}",
        "::",
        "[sound:",
        "](",
        "[a](",
        '[](a "',
        "http://",
        "what is ",
        " mean",
        "the ",
        "my ",
        " iv",
        "AB ",
        "type 1 ",
    ),
    *(
        "\n# ",
        "\n\n",
        "\t",
        "=",
        "[PMID:1] ",
        "(AB) ",
        "; ",
        "a;",
        "EXACT [] ",
        "\u2028",
        "🙂",
        "aeiou",
        "((a) ",
        "ab(c",
        "Ab ",
    ),
]
ENDS = ("x",)


# What look-up gives them has at most 100 characters: what a question asks for, and the slips of a word part. Titles of
# columns have at most MAX_TITLE, and texts of JSON are refused by their depth where they are read.
BOUNDED_AT_THE_DOOR = re.compile(
    r"bot\.lexicon\.lookup\.(questions\.(?!terms_asked)|word_parts\._without_slip)"
    r"|bot\.sources\.formats\.table\.(titles\._known|documents\._decoded)"
)


def modules() -> Iterator[ModuleType]:
    """The modules whose functions are tried."""
    for name in ROOTS:
        root = importlib.import_module(name)
        yield root
        for found in pkgutil.walk_packages(getattr(root, "__path__", ()), f"{name}."):
            yield importlib.import_module(found.name)


def functions() -> Iterator[tuple[str, Callable[[str], Any]]]:
    """Each function of one text, by its name."""
    for module in modules():
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__ and (arguments := _arguments(value)):
                yield f"{module.__name__}.{name}", _with_text(value, *arguments)


OTHERS = {"int": 1_000, "bool": False}


def _arguments(function: Callable[..., Any]) -> tuple[str, dict[str, Any]] | None:
    """The name of the argument that is a text, and the values of the others; None if there are arguments of other types."""
    required = [each for each in inspect.signature(function).parameters.values() if each.default is each.empty]
    texts = [each.name for each in required if each.annotation == "str"]
    others = {each.name: OTHERS.get(each.annotation) for each in required if each.name not in texts[:1]}
    if len(texts) != 1 or None in others.values() or inspect.iscoroutinefunction(function):
        return None
    return texts[0], others


def _with_text(function: Callable[..., Any], name: str, others: dict[str, Any]) -> Callable[[str], Any]:
    def call(text: str) -> Any:
        found = function(**{name: text}, **others)
        return list(found) if isinstance(found, Iterator) else found

    return call


def cost(function: Callable[[str], Any], text: str) -> float:
    """Return the seconds of processor time that a call takes, on this thread."""
    start = time.thread_time()
    try:
        function(text)
    except RecursionError:
        raise
    except Exception:  # noqa: S110 (a text may be refused in any way)
        pass
    return time.thread_time() - start


def grows_too_fast(function: Callable[[str], Any], piece: str, end: str) -> str | None:
    """Return what a text costs if that grows faster than its length; None if it does not, in one of the attempts.

    Other work on the machine makes one measurement too long, never all of them.
    """
    texts = {length: piece * (length // len(piece)) + end for length in LENGTHS}
    for length in LENGTHS[:-1]:
        if cost(function, texts[length]) > ENDLESS and cost(function, texts[length]) > ENDLESS:
            return f"{piece!r} with {end!r} behind: over {ENDLESS} s at {length} characters"
    if cost(function, texts[LENGTHS[-2]]) < FAST / CUBIC:
        return None
    seen = ""
    for _ in range(ATTEMPTS):
        long = cost(function, texts[LENGTHS[-1]])
        short = cost(function, texts[LENGTHS[-2]]) if long > FAST else 0.0
        if long <= max(FAST, MAX_GROWTH * short):
            return None
        seen = f"{piece!r} with {end!r} behind: {short * 1000:.1f} ms, then {long * 1000:.1f}"
    return seen


FUNCTIONS = {name: function for name, function in functions() if not BOUNDED_AT_THE_DOOR.match(name)}
BATCHES = 6
# Of all texts, one in so many is tried with each function: all of them take an hour.
SHARE = 30


def test_the_functions_are_found() -> None:
    assert len(FUNCTIONS) > 60
    for name in (
        "bot.terms.normal_forms.normal_forms",
        "bot.terms.spelling.american",
        "bot.terms.phrases.phrase_forms",
        "bot.lexicon.text_scan.prose.prose",
        "bot.lexicon.lookup.questions.terms_asked_together",
        "bot.discord_bot.ui.markdown.plain",
        "bot.sources.formats.table.cells.text_of_html",
    ):
        assert name in FUNCTIONS


@pytest.mark.parametrize("batch", range(BATCHES))
def test_cost_grows_with_the_length(batch: int) -> None:
    slow = {}
    for name in sorted(FUNCTIONS)[batch::BATCHES]:
        found = (grows_too_fast(FUNCTIONS[name], piece, end) for piece in PIECES[batch::SHARE] for end in ENDS)
        if first := next(filter(None, found), None):
            slow[name] = first
    assert not slow
