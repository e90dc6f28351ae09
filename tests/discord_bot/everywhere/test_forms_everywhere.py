"""Every form, filled in in every place and language, also when the bot or the dictionary has changed meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import simcord
from discord_bot.everywhere.places import Here, read
from discord_bot.everywhere.rebuilds import put, rebuild, restart
from discord_bot.everywhere.sentences import languages_of

from bot.discord_bot.features.glossary.command import GLOSSARY_FORMS
from bot.discord_bot.features.settings.panel import SETTING_FORM
from bot.discord_bot.registry import FORMS
from bot.discord_bot.runtime.component import Form

# How each form is come by, and what is filled in, by what its `custom_id` begins with.
FILLED: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "feedback:": ("feedback", {"term": "interleukin"}, {"kind": ["wrong"], "text": "No.", "contact": ["no"]}),
    "explain-text": ("explain", {}, {"text": "They found interleukin-6 and frostbite."}),
}
# Only people who manage a server have these: tests/discord_bot/features/settings fills them in.
FOR_ADMINS = {SETTING_FORM}
# What is written in these is kept; of the others nothing is.
KEPT = {"feedback:"}


async def shown_form(here: Here, begins: str) -> simcord.InteractionResult:
    """A form that is shown."""
    command, options, _ = FILLED[begins]
    form = await here.slash(command, **options)
    assert form.modal is not None
    assert form.modal["custom_id"].startswith(begins)
    return form


@pytest.mark.parametrize(("here", "language"), [("a member", "en")], indirect=True)
async def test_every_form_is_tried(here: Here) -> None:
    shown = [(await shown_form(here, begins)).modal for begins in FILLED]
    # Those of a server's glossary differ by rights: test_glossary_everywhere.py.
    assert {form_of(each["custom_id"]) for each in shown if each} == set(FORMS) - FOR_ADMINS - set(GLOSSARY_FORMS)


def form_of(custom_id: str) -> Form[Any]:
    """Which of our forms it is."""
    return next(form for form in FORMS if form.action_type.decode(custom_id))


@pytest.mark.parametrize("begins", FILLED)
async def test_a_form_is_taken_at_once_after_a_restart_after_a_rebuild_and_when_its_entry_is_gone(
    here: Here, language: str, begins: str, other_lexicon: Path
) -> None:
    forms = [await shown_form(here, begins) for _ in range(4)]
    await send(here, language, begins, forms.pop())
    await restart(here.world)
    await send(here, language, begins, forms.pop())
    await rebuild(here.world)
    await send(here, language, begins, forms.pop())
    put(here.world, other_lexicon)
    await send(here, language, begins, forms.pop())
    kept = await here.world.clients[-1].server_data.feedback.list()
    assert len(kept) == (4 if begins in KEPT else 0)


async def send(here: Here, language: str, begins: str, form: simcord.InteractionResult) -> None:
    """Fill a form in: it is in the reader's language, and so are the thanks, which are private."""
    assert languages_of(read(form)) == {language}
    thanks = await here.send(form, **FILLED[begins][2])
    assert thanks.ephemeral
    assert languages_of(read(thanks)) == {language}
