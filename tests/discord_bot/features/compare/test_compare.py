"""`/compare` as someone on Discord uses it."""

from __future__ import annotations

import pytest
import simcord
from discord_bot.body_checks import COMPONENTS_V2, message_problems
from discord_bot.lexicon_edits import change_entry, definition, entry
from discord_bot.reading import Shown, as_read, without_space
from discord_bot.world import World, answered, shown

from bot.discord_bot.features.compare.page import comparison_page
from bot.discord_bot.pages.pronunciation_credits import credited_titles
from bot.discord_bot.ui.custom_ids.lists import MAX_COMPARED_TERM
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.translation import in_language
from bot.languages import LANGUAGES
from bot.lexicon.collections.comparison import Comparison
from bot.lexicon.model import Answer, Choice, Entry, EntryReference, Match, PronunciationCredits
from bot.settings import Home
from bot.terms.model import Name, NameKind, SemanticType

DIFFERENT = "These are two different medicines."


def blocks(message: simcord.ResponseMessage) -> list[list[str]]:
    """The two entries on a page, each as the lines that it shows, as read."""
    return [as_read(text).splitlines() for text in shown(message).texts if text.startswith("### ")]


def labels(lines: list[str]) -> list[str]:
    """Return the labels of the lines of an entry."""
    return [line.split(":**")[0].removeprefix("**") for line in lines if line.startswith("**")]


async def choose(world: World, message: simcord.ResponseMessage, menu: str, key: str) -> None:
    """Alice chooses an entry in the menu whose `custom_id` begins so."""
    (id,) = [each["custom_id"] for each in shown(message).menus if each["custom_id"].startswith(menu)]
    await world.alice.select(message, [key], custom_id=id)


async def test_two_entries_stand_one_below_the_other_with_the_same_lines_in_the_same_order(world: World) -> None:
    message = await world.ask("compare", first="interleukin", second="interferon")
    first, second = blocks(message)
    assert (first[0], second[0]) == ("### interleukin", "### interferon")
    assert labels(first) == labels(second) == ["What it is", "How to say it", "A type of"]
    assert "[in-ter-LOO-kin]" in "\n".join(first)
    assert shown(message).texts[-1] == f"-# {disclaimer()}"


async def test_the_plainest_definition_of_each_stands_there_whole_with_its_source(world: World) -> None:
    message = await world.ask("compare", first="interleukin", second="interferon")
    for lines, key in zip(blocks(message), ("interleukin", "interferon"), strict=True):
        plainest = entry(world.home, key).definitions[0]
        assert plainest.text in lines
        assert f"From {plainest.title}, {plainest.publisher}, {plainest.year}" in lines


async def test_what_both_are_kinds_of_is_said(world: World) -> None:
    page = shown(await world.ask("compare", first="interleukin", second="interferon"))
    assert "What they share:** both are types of cytokine" in page.text


async def test_that_one_is_a_kind_of_the_other_is_said(world: World) -> None:
    for first, second in (("interleukin", "cytokine"), ("cytokine", "interleukin")):
        page = shown(await world.ask("compare", first=first, second=second))
        assert "What they share:** interleukin is a type of cytokine" in page.text


async def test_two_medicines_are_called_different(own_home: Home, world: World) -> None:
    for key in ("hydralazine", "hydroxyzine"):
        change_entry(own_home, key, semantic_types=(SemanticType.MEDICINE,))
    page = shown(await world.ask("compare", first="hydralazine", second="hydroxyzine"))
    assert DIFFERENT in page.texts[0]
    other = shown(await world.ask("compare", first="hydralazine", second="asthma"))
    assert "different" not in other.texts[0]


async def test_an_entry_opens_in_place_and_leads_back_to_the_comparison(world: World) -> None:
    message = await world.ask("compare", first="interleukin", second="interferon")
    before = blocks(message)
    await choose(world, message, "from:", "interferon")
    assert shown(message).heading == "interferon"
    await world.restart()
    await world.alice.click(message, label="Back to the comparison")
    assert blocks(message) == before


async def test_terms_are_offered_while_typing_and_lead_to_just_those_entries(world: World) -> None:
    for option in ("first", "second"):
        offered = await world.alice.autocomplete(world.channel, "compare", option, "inter")
        assert offered[0] == {"name": "interleukin", "value": "key:interleukin"}
    page = await world.ask("compare", first="key:interleukin", second="key:interferon")
    assert [lines[0] for lines in blocks(page)] == ["### interleukin", "### interferon"]


async def test_how_a_term_led_to_its_entry_is_said(world: World) -> None:
    first, second = blocks(await world.ask("compare", first="heart attack", second="asthma"))
    assert "*heart attack* is an everyday name for *myocardial infarction*" in first
    assert "everyday name" not in "\n".join(second)


async def test_of_an_ambiguous_term_one_has_to_choose_the_meaning(world: World) -> None:
    message = await world.ask("compare", first="asthma", second="MS")
    page = shown(message)
    assert "MS** can mean" in page.text
    assert page.definitions == []
    assert [menu["custom_id"] for menu in page.menus] == ["choose:second:key:asthma"]
    await world.restart()
    await choose(world, message, "choose:second", "multiple-sclerosis")
    assert [lines[0] for lines in blocks(message)] == ["### asthma", "### multiple sclerosis"]


async def test_of_several_terms_at_once_one_has_to_choose_which(world: World) -> None:
    message = await world.ask("compare", first="asthma, COPD", second="stroke")
    assert "**asthma, COPD** is more than one term." in shown(message).text
    await choose(world, message, "choose:first", "asthma")
    assert [lines[0] for lines in blocks(message)] == ["### asthma", "### stroke"]


async def test_a_misspelt_term_is_never_guessed(world: World) -> None:
    message = await world.ask("compare", first="hydralizine", second="asthma")
    page = shown(message)
    assert "No entry is called hydralizine" in page.text.replace("**", "")
    assert page.definitions == []
    await choose(world, message, "choose:first", "hydralazine")
    assert [lines[0] for lines in blocks(message)] == ["### hydralazine", "### asthma"]


async def test_two_undecided_terms_are_decided_one_after_the_other(world: World) -> None:
    message = await world.ask("compare", first="MS", second="hydralizine")
    assert [menu["custom_id"] for menu in shown(message).menus] == ["choose:first:hydralizine", "choose:second:MS"]
    await choose(world, message, "choose:second", "hydralazine")
    assert [menu["custom_id"] for menu in shown(message).menus] == ["choose:first:key:hydralazine"]
    await choose(world, message, "choose:first", "multiple-sclerosis")
    assert [lines[0] for lines in blocks(message)] == ["### multiple sclerosis", "### hydralazine"]


async def test_a_term_that_is_not_there_is_named(world: World) -> None:
    page = shown(await world.ask("compare", first="asthma", second="qwrtzpsdfg"))
    assert "This dictionary has nothing called **qwrtzpsdfg**" in page.text
    assert page.menus == []


async def test_two_names_of_one_entry_are_not_compared(world: World) -> None:
    message = await world.ask("compare", first="heart attack", second="myocardial infarction")
    assert "*heart attack* and *myocardial infarction* are the same entry" in shown(message).text
    await choose(world, message, "from:", "myocardial-infarction")
    assert shown(message).heading == "myocardial infarction"


async def test_somebody_elses_choice_answers_them_privately_and_leaves_the_page(world: World) -> None:
    message = await world.ask("compare", first="asthma", second="MS")
    before = message.components
    result = await world.bob.select(message, ["multiple-sclerosis"], custom_id="choose:second:key:asthma")
    assert result.ephemeral
    assert [lines[0] for lines in blocks(answered(result))] == ["### asthma", "### multiple sclerosis"]
    assert message.components == before


async def test_the_longest_terms_fit_into_the_menus(world: World) -> None:
    message = await world.ask("compare", first="MS", second="q" * MAX_COMPARED_TERM)
    await choose(world, message, "choose:first", "multiple-sclerosis")
    assert shown(message).menus == []
    assert "This dictionary has nothing called" in shown(message).text


async def test_it_can_be_asked_privately_and_in_direct_messages(world: World) -> None:
    assert (await world.ask("compare", first="asthma", second="MS", private=True)).ephemeral
    message = answered(await world.alice.user.slash("compare", first="interleukin", second="interferon"))
    assert len(blocks(message)) == 2


async def test_a_definition_that_does_not_fit_says_that_it_goes_on(own_home: Home, world: World) -> None:
    long, short = " ".join(f"word{number}" for number in range(800)), "A short definition."
    change_entry(own_home, "interleukin", definitions=(definition(long),))
    change_entry(own_home, "interferon", definitions=(definition(short),))
    first, second = blocks(await world.ask("compare", first="interleukin", second="interferon"))
    (told,) = [line for line in first if line.startswith("word0 ")]
    assert len(told) > 2_000
    assert without_space([long]).startswith(without_space([told]))
    assert "To read the whole definition, open interleukin." in first
    assert short in second
    assert "goes on" not in "\n".join(second)


def crowded(key: str) -> Entry:
    """An entry of which everything is as long as can be."""
    cited = definition(
        "*" * 9_000, title="t_" * 200, publisher="p*" * 200, credit="c" * 300, url="https://x.org/" + "u" * 380
    )
    parents = tuple(EntryReference(f"p{n}", "*" * 300) for n in range(9))
    kinds = tuple(SemanticType)[:6]
    return Entry(
        key=key,
        headword="h*" * 200,
        hyphenation="h*" * 200,
        respelling="r_" * 200,
        semantic_types=kinds,
        subclass_of=parents,
        definitions=(cited,),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_most_crowded_entries_fit_in_a_message(language: str) -> None:
    one, other = crowded("a" * 80), crowded("b" * 80)
    senses = tuple(Choice(f"k{n}", "*" * 300, "") for n in range(9))
    name = Name("s*" * 200, NameKind.SYNONYM, "x")
    first, second = (Answer("q" * 100, Match.SYNONYM, each, name, other_senses=senses) for each in (one, other))
    with in_language(language):
        page = comparison_page(first, second, Comparison(one, other, one.subclass_of))
    sent = render(page).to_components()
    assert list(message_problems({"flags": COMPONENTS_V2, "allowed_mentions": {"parse": []}, "components": sent})) == []
    assert [menu["custom_id"] for menu in Shown(sent).menus] == ["open:compared"]
    assert Shown(sent).text.count({"en": "whole definition", "es": "definición completa"}[language]) == 2


def test_a_page_without_recordings_names_no_source_of_one() -> None:
    recorded = PronunciationCredits(None, None, "nci-dictionary")
    entry = Entry(key="gout", headword="gout", audio="https://a.test/gout.mp3", said_by=recorded)
    assert credited_titles(entry) == ["nci-dictionary"]
    assert credited_titles(entry, recorded=False) == []
