"""A quiz about word parts, and one about a member's own list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from discord_bot.features.quiz.test_quiz import begun, options, right, wrong
from discord_bot.reading import Shown
from discord_bot.world import World, answered, shown
from homes import keys_of

from bot.discord_bot.features.quiz import command
from bot.settings import Home
from bot.storage.records import SavedEntry

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every game has the same questions."""
    monkeypatch.setattr(command, "new_seed", lambda: "seed")


async def save(world: World, *keys: str) -> None:
    names = keys_of(world.home)
    for key in keys:
        entry = SavedEntry(world.alice.id, key, names[key], NOW)
        await world.clients[-1].server_data.saved.save(entry)


def asked_for(page: Shown) -> str:
    return page.heading.split(" ")[0]


async def test_the_sorts_of_questions_about_word_parts_take_turns(world: World) -> None:
    message = await begun(world, field="w", rounds=3)
    headings = []
    for _ in range(3):
        page = shown(message)
        headings.append(page.heading)
        assert len(options(page)) == len(set(options(page))) == 4
        assert "not medically reviewed" in page.text
        name = right(page)
        await world.alice.click(message, label=name)
        assert shown(message).heading == f"✅ Right: {name}"
        if len(headings) < 3:
            await world.alice.click(message, label="Next question")
    assert any(heading.startswith("What does ") for heading in headings)
    assert any(heading.startswith("Which word part means: ") for heading in headings)
    assert "You got 3 of 3 right." in shown(message).text.replace("*", "")


async def test_a_wrong_answer_about_a_part_explains_it(world: World) -> None:
    message = await begun(world, field="w", rounds=1)
    name, chosen = right(shown(message)), wrong(shown(message))
    await world.restart()
    await world.alice.click(message, label=chosen)
    page = shown(message)
    assert page.heading == f"❌ No, it's {name}"
    assert "Origin:" in page.text or "Save" in [button["label"] for button in page.buttons]


async def test_a_quiz_about_ones_own_list_is_private_and_asks_what_is_on_it(own_home: Home, world: World) -> None:
    del own_home
    await save(world, "interleukin", "osteopontin")
    message = await begun(world, field="s", rounds=20)
    assert message.ephemeral
    assert "Question 1 of " in shown(message).text
    assert right(shown(message)) in {"interleukin", "osteopontin"}


async def test_an_empty_list_cannot_be_asked_about(own_home: Home, world: World) -> None:
    del own_home
    result = answered(await world.alice.slash(world.channel, "quiz", field="s"))
    assert result.ephemeral
    assert "None of your saved entries can be used" in result.content
    assert world.expected_errors()
