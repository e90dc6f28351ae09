"""People who use Medlex in every place and language, and changes of the bot and its dictionary meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from discord_bot.everywhere.places import PLACES, Here
from discord_bot.languages import Locales
from discord_bot.world import World

from bot.building.merge.records import Record
from bot.building.write.pipeline import write_lexicon
from bot.discord_bot.features.feedback import command as feedback
from bot.discord_bot.runtime.rate_limits import RateLimit
from bot.settings import Home
from bot.sources.concept import Concept

STARTING = ("/oauth2/", "/applications/")
ANSWERING = ("/interactions/", "/webhooks/")
LOCALES = {"en": "en-US", "es": "es-419"}


@pytest.fixture(autouse=True)
def feedback_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with nobody having given feedback."""
    monkeypatch.setattr(feedback, "feedback_limit", RateLimit(5, 3_600))


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that nothing is kept yet."""
    return world


@pytest.fixture(params=LOCALES)
def language(request: pytest.FixtureRequest) -> str:
    """The language that somebody has Discord in."""
    return str(request.param)


@pytest.fixture(params=PLACES)
def here(
    request: pytest.FixtureRequest, world: World, language: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Here]:
    """A person with Discord in that language, in each of the places. The bot may not be a member there, so
    all that it may do is answer.
    """
    locales = Locales(monkeypatch)
    here = PLACES[request.param](world, locales)
    locales.set(here.person, LOCALES[language])
    yield here
    paths = [each.path for each in world.env.http_requests]
    assert [path for path in paths if not path.startswith((*STARTING, *ANSWERING))] == []


@pytest.fixture(scope="session")
def other_lexicon(
    make_concept: Callable[..., Concept],
    make_records: Callable[..., list[Record]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A lexicon that has none of the entries that the others have."""
    path = tmp_path_factory.mktemp("other") / "lexicon.sqlite3"
    names = ("zalfa", "zebro", "zicta", "zolte", "zuppa", "zyrga")
    records = make_records(
        glossary=[make_concept(name, definitions=(f"Something called {name} in tests.",)) for name in names]
    )
    write_lexicon(path, [records[0].source], records)
    return path
