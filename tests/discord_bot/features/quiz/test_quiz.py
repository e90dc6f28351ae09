"""The quiz as it is played: questions, answers, the score, and who may play."""

from __future__ import annotations

from typing import Any

import pytest
import simcord
from discord_bot.languages import Locales
from discord_bot.lexicon_edits import change_entry, definition, entry
from discord_bot.reading import Shown
from discord_bot.runtime.test_updating_pages import without_source
from discord_bot.world import World, answered, shown

from bot.discord_bot.features.quiz import command
from bot.settings import Home


@pytest.fixture(autouse=True)
def seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every game has the same questions."""
    monkeypatch.setattr(command, "new_seed", lambda: "seed")


async def begun(world: World, **options: Any) -> simcord.ResponseMessage:
    """The message with the game that Alice has begun."""
    return answered(await world.alice.slash(world.channel, "quiz", **options))


def options(page: Shown) -> dict[str, bool]:
    """Return the labels of the options, each with whether it is right."""
    found = [button for button in page.buttons if button["custom_id"].startswith("quiz:")]
    states = [button["custom_id"].split(":")[1] for button in found]
    return {button["label"]: state[-2] == state[-1] for button, state in zip(found, states, strict=True)}


def right(page: Shown) -> str:
    """Return the label of the right option."""
    (found,) = [label for label, is_right in options(page).items() if is_right]
    return found


def key(page: Shown) -> str:
    """The key of what is to be guessed."""
    return str(next(button for button in page.buttons if button["custom_id"].startswith("quiz:"))["custom_id"]).split(
        ":", 2
    )[2]


def wrong(page: Shown) -> str:
    """Something not to be chosen."""
    return next(label for label, is_right in options(page).items() if not is_right)


async def test_a_question_has_four_options_and_a_definition_without_its_name(world: World) -> None:
    message = await begun(world)
    page = shown(message)
    assert page.heading == "What is this?"
    assert "Question 1 of 5, 0 right so far" in page.text
    assert len(options(page)) == 4
    assert right(page).lower() not in page.text.lower()
    ((cited, address),) = page.cited
    assert cited
    assert address is None
    assert "Not medical advice" in page.texts[-1]


async def test_the_right_option_scores_and_shows_the_definition_with_its_source(world: World) -> None:
    message = await begun(world)
    name = right(shown(message))
    await world.alice.click(message, label=name)
    page = shown(message)
    assert page.heading == f"✅ Right: {name}"
    assert "Question 1 of 5, 1 right so far" in page.text
    assert len(page.cited) == 1


async def test_a_wrong_option_is_said_with_what_was_right(world: World) -> None:
    message = await begun(world)
    name, chosen = right(shown(message)), wrong(shown(message))
    await world.alice.click(message, label=chosen)
    page = shown(message)
    assert page.heading == f"❌ No, it's {name}"
    assert f"You chose {chosen}." in page.text
    assert "0 right so far" in page.text


async def test_a_game_ends_with_the_score_and_can_be_played_again(world: World) -> None:
    message = await begun(world, rounds=3)
    asked: list[str] = []
    for choose in (right, wrong, right):
        if asked:
            await world.alice.click(message, label="Next question")
        asked.append(key(shown(message)))
        await world.alice.click(message, label=choose(shown(message)))
    assert len(set(asked)) == 3
    assert "You got 2 of 3 right." in shown(message).text.replace("*", "")
    await world.alice.click(message, label="Play again")
    assert "Question 1 of 3, 0 right so far" in shown(message).text


async def test_what_was_missed_is_asked_again(world: World) -> None:
    message = await begun(world, rounds=3)
    missed: list[str] = []
    for choose in (wrong, right, wrong):
        if shown(message).heading != "What is this?":
            await world.alice.click(message, label="Next question")
        missed += [key(shown(message))] if choose is wrong else []
        await world.alice.click(message, label=choose(shown(message)))
    await world.restart()
    await world.alice.click(message, label="Only what I missed")
    assert "Question 1 of 2, 0 right so far" in shown(message).text
    assert key(shown(message)) == missed[0]
    await world.alice.click(message, label=right(shown(message)))
    await world.alice.click(message, label="Next question")
    assert key(shown(message)) == missed[1]
    await world.alice.click(message, label=right(shown(message)))
    assert "You got 2 of 2 right." in shown(message).text.replace("*", "")
    labels = [button["label"] for button in shown(message).buttons]
    assert "Play again" in labels
    assert "Only what I missed" not in labels


async def test_the_game_goes_on_after_a_restart(world: World) -> None:
    message = await begun(world)
    await world.restart()
    await world.alice.click(message, label=right(shown(message)))
    await world.restart()
    await world.alice.click(message, label="Next question")
    assert "Question 2 of 5, 1 right so far" in shown(message).text


async def test_the_game_goes_on_after_a_rebuild_that_took_the_answer_away(own_home: Home, world: World) -> None:
    message = await begun(world, field="d")
    without_source(own_home, "mesh")
    await world.alice.click(message, label=right(shown(message)))
    assert "1 right so far" in shown(message).text
    await world.alice.click(message, label="Next question")
    assert "Question 2 of 5" in shown(message).text


async def test_an_answer_that_is_no_longer_there_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await begun(world)

    async def nothing(*_: object) -> None:
        return None

    monkeypatch.setattr("bot.lexicon.store.reader.Lexicon.entry", nothing)
    await world.alice.click(message, label=right(shown(message)))
    assert "no longer in the dictionary" in shown(message).text
    assert shown(message).button("Next question")


async def test_somebody_else_is_told_privately_to_begin_their_own(world: World) -> None:
    message = await begun(world)
    before = message.components
    result = await world.bob.click(message, label=right(shown(message)))
    assert answered(result).ephemeral
    assert "Someone else is playing" in answered(result).content
    assert message.components == before
    await world.alice.click(message, label=right(shown(message)))
    assert answered(await world.bob.click(message, label="Next question")).ephemeral


async def test_the_quiz_works_in_direct_messages(world: World) -> None:
    message = answered(await world.alice.user.slash("quiz"))
    await world.alice.user.click(message, label=right(shown(message)))
    assert "1 right so far" in shown(message).text


async def test_a_private_quiz_is_private(world: World) -> None:
    assert (await begun(world, private=True)).ephemeral
    assert not (await begun(world)).ephemeral


@pytest.mark.parametrize(("field", "groups"), [("b", {"Anatomy"}), ("d", {"Disorders"})])
async def test_a_field_has_questions_of_that_field_only(world: World, field: str, groups: set[str]) -> None:
    message = await begun(world, field=field)
    asked = entry(world.home, key(shown(message)))
    assert asked.semantic_types[0].group.value in groups


async def test_the_whole_entry_opens_privately_and_the_game_stays(world: World) -> None:
    message = await begun(world)
    name = right(shown(message))
    await world.alice.click(message, label=name)
    opened = answered(await world.alice.click(message, label="Show the whole entry"))
    assert opened.ephemeral
    assert shown(opened).heading == name
    assert shown(message).button("Next question")


async def test_a_dictionary_without_questions_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def none(*_: object) -> list[object]:
        return []

    monkeypatch.setattr("bot.lexicon.collections.quiz.well_known", none)
    said = answered(await world.alice.slash(world.channel, "quiz"))
    assert said.ephemeral
    assert "too few plain definitions" in said.content
    assert world.expected_errors()


async def test_a_question_that_fell_back_to_english_is_answered_with_what_was_asked(
    own_home: Home, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await begun(world)
    asked = entry(own_home, key(shown(message)))
    question = shown(message).text
    spanish = definition(
        "Lo mismo en español, con palabras sencillas y bastante largo para una pregunta.", language="es"
    )
    change_entry(own_home, asked.key, definitions=(*asked.definitions, spanish))
    Locales(monkeypatch).set(world.alice, "es-ES")
    await world.alice.click(message, label=right(shown(message)))
    assert shown(message).heading.startswith("✅ Correcto")
    assert spanish.text not in shown(message).text
    (cited,) = shown(message).cited
    assert cited[0].removeprefix("De ") in question


async def test_a_definition_that_has_changed_is_not_shown_for_another(own_home: Home, world: World) -> None:
    message = await begun(world)
    name = right(shown(message))
    changed = definition("Something else altogether that nobody was asked about, and long. " * 90)
    change_entry(own_home, key(shown(message)), definitions=(changed,))
    await world.alice.click(message, label=wrong(shown(message)))
    page = shown(message)
    assert page.heading == f"❌ No, it's {name}"
    assert page.cited == []
    assert len("".join(page.texts)) < 4_000
    assert page.button("Show the whole entry")
