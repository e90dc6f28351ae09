"""`medlex check`: find what is wrong with this installation, and the command that repairs it."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from bot.building.report import BuildReport, Refusals
from bot.cli.output.console import counted, counted_lines
from bot.errors import DataError, MedlexError
from bot.files import flush, size
from bot.lexicon.store.opening import opened
from bot.lexicon.store.reader import Lexicon
from bot.settings import Settings
from bot.sources.catalogue import catalogue, missing_defaults
from bot.sources.installed import archive_path, installed_ids, read_description

# The id of the application, a time, and a signature (https://docs.discord.com/developers/reference#authentication).
TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{25,}", re.ASCII)
HOW_TO_RESET = (
    "Open https://discord.com/developers/applications, choose your application, and on its Bot page Reset Token. "
    "Put the new token after DISCORD_TOKEN= in the file .env."
)
# In bytes. Server data grow by far less in a year; a lexicon that is rebuilt needs more, and says so itself.
MIN_FREE = 50_000_000
PROBE_LENGTH = 65_536
FREE_SPACE = "Free some space: what people save is refused when the disk is full."
# A night may be missed while the machine is off.
OLD_BACKUP = timedelta(days=3)
UNLINKED = "Correct the names in your table; or install the source that has those terms."


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check: a subject, True if it is good, its state, what to run if something is to do, and further
    lines about it. `is_count` is True if it only counts what is there.
    """

    subject: str
    good: bool
    what: str
    remedy: str | None = None
    details: tuple[str, ...] = ()
    is_count: bool = False


async def findings(settings: Settings) -> list[Finding]:
    """Check everything, in the order in which a host sets it up."""
    found = [
        _home(settings),
        _token(settings),
        await _server_data(settings),
        *_backups(settings),
        *_installed(settings),
    ]
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
        _write_probe(folder / "write.probe")
    except OSError as error:
        return Finding(
            "folder", good=False, what=f"{folder} cannot be written: {error.strerror}", remedy=_remedy(error)
        )
    free = shutil.disk_usage(folder).free
    if free < MIN_FREE:
        what = f"the disk of {folder} is nearly full: {free / 1_000_000:,.0f} MB are free"
        return Finding("folder", good=False, what=what, remedy=FREE_SPACE)
    return Finding("folder", good=True, what=str(folder))


def _write_probe(probe: Path) -> None:
    """Write a small file to the disk, and remove it. Raises OSError when the disk is full or cannot be written."""
    try:
        probe.write_bytes(bytes(PROBE_LENGTH))
        flush(probe)
    finally:
        probe.unlink(missing_ok=True)


def _remedy(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FREE_SPACE
    return "Change its permissions, or set MEDLEX_HOME to another folder."


def _token(settings: Settings) -> Finding:
    """The token by its shape. Discord is not asked, and no part of the token is shown."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        what = "DISCORD_TOKEN is not set; `medlex preview` and the terminal work without"
        return Finding("token", good=True, what=what)
    if not TOKEN.fullmatch(token):
        what = "DISCORD_TOKEN is set, but no bot has such a token"
        return Finding("token", good=False, what=what, remedy=HOW_TO_RESET)
    return Finding("token", good=True, what="DISCORD_TOKEN is set")


async def _server_data(settings: Settings) -> Finding:
    from bot.storage.address import database_url
    from bot.storage.backup.folder import BackupFolder
    from bot.storage.backup.going_back import how_to_go_back
    from bot.storage.migrate import NewerServerDataError
    from bot.storage.status import status

    try:
        found = await status(database_url(settings.home, settings.medlex_database))
    except NewerServerDataError as newer:
        error = how_to_go_back(newer, BackupFolder(settings.home.backups, settings.medlex_backups))
        return Finding("server data", good=False, what=error.problem, remedy=error.remedy)
    except MedlexError as error:
        return Finding("server data", good=False, what=error.problem, remedy=error.remedy)
    if found.version is None:
        return Finding("server data", good=True, what=f"{found.name} will be made when something is first kept")
    outdated = "" if found.version == found.newest else f", which `medlex run` brings to {found.newest}"
    what = f"{found.name} can be written: schema version {found.version}{outdated}, {found.size / 1_000_000:,.1f} MB"
    return Finding("server data", good=True, what=what)


def _backups(settings: Settings) -> Iterator[Finding]:
    """The backups that are made by themselves: the newest of them, and the last one that failed."""
    from bot.storage.backup.folder import BackupFolder
    from bot.storage.backup.nightly import last_failure

    folder = BackupFolder(settings.home.backups, settings.medlex_backups)
    failure, made = last_failure(folder), folder.automatic()
    if not folder.keep:
        yield Finding("backups", good=True, what="none are made by themselves (MEDLEX_BACKUPS=0)")
    elif failure is not None:
        what = f"that of {failure.at:%Y-%m-%d} failed. {failure.problem}"
        yield Finding("backups", good=False, what=what, remedy=failure.remedy)
    elif made:
        yield _newest_backup(folder.last_night(), made, settings.home.backups)


def _newest_backup(last: datetime | None, made: list[Path], folder: Path) -> Finding:
    what = f"{counted(len(made), 'file')} in {folder}, {sum(map(size, made)) / 1_000_000:,.1f} MB"
    if last is None:
        return Finding("backups", good=True, what=what)
    is_old = datetime.now(UTC) - last > OLD_BACKUP
    remedy = "`medlex run` makes one each night; make one now with `medlex backup`." if is_old else None
    return Finding("backups", good=True, what=f"{what}; the newest nightly one is of {last:%Y-%m-%d}", remedy=remedy)


def _installed(settings: Settings) -> Iterator[Finding]:
    """Each source that is installed, the defaults that are not, and how many others there are."""
    ids = installed_ids(settings.home.sources)
    yield from (_archive(settings, id) for id in ids)
    missing = missing_defaults(ids)
    if missing:
        what = f"of the defaults these are not installed: {', '.join(source.id for source in missing)}"
        yield Finding("sources", good=True, what=what, remedy="Run `medlex install`.")
    others = [source for source in catalogue().values() if source.group and not source.default and source.id not in ids]
    if others:
        yield Finding("more sources", good=True, what=f"{len(others)} can be added; `medlex sources` lists them")


def _archive(settings: Settings, id: str) -> Finding:
    try:
        source = read_description(archive_path(settings.home.sources, id))
    except DataError as error:
        return Finding(id, good=False, what=error.problem, remedy=error.remedy)
    broken = f", {counted(source.broken, 'broken record')} left out" if source.broken else ""
    details = (*counted_lines("left out", source.left_out), *counted_lines("cleaned", source.cleaned))
    records = counted(source.journals, "journal") if source.journals else f"{source.concepts:,} concepts"
    return Finding(id, good=True, what=f"edition {source.edition}, {records}{broken}", details=details)


async def _lexicon(lexicon: Lexicon) -> AsyncIterator[Finding]:
    stored = await lexicon.build_report()
    yield Finding("lexicon", good=True, what=f"built {stored['built']} by version {stored['program_version']}")
    try:
        report = msgspec.convert(stored, BuildReport)
    except msgspec.ValidationError:
        what = f"{lexicon.path} was built by a version that counted other things"
        yield Finding("report", good=False, what=what, remedy="Run `medlex build`.")
    else:
        for finding in _report(report):
            yield finding
    verdict = next(iter(await lexicon.rows("PRAGMA quick_check")))[0]
    if verdict != "ok":
        yield Finding("file", good=False, what=f"{lexicon.path} is damaged", remedy="Run `medlex build`.")


def _report(report: BuildReport) -> Iterator[Finding]:
    """Findings on the counts of the last build. None of them is a fault."""
    yield _count("entries", _entries(report))
    yield _count("names", _names(report))
    yield _count("definitions", _definitions(report))
    if report.corrected_names or report.outdated_corrections:
        yield _count("corrections", _corrections(report))
    if report.shared_names:
        best_known = "; ".join(report.best_known_shared_names)
        what = f"{report.shared_names:,} names belong to several entries, the best known of them: {best_known}"
        yield _count("ambiguous", what)
    if report.coded_keys:
        what = f"{report.coded_keys:,} entries share their headword with others, so a code stands in their key"
        yield _count("keys", what)
    if report.cut_cycles:
        cut = "; ".join(report.cut_parents)
        yield _count("hierarchy", f"{report.cut_cycles} parent links were cut as cycles: {cut}")
    if report.refused:
        yield _count("kept apart", _refused(report), tuple(map(_refused_line, report.refused)))
    if report.refused_parents:
        yield _refused_parents(report)
    if report.unlinked:
        yield Finding("links", good=True, what=_unlinked(report), remedy=UNLINKED)


def _refused(report: BuildReport) -> str:
    pairs = sum(refused.count for refused in report.refused)
    return f"{counted(pairs, 'pair')} of records share a name and are not one thing"


def _refused_line(refused: Refusals) -> str:
    return f"{refused.count:,}: {refused.reason} ({'; '.join(refused.examples)})"


def _refused_parents(report: BuildReport) -> Finding:
    """Parents in sources that are not shown as such, counted by reason."""
    count = sum(refused.count for refused in report.refused_parents)
    what = f"{counted(count, 'parent link')} of sources {'is' if count == 1 else 'are'} not shown as such"
    details = (
        f"{refused.count:,} because {refused.reason}: {'; '.join(refused.examples)}"
        for refused in report.refused_parents
    )
    return _count("parents", what, tuple(details))


def _count(subject: str, what: str, details: tuple[str, ...] = ()) -> Finding:
    return Finding(subject, good=True, what=what, details=details, is_count=True)


def _unlinked(report: BuildReport) -> str:
    links = "1 link leads" if report.unlinked == 1 else f"{report.unlinked:,} links lead"
    return f"{links} to no entry, or to several of one name: {'; '.join(report.unlinked_names)}"


def _entries(report: BuildReport) -> str:
    return (
        f"{report.concepts:,} concepts went in; they make {report.entries:,} entries, {report.joined:,} of them from "
        f"several; {report.undefined_entries:,} entries have no definition"
    )


def _names(report: BuildReport) -> str:
    stored = report.names - report.added_names
    return (
        f"{stored + report.repeated_names:,} went in; {stored:,} are kept and {report.repeated_names:,} were repeats "
        f"within an entry; {report.added_names:,} headwords that no source writes just so were added"
    )


def _corrections(report: BuildReport) -> str:
    made = f"{counted(report.corrected_names, 'name')} that a publisher gives to something else corrected"
    outdated = "; ".join(report.outdated_corrections)
    return made + (f"; no longer there to be corrected: {outdated}" if outdated else "")


def _definitions(report: BuildReport) -> str:
    return (
        f"{report.definitions + report.repeated_definitions:,} went in; {report.definitions:,} are kept and "
        f"{report.repeated_definitions:,} were repeats of a publisher's own"
    )
