"""Checks of the installed sources."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot import __version__
from bot.cli.checks.finding import Finding
from bot.cli.output.console import counted, counted_lines
from bot.errors import DataError
from bot.settings import Refresh, Settings
from bot.sources.catalogue import catalogue, missing_defaults
from bot.sources.installed import archive_path, installed_ids, read_description, reading_version

# Most publishers have a new edition each year, some each month.
OLD = timedelta(days=90)


def sources(settings: Settings) -> Iterator[Finding]:
    """Each source that is installed, how old they are, the defaults that are not, and how many others there are."""
    ids = installed_ids(settings.home.sources)
    yield from (_archive(settings, id) for id in ids)
    yield from _updates(settings, ids)
    missing = missing_defaults(ids)
    if missing:
        what = f"of the defaults these are not installed: {', '.join(source.id for source in missing)}"
        yield Finding("sources", good=True, what=what, remedy="Run `medlex install`.")
    others = [source for source in catalogue().values() if source.group and not source.default and source.id not in ids]
    if others:
        yield Finding("more sources", good=True, what=f"{len(others)} can be added; `medlex sources` lists them")


def _updates(settings: Settings, ids: list[str]) -> Iterator[Finding]:
    """Whether publishers may have newer editions, from when each source was fetched. They are not asked."""
    fetched = {id: found for id in ids if (found := _fetched(settings, id))}
    if not fetched:
        return
    oldest = min(when for when, _ in fetched.values())
    reread = [id for id, (_, version) in fetched.items() if version != __version__]
    old = [id for id, (when, _) in fetched.items() if id not in reread and datetime.now(UTC) - when > OLD]
    if reread:
        what = f"fetched by another version of Medlex, which may have read them otherwise: {', '.join(reread)}"
        yield Finding("updates", good=True, what=what, remedy=f"Run `medlex install {' '.join(reread)}`.")
    if old:
        what = f"fetched over {OLD.days} days ago: {', '.join(old)}"
        remedy = (
            f"Run `medlex install {' '.join(old)}`: it fetches what its publisher has changed. {_by_itself(settings)}"
        )
        yield Finding("updates", good=True, what=what, remedy=remedy)
    if not (reread or old):
        yield Finding("updates", good=True, what=f"the oldest source was fetched on {oldest:%Y-%m-%d}")


def _by_itself(settings: Settings) -> str:
    if settings.medlex_refresh is Refresh.OFF:
        return "MEDLEX_REFRESH=monthly does it by itself."
    return f"MEDLEX_REFRESH is {settings.medlex_refresh}: a bot that runs does it, and its log says what went wrong."


def _fetched(settings: Settings, id: str) -> tuple[datetime, str] | None:
    """Return when a source was fetched, and the version of Medlex that read it; None if it is from a file of the host's."""
    archive = archive_path(settings.home.sources, id)
    with suppress(DataError, ValueError):
        if version := reading_version(archive):
            return datetime.fromisoformat(read_description(archive).installed), version
    return None


def _archive(settings: Settings, id: str) -> Finding:
    try:
        source = read_description(archive_path(settings.home.sources, id))
    except DataError as error:
        return Finding(id, good=False, what=error.problem, remedy=error.remedy)
    broken = f", {counted(source.broken, 'broken record')} left out" if source.broken else ""
    details = (*counted_lines("left out", source.left_out), *counted_lines("cleaned", source.cleaned))
    records = counted(source.journals, "journal") if source.journals else f"{source.concepts:,} concepts"
    return Finding(id, good=True, what=f"edition {source.edition}, {records}{broken}", details=details)
