"""Names similar to the typed text: best first, each entry once, scores between 0 and 1, never an exact name."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from limits import MAX_COMPLETIONS

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.match_ladder import MAX_SUGGESTIONS
from bot.lexicon.lookup.near_names import MIN_SIMILARITY
from bot.lexicon.lookup.near_words import MIN_LIKENESS
from bot.lexicon.lookup.suggestions import Suggester
from bot.lexicon.model import Suggestion
from bot.lexicon.store.signatures import signatures
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]


async def suggested(dictionary: Dictionary, typed: str) -> list[str]:
    return [suggestion.headword for suggestion in (await dictionary.look_up(typed)).suggestions]


@pytest.fixture
async def drugs(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Dictionary:
    names = ["hydralazine", "hydroxyzine", "hydrochlorothiazide", "hydrocortisone", "aspirin", "warfarin"]
    return await open_dictionary(glossary=[make_concept(name) for name in names])


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("hydralizine", ["hydralazine", "hydroxyzine"]),
        ("hydroxizine", ["hydroxyzine", "hydralazine"]),
        ("hidralazine", ["hydralazine", "hydroxyzine"]),
        ("hydrolazine", ["hydralazine", "hydroxyzine"]),
        ("asprin", ["aspirin"]),
        ("apsirin", ["aspirin"]),
        ("warfrain", ["warfarin"]),
        ("coumadin", []),
    ],
)
async def test_the_nearest_name_comes_first_and_far_ones_not_at_all(
    drugs: Dictionary, typed: str, order: list[str]
) -> None:
    assert await suggested(drugs, typed) == order


@pytest.mark.parametrize("typed", ["hydralizine", "hydro", "asprin", "warfarine", "hydrocortizone"])
async def test_scores_fall_and_lie_between_0_and_1(drugs: Dictionary, typed: str) -> None:
    scores = [suggestion.score for suggestion in (await drugs.look_up(typed)).suggestions]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


async def test_a_closer_name_scores_higher(drugs: Dictionary) -> None:
    near = (await drugs.look_up("hydralazin")).suggestions[0].score
    far = (await drugs.look_up("hydrlzin")).suggestions[0].score
    assert near > far


async def test_an_identical_name_would_score_1(drugs: Dictionary) -> None:
    (first, *_) = await Suggester(drugs.lexicon).nearest_names("hydralazine", 1)
    assert first == Suggestion("hydralazine", "hydralazine", "hydralazine", 1.0)


async def test_a_beginning_that_is_right_counts_a_little(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(glossary=[make_concept(name) for name in ("xardioma", "cardiomx")])
    assert await suggested(dictionary, "cardioma") == ["cardiomx", "xardioma"]


async def test_each_entry_is_suggested_once_with_its_nearest_name(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    named_alike = make_concept("hydralazine", synonyms=["hydralazin", "hydrallazine", "idralazina"])
    dictionary = await open_dictionary(glossary=[named_alike, make_concept("aspirin")])
    suggestions = (await dictionary.look_up("hydrallazin")).suggestions
    assert [(suggestion.headword, suggestion.name) for suggestion in suggestions] == [("hydralazine", "hydrallazine")]


async def test_of_equally_near_names_that_of_the_plainest_source_comes_first(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(mesh=[make_concept("nervora")], glossary=[make_concept("nervoma")])
    assert await suggested(dictionary, "nervoba") == ["nervoma", "nervora"]


async def test_no_more_are_suggested_than_asked_for(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    concepts = [make_concept(f"interleukin {letter}") for letter in "abcdefghijklmnop"]
    dictionary = await open_dictionary(glossary=concepts)
    assert len(await suggested(dictionary, "interlukin")) == MAX_SUGGESTIONS
    assert len(await Suggester(dictionary.lexicon).nearest_names("interlukin", 3)) == 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("infarction miocardial", "myocardial infarction"),
        ("sclerosis multipel", "multiple sclerosis"),
        ("hartattack", "heart attack"),
        ("heartattak", "heart attack"),
        ("hemo globine", "hemoglobin"),
        ("mutliple scelrosis", "multiple sclerosis"),
        ("lukemia miloid", "myeloid leukemia"),
    ],
)
async def test_words_in_another_order_run_together_or_parted_are_found(
    small: Dictionary, typed: str, meant: str
) -> None:
    assert (await small.look_up(typed)).suggestions[0].name == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("newmonia", "pneumonia"),
        ("sikosis", "psychosis"),
        ("fisiology", "physiology"),
        ("nefritis", "nephritis"),
        ("gonorea", "gonorrhoea"),
        ("ekzema", "eczema"),
        ("zilofon", "xylophone"),
    ],
)
async def test_words_written_as_they_sound_are_found(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, typed: str, meant: str
) -> None:
    names = """pneumonia psychosis physiology nephritis gonorrhoea eczema xylophone neuronal cirrhosis zoology arthritis
    gonad enzyme silicone""".split()
    dictionary = await open_dictionary(glossary=[make_concept(name) for name in names])
    assert (await suggested(dictionary, typed))[0] == meant


async def test_a_suggestion_says_what_sort_of_thing_it_is_where_a_source_does(small: Dictionary) -> None:
    (first, *_) = (await small.look_up("hydralizine")).suggestions
    assert (first.headword, first.kind) == ("hydralazine", SemanticType.MEDICINE)


async def test_searching_again_is_not_swayed_by_what_was_searched_before(small: Dictionary) -> None:
    before = (await small.look_up("mutliple scelrosis")).suggestions
    await small.look_up("hert atack")
    assert (await small.look_up("mutliple scelrosis")).suggestions == before


async def test_every_suggestion_leads_to_its_entry(small: Dictionary) -> None:
    for typed in ("interlukin", "hydralizine", "leukemya", "hart atack", "multipel sclerosis"):
        suggestions = (await small.look_up(typed)).suggestions
        assert suggestions
        for suggestion in suggestions:
            entry = await small.lexicon.entry(suggestion.key)
            assert entry is not None
            assert entry.headword == suggestion.headword
            assert suggestion.name in [name.name for name in entry.names]


async def test_many_people_misspelling_at_once_each_get_their_own(small: Dictionary) -> None:
    typed = ["interlukin", "hydralizine", "leukemya", "interferom"] * 5
    answers = await asyncio.gather(*(small.look_up(text) for text in typed))
    assert [answer.query for answer in answers] == typed
    assert answers[:4] * 5 == list(answers)


async def test_other_questions_are_answered_while_a_search_is_under_way(small: Dictionary) -> None:
    search = asyncio.create_task(small.look_up("hydralizine"))
    assert (await small.complete("heart", MAX_COMPLETIONS))[0].name == "heart"
    assert (await search).suggestions


async def test_nothing_is_suggested_that_is_less_similar_than_the_least(small: Dictionary) -> None:
    for typed in ("interl", "hydr", "mult scl", "leuk"):
        assert all(suggestion.score >= MIN_SIMILARITY for suggestion in (await small.look_up(typed)).suggestions)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text("abcdehilnorsty ", min_size=1, max_size=30))
async def test_whatever_is_typed_suggestions_are_ordered_and_each_entry_stands_once(
    small: Dictionary, typed: str
) -> None:
    suggestions = await small.suggester.nearest_names(typed, 10)
    keys = [suggestion.key for suggestion in suggestions]
    scores = [suggestion.score for suggestion in suggestions]
    assert len(set(keys)) == len(keys) <= 10
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_signature_of_a_word_is_wholly_shared_with_itself_and_hardly_with_others() -> None:
    words = ["hydralazine", "hydralizine", "il6", "β", "x"]
    likeness = signatures(words).likeness("hydralazine")
    assert likeness[0] == 1.0
    assert likeness[1] > 0.7
    assert max(likeness[2:]) < MIN_LIKENESS


async def test_a_name_that_holds_what_was_typed_is_suggested_though_it_is_longer(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(glossary=[make_concept("avian influenza", synonyms=["H5N1 bird flu virus"])])
    assert await suggested(dictionary, "bird flu") == ["avian influenza"]
    assert await suggested(dictionary, "horse flu") == []
