"""Several processes that would post the term of the day."""

from __future__ import annotations

from datetime import date

from storage.places import Place
from storage.programs import CLAIMING, at_once

from bot.storage.server_data import opened


async def test_of_several_processes_one_gets_to_post_and_its_term_is_noted(place: Place) -> None:
    terms = ["interleukin", "cytokine", "monokine", "chemokine"]
    said = at_once(place, CLAIMING, terms)
    assert sorted(said) == ["False", "False", "False", "True"]
    async with opened(place.home, place.address) as data:
        assert await data.terms_of_the_day.posted_keys(1, date.min) == {terms[said.index("True")]}


async def test_a_process_that_comes_later_does_not_post_again(place: Place) -> None:
    assert at_once(place, CLAIMING, ["interleukin"]) == ["True"]
    assert at_once(place, CLAIMING, ["interleukin", "cytokine"]) == ["False", "False"]
