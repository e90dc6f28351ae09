"""No two suggestions of autocomplete look alike."""

from __future__ import annotations

from bot.discord_bot.pages.completions import labels
from bot.lexicon.model import Completion

LONGEST = 40


def test_names_that_look_the_same_say_what_they_are() -> None:
    offered = [
        Completion("a", "mole", "mole", hint="disease, a kind of tumor"),
        Completion("b", "Mole", "Mole", hint="organism"),
        Completion("c", "molar", "molar", hint="body part"),
    ]
    assert labels(offered, LONGEST) == ["mole (disease)", "Mole (organism)", "molar"]


def test_the_senses_of_an_abbreviation_say_what_they_are() -> None:
    offered = [
        Completion("a", "MS", "mitral stenosis", hint="disease"),
        Completion("b", "MS", "mental status"),
        Completion("c", "MSW", "social worker", hint="person"),
    ]
    assert labels(offered, LONGEST) == ["MS → mitral stenosis: disease", "MS → mental status", "MSW → social worker"]


def test_where_the_kind_is_the_same_the_whole_hint_is_said() -> None:
    offered = [Completion(key, "mole", "mole", hint=f"disease, a kind of {key}") for key in ("tumor", "spot")]
    assert labels(offered, LONGEST) == ["mole (disease, a type of tumor)", "mole (disease, a type of spot)"]


def test_where_even_the_hints_are_the_same_a_number_distinguishes_them() -> None:
    offered = [Completion(key, "x" * 60, "x" * 60, hint="gene") for key in "abc"]
    shown = labels(offered, LONGEST)
    assert len(set(shown)) == 3
    assert [label[-4:] for label in shown[1:]] == [" (2)", " (3)"]
    assert all(len(label) <= LONGEST for label in shown)


def test_a_name_of_another_headword_leads_there_and_a_long_one_is_cut() -> None:
    offered = [Completion("a", "cold", "common cold"), Completion("b", "x" * 99, "x" * 99)]
    first, second = labels(offered, LONGEST)
    assert first == "cold → common cold"
    assert len(second) == LONGEST
    assert labels([], LONGEST) == []
