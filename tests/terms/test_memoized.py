"""Results of functions of one text are kept, but not without bound."""

from __future__ import annotations

from bot.terms.memoized import Memoized, limit_memoized


def test_results_are_forgotten_when_there_are_too_many() -> None:
    memoized = Memoized(str.upper, 10)
    assert [memoized[str(number)] for number in range(25)] == [str(number) for number in range(25)]
    assert len(memoized) == 5


def test_a_bot_keeps_fewer_than_a_build_and_never_more() -> None:
    large, small = Memoized(str.upper, 10_000_000), Memoized(str.upper, 3)
    limit_memoized(1_000_000)
    large.limit(4)
    for number in range(50):
        assert large[f"a{number}"] == f"A{number}"
        assert small[f"a{number}"] == f"A{number}"
        assert len(large) <= 4
        assert len(small) <= 3
