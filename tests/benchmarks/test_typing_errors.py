"""Typing errors: the same in every run, of the kind that they say, and never in digits or signs."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import OSA

from benchmarks.quality.sampling import draw, draw_known, randomness
from benchmarks.quality.typos import TypoKind, multi_word_typo, one_edit, typo

NAMES = [
    f"{first}{second}" for first in ("cardio", "nephro", "osteo", "derma") for second in ("pathy", "itis", "genic")
]
MULTI_WORD = frozenset({TypoKind.WORD_WRONG, TypoKind.WORDS_SWAPPED})


def test_the_same_seed_makes_the_same_typos_whatever_was_made_before() -> None:
    alone = typo("tachycardia", randomness("tachycardia", 1))
    randomness("asthma", 1).random()
    assert typo("tachycardia", randomness("tachycardia", 1)) == alone
    others = {typo("tachycardia", randomness("tachycardia", seed)) for seed in range(9)}
    assert len(others) > 1


@pytest.mark.parametrize("seed", range(20))
def test_a_typo_is_one_or_two_edits_away_and_says_which(seed: int) -> None:
    made = typo("interferon gamma-1b", randomness("", seed))
    assert made is not None
    distance = OSA.distance(made.name, made.typed)
    assert 1 <= distance <= 2
    if made.kind is not TypoKind.TWO_EDITS:
        assert distance == 1


def test_a_short_name_gets_one_edit() -> None:
    kinds = {made.kind for seed in range(50) if (made := typo("asthma", randomness("", seed)))}
    assert kinds == set(TypoKind) - MULTI_WORD - {TypoKind.TWO_EDITS}


@pytest.mark.parametrize("seed", range(20))
def test_each_kind_of_edit_does_what_it_is_called(seed: int) -> None:
    kind, typed = one_edit("asthma", randomness("", seed))
    length = {TypoKind.INSERTION: 7, TypoKind.DELETION: 5}
    assert kind is not None
    assert len(typed) == length.get(kind, 6)
    assert (sorted(typed) == sorted("asthma")) == (kind is TypoKind.TRANSPOSITION)


@pytest.mark.parametrize("seed", range(20))
def test_digits_spaces_and_signs_stay_as_they_are(seed: int) -> None:
    _, typed = one_edit("il-6 (ifn-β2)", randomness("", seed))
    assert [c for c in typed if not c.isalpha()] == [c for c in "il-6 (ifn-β2)" if not c.isalpha()]


def test_a_name_without_letters_cannot_be_mistyped() -> None:
    assert typo("19-9", randomness("", 1)) is None


def test_a_name_of_several_words_has_one_word_wrong_or_two_swapped() -> None:
    name = "chronic kidney disease"
    made = [one for seed in range(50) if (one := multi_word_typo(name, randomness("", seed)))]
    assert {one.kind for one in made} == MULTI_WORD
    for one in made:
        changed = [before != after for before, after in zip(name.split(), one.typed.split(), strict=True)]
        swapped = one.kind is TypoKind.WORDS_SWAPPED
        assert sum(changed) == (2 if swapped else 1)
        assert (sorted(name.split()) == sorted(one.typed.split())) == swapped


@pytest.mark.parametrize("name", ["asthma", "one two three four five"])
def test_a_name_of_one_word_or_of_many_gets_no_multi_word_typo(name: str) -> None:
    assert multi_word_typo(name, randomness("", 1)) is None


def test_drawing_depends_on_the_seed_and_not_on_the_order_of_the_names() -> None:
    drawn = draw(NAMES, 4, seed=1)
    assert len(set(drawn)) == 4
    assert draw(reversed(NAMES), 4, seed=1) == drawn
    assert any(draw(NAMES, 4, seed=seed) != drawn for seed in range(2, 9))


def test_a_new_name_changes_a_drawing_by_no_more_than_itself() -> None:
    drawn = set(draw(NAMES, 4, seed=1))
    for name in ("hepatitis", "gastritis", "colitis"):
        assert len(drawn - set(draw([*NAMES, name], 4, seed=1))) <= 1


def test_known_names_are_drawn_more_often_and_unknown_ones_never() -> None:
    weights = dict.fromkeys(NAMES, 1) | {"asthma": 100, "obscure": 0}
    first = [draw_known(weights, 1, seed)[0] for seed in range(100)]
    assert first.count("asthma") > 75
    assert "obscure" not in draw_known(weights, len(weights), seed=1)
    assert len(draw_known(weights, len(weights), seed=1)) == len(weights) - 1
