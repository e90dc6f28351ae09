"""Everything that was confirmed is there after the program was killed. `python -m benchmarks.kills` does it 200 times."""

from __future__ import annotations

from storage.places import Place

from benchmarks.kills.rounds import rounds

KILLS = 6


def test_nothing_confirmed_is_lost_and_no_import_is_half_done_after_kills(place: Place) -> None:
    done = list(rounds(place.home, place.address, KILLS, seed=7))
    assert [one.faults for one in done] == [()] * KILLS
    assert sum(one.confirmed for one in done) >= KILLS
