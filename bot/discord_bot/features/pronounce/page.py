"""How a headword is pronounced: what the sources say, and what a program makes of it, told apart.

It is a plain message and no page of components: Discord shows a player for a sound file that is attached to one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import discord

from bot.discord_bot.features.pronounce import wording
from bot.discord_bot.features.pronounce.speech import Speech
from bot.discord_bot.pages.actions import shown_by_line
from bot.discord_bot.pages.pronunciation_credits import cited
from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.wording import disclaimer, hyphenation
from bot.lexicon.model import Entry, SaidBy

# The lines add up to less than the 2,000 characters of a message
# (https://discord.com/developers/docs/resources/message#create-message).
LONGEST_NAME = 140
NOBODY = SaidBy(None, None, None)
FILE_NAME = "synthesised-speech.wav"


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and the id of the source that says it; None where none does."""

    text: str
    source: str | None


def language_of(entry: Entry) -> str:
    """The language in which to speak the headword, as an ISO 639-1 code: English where any definition is English."""
    languages = [definition.language for definition in entry.definitions] or ["en"]
    return "en" if "en" in languages else languages[0]


def pronunciation_text(entry: Entry, speech: Speech | None, shown_by: int | None = None) -> str:
    """All that is known of how the headword is pronounced, and which member (a Discord user id) shows it to everyone."""
    said = [*_said_by_sources(entry), *_made_here(entry, speech)]
    if shown_by is not None:
        said.append(shown_by_line(shown_by))
    return "\n".join([f"## {_name(entry.headword)}", *said, f"-# {disclaimer()}"])


def sound_files(entry: Entry, speech: Speech | None) -> list[discord.File]:
    """The sound to attach: none where a publisher has a recording, which a program's speech does not match."""
    return [discord.File(io.BytesIO(speech.wav), FILE_NAME)] if speech and not entry.audio else []


def _said_by_sources(entry: Entry) -> Iterator[str]:
    for source, lines in groupby(_lines(entry), key=lambda line: line.source):
        yield from (line.text for line in lines)
        if source is not None:
            yield cited(entry, source)
    if not (entry.respelling or entry.ipa or entry.audio):
        yield wording.not_respelt()


def _lines(entry: Entry) -> Iterator[Line]:
    said_by = entry.said_by or NOBODY
    if entry.hyphenation:
        yield Line(hyphenation(_name(entry.hyphenation), entry), said_by.hyphenation)
    if entry.respelling:
        yield Line(wording.respelling(f"\\[{_name(entry.respelling)}\\]"), said_by.respelling)
    if entry.ipa:
        yield Line(wording.published_ipa(_name(entry.ipa)), said_by.ipa)
    if entry.audio:
        yield Line(link(wording.recording(), entry.audio), said_by.audio)


def _made_here(entry: Entry, speech: Speech | None) -> Iterator[str]:
    if speech and not entry.ipa:
        yield wording.synthesised_ipa(_name(speech.ipa))
    if not entry.audio:
        yield wording.synthesised_speech() if speech else wording.not_spoken()


def _name(name: str) -> str:
    return plain_name(name, LONGEST_NAME)
