"""Terms that were written to do harm: wherever they are shown, nothing in them pings, links or formats, and it fits."""

from __future__ import annotations

import json
import re

import pytest
from discord_bot.features.glossary.conftest import Clinic
from discord_bot.glossary_terms import reference
from discord_bot.reading import ESCAPED
from discord_bot.world import answered

from bot.lexicon.server_glossary.term import MAX_DEFINITION_LENGTH, MAX_OTHER_NAMES, MAX_TERM_LENGTH, TermDraft
from bot.storage.guild_settings import INBOX, GlossaryMode

# The texts in the body of a request.
TEXTS = re.compile(r'"content": "((?:[^"\\]|\\.)*)"')
# What Discord would act on, none of which the bot writes itself.
LIVE = ("@everyone", "@here", "<@9", "<#9", "](http", "||x", "```", ":heart:", "http://")
NASTY = "@everyone <@9> <#9> [pills](http://a.example) ||x|| ```y``` :heart: http://a.example"


def long(text: str, length: int) -> str:
    """A text of that many characters."""
    return (f"{text} " * length)[:length].rstrip().ljust(length, "x")


def draft(name: str, text: str, *, is_note: bool) -> TermDraft:
    """A term with as much as fits of everything."""
    names = tuple(long(f"{at} {text}", MAX_TERM_LENGTH) for at in range(MAX_OTHER_NAMES))
    entry = reference("interleukin", long(text, MAX_TERM_LENGTH))
    links = (reference("cytokine", entry.headword), reference("disease", entry.headword))
    return TermDraft(name, long(text, MAX_DEFINITION_LENGTH), names, entry if is_note else None, links, links)


def live_text(clinic: Clinic) -> list[str]:
    """What Discord would act on in everything that was sent, apart from fields of forms and files."""
    found: list[str] = []
    for request in clinic.world.env.http_requests:
        content = json.dumps(request.json, ensure_ascii=False) if request.json else ""
        sent = [json.loads(f'"{each}"') for each in TEXTS.findall(content)]
        found += [f"{sign}: {each}" for each in sent for sign in LIVE if sign in ESCAPED.sub("·", each)]
    return found


@pytest.mark.parametrize("is_note", [False, True])
@pytest.mark.parametrize("text", [NASTY, "*_`|~\\[<>#", "\n# x\n> y\n- z\n1. ", "🏥", "ﷺ"])
async def test_a_hostile_term_harms_nobody_anywhere(clinic: Clinic, text: str, is_note: bool) -> None:
    world, guild, by, when = clinic.world, clinic.guild_id, clinic.ada.id, clinic.world.env.now()
    await clinic.mode(GlossaryMode.PROPOSALS)
    team = world.alice.guild.create_text_channel("team")
    await world.clients[-1].server_data.guild_settings.set(guild, INBOX, team.id)
    name = long(f"a {text}", MAX_TERM_LENGTH)
    term = await clinic.stored.add(guild, draft(name, f"a {text}", is_note=is_note), by, when)
    key = f"key:{'interleukin' if is_note else term.key}"
    for private in (False, True):
        await clinic.use(clinic.ada, "show", term=f"#{term.number}", private=private)
        message = await world.page(key, private=private)
        for label in ("Definitions", "Related", "More"):
            await world.alice.click(message, label=label)
    for command in ("list", "history"):
        await clinic.use(clinic.ada, command)
    await clinic.use(clinic.ada, "export")
    await world.ask("search", words="pills heart example")
    await world.ask("compare", first=key, second="key:cytokine")
    await world.ask("pronounce", term=key)
    await world.offered("a ")
    await clinic.use(clinic.ada, "edit", term=f"#{term.number}")
    await clinic.propose(f"b {text}"[:90], long(text, MAX_DEFINITION_LENGTH))
    opened = await clinic.use(clinic.mo, "proposals")
    assert answered(opened).ephemeral
    await clinic.use(clinic.ada, "remove", term=f"#{term.number}")
    assert live_text(clinic) == []
