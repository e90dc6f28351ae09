"""The FDA's look-alikes: their spelling, and that a completion never offers one of them without the medicines with
which it is confused.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from limits import MAX_COMPLETIONS

from bot.languages import LANGUAGES
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.autocomplete import MIN_LETTERS_FOR_LOOK_ALIKES
from bot.lexicon.lookup.look_alikes import LookAlike, listed, listed_entry, listed_names, partners, tall_man
from bot.lexicon.model import Entry
from bot.sources.concept import Concept
from bot.terms.model import Name, NameKind
from bot.terms.normal_forms import fold

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]


def medicine(name: str) -> LookAlike:
    found = listed(name)
    assert found is not None
    return found


@pytest.fixture
async def pharmacy(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Dictionary:
    """A dictionary with all listed medicines but two, one of them under another headword, among many names with the
    same beginnings.
    """
    missing = {"miglustat", "daunorubicin"}
    concepts = [make_concept(name, definitions=("A medicine.",)) for name in listed_names() if name not in missing]
    concepts.append(make_concept("daunomycin", synonyms=["daunorubicin"]))
    concepts += [make_concept(f"hydra species {number}") for number in range(30)]
    return await open_dictionary(glossary=concepts)


async def offered(dictionary: Dictionary, typed: str, most: int = 25) -> list[str]:
    return [completion.name for completion in await dictionary.complete(typed, most)]


# The list


def test_every_group_differs_in_its_capitals_only_where_names_differ() -> None:
    assert len(listed_names()) == 43
    for name in listed_names():
        found = medicine(name)
        assert fold(found.name) == name
        assert found.name not in {name, name.upper()}
        for other in partners(found):
            assert found in partners(other)
            assert found.name != other.name


def test_only_mitoxantrone_is_listed_without_saying_what_it_is_taken_for() -> None:
    assert [name for name in listed_names() if not partners(medicine(name))] == ["mitoxantrone"]


def test_every_use_is_said_in_every_language_in_half_a_sentence() -> None:
    for name in listed_names():
        uses = [medicine(name).use(language) for language in LANGUAGES]
        assert all(0 < len(use) <= 60 and not use.endswith(".") for use in uses)
        assert uses[0] != uses[1]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("hydralazine", "hydrALAZINE"),
        ("HYDRALAZINE", "hydrALAZINE"),
        ("hydralazine hydrochloride", "hydrALAZINE hydrochloride"),
        ("Hydralazines", "Hydralazines"),
        ("dopamine receptor", "dopamine receptor"),
        ("dopamine D2 receptor", "dopamine D2 receptor"),
        ("prednisone-responsive anemia", "prednisone-responsive anemia"),
        ("aspirin", "aspirin"),
        ("", ""),
        (" ", " "),
    ],
)
def test_a_listed_name_and_that_of_a_salt_are_written_in_tall_man_letters(name: str, shown: str) -> None:
    assert tall_man(name) == shown


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([("daunomycin", NameKind.PREFERRED), ("daunorubicin", NameKind.SYNONYM)], True),
        ([("cough", NameKind.PREFERRED), ("daunorubicin", NameKind.ENTRY_TERM)], False),
        ([("cough", NameKind.PREFERRED)], False),
    ],
)
def test_an_entry_is_known_by_any_name_that_means_the_same(names: list[tuple[str, NameKind]], *, found: bool) -> None:
    entry = Entry(key="k", headword=names[0][0], names=tuple(Name(name, kind, "mesh") for name, kind in names))
    assert (listed_entry(entry) is not None) == found


# Completions


async def test_a_look_alike_stands_next_behind_the_medicine_it_is_taken_for(pharmacy: Dictionary) -> None:
    names = await offered(pharmacy, "hydrala")
    assert names == ["hydralazine", "hydroxyzine", "hydromorphone"]


async def test_it_says_what_it_is_taken_for(pharmacy: Dictionary) -> None:
    told = {each.name: each.look_alike_of for each in await pharmacy.complete("vinblas", MAX_COMPLETIONS)}
    assert told == {"vinblastine": None, "vincristine": "vinBLAStine"}


async def test_one_that_begins_as_typed_is_no_afterthought(pharmacy: Dictionary) -> None:
    told = {each.name: each.look_alike_of for each in await pharmacy.complete("predn", MAX_COMPLETIONS)}
    assert told == {"prednisone": None, "prednisolone": None}


async def test_before_the_fourth_letter_nothing_is_added(pharmacy: Dictionary) -> None:
    assert MIN_LETTERS_FOR_LOOK_ALIKES == 4
    assert await offered(pharmacy, "bup") == ["bupropion"]
    assert await offered(pharmacy, "bupr") == ["bupropion", "buspirone"]


async def test_look_alikes_take_the_room_of_what_is_no_medicine(pharmacy: Dictionary) -> None:
    names = await offered(pharmacy, "hydra")
    assert len(names) == 25
    assert {"hydralazine", "hydroxyzine", "hydromorphone"} <= set(names)


async def test_one_that_the_dictionary_has_under_another_headword_is_offered_by_its_listed_name(
    pharmacy: Dictionary,
) -> None:
    (there,) = (each for each in await pharmacy.complete("doxorub", MAX_COMPLETIONS) if each.look_alike_of)
    assert (there.name, there.headword) == ("daunorubicin", "daunomycin")


async def test_one_that_the_dictionary_has_not_is_not_offered(pharmacy: Dictionary) -> None:
    assert await offered(pharmacy, "migalas") == ["migalastat"]


async def test_a_pair_is_not_parted_for_want_of_room(pharmacy: Dictionary) -> None:
    assert await offered(pharmacy, "clomiph", 1) == ["clomiphene", "clomipramine"]
    assert len(await offered(pharmacy, "hydra", 4)) <= 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(name=st.sampled_from(sorted(listed_names())), length=st.integers(4, 12), most=st.integers(3, 25))
async def test_no_completion_offers_one_of_a_group_without_the_others(
    pharmacy: Dictionary, name: str, length: int, most: int
) -> None:
    completions = await pharmacy.complete(name[:length], most)
    assert len(completions) <= most
    keys = [each.key for each in completions]
    assert len(set(keys)) == len(keys)
    known = await pharmacy.look_alikes.keys()
    for each in listed_names():
        if known.get(each) in keys:
            assert {known[fold(other.name)] for other in partners(medicine(each)) if fold(other.name) in known} <= set(
                keys
            )


# Answers


async def test_no_listed_medicine_answers_for_another_nor_does_what_stands_halfway(pharmacy: Dictionary) -> None:
    known = await pharmacy.look_alikes.keys()
    for name in known:
        for other in (fold(each.name) for each in partners(medicine(name))):
            for cut in range(1, min(len(name), len(other))):
                halfway = name[:cut] + other[cut:]
                answer = await pharmacy.look_up(halfway)
                assert answer.entry is None or halfway in {name, other}, halfway


def test_groups_share_no_medicine() -> None:
    groups = {frozenset({name, *(fold(other.name) for other in partners(medicine(name)))}) for name in listed_names()}
    assert all(not one & other for one, other in combinations(groups, 2))
    assert len(groups) == 21
