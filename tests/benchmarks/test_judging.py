"""Verdicts on outcomes: right, missed, or a wrong answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.quality.asking import Outcome
from benchmarks.quality.judging import Judged, Verdict, measure, verdict
from benchmarks.quality.measures import Share
from benchmarks.quality.truth import ANSWERS, OFFERED, Meant, Row, Rung
from bot.lexicon.model import Choice, Match

RIGHT, MISSED, WRONG_ANSWER = Verdict
ASTHMA, STROKE = (Choice(word, word, "") for word in ("asthma", "stroke"))
EXPECTS_ASTHMA = Row(
    query="asthma",
    rung=Rung.EXACT,
    kind="-",
    matches=frozenset({Match.EXACT}),
    expected=(Meant(frozenset({"asthma"})),),
    within=None,
    sources=frozenset(),
    why="headword",
)
EXPECTS_SUGGESTION = replace(
    EXPECTS_ASTHMA, query="astma", rung=Rung.SUGGESTION, matches=frozenset({Match.SUGGESTION}), within=5
)
EXPECTS_CHOICE = replace(EXPECTS_ASTHMA, rung=Rung.AMBIGUOUS, matches=frozenset({Match.AMBIGUOUS}))
EXPECTS_NOTHING = replace(
    EXPECTS_ASTHMA, rung=Rung.NONE, matches=frozenset({Match.NONE, Match.SUGGESTION}), expected=()
)


def answered(choice: Choice, match: Match = Match.EXACT) -> Outcome:
    return Outcome("typed", match, (choice,), is_answer=True)


def listed(match: Match, *choices: Choice) -> Outcome:
    return Outcome("typed", match, choices)


def test_the_expected_entry_by_an_acceptable_match_is_right() -> None:
    assert verdict(EXPECTS_ASTHMA, answered(ASTHMA), 1) is RIGHT


def test_the_expected_entry_by_another_match_is_missed() -> None:
    assert verdict(EXPECTS_ASTHMA, answered(ASTHMA, Match.SYNONYM), 1) is MISSED


def test_any_acceptable_match_will_do() -> None:
    row = replace(EXPECTS_ASTHMA, matches=ANSWERS)
    assert {verdict(row, answered(ASTHMA, match), 1) for match in ANSWERS} == {RIGHT}


@pytest.mark.parametrize("row", [EXPECTS_ASTHMA, EXPECTS_SUGGESTION, EXPECTS_CHOICE, EXPECTS_NOTHING])
def test_another_entry_is_a_wrong_answer_whatever_was_expected(row: Row) -> None:
    assert verdict(row, answered(STROKE), None) is WRONG_ANSWER


@pytest.mark.parametrize("row", [EXPECTS_SUGGESTION, EXPECTS_CHOICE])
def test_the_expected_entry_is_a_wrong_answer_where_it_was_to_be_asked_for(row: Row) -> None:
    assert verdict(row, answered(ASTHMA), 1) is WRONG_ANSWER


@pytest.mark.parametrize("match", [Match.AMBIGUOUS, Match.SUGGESTION, Match.NONE])
def test_no_answer_where_one_was_expected_is_missed_and_not_wrong(match: Match) -> None:
    assert verdict(EXPECTS_ASTHMA, listed(match, ASTHMA), 1) is MISSED


@pytest.mark.parametrize(("place", "worth"), [(1, RIGHT), (5, RIGHT), (6, MISSED), (None, MISSED)])
def test_a_suggestion_must_stand_far_enough_up(place: int | None, worth: Verdict) -> None:
    assert verdict(EXPECTS_SUGGESTION, listed(Match.SUGGESTION), place) is worth


def test_a_choice_must_hold_everything_that_is_meant() -> None:
    assert verdict(EXPECTS_CHOICE, listed(Match.AMBIGUOUS, ASTHMA, STROKE), 1) is RIGHT
    assert verdict(EXPECTS_CHOICE, listed(Match.AMBIGUOUS, STROKE), None) is MISSED


@pytest.mark.parametrize("match", [Match.SUGGESTION, Match.NONE])
def test_rubbish_may_come_to_suggestions_or_nothing(match: Match) -> None:
    assert verdict(EXPECTS_NOTHING, listed(match, STROKE), None) is RIGHT


def test_one_of_several_things_that_are_meant_may_be_answered_where_answers_are_acceptable() -> None:
    row = replace(EXPECTS_ASTHMA, expected=(*EXPECTS_ASTHMA.expected, Meant(frozenset({"stroke"}))))
    assert verdict(row, answered(STROKE), None) is RIGHT


def test_figures_are_shares_of_the_rows_of_a_rung_and_recall_where_order_matters() -> None:
    judged = [
        Judged(EXPECTS_ASTHMA, answered(ASTHMA), 1, RIGHT),
        Judged(EXPECTS_ASTHMA, listed(Match.NONE), None, MISSED),
        Judged(EXPECTS_SUGGESTION, listed(Match.SUGGESTION, ASTHMA), 1, RIGHT),
        Judged(EXPECTS_SUGGESTION, listed(Match.SUGGESTION, STROKE, ASTHMA), 2, RIGHT),
        Judged(EXPECTS_SUGGESTION, listed(Match.SUGGESTION), 20, MISSED),
        Judged(EXPECTS_SUGGESTION, answered(ASTHMA), 1, WRONG_ANSWER),
        Judged(EXPECTS_NOTHING, listed(Match.NONE), None, RIGHT),
    ]
    assert measure(judged) == {
        "exact: right": Share(1, 2),
        "suggestion: right": Share(2, 4),
        "suggestion: @1": Share(1, 4),
        "suggestion: @5": Share(2, 4),
        "suggestion: @25": Share(3, 4),
        "none: right": Share(1, 1),
    }


def test_prefixes_are_measured_by_recall_too() -> None:
    row = replace(EXPECTS_ASTHMA, rung=Rung.PREFIX, matches=frozenset({OFFERED}), within=5)
    judged = [Judged(row, Outcome("ast", OFFERED, (STROKE, ASTHMA)), 2, RIGHT)]
    assert measure(judged)["prefix: @1"] == Share(0, 1)
    assert measure(judged)["prefix: @5"] == Share(1, 1)


def test_a_share_is_a_percentage_with_one_decimal_place_and_none_of_nothing_is_zero() -> None:
    assert Share(2, 3).percent == 66.7
    assert Share(0, 0).percent == 0.0
