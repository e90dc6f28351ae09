"""Terms that cannot be looked up, odd characters in terms, and wrong words and options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from bot.settings import Home

Medlex = Callable[..., Result]


@pytest.mark.parametrize(
    "term", ["", " ", "\t\n", "\x00\x01\x07", "\u202e\u200f", "---", "🫀", "@#!", "\u0301", "\ud800"]
)
def test_a_term_without_a_word_is_wrong_usage(medlex: Medlex, home: Home, term: str) -> None:
    result = medlex("define", "--json", "--", term, home=home)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "There is no word to look up.",
        "Type a medical term, such as interleukin.",
    ]


@pytest.mark.parametrize("length", [101, 6_000])
def test_a_term_that_is_too_long_is_wrong_usage(medlex: Medlex, home: Home, length: int) -> None:
    result = medlex("define", "x" * length, home=home)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{length:,} characters" in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_the_longest_term_is_looked_up(medlex: Medlex, home: Home) -> None:
    assert medlex("define", "x" * 100, home=home).exit_code == 3


@pytest.mark.parametrize(
    "term",
    [
        "inter\x00leukin",
        "interleukin\x1b",
        "\u202einterleukin\u202c",
        "interleukin\u200b",
        "  interleukin\n",
        "interleukin\ud800",
        "**interleukin**",
        "interleukin 🫀",
    ],
)
def test_what_cannot_be_seen_or_said_does_not_matter(define: Callable[..., dict[str, Any]], term: str) -> None:
    assert define(term)["entry"]["headword"] == "interleukin"


@pytest.mark.parametrize(
    "term",
    [
        "interleukin'; DROP TABLE entry; --",
        '" OR 1=1 --',
        "%",
        "inter%",
        "_nterleukin",
        "NEAR(a b)",
        "<@123>",
        "@everyone",
        "[interleukin](https://example.org)",
        "../../etc/passwd",
        "--help",
    ],
)
def test_queries_and_markup_are_only_words(medlex: Medlex, home: Home, term: str) -> None:
    for command in ("define", "suggest"):
        result = medlex(command, "--", term, home=home)
        assert result.exit_code in {2, 3, 0}
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "damaged" not in result.stderr
    assert medlex("define", "interleukin", home=home).exit_code == 0


@pytest.mark.parametrize("text", ["x" * 6_000, "ab " * 2_000, '"' * 6_000, "* " * 3_000, "ä" * 6_000, "\x00" * 6_000])
def test_suggest_bears_any_text(medlex: Medlex, home: Home, text: str) -> None:
    result = medlex("suggest", text, home=home)
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", "")


# Wrong usage


@pytest.mark.parametrize(
    "words",
    [
        ("define",),
        ("define", "interleukin", "--jsno"),
        ("suggest",),
        ("suggest", "x", "--limit", "0"),
        ("suggest", "x", "--limit", "26"),
        ("suggest", "x", "--limit", "many"),
        ("defin", "interleukin"),
        ("--nonsense",),
        ("preview", "--port", "70000"),
        ("preview", "--port", "http"),
        ("build", "extra"),
        ("check", "extra"),
        ("sources", "extra"),
        ("run", "--fast"),
    ],
)
def test_wrong_words_and_options_end_with_2(medlex: Medlex, words: tuple[str, ...]) -> None:
    result = medlex(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


@pytest.mark.parametrize(
    "words", [("--help",), ("-h",), ("define", "--help"), ("install", "-h"), ("--version",)], ids=" ".join
)
def test_help_and_version_end_with_0(medlex: Medlex, words: tuple[str, ...]) -> None:
    result = medlex(*words)
    assert result.exit_code == 0
    assert result.stdout


def test_help_names_every_command(medlex: Medlex) -> None:
    listed = medlex("--help").stdout
    for command in ("preview", "run", "sync", "define", "suggest", "install", "build", "sources", "check"):
        assert f"  {command} " in listed
