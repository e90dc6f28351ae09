"""Terms in text: medical names in a message are found, longest first; everyday words, code and
addresses are ignored.
"""

from __future__ import annotations

import random
import string
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest
from limits import MAX_MESSAGE_LENGTH

from bot.errors import UsageError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.text_scan.terms_in_text import FoundTerm, terms_in_text
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
WriteLexicon = Callable[..., Path]

DISEASE = (SemanticType.DISEASE,)
MEDICINE = (SemanticType.MEDICINE,)


@pytest.fixture(scope="session")
def message_lexicon(
    make_concept: MakeConcept, write_lexicon: WriteLexicon, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The file of a lexicon whose names are also everyday words, or contain each other. It is shared, so tests must not
    change it.
    """
    path = tmp_path_factory.mktemp("message") / "lexicon.sqlite3"
    return write_lexicon(path, glossary=_plain(make_concept), mesh=_technical(make_concept))


def _plain(concept: MakeConcept) -> list[Concept]:
    written = {"definitions": ("A plain definition.",)}
    return [
        concept("type 2 diabetes", semantic_types=DISEASE, **written),
        concept("diabetes", semantic_types=DISEASE, **written),
        concept("metformin", semantic_types=MEDICINE, **written),
        concept("common cold", plains=["cold"], semantic_types=DISEASE, **written),
        concept("heart attack", semantic_types=DISEASE, **written),
        concept("asthma", semantic_types=DISEASE, **written),
        concept("cancer", semantic_types=DISEASE, **written),
        concept("hemorrhoids", plains=["piles"], semantic_types=DISEASE, **written),
        concept("patient", semantic_types=(SemanticType.PERSON,), **written),
        concept("acute leukemia", abbreviations=["ALL"], semantic_types=DISEASE, **written),
        concept("multiple sclerosis", abbreviations=["MS"], semantic_types=DISEASE, **written),
        concept("mitral stenosis", abbreviations=["MS"], semantic_types=DISEASE, **written),
        concept("intravenous infusion", abbreviations=["IV"], semantic_types=(SemanticType.TREATMENT,), **written),
        concept("interleukin-6", abbreviations=["IL-6"], semantic_types=(SemanticType.PROTEIN,), **written),
        concept("abnormal hearing", semantic_types=DISEASE, **written),
        concept("normal hearing", semantic_types=DISEASE, **written),
        concept("benign", **written),
        concept("religion", **written),
        concept("Crohn's disease", synonyms=["Crohn's"], semantic_types=DISEASE, **written),
    ]


def _technical(concept: MakeConcept) -> list[Concept]:
    return [
        concept("Back", semantic_types=(SemanticType.BODY_PART,)),
        concept("Lead", semantic_types=(SemanticType.CHEMICAL,)),
        concept("Turkey", semantic_types=(SemanticType.PLACE,)),
        concept("Spiders", semantic_types=(SemanticType.ORGANISM,)),
        concept("Birthday Parties", semantic_types=(SemanticType.BEHAVIOR,)),
        concept("Left Ear", semantic_types=(SemanticType.BODY_PART,)),
        concept("Information Technology", abbreviations=["IT"], semantic_types=(SemanticType.PROCEDURE,)),
        concept("postural tachycardia", abbreviations=["POTS"], semantic_types=DISEASE),
        concept("Magnesium", synonyms=["Mg"], semantic_types=(SemanticType.CHEMICAL,)),
        concept("Pseudomonas", semantic_types=(SemanticType.ORGANISM,)),
        concept("Escherichia coli", synonyms=["E. coli"], semantic_types=(SemanticType.ORGANISM,)),
        concept("Rheumatologists", semantic_types=(SemanticType.PERSON,)),
    ]


@pytest.fixture
async def lexicon(message_lexicon: Path) -> AsyncIterator[Lexicon]:
    """The lexicon of `message_lexicon`."""
    async with opened(message_lexicon) as lexicon:
        yield lexicon


async def lit(lexicon: Lexicon, message: str) -> list[str]:
    """Return the terms found in a message, as they are written there."""
    return [message[term.start : term.end] for term in await terms_in_text(lexicon, message, MAX_MESSAGE_LENGTH)]


async def test_a_term_is_found_with_its_place_name_and_entry(lexicon: Lexicon) -> None:
    (term,) = await terms_in_text(lexicon, "I take Metformin.", MAX_MESSAGE_LENGTH)
    assert (term.start, term.end, term.name) == (7, 16, "metformin")
    assert [(entry.key, entry.headword) for entry in term.entries] == [("metformin", "metformin")]


async def test_the_longest_name_is_found_and_not_the_names_within_it(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "diagnosed with type 2 diabetes today") == ["type 2 diabetes"]


async def test_names_are_found_in_any_spelling(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "Diabetes type II, IL6, Heart attacks, Crohn’s") == [
        "Diabetes type II",
        "IL6",
        "Heart attacks",
        "Crohn’s",
    ]


async def test_terms_stand_in_the_order_of_the_message_each_entry_once(lexicon: Lexicon) -> None:
    message = "Asthma! My asthma and my heart attack. Asthma again, metformin too."
    assert await lit(lexicon, message) == ["Asthma", "heart attack", "metformin"]


async def test_an_ambiguous_term_comes_with_all_its_entries(lexicon: Lexicon) -> None:
    (term,) = await terms_in_text(lexicon, "She has MS.", MAX_MESSAGE_LENGTH)
    assert {entry.headword for entry in term.entries} == {"multiple sclerosis", "mitral stenosis"}


@pytest.mark.parametrize(
    "message",
    [
        "my hands are always cold",
        "It's all in the way you look at it, and I may go back to work",
        "They lead a normal life in that state",
        "please be patient with me",
        "a turkey, a spider and a pile of leaves",
        "see you at the birthday party, on my left ear",
        "my religion says so",
        "5 mg twice a day",
    ],
)
async def test_everyday_words_stay_dark_though_they_are_names(lexicon: Lexicon, message: str) -> None:
    assert await lit(lexicon, message) == []


async def test_words_that_patients_are_told_of_light_up_though_they_are_common(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "my asthma, the cancer, some piles, all benign") == [
        "asthma",
        "cancer",
        "piles",
        "benign",
    ]


async def test_rare_words_light_up_whoever_defines_them(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "Pseudomonas, said the rheumatologist") == ["Pseudomonas", "rheumatologist"]


async def test_abbreviations_light_up_only_in_their_capitals(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "MS and POTS, and was diagnosed with ALL") == ["MS", "POTS", "ALL"]
    assert await lit(lexicon, "all of us, ms. smith, pots and pans") == []


async def test_an_abbreviation_that_is_an_everyday_word_needs_a_source_for_patients(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "the guys from IT fixed it") == []


async def test_in_a_message_all_in_capitals_they_mark_no_abbreviation(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "I HAVE HAD IT WITH ALL OF THIS, AND WITH ASTHMA") == ["ASTHMA"]


async def test_words_that_stand_apart_are_not_run_together(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "ab normal hearing") == ["normal hearing"]


async def test_a_numeral_after_stage_or_type_is_not_looked_up_by_itself(lexicon: Lexicon) -> None:
    assert await lit(lexicon, "cancer stage IV, then an IV in my arm") == ["cancer", "IV"]


@pytest.mark.parametrize(
    ("message", "terms"),
    [
        ("**heart** attack", ["heart** attack"]),
        ("__*asthma*__ ||cancer|| ~~metformin~~", ["asthma", "cancer", "metformin"]),
        ("> asthma\r\n# metformin\r\n- cancer", ["asthma", "metformin", "cancer"]),
        ("heart\nattack", []),
        ("heart, attack. Heart: attack", []),
        ("had E. coli once", ["E. coli"]),
        ("metformin/asthma", ["metformin", "asthma"]),
        ("asthma-related", ["asthma"]),
        ("🫁asthma🫁 metformin😀", ["asthma", "metformin"]),
        ("asthma's worst day", ["asthma's"]),
    ],
)
async def test_marks_of_formatting_are_looked_through(lexicon: Lexicon, message: str, terms: list[str]) -> None:
    assert await lit(lexicon, message) == terms


@pytest.mark.parametrize(
    "message",
    [
        "`asthma` and ``heart attack`` are tags",
        "```py\nasthma = 'metformin'\n```",
        "```\nasthma, never closed",
        "https://example.org/asthma?drug=metformin",
        "www.asthma.example",
        "write to asthma@metformin.example",
        "<@123456789> <@&123> <#123> <:asthma:123> <a:asthma:123> </asthma:123> <t:1700000000:R>",
        ":asthma:",
        "",
        "…",
        "7 8 9",
    ],
)
async def test_code_addresses_mentions_and_emoji_are_not_prose(lexicon: Lexicon, message: str) -> None:
    assert await lit(lexicon, message) == []


async def test_a_message_that_is_too_long_is_refused_and_the_longest_is_not(lexicon: Lexicon) -> None:
    longest = "word " * (MAX_MESSAGE_LENGTH // 5 - 2) + "an asthma."
    assert len(longest) == MAX_MESSAGE_LENGTH
    assert await lit(lexicon, longest) == ["asthma"]
    with pytest.raises(UsageError, match="at most 4,000"):
        await terms_in_text(lexicon, longest + ".", MAX_MESSAGE_LENGTH)


@pytest.mark.parametrize(
    "unit", ["a", "a ", "'", "1 ", "a@", "a.", ":a", "`", "<@", "*_~|", "\u0301", "IV stage ", "\x00"]
)
async def test_nonsense_of_four_thousand_characters_is_borne(lexicon: Lexicon, unit: str) -> None:
    assert await lit(lexicon, (unit * MAX_MESSAGE_LENGTH)[:MAX_MESSAGE_LENGTH]) in ([], ["IV"])


async def test_spans_are_always_within_the_message_and_never_overlap(lexicon: Lexicon) -> None:
    chance = random.Random(5)  # noqa: S311 (the same nonsense every time)
    words = [
        *"asthma metformin heart attack ALL MS cold type 2 diabetes cancer".split(),
        *string.punctuation,
        "\n",
        "\u00a0",
    ]
    for _ in range(50):
        message = " ".join(chance.choices(words, k=60))
        found = await terms_in_text(lexicon, message, MAX_MESSAGE_LENGTH)
        assert _are_apart(found)
        assert all(0 <= term.start < term.end <= len(message) for term in found)


def _are_apart(found: list[FoundTerm]) -> bool:
    return all(one.end <= other.start for one, other in pairwise(found))


async def test_abbreviations_of_an_admins_own_list_are_found_though_nobody_defines_them(
    make_concept: MakeConcept, open_dictionary: Callable[..., Awaitable[Dictionary]]
) -> None:
    own = [
        make_concept("next of kin", abbreviations=["NOK"]),
        make_concept("medicines to take home", abbreviations=["TTO"]),
    ]
    technical = [make_concept("New Odd Kit", abbreviations=["NKT"])]
    dictionary = await open_dictionary(our_words=own, mesh=technical)
    found = await terms_in_text(dictionary.lexicon, "Call the NOK and write the TTO, not the NKT.", MAX_MESSAGE_LENGTH)
    assert [term.name for term in found] == ["NOK", "TTO"]
