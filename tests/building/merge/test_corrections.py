"""Names that a publisher gives to the wrong thing are corrected whenever a lexicon is built, and every correction is
counted.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from limits import ANSWER_LIMITS
from msgspec.structs import replace

from bot.building.merge.corrections import Correction, Corrections, corrections
from bot.building.merge.records import Record, records
from bot.building.write.pipeline import write_lexicon
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Answer
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.sources.catalogue import catalogue
from bot.sources.concept import Concept
from bot.terms.model import NameKind

MakeConcept = Callable[..., Concept]
MakeRecords = Callable[..., list[Record]]
TODAY = dt.date(2026, 11, 30)


def correction(given_to: str | tuple[str, ...] | None = "mesh:D2", *, stays: bool = False) -> Correction:
    return Correction("mesh:D1", ("Zorbix", "Zor-Bix"), "It is zorbin.", ("a list", "another"), TODAY, given_to, stays)


@pytest.fixture
def asked(
    make_concept: MakeConcept, make_records: MakeRecords, tmp_path: Path
) -> Callable[..., tuple[Answer, Corrections]]:
    """Look a name up in a lexicon of two medicines in MeSH, the first of which has the brand of the second."""

    def ask(name: str, *wanted: Correction) -> tuple[Answer, Corrections]:
        made = Corrections(wanted)
        wrong = make_concept("zorbinate", code="D1", synonyms=["Zorbix", "zorbinic acid"])
        mesh = make_records(mesh=[wrong, make_concept("zorbin", code="D2")])
        source = mesh[0].source
        corrected = made.applied_to(source, [(record.concept, record.packed_forms) for record in mesh])
        own = make_records(glossary=[make_concept("cold")])  # the starter glossary is always there
        each = [*own, *records(source, corrected)]
        write_lexicon(tmp_path / "lexicon", [own[0].source, source], each, (), made)
        return asyncio.run(answer(tmp_path / "lexicon", name)), made

    async def answer(path: Path, name: str) -> Answer:
        async with opened(path) as lexicon:
            return await Dictionary(lexicon, ANSWER_LIMITS).look_up(name)

    return ask


def test_a_name_that_is_moved_answers_where_it_belongs(asked: Callable[..., tuple[Answer, Corrections]]) -> None:
    found, made = asked("Zorbix", correction())
    assert found.entry is not None
    assert found.entry.headword == "zorbin"
    assert [(name.kind, name.source) for name in found.entry.names if name.name == "Zorbix"] == [
        ("brand name", "glossary")
    ]
    assert (made.removed, made.corrected) == (1, 1)


def test_without_corrections_it_answers_as_its_publisher_says(asked: Callable[..., tuple[Answer, Corrections]]) -> None:
    found, made = asked("Zorbix")
    assert found.entry is not None
    assert found.entry.headword == "zorbinate"
    assert (made.removed, made.added, made.corrected) == (0, 0, 0)


def test_a_name_that_stays_is_a_choice(asked: Callable[..., tuple[Answer, Corrections]]) -> None:
    found, _ = asked("zorbix", correction(stays=True))
    assert {choice.headword for choice in found.choices} == {"zorbin", "zorbinate"}


def test_a_name_that_belongs_to_several_records_is_a_choice_between_them(
    asked: Callable[..., tuple[Answer, Corrections]],
) -> None:
    found, _ = asked("zorbix", correction(("mesh:D1", "mesh:D2")))
    assert {choice.headword for choice in found.choices} == {"zorbin", "zorbinate"}


def test_a_name_that_its_record_lacks_is_added_and_is_not_outdated(
    asked: Callable[..., tuple[Answer, Corrections]],
) -> None:
    missing = replace(correction("mesh:D1"), names=("Zorbolin",), kind=NameKind.SYNONYM)
    found, made = asked("Zorbolin", missing)
    assert found.entry is not None
    assert found.entry.headword == "zorbinate"
    assert [name.kind for name in found.entry.names if name.name == "Zorbolin"] == [NameKind.SYNONYM]
    assert (made.removed, made.added) == (0, 1)


def test_a_name_that_is_only_taken_away_answers_nothing(asked: Callable[..., tuple[Answer, Corrections]]) -> None:
    found, _ = asked("Zorbix", correction(given_to=None))
    assert found.entry is None


def test_other_names_stay_and_what_they_are_is_worked_out_again(
    asked: Callable[..., tuple[Answer, Corrections]],
) -> None:
    found, _ = asked("zorbinic acids", correction())
    assert found.entry is not None
    assert found.entry.headword == "zorbinate"


def test_what_is_not_there_any_more_is_listed(
    asked: Callable[..., tuple[Answer, Corrections]], make_records: MakeRecords, make_concept: MakeConcept
) -> None:
    _, made = asked("zorbin", correction())
    mesh = make_records(mesh=[make_concept("any")])[0].source
    assert made.outdated([mesh]) == ["mesh:D1 Zor-Bix"]
    assert made.outdated([]) == [], "of a source that is not there nothing is known"


def test_the_preferred_name_is_never_taken_away(make_concept: MakeConcept, make_records: MakeRecords) -> None:
    mesh = make_records(mesh=[make_concept("Zorbix", code="D1")])
    made = Corrections([correction()])
    (concept, _forms), *_ = made.applied_to(mesh[0].source, [(mesh[0].concept, mesh[0].packed_forms)])
    assert concept.preferred_name == "Zorbix"


def test_the_report_counts_corrections(asked: Callable[..., tuple[Answer, Corrections]], tmp_path: Path) -> None:
    _, made = asked("zorbin", correction())

    async def report() -> dict[str, object]:
        async with opened(tmp_path / "lexicon") as lexicon:
            return await lexicon.build_report()

    told = asyncio.run(report())
    assert told["corrected_names"] == 1
    assert told["outdated_corrections"] == ["mesh:D1 Zor-Bix"]
    assert made.added == 2, "both names are given, and repeats of one are counted within the entry"


def test_a_check_counts_corrections_and_names_those_that_found_nothing(
    medlex: Callable[..., Result], home: Home
) -> None:
    said = medlex("check", "--verbose", home=home).stdout
    (line,) = (line for line in said.splitlines() if "corrections:" in line)
    assert "0 names that a publisher gives to something else corrected" in line
    assert "no longer there to be corrected: mesh:D015773 Vasotec" in line


@pytest.mark.parametrize("each", corrections(), ids=lambda each: f"{each.record} {each.names[0]}")
def test_every_correction_says_why_and_where_that_was_checked(each: Correction) -> None:
    assert each.names
    assert each.reason.endswith(".")
    assert len(each.checked) >= (1 if each.stays else 2), "a name is taken away only when two sources agree"
    assert {each.source, *(receiver.partition(":")[0] for receiver in each.receivers)} <= catalogue().keys()
    assert each.given_to or not each.stays, "without both it would do nothing"


def test_no_name_is_corrected_twice() -> None:
    names = [(each.record, name) for each in corrections() for name in each.names]
    assert len(set(names)) == len(names)
