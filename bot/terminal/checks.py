"""`medlex check`: what is wrong with this installation, and what to run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.errors import DataError
from bot.lexicon.store import Lexicon, opened
from bot.settings import Settings
from bot.sources.catalogue import catalogue
from bot.sources.installed import archive_path, installed_ids, read_description


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, whether it is as it should be, and what to do when it is not."""

    subject: str
    good: bool
    what: str
    remedy: str | None = None


async def findings(settings: Settings) -> list[Finding]:
    """Everything that there is to check, in the order in which it is set up."""
    found = [_home(settings), _token(settings), *_installed(settings)]
    try:
        async with opened(settings.home.lexicon) as lexicon:
            return [*found, *[finding async for finding in _lexicon(lexicon)]]
    except DataError as error:
        return [*found, Finding("lexicon", good=False, what=error.problem, remedy=error.remedy)]


def _home(settings: Settings) -> Finding:
    folder = settings.home.folder
    if folder.exists() and not folder.is_dir():
        return Finding("folder", good=False, what=f"{folder} is a file", remedy="Set MEDLEX_HOME to a folder.")
    if not folder.exists():
        return Finding("folder", good=True, what=f"{folder} will be made when something is installed or built")
    try:
        probe = folder / "write.probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        remedy = "Change its permissions, or set MEDLEX_HOME to another folder."
        return Finding("folder", good=False, what=f"{folder} cannot be written: {error.strerror}", remedy=remedy)
    return Finding("folder", good=True, what=str(folder))


def _token(settings: Settings) -> Finding:
    if settings.discord_token and settings.discord_token.get_secret_value():
        return Finding("token", good=True, what="DISCORD_TOKEN is set")
    return Finding(
        "token", good=True, what="DISCORD_TOKEN is not set; only `medlex preview` and the terminal work without"
    )


def _installed(settings: Settings) -> list[Finding]:
    ids = installed_ids(settings.home.sources)
    missing = [id for id in catalogue() if id not in ids and id != "glossary"]
    found = [_archive(settings, id) for id in ids]
    if missing:
        what = f"not installed: {', '.join(missing)}"
        found.append(Finding("sources", good=True, what=what, remedy="docs/sources.md says how to install them."))
    return found


def _archive(settings: Settings, id: str) -> Finding:
    try:
        source = read_description(archive_path(settings.home.sources, id))
    except DataError as error:
        return Finding(id, good=False, what=error.problem, remedy=error.remedy)
    broken = f", {source.broken:,} broken records left out" if source.broken else ""
    return Finding(id, good=True, what=f"edition {source.edition}, {source.concepts:,} concepts{broken}")


async def _lexicon(lexicon: Lexicon) -> AsyncIterator[Finding]:
    report = await lexicon.build_report()
    yield Finding("lexicon", good=True, what=f"built {report['built']} by version {report['program_version']}")
    yield Finding(
        "entries",
        good=True,
        what=f"{report['concepts']:,} concepts in {report['entries']:,} entries ({report['joined']:,} of several sources); "
        f"{report['definitions']:,} definitions, {report['repeated_definitions']:,} more were repeats",
    )
    if report["cut_cycles"]:
        cut = "; ".join(report["cut_parents"])
        yield Finding("hierarchy", good=True, what=f"{report['cut_cycles']} parent links were cut as cycles: {cut}")
    verdict = next(iter(await lexicon.rows("PRAGMA quick_check")))[0]
    if verdict != "ok":
        yield Finding("file", good=False, what=f"{lexicon.path} is damaged", remedy="Run `medlex build`.")
