"""Entry keys, which buttons under old messages contain."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest
from homes import NCI_EDITION, install, keys_of
from hypothesis import given
from hypothesis import strategies as st
from limits import ANSWER_LIMITS

from bot.building.build import build
from bot.building.merge.entries import Plan
from bot.building.merge.keys import MAX_KEY_LENGTH, shorten, stem
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
MakePlan = Callable[..., Plan]


def test_a_key_is_made_of_the_headwords_normal_words(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(glossary=[make_concept("interleukin-6"), make_concept("Crohn's disease")])
    assert sorted(plan.keys) == ["crohn-disease", "interleukin-6"]


def test_a_key_that_two_would_share_gets_the_first_sources_code(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(nci_dictionary=[make_concept("CAB", "CDR0000513056"), make_concept("CAB", "CDR0000635470")])
    assert sorted(plan.keys) == ["cab~cdr0000513056", "cab~cdr0000635470"]


def test_a_key_of_its_own_has_no_code(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    assert "~" not in make_plan(mesh=[make_concept("Frostbite", "D005627")]).keys[0]


def test_keys_are_unique_over_a_whole_lexicon(home: Home) -> None:
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        entries, keys = lexicon.execute("SELECT count(*), count(DISTINCT key) FROM entry").fetchone()
    assert entries == keys > 800


def test_no_key_is_longer_than_a_button_can_carry(home: Home) -> None:
    assert max(len(key.encode()) for key in keys_of(home)) <= 80


def test_a_rebuild_changes_no_key(own_home: Home) -> None:
    before = keys_of(own_home)
    build(own_home)
    assert keys_of(own_home) == before


def test_installing_the_same_file_again_changes_no_key(own_home: Home, mesh_file: Path) -> None:
    before = keys_of(own_home)
    install(own_home, "mesh", mesh_file)
    assert keys_of(own_home) == before


def test_a_new_edition_changes_no_key(own_home: Home, mesh_file: Path, tmp_path: Path) -> None:
    before = keys_of(own_home)
    newer = tmp_path / "desc2027.xml"
    newer.write_text(mesh_file.read_text().replace("20260101", "20270101").replace("by a clot", "by a blood clot"))
    install(own_home, "mesh", newer)
    assert keys_of(own_home) == before


def test_the_order_of_installation_changes_no_key(home: Home, mesh_file: Path, nci_file: Path, tmp_path: Path) -> None:
    other = Home(tmp_path / "other order")
    install(other, "nci-dictionary", nci_file, NCI_EDITION)
    install(other, "mesh", mesh_file)
    assert keys_of(other) == keys_of(home)


def test_the_order_of_records_in_a_file_changes_no_key(own_home: Home, mesh_file: Path, tmp_path: Path) -> None:
    before = keys_of(own_home)
    head, *records = mesh_file.read_text().split("<DescriptorRecord ")
    records[-1], end = records[-1].split("</DescriptorRecordSet>")
    turned = tmp_path / "desc.xml"
    turned.write_text("<DescriptorRecord ".join([head, *reversed(records)]) + "</DescriptorRecordSet>" + end)
    install(own_home, "mesh", turned)
    assert keys_of(own_home) == before


def test_the_order_of_records_changes_no_key_even_where_names_compete(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    concepts = [
        make_concept("biological drug", "1", synonyms=["biologic agent", "biological"]),
        make_concept("biologic agent", "2", synonyms=["biological drug"]),
        make_concept("biological", "3", synonyms=["biological drug"]),
    ]
    mesh = [make_concept("Biological Products", "D1", synonyms=["Biological Drug", "Biologic Agents"])]
    orders = [make_plan(nci_dictionary=list(order), mesh=mesh).keys for order in permutations(concepts)]
    assert all(keys == orders[0] for keys in orders)


def test_entries_of_the_glossary_keep_their_keys_when_other_sources_come(glossary_home: Home, home: Home) -> None:
    kept = {key for key in keys_of(glossary_home) if "~" not in key}
    changed = kept - keys_of(home).keys()
    assert not changed


async def test_a_key_from_before_a_rebuild_still_opens_its_entry(own_home: Home) -> None:
    build(own_home)
    async with opened(own_home.lexicon) as lexicon:
        answer = await Dictionary(lexicon, ANSWER_LIMITS).open("interleukin")
    assert answer.entry is not None
    assert answer.entry.headword == "interleukin"


async def test_a_key_that_got_a_code_since_opens_what_its_words_mean_now(own_home: Home) -> None:
    async with opened(own_home.lexicon) as lexicon:
        answer = await Dictionary(lexicon, ANSWER_LIMITS).open("interleukin~d000000")
    assert answer.entry is not None
    assert answer.entry.headword == "interleukin"


@pytest.mark.parametrize("headword", ["x" * 500, "ü" * 200, "α" * 90, "word " * 100, "病" * 60, "🫀" * 30])
def test_long_headwords_get_keys_of_allowed_length(headword: str) -> None:
    assert 0 < len(stem(headword).encode()) <= MAX_KEY_LENGTH


@pytest.mark.parametrize("headword", ["", "++", "🫀", "—", "()"])
def test_a_headword_without_letters_has_a_key_too(headword: str) -> None:
    assert stem(headword)
    assert stem(headword) == stem(headword)


def test_headwords_without_letters_have_different_keys() -> None:
    assert stem("++") != stem("+-")


def test_long_headwords_that_begin_alike_have_different_keys() -> None:
    assert stem("very " * 50 + "long") != stem("very " * 50 + "short")


@given(st.text(max_size=200))
def test_every_headword_has_a_key_that_fits_and_stays(headword: str) -> None:
    key = stem(headword)
    assert key == stem(headword)
    assert 0 < len(key.encode()) <= MAX_KEY_LENGTH


@given(st.text(max_size=200))
def test_shortening_twice_is_shortening_once(key: str) -> None:
    assert shorten(shorten(key)) == shorten(key)
    assert len(shorten(key).encode()) <= MAX_KEY_LENGTH


def test_long_headwords_that_several_share_are_told_apart(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    long = "a very long name of a thing " * 5
    plan = make_plan(nci_dictionary=[make_concept(long, f"CDR000000000{n}") for n in range(4)])
    assert len(set(plan.keys)) == 4
    assert max(len(key.encode()) for key in plan.keys) <= MAX_KEY_LENGTH


def test_every_key_of_a_lexicon_opens_its_own_entry(home: Home) -> None:
    async def opened_headwords() -> dict[str, str]:
        async with opened(home.lexicon) as lexicon:
            entries = {key: await lexicon.entry(key) for key in keys_of(home)}
        return {key: entry.headword for key, entry in entries.items() if entry is not None and entry.key == key}

    assert asyncio.run(opened_headwords()) == keys_of(home)
