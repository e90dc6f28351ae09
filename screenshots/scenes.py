"""The scenes of the pictures: for each kind of page, the actions of a reader that lead to it.

A picture may be committed, so only the starter glossary, which is this project's own, may be seen in it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from screenshots.browser import Tab
from screenshots.reader import Reader

Act = Callable[[Reader], Awaitable[None]]
SAID = "The MRI showed a glioblastoma; MS was ruled out. She takes metformin for type 2 diabetes."

TABLE = """term,definition,other names,is a kind of
MAU,Where patients wait for a bed in a ward.,medical admission unit,ward
ward,A part of the hospital with beds.,,
huddle,"The short meeting at 8:00 and 20:00.",,meeting
"""

LETTER = (
    "Dear Ms. Reed,\n\nYou came to us with dyspnea and chest pain. Your blood pressure was high. The ECG showed atrial "
    "fibrillation. A CT scan found a PE in the right lung. We started apixaban, which keeps blood from clotting. "
    "Please have your creatinine checked in two weeks, and come back at once if you faint or cough up blood."
)


async def _nothing(_: Reader) -> None:
    """A reader who has only come into the channel."""


async def _stay(_: Tab) -> None:
    """A page that is seen as it is."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One kind of page: its name, the reader's actions on Discord (`act`), actions in the browser after that
    (`then`), and the CSS selector of the parts that the picture shows (`seen`).
    """

    name: str
    act: Act = _nothing
    then: Callable[[Tab], Awaitable[None]] = _stay
    seen: str = ".channel-message"


def _command(name: str, command: str, **options: str) -> Scene:
    async def act(reader: Reader) -> None:
        await reader.use(command, **options)

    return Scene(name, act)


async def _from_parent(reader: Reader) -> None:
    await reader.use("define", term="interleukin", private=True)
    await reader.press("Related")
    await reader.choose("open:parents", "cytokine")


async def _shown(reader: Reader) -> None:
    await reader.use("compare", first="hypothyroidism", second="hyperthyroidism", private=True)
    await reader.press("Show to everyone")


async def _saved(reader: Reader) -> None:
    for term in ("interleukin", "osteopontin", "heart attack", "metformin"):
        await reader.use("define", term=term)
        await reader.press("More")
        await reader.press("Save")
    reader.go_to("saved-list")
    await reader.use("saved")


async def _stored(reader: Reader) -> None:
    await _saved(reader)
    reader.go_to("privacy")
    await reader.use("privacy")


async def _explained(reader: Reader) -> None:
    await reader.explain(SAID)


async def _explained_text(reader: Reader) -> None:
    await reader.paste(LETTER)
    await reader.press_first("meaning:")
    for _ in range(4):
        await reader.press_last("meaning:")


async def _daily(reader: Reader) -> None:
    await reader.use("daily set", channel=reader.channel, hour=8, timezone="Europe/Madrid")
    reader.go_to("daily-status")
    await reader.use("daily status")


async def _set_up(reader: Reader) -> None:
    """A server whose admin has set private replies, but for one channel, and a term of the day."""
    await reader.use("settings", private=True)
    await _to_setting(reader, "private_except")
    await reader.choose("settings:value:private_except", reader.channel)
    await reader.press("All settings")
    await _to_setting(reader, "term-of-the-day")
    await reader.choose("settings:daily-channel", reader.channel)


async def _to_setting(reader: Reader, name: str) -> None:
    await reader.choose("settings:choose", name)


async def _settings(reader: Reader) -> None:
    await _set_up(reader)
    await reader.press("All settings")


async def _setting(reader: Reader) -> None:
    await reader.use("settings")
    await _to_setting(reader, "private")
    await reader.press("Yes")


async def _hidden_sources(reader: Reader) -> None:
    await reader.use("settings")
    await _to_setting(reader, "hidden_sources")
    await reader.choose("settings:sources:0:hidden_sources", "medlex-abbreviations")


async def _guessed(reader: Reader) -> None:
    await reader.use("quiz", rounds=3)
    await reader.press_first("quiz:")


async def _asked_about_part(reader: Reader) -> None:
    await reader.use("quiz", field="w", rounds=3)


async def _studied(reader: Reader) -> None:
    await _saved(reader)
    reader.go_to("study")
    await reader.use("study")


async def _studied_answer(reader: Reader) -> None:
    await _studied(reader)
    await reader.press_first("study:show")


async def _about_to_report(reader: Reader) -> None:
    await reader.use("define", term="interleukin")
    await reader.press("More")


async def _form(tab: Tab) -> None:
    await tab.press("Report a mistake")
    await tab.until("document.querySelector('.modal-dialog')?.checkVisibility()")
    # The whole form is seen, of which a reader sees the last question after scrolling.
    await tab.style(".modal-dialog { max-height: none !important; }")
    await tab.evaluate("document.activeElement.blur()")


async def _without_attachments(tab: Tab) -> None:
    await tab.evaluate("document.querySelectorAll('.media-unavailable').forEach(shown => shown.parentElement.remove())")


async def _typing(tab: Tab) -> None:
    await tab.evaluate("document.querySelector('#channel-composer-input').focus()")
    await tab.type("/define")
    await tab.until("document.querySelector('.command-entry')")
    await tab.key("Enter")
    await tab.until("document.querySelector('.command-option-input')")
    await tab.type("inter")
    await tab.until("document.querySelectorAll('.command-suggestion').length > 3")


async def _own_term(reader: Reader) -> None:
    form = await reader.member.slash(reader.channel, "glossary add")
    await reader.fill(
        form,
        term="red phone",
        definition="The phone by the nurses' station. It rings only for cardiac arrests.",
        names="arrest phone",
    )


async def _imported(reader: Reader) -> None:
    await reader.use("glossary import", file=("terms.csv", TABLE.encode()))


def definition_of(term: str) -> Scene:
    """The answer to `/define term`, named as the term."""
    return _command(re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-"), "define", term=term)


def _tab(name: str, *labels: str) -> Scene:
    """A tab of the page of an entry, reached by these buttons."""

    async def act(reader: Reader) -> None:
        await reader.use("define", term="interleukin")
        for label in labels:
            await reader.press(label)

    return Scene(name, act)


SCENES = (
    Scene("autocomplete", then=_typing, seen=".channel-composer, .command-popup"),
    _command("entry", "define", term="interleukin"),
    _tab("entry-definitions", "Definitions"),
    _tab("entry-related", "Related"),
    _tab("entry-more", "More"),
    _tab("entry-all-results", "More", "All results"),
    Scene("entry-with-way-back", _from_parent),
    Scene("shown-to-everyone", _shown, seen=".channel-message:last-of-type"),
    _command("several-meanings", "define", term="MS"),
    _command("suggestions", "define", term="hydroxizine"),
    _command("description-fits", "define", term="itchy bumps after eating shellfish"),
    _command("did-you-mean", "define", term="hypertention"),
    _command("nothing-found", "define", term="zzyzxq"),
    _command("spanish", "define", term="interleukin", language="es"),
    # SimCord's page cannot play what is attached, and says so where Discord has a player.
    replace(_command("pronounce", "pronounce", term="interleukin"), then=_without_attachments),
    _command("about", "about"),
    _command("sources", "sources"),
    _command("search", "search", words="the thing in blood that carries oxygen"),
    _command("browse", "browse"),
    _command("browse-letter", "browse", letter="inter"),
    _command("compare", "compare", first="metformin", second="insulin"),
    _command("random", "random"),
    _command("journals", "journals", topic="asthma"),
    _command("help", "help"),
    Scene("saved", _saved),
    Scene("privacy", _stored),
    Scene("feedback", _about_to_report, _form, ".modal-dialog"),
    Scene("explain", _explained),
    Scene("explain-text", _explained_text),
    _command("quiz", "quiz"),
    Scene("quiz-answered", _guessed),
    Scene("quiz-part", _asked_about_part),
    Scene("study", _studied),
    Scene("study-answer", _studied_answer),
    _command("word-part", "define", term="-ectomy"),
    Scene("glossary-added", _own_term),
    Scene("glossary-import", _imported),
    Scene("daily", _daily),
    Scene("settings", _settings),
    Scene("settings-private", _setting),
    Scene("settings-sources", _hidden_sources),
    Scene("settings-daily", _set_up),
    _command("mistake", "define", term="???"),
)
