"""What was worked out a short while ago is not worked out again."""

from __future__ import annotations

import pytest

from bot.lexicon.lookup.recent import Recent


class Worker:
    """Doubles numbers and notes which."""

    def __init__(self) -> None:
        self.worked: list[int] = []

    async def double(self, number: int) -> int:
        """Twice a number that is not negative."""
        self.worked.append(number)
        if number < 0:
            raise ValueError("negative")
        return 2 * number


async def test_the_same_is_worked_out_once() -> None:
    worker = Worker()
    recent = Recent(worker.double, most=2)
    assert [await recent.of(number) for number in (1, 1, 2, 1)] == [2, 2, 4, 2]
    assert worker.worked == [1, 2]


async def test_what_was_asked_for_longest_ago_is_let_go_of() -> None:
    worker = Worker()
    recent = Recent(worker.double, most=2)
    for number in (1, 2, 1, 3, 1, 2):
        await recent.of(number)
    assert worker.worked == [1, 2, 3, 2]


async def test_a_failure_is_tried_again() -> None:
    worker = Worker()
    recent = Recent(worker.double, most=2)
    for _ in range(2):
        with pytest.raises(ValueError, match="negative"):
            await recent.of(-1)
    assert worker.worked == [-1, -1]
