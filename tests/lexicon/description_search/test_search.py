"""Full-text search: a description finds entries by their definitions and names, best first, with the sentence that
fits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import DataError, UsageError
from bot.lexicon.description_search.search import MAX_CANDIDATES, MAX_DESCRIPTION_LENGTH, Passage, search
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]
WriteLexicon = Callable[..., Path]

A_PAGE = 10


@pytest.fixture
async def described(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Dictionary:
    """Entries whose definitions share words."""
    glossary = [
        make_concept(
            "hemoglobin",
            semantic_types=(SemanticType.PROTEIN,),
            definitions=("It is red. The protein in the blood that carries oxygen around. A low level is anemia.",),
        ),
        make_concept("vein", definitions=("A vessel in which blood flows back. Most of it is low in oxygen.",)),
        make_concept("oxygen", definitions=("A gas that is a part of the air.",)),
        make_concept("gas mask", definitions=("Worn where the air is bad.",)),
        make_concept("esophagus", plains=["gullet"], definitions=("The pipe down which swallowed food goes.",)),
        make_concept("anaemia", definitions=("Too few red cells in the blood.",)),
        make_concept("trachea", plains=["windpipe"]),
    ]
    mesh = [make_concept("Hemoglobins", definitions=("Proteins of ERYTHROCYTES; they take up OXYGEN.",))]
    return await open_dictionary(glossary=glossary, mesh=mesh)


async def headwords(dictionary: Dictionary, words: str) -> list[str]:
    return [result.entry.headword for result in (await search(dictionary.lexicon, words, 0, A_PAGE)).results]


async def first_passage(dictionary: Dictionary, words: str) -> Passage:
    passage = (await search(dictionary.lexicon, words, 0, A_PAGE)).results[0].passage
    assert passage is not None
    return passage


async def test_the_entry_that_has_all_of_a_description_comes_first(described: Dictionary) -> None:
    assert (await headwords(described, "the thing in blood that carries oxygen"))[0] == "hemoglobin"


async def test_a_result_shows_the_sentence_that_has_most_of_what_was_asked_for(described: Dictionary) -> None:
    passage = await first_passage(described, "the thing in blood that carries oxygen")
    assert passage.sentence == "The protein in the blood that carries oxygen around."
    marked = [passage.sentence[match.start : match.end] for match in passage.matches]
    assert marked == ["blood", "carries", "oxygen"]


async def test_a_result_cites_the_definition_that_its_sentence_is_from(described: Dictionary) -> None:
    plain = (await first_passage(described, "protein carries oxygen")).definition
    assert (plain.source, plain.title, plain.publisher, plain.year) == (
        "glossary", "Medlex Starter Glossary (not medically reviewed)", "Medlex", 2026,
    )  # fmt: skip
    other = await first_passage(described, "erythrocytes")
    assert other.definition.source == "mesh"
    assert other.sentence == other.definition.text


@pytest.mark.parametrize("words", ["carry", "carried", "CARRYING", "carries"])
async def test_other_forms_of_a_word_are_found(described: Dictionary, words: str) -> None:
    passage = await first_passage(described, words)
    assert [passage.sentence[match.start : match.end] for match in passage.matches] == ["carries"]


@pytest.mark.parametrize("words", ["haemoglobin", "hæmoglobin", "Hémoglobin", "hemoglobins"])
async def test_names_count_in_any_spelling(described: Dictionary, words: str) -> None:
    assert (await headwords(described, words))[0] == "hemoglobin"


async def test_american_descriptions_find_british_definitions(described: Dictionary) -> None:
    assert "anaemia" in await headwords(described, "anemia")


async def test_an_entry_without_a_definition_is_found_by_its_names(described: Dictionary) -> None:
    (found,) = (await search(described.lexicon, "windpipe", 0, A_PAGE)).results
    assert (found.entry.headword, found.passage) == ("trachea", None)


async def test_a_definition_that_has_none_of_the_words_is_shown_unmarked(described: Dictionary) -> None:
    passage = await first_passage(described, "gullet")
    assert passage.sentence == "The pipe down which swallowed food goes."
    assert passage.matches == ()


async def test_a_plain_word_finds_what_a_dictionary_writes_instead(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[
            make_concept("hysterectomy", definitions=("Removal of the uterus.",)),
            make_concept("cutlery", definitions=("Knives and forks.",)),
        ]
    )
    assert await headwords(dictionary, "taking out the womb") == ["hysterectomy"]


@pytest.mark.parametrize("words", ["shake", "shaking", "shakes"])
async def test_any_form_of_a_plain_word_finds_what_a_dictionary_writes_instead(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, words: str
) -> None:
    dictionary = await open_dictionary(
        glossary=[
            make_concept("parkinsonism", definitions=("Tremor at rest.",)),
            make_concept("cutlery", definitions=("Knives and forks.",)),
        ]
    )
    assert await headwords(dictionary, words) == ["parkinsonism"]


async def test_filler_says_nothing(described: Dictionary) -> None:
    assert await headwords(described, "the thing that is oxygen") == await headwords(described, "oxygen")


async def test_a_description_of_nothing_but_filler_is_searched_for_as_it_is(described: Dictionary) -> None:
    assert set(await headwords(described, "in which it is")) >= {"vein"}


async def test_rare_words_say_more_than_frequent_ones(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    frequent = [make_concept(f"blood test {number}", definitions=("A blood test.",)) for number in range(8)]
    rare = make_concept("phlebotomist", definitions=("Somebody trained to puncture.",))
    dictionary = await open_dictionary(glossary=[*frequent, rare])
    assert (await headwords(dictionary, "puncture blood"))[0] == "phlebotomist"


async def test_in_a_long_description_the_first_words_say_more_than_the_last(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[
            make_concept("spork", definitions=("Fork, spoon, ladle.",)),
            make_concept("sieve", definitions=("Grater, whisk, peeler.",)),
        ]
    )
    assert (await headwords(dictionary, "fork spoon ladle grater whisk peeler"))[0] == "spork"
    assert (await headwords(dictionary, "grater whisk peeler fork spoon ladle"))[0] == "sieve"


async def test_of_entries_that_fit_alike_the_better_known_comes_first(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    text = ("Cells are destroyed by cold.",)
    dictionary = await open_dictionary(
        glossary=[make_concept("cryotherapy", definitions=text)],
        hpo=[make_concept("cryolysis", definitions=text)],
    )
    assert await headwords(dictionary, "destroyed by cold") == ["cryotherapy", "cryolysis"]


async def test_pages_follow_on_each_other(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    dictionary = await open_dictionary(
        glossary=[make_concept(f"rash {number}", definitions=("Spots on the skin.",)) for number in range(25)]
    )
    pages = [await search(dictionary.lexicon, "spots on the skin", offset, A_PAGE) for offset in (0, 10, 20, 30)]
    assert [len(page.results) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert len({result.entry.key for page in pages for result in page.results}) == 25


async def test_never_more_are_ranked_than_are_worth_paging_through(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept(f"rash {number}") for number in range(MAX_CANDIDATES + 20)]
    dictionary = await open_dictionary(glossary=concepts)
    assert (await search(dictionary.lexicon, "rash", 0, A_PAGE)).total == MAX_CANDIDATES


async def test_entries_with_little_of_a_description_are_left_out(described: Dictionary) -> None:
    assert await headwords(described, "protein in the blood that carries oxygen") == ["hemoglobin"]


async def test_words_that_no_entry_has_find_nothing(described: Dictionary) -> None:
    results = await search(described.lexicon, "zyzzyva qwxyz", 0, A_PAGE)
    assert (results.total, results.results) == (0, ())


@pytest.mark.parametrize(
    "words",
    [
        'oxygen"',
        "oxygen*",
        "oxygen AND",
        "NOT oxygen",
        "NEAR(oxygen blood, 2)",
        "words : oxygen",
        "^oxygen + {",
        "(oxygen",
        "oxygen' OR 1=1; DROP TABLE entry; --",
        "oxygen \x00 \u202e",
        "-oxygen",
        "oxygen \u1cf2a b\u19b0c \u0b67\ufe0f",
    ],
)
async def test_what_is_syntax_to_the_index_is_only_words_here(described: Dictionary, words: str) -> None:
    assert "oxygen" in await headwords(described, words)


@pytest.mark.parametrize("words", ["", "   ", "?!…", "\u200b", "🩸"])
async def test_a_description_without_a_word_is_refused(described: Dictionary, words: str) -> None:
    with pytest.raises(UsageError, match="no word to search for"):
        await search(described.lexicon, words, 0, A_PAGE)


async def test_a_description_that_is_too_long_is_refused_and_the_longest_is_not(described: Dictionary) -> None:
    longest = ("ox " * MAX_DESCRIPTION_LENGTH)[: MAX_DESCRIPTION_LENGTH - 7] + " oxygen"
    assert "oxygen" in await headwords(described, longest)
    with pytest.raises(UsageError, match=f"at most {MAX_DESCRIPTION_LENGTH}"):
        await search(described.lexicon, longest + "s", 0, A_PAGE)


async def test_spanish_is_searched_for_with_or_without_accents(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        nci_diccionario=[make_concept("leucemia", definitions=("Cáncer de la médula ósea.",))]
    )
    for words in ("cáncer de la médula", "cancer de la medula"):
        passage = await first_passage(dictionary, words)
        assert [passage.sentence[match.start : match.end] for match in passage.matches] == ["Cáncer", "médula"]


async def test_abbreviations_do_not_end_a_sentence(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    text = "A germ, e.g. Escherichia coli, grows vs. Expectation. Then it dies."
    dictionary = await open_dictionary(glossary=[make_concept("growth", definitions=(text,))])
    assert (await first_passage(dictionary, "germ grows")).sentence == text.removesuffix(" Then it dies.")


async def test_a_damaged_document_is_reported_with_what_to_run(
    write_lexicon: WriteLexicon, make_concept: MakeConcept, tmp_path: Path
) -> None:
    path = write_lexicon(tmp_path / "lexicon.sqlite3", glossary=[make_concept("rash", definitions=("Spots.",))])
    with closing(sqlite3.connect(path)) as lexicon:
        lexicon.execute("UPDATE entry SET document = x'7b7d'")
        lexicon.commit()
    async with opened(path) as damaged:
        with pytest.raises(DataError, match="medlex build"):
            await search(damaged, "spots", 0, A_PAGE)


async def test_the_meaning_of_word_parts_counts_as_words_of_the_entry(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    spasm = make_concept("blepharospasm", definitions=("A spasm of the orbicularis oculi muscle.",))
    lid = make_concept("blepharitis", definitions=("An inflammation of the eyelid.",))
    dictionary = await open_dictionary(glossary=[lid, spasm])
    assert (await headwords(dictionary, "eyelid spasm"))[0] == "blepharospasm"


async def test_word_parts_of_other_names_count_too(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    swelling = make_concept("swollen sac", synonyms=["pericarditis"], definitions=("A sac that is inflamed.",))
    dictionary = await open_dictionary(glossary=[swelling, make_concept("heart", definitions=("It pumps blood.",))])
    assert (await headwords(dictionary, "inflammation around the heart"))[0] == "swollen sac"
