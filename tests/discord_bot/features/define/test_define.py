"""`/define` as someone on Discord uses it."""

from __future__ import annotations

from urllib.parse import unquote_plus

import pytest
import simcord
from discord_bot.lexicon_edits import change_lexicon, entry
from discord_bot.reading import without_space
from discord_bot.world import World, answered, shown

from bot.discord_bot.ui.page import disclaimer
from bot.settings import Home

# The glossary knows four of them, the list of abbreviations all six.
SENSES_OF_MS = {
    "multiple sclerosis",
    "morphine",
    "magnesium sulfate",
    "mental status",
    "mitral stenosis",
    "musculoskeletal",
}

KINDS = {
    "an entry": "interleukin",
    "an entry by another name": "heart attack",
    "an ambiguous name": "MS",
    "a misspelt name": "hydralizine",
    "an unknown name": "qwrtzpsdfg",
}


async def test_typing_offers_names_the_likely_one_first(world: World) -> None:
    offered = await world.offered("inter")
    assert next(iter(offered)) == "interleukin"
    assert "interferon" in offered
    assert len(offered) <= 25


async def test_typing_nothing_offers_nothing(world: World) -> None:
    assert await world.offered("") == {}


async def test_an_offered_name_says_which_other_headword_it_leads_to(world: World) -> None:
    offered = await world.offered("heart attac")
    assert list(offered) == ["heart attack → myocardial infarction"]
    (value,) = offered.values()
    assert shown(await world.page(value)).heading == "myocardial infarction"


async def test_choosing_what_was_offered_opens_that_very_entry(world: World) -> None:
    offered = await world.offered("inter")
    page = shown(await world.page(offered["interleukin"]))
    assert page.heading == "interleukin"
    assert "another way to write" not in page.text


async def test_every_offered_choice_leads_to_an_entry(world: World) -> None:
    for typed in ("ms", "ra", "cold", "breast", "alpha"):
        for value in (await world.offered(typed)).values():
            assert shown(await world.page(value)).definitions, value


async def test_a_headword_shows_three_publishers_plainest_first(world: World) -> None:
    page = shown(await world.page("interleukin"))
    assert [line.split(", ")[-2] for line, _ in page.cited] == [
        "Medlex",
        "National Cancer Institute",
        "U.S. National Library of Medicine",
    ]
    assert len(page.definitions) == 3


async def test_each_definition_stands_whole_above_its_own_source_line(world: World) -> None:
    page = shown(await world.page("interleukin"))
    for told, definition, (line, address) in zip(
        page.definitions, entry(world.home, "interleukin").definitions, page.cited, strict=True
    ):
        assert told == definition.text
        assert line == f"From {definition.title}, {definition.publisher}, {definition.year}"
        assert address == definition.url


async def test_a_hyphenation_that_no_publisher_gives_is_called_approximate(world: World) -> None:
    assert "cold tem·per·a·ture (approximate)" in shown(await world.page("cold temperature")).texts[0]
    assert "(approximate)" not in shown(await world.page("interleukin")).text


async def test_the_page_goes_from_headword_to_disclaimer_in_the_designs_order(world: World) -> None:
    page = shown(await world.page("IL-6"))
    landmarks = [
        "interleukin-6",
        "[in-ter-LOO-kin SIKS]",
        "IL-6",
        "Subclass of:",
        "protein messenger",
        "Try this search on",
    ]
    places = [page.text.index(landmark) for landmark in landmarks]
    assert places == sorted(places)
    assert page.text.endswith(disclaimer())


async def test_the_recording_is_linked_where_the_publisher_has_one(world: World) -> None:
    message = await world.page("interleukin")
    assert f"](<{entry(world.home, 'interleukin').audio}>)" in shown(message).texts[0]
    assert "🔊" not in shown(await world.page("myocardial infarction")).text


@pytest.mark.parametrize(
    ("typed", "headword", "said"),
    [
        ("Interleukins", "interleukin", "*Interleukins* is another way to write *interleukin*"),
        ("leukaemia", "leukemia", "*leukaemia* is another way to write *leukemia*"),
        ("heart attack", "myocardial infarction", "*heart attack* is an everyday name for *myocardial infarction*"),
        ("IL-6", "interleukin-6", "*IL-6* is an abbreviation for *interleukin-6*"),
        (
            "Cardiovascular Stroke",
            "myocardial infarction",
            "*Cardiovascular Stroke* is covered under *myocardial infarction*",
        ),
    ],
)
async def test_a_page_reached_by_another_name_says_how(world: World, typed: str, headword: str, said: str) -> None:
    page = shown(await world.page(typed))
    assert page.heading == headword
    assert said in page.texts[0].splitlines()


@pytest.mark.parametrize(
    "typed", ["interleukin", "INTERLEUKIN", "  interleukin ", "\u202einterleukin\u202c", "inter\u200bleukin"]
)
async def test_the_headword_itself_needs_no_explanation(world: World, typed: str) -> None:
    page = shown(await world.page(typed))
    assert page.heading == "interleukin"
    assert " is a" not in page.texts[0]


async def test_an_ambiguous_name_shows_its_meanings_and_no_definition(world: World) -> None:
    page = shown(await world.page("MS"))
    assert set(page.options("meaning")) == SENSES_OF_MS
    assert all(option["description"] for option in page.menu("meaning")["options"])
    assert (page.definitions, page.cited) == ([], [])


async def test_what_tells_meanings_apart_is_no_definition_and_in_the_readers_language(
    own_home: Home, world: World
) -> None:
    change_lexicon(own_home, "UPDATE entry SET hint = 'disease, a kind of sclerosis' WHERE key = 'multiple-sclerosis'")
    assert "disease, a kind of sclerosis" in shown(await world.page("MS")).text
    page = shown(await world.page("MS", language="es"))
    assert "enfermedad, un tipo de sclerosis" in page.text
    described = {option["description"] for option in page.menu("meaning")["options"]}
    assert "nombre en inglés, enfermedad, un tipo de sclerosis" in described


async def test_suggestions_that_are_medicines_are_said_to_be_different_ones(world: World) -> None:
    assert "Several of these are medicines, and each is a different one." in shown(await world.page("hydralizine")).text
    assert "medicine" not in shown(await world.page("myocardial infartion")).texts[1]


async def test_a_misspelt_name_is_suggested_and_never_answered(world: World) -> None:
    page = shown(await world.page("hydralizine"))
    assert {"hydrALAZINE", "hydrOXYzine"} <= set(page.options("suggestion"))
    assert (page.definitions, page.cited) == ([], [])
    told = without_space(page.text)
    for key in page.options("suggestion").values():
        for definition in entry(world.home, key).definitions:
            assert without_space([definition.text[:40]]) not in told
    assert "hydralazine" not in page.text


async def test_a_suggested_name_that_is_not_the_headword_says_where_it_leads(world: World) -> None:
    options = shown(await world.page("heart atack")).menu("suggestion")["options"]
    assert {"label": "heart attack", "description": "→ myocardial infarction"}.items() <= options[0].items()


async def test_an_unknown_name_gets_places_to_look_and_nothing_else(world: World) -> None:
    page = shown(await world.page("qwrtzpsdfg"))
    assert page.heading == "qwrtzpsdfg"
    assert page.links
    assert [button["label"] for button in page.buttons] == ["Delete"]
    assert (page.menus, page.definitions) == ([], [])


@pytest.mark.parametrize("term", ["breast cancer", "hydralizine", "qwrtzpsdfg & co/?#"])
async def test_link_buttons_search_for_the_term_on_eight_sites(world: World, term: str) -> None:
    links = shown(await world.page(term)).links
    hosts = {
        "Merriam-Webster": "www.merriam-webster.com",
        "Wordnik": "www.wordnik.com",
        "Oxford Reference": "www.oxfordreference.com",
        "Farlex": "medical-dictionary.thefreedictionary.com",
        "Britannica": "www.britannica.com",
        "Harvard Health": "www.health.harvard.edu",
        "MedlinePlus": "vsearch.nlm.nih.gov",
        "Journals (PubMed)": "pubmed.ncbi.nlm.nih.gov",
    }
    assert {name: url.split("/")[2] for name, url in links.items()} == hosts
    assert all(unquote_plus(url).endswith(term) for url in links.values())
    assert all(" " not in url and "?#" not in url for url in links.values())


@pytest.mark.parametrize("term", KINDS.values(), ids=KINDS.keys())
async def test_every_kind_of_page_ends_with_the_disclaimer(world: World, term: str) -> None:
    assert shown(await world.page(term)).texts[-1] == f"-# {disclaimer()}"


@pytest.mark.parametrize("term", KINDS.values(), ids=KINDS.keys())
async def test_a_private_answer_is_seen_by_the_asker_alone(world: World, term: str) -> None:
    message = await world.page(term, private=True)
    assert message.ephemeral
    with pytest.raises(simcord.SetupError, match="not visible"):
        await world.bob.click(message, label="cytokine")


@pytest.mark.parametrize("term", KINDS.values(), ids=KINDS.keys())
async def test_an_answer_is_public_unless_asked_otherwise(world: World, term: str) -> None:
    assert not (await world.page(term)).ephemeral
    assert not (await world.page(term, private=False)).ephemeral


@pytest.mark.parametrize("term", KINDS.values(), ids=KINDS.keys())
async def test_a_direct_message_is_answered_like_a_server(world: World, term: str) -> None:
    asked_there = answered(await world.alice.user.slash("define", term=term))
    assert shown(asked_there).texts == shown(await world.page(term)).texts


async def test_names_are_offered_in_direct_messages_too(world: World) -> None:
    choices = await world.alice.user.autocomplete("define", "term", "inter")
    assert choices[0] == {"name": "interleukin", "value": "key:interleukin"}


async def test_an_answer_is_one_message(world: World) -> None:
    result = await world.define("interleukin")
    assert result.followups == []
    assert not result.deferred


async def test_a_list_with_a_single_medicine_warns_and_one_without_any_does_not(world: World) -> None:
    page = shown(await world.page("warfrain"))
    assert "One of these is a medicine." in page.text or "Several of these are medicines" in page.text
    assert "letter by letter" in page.text
    assert "letter by letter" not in shown(await world.page("myocardial infartion")).text


async def test_the_warning_is_in_the_readers_language(world: World) -> None:
    assert "medicamento" in shown(await world.page("hydralizine", language="es")).text


async def test_a_page_says_what_its_medicine_is_taken_for_above_the_definition(world: World) -> None:
    page = shown(await world.page("hydralazine"))
    head = page.texts[0]
    assert "**Looks or sounds like:** hydrALAZINE (for high blood pressure) — hydrOXYzine (for itching, hives" in head
    assert "HYDROmorphone (for severe pain, an opioid)" in head
    assert "Looks or sounds like" not in shown(await world.page("warfarin")).text
    spanish = shown(await world.page("hydralazine", language="es"))
    assert "hydrALAZINE (para la presión arterial alta) — hydrOXYzine (para la picazón" in spanish.texts[0]


async def test_suggestions_are_in_tall_man_letters_with_what_each_is_for(world: World) -> None:
    options = shown(await world.page("hydralizine")).menu("suggestion")["options"]
    told = {option["label"]: option.get("description") for option in options}
    assert told["hydrALAZINE"] == "for high blood pressure"
    assert told["hydrOXYzine"] == "for itching, hives and anxiety"


async def test_choices_while_typing_are_in_tall_man_letters_and_lead_to_the_entry(world: World) -> None:
    choices = await world.offered("hydralaz")
    assert choices["hydrALAZINE · for high blood pressure"] == "key:hydralazine"
    assert choices["hydrOXYzine · for itching, hives and anxiety · looks like hydrALAZINE"] == "key:hydroxyzine"
