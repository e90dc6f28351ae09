"""Failed posts of terms of the day: what one process notes, others know."""

from __future__ import annotations

import itertools

import pytest

from bot.discord_bot.runtime.context import PostFailure
from bot.discord_bot.runtime.post_failures import PostFailures

CLINIC = 10**17


@pytest.fixture
def processes() -> list[PostFailures]:
    """Three processes that tell each other everything, and hear themselves too."""
    made: list[PostFailures] = []

    def tell(message: str) -> None:
        for each in made:
            each.hear(message)

    made += [PostFailures(tell) for _ in range(3)]
    return made


@pytest.mark.parametrize("failure", PostFailure)
def test_a_failure_is_known_in_all_processes(processes: list[PostFailures], failure: PostFailure) -> None:
    processes[0].note(CLINIC, failure)
    assert [each.get(CLINIC) for each in processes] == [failure] * 3


def test_a_post_that_works_ends_a_failure_everywhere(processes: list[PostFailures]) -> None:
    processes[0].note(CLINIC, PostFailure.FORBIDDEN)
    processes[0].note(CLINIC, None)
    assert [dict(each) for each in processes] == [{}] * 3


def test_admins_end_a_failure_from_a_process_that_has_not_heard_of_it(processes: list[PostFailures]) -> None:
    processes[0].note(CLINIC, PostFailure.FORBIDDEN)
    del processes[2][CLINIC]  # it has begun after the failure
    processes[2].forget(CLINIC)
    assert [dict(each) for each in processes] == [{}] * 3


def test_what_does_not_change_is_not_told() -> None:
    told = itertools.count()
    failures = PostFailures(lambda _message: next(told))
    for failure in (None, PostFailure.FAILED, PostFailure.FAILED, None, None):
        failures.note(CLINIC, failure)
    assert next(told) == 2


def test_one_process_tells_nobody() -> None:
    failures = PostFailures()
    failures.note(CLINIC, PostFailure.FAILED)
    failures.forget(CLINIC)
    assert failures == {}
