"""`medlex search`: what it prints and what it ends with."""

from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import Result

from bot.discord_bot.ui.page import disclaimer

Medlex = Callable[..., Result]


def test_each_result_names_its_entry_its_sentence_and_its_source(medlex: Medlex) -> None:
    result = medlex("search", "inflammation", "of", "the", "appendix")
    assert result.exit_code == 0
    first, source, sentence, *_ = result.stdout.splitlines()
    assert first == "appendicitis"
    assert "appendix" in sentence
    assert source == "  From Medlex Starter Glossary (not medically reviewed), Medlex, 2026"
    assert result.stdout.rstrip().endswith(disclaimer())


def test_a_limit_shows_fewer_and_says_how_many_there_are(medlex: Medlex) -> None:
    shown = medlex("search", "blood", "--limit", "2").stdout
    assert "The first 2 of " in shown
    assert shown.count("Medlex Starter Glossary") == 2


def test_json_has_the_sentence_the_matches_and_the_whole_citation(medlex: Medlex) -> None:
    result = medlex("search", "inflammation of the appendix", "--json", "--limit", "1")
    document = json.loads(result.stdout)
    assert document.keys() == {"query", "total", "results", "disclaimer"}
    assert document["query"] == "inflammation of the appendix"
    (found,) = document["results"]
    assert found["entry"] == {"key": "appendicitis", "headword": "appendicitis"}
    assert found["passage"].keys() == {"sentence", "matches", "definition"}
    marked = [found["passage"]["sentence"][m["start"] : m["end"]] for m in found["passage"]["matches"]]
    assert "appendix" in marked
    assert found["passage"]["definition"].keys() == {
        "text", "language", "audience", "source", "title", "publisher", "year", "code", "url", "credit", "review",
        "hyphenation",
    }  # fmt: skip


def test_a_description_of_nothing_here_ends_with_3(medlex: Medlex) -> None:
    result = medlex("search", "zyzzyva")
    assert result.exit_code == 3
    assert "zyzzyva" in result.stdout
    assert json.loads(medlex("search", "zyzzyva", "--json").stdout)["results"] == []


def test_a_description_without_a_word_is_wrong_usage(medlex: Medlex) -> None:
    result = medlex("search", "?!")
    assert result.exit_code == 2
    assert "There is no word to search for." in result.stderr


def test_what_is_markup_to_the_terminal_is_printed_as_it_is(medlex: Medlex) -> None:
    assert "[bold]zyzzyva[/bold]" in medlex("search", "[bold]zyzzyva[/bold]").stdout
