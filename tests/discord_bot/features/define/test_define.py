"""`/define` as someone on Discord uses it."""

from __future__ import annotations

from urllib.parse import unquote_plus

import pytest
import simcord
from discord_bot.lexicon_edits import change_entry, change_lexicon, definition, entry
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
    page = shown(await world.tab("interleukin", "Definitions"))
    assert [line.split(", ")[-2] for line, _ in page.cited] == [
        "Medlex",
        "National Cancer Institute",
        "U.S. National Library of Medicine",
    ]
    assert len(page.definitions) == 3


async def test_the_first_screen_has_the_plainest_definition_whole_below_its_source(world: World) -> None:
    page = shown(await world.page("interleukin"))
    plainest = entry(world.home, "interleukin").definitions[0]
    assert page.definitions == [plainest.text]
    assert page.cited == [(f"From {plainest.title}, {plainest.publisher}, {plainest.year}", plainest.url)]


async def test_a_very_long_definition_is_cut_after_a_sentence_and_read_on_in_place(
    own_home: Home, world: World
) -> None:
    text = "Four words stand here. " * 60
    change_entry(own_home, "interleukin", definitions=(definition(text),))
    message = await world.page("interleukin")
    (beginning,) = shown(message).definitions
    assert beginning.endswith("here. …")
    assert text.startswith(beginning.removesuffix(" …"))
    turned = answered(await world.alice.click(message, label="Read on"))
    assert turned.id == message.id
    assert without_space(shown(message).definitions) == without_space([text])
    await world.alice.click(message, label="Overview")
    assert shown(message).definitions == [beginning]


async def test_each_definition_stands_whole_below_its_own_source_line(world: World) -> None:
    page = shown(await world.tab("interleukin", "Definitions"))
    for told, expected, (line, address) in zip(
        page.definitions, entry(world.home, "interleukin").definitions, page.cited, strict=True
    ):
        assert told == expected.text
        assert line == f"From {expected.title}, {expected.publisher}, {expected.year}"
        assert address == expected.url


async def test_a_hyphenation_that_no_publisher_gives_is_called_approximate(world: World) -> None:
    assert "cold tem·per·a·ture (approximate)" in shown(await world.tab("cold temperature", "More")).text
    assert "(approximate)" not in shown(await world.tab("interleukin", "More")).text
    assert "in·ter·leu·kin" in shown(await world.tab("interleukin", "More")).text


async def test_the_page_goes_from_headword_to_disclaimer_in_the_designs_order(world: World) -> None:
    page = shown(await world.page("IL-6"))
    landmarks = [
        "interleukin-6",
        "[in-ter-LOO-kin SIKS]",
        "IL-6",
        "From Medlex Starter Glossary",
        "protein messenger",
        "A type of:",
        "Related:",
    ]
    places = [page.text.index(landmark) for landmark in landmarks]
    assert places == sorted(places)
    assert page.text.endswith(disclaimer())
    assert [button["label"] for button in page.buttons] == ["Definitions", "Related", "Directory", "Journals", "More"]


async def test_every_tab_says_which_it_is_and_leads_back_to_the_first_screen(world: World) -> None:
    message = await world.page("heart attack")
    first = message.components
    for label in ("Definitions", "Related", "Directory", "Journals", "More"):
        await world.alice.click(message, label=label)
        assert shown(message).texts[0].splitlines()[1] == f"-# {label}"
        assert [button["label"] for button in shown(message).buttons if button["style"] == 1] == [label]
        assert "Call" in shown(message).texts[0]
        await world.alice.click(message, label="Overview")
        assert message.components == first


async def test_more_has_names_codes_and_what_can_be_done(world: World) -> None:
    page = shown(await world.tab("IL-6", "More"))
    assert "**Abbreviations:** IL-6" in page.text
    assert "**Sources and codes:**" in page.text
    labels = {button["label"] for button in page.buttons}
    assert {"Pronounce", "Save", "Report a mistake", "All results", "Return to I", "Delete"} <= labels
    assert page.button("Pronounce")["custom_id"] == "say:4:IL-6interleukin-6"


async def test_all_results_are_behind_more_and_lead_to_other_entries_and_sites(world: World) -> None:
    message = await world.tab("interleukin", "More")
    await world.alice.click(message, label="All results")
    page = shown(message)
    assert "Other entries that mention it:" in page.text
    assert "interleukin" not in page.options("results").values()
    key = next(iter(page.options("results").values()))
    await world.alice.select(message, [key], custom_id="open:results")
    await world.alice.click(message, label="Back")
    assert shown(message).heading == "interleukin"


async def test_return_to_the_letter_shows_the_list_of_entries(world: World) -> None:
    message = await world.tab("interleukin", "More")
    await world.alice.click(message, label="Return to I")
    assert shown(message).heading == "I"


async def test_the_tab_of_related_terms_says_what_each_is_and_who_says_so(world: World) -> None:
    page = shown(await world.tab("interleukin", "Related"))
    described = {option["label"]: option["description"] for menu in page.menus for option in menu["options"]}
    assert described["cytokine"].endswith("(Medlex, 2026)")
    assert all(described.values())


async def test_up_to_four_meanings_have_a_button_each_and_one_press_chooses(own_home: Home, world: World) -> None:
    message = await world.page("hydralizine")
    page = shown(message)
    opening = [button for button in page.buttons if button["label"] == "Open"]
    assert 0 < len(opening) <= 4
    await world.alice.click(message, custom_id=opening[0]["custom_id"])
    assert shown(message).heading == "hydralazine"


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


async def test_what_tells_meanings_apart_says_who_says_so_and_is_in_the_readers_language(
    own_home: Home, world: World
) -> None:
    change_lexicon(own_home, "UPDATE entry SET hint = 'disease, a kind of sclerosis' WHERE key = 'multiple-sclerosis'")
    page = shown(await world.page("MS"))
    assert "disease, a type of sclerosis" in {option["description"] for option in page.menu("meaning")["options"]}
    assert "**multiple sclerosis**: A long-term disease" in page.text
    assert page.text.count("(Medlex, 2026)") == len(SENSES_OF_MS)
    page = shown(await world.page("MS", language="es"))
    described = {option["description"] for option in page.menu("meaning")["options"]}
    assert "nombre en inglés, enfermedad, un tipo de sclerosis" in described


async def test_suggestions_that_are_medicines_are_said_to_be_different_ones(world: World) -> None:
    assert "Several of these are medicines, and each is a different one." in shown(await world.page("hydralizine")).text
    assert "medicine" not in shown(await world.page("myocardial infartion")).texts[1]


async def test_a_misspelt_name_is_suggested_and_never_answered(world: World) -> None:
    page = shown(await world.page("hydralizine"))
    assert "**hydrALAZINE**\nfor high blood pressure" in page.text
    assert "**hydrOXYzine**\nfor itching, hives and anxiety" in page.text
    assert (page.definitions, page.cited) == ([], [])
    told = without_space(page.text)
    opened = [button["custom_id"].rpartition(":k:")[2] for button in page.buttons if button["label"] == "Open"]
    assert {"hydralazine", "hydroxyzine"} <= set(opened)
    for key in opened:
        for text in (each.text for each in entry(world.home, key).definitions):
            assert without_space([text[:40]]) not in told
    assert "hydralazine" not in page.text


async def test_a_suggested_name_that_is_not_the_headword_says_where_it_leads(world: World) -> None:
    options = shown(await world.page("heart atack")).menu("suggestion")["options"]
    assert {"label": "heart attack", "description": "another name for myocardial infarction"}.items() <= options[
        0
    ].items()


async def test_a_suggestion_says_what_it_is_in_the_words_of_its_definition(world: World) -> None:
    text = shown(await world.page("hypertensoin")).text
    assert "**hypertension**\nA condition in which the pressure of the blood" in text
    assert "too high. (Medlex, 2026)" in text
    assert "hypermetropia**\nanother name for hyperopia: An eye problem" in text


async def test_the_reason_of_a_suggestion_is_never_cut(world: World) -> None:
    lines = [line for line in shown(await world.page("they found a mass")).text.splitlines() if line.startswith("- ")]
    assert lines
    assert all(line.endswith(")") and "…)" not in line for line in lines)


async def test_an_unknown_name_gets_places_to_look_and_nothing_else(world: World) -> None:
    page = shown(await world.page("qwrtzpsdfg"))
    assert page.heading == "qwrtzpsdfg"
    assert page.sites
    assert [button["label"] for button in page.buttons] == ["Delete"]
    assert (page.menus, page.definitions) == ([], [])


@pytest.mark.parametrize("term", ["breast cancer", "hydralizine", "qwrtzpsdfg & co/?#"])
async def test_links_search_for_the_term_on_eight_sites(world: World, term: str) -> None:
    message = await world.page(term)
    for label in ("More", "All results") if term == "breast cancer" else ():
        await world.alice.click(message, label=label)
    links = shown(message).sites
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
    text = shown(await world.page("hydralizine")).text
    assert "**hydrALAZINE**\nfor high blood pressure, medicine" in text
    assert "**hydrOXYzine**\nfor itching, hives and anxiety, medicine" in text


async def test_choices_while_typing_are_in_tall_man_letters_and_lead_to_the_entry(world: World) -> None:
    choices = await world.offered("hydralaz")
    assert choices["hydrALAZINE: for high blood pressure"] == "key:hydralazine"
    assert choices["hydrOXYzine: for itching, hives and anxiety, looks like hydrALAZINE"] == "key:hydroxyzine"
