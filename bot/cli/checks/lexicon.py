"""Checks of the built lexicon, and the counts of what went into it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import msgspec

from bot.building.report import BuildReport, Refusals
from bot.cli.checks.finding import Finding
from bot.cli.output.console import counted
from bot.errors import DataError
from bot.lexicon.store.opening import opened
from bot.lexicon.store.reader import Lexicon
from bot.settings import Settings

UNLINKED = "Correct the names in your table; or install the source that has those terms."


async def lexicon(settings: Settings) -> list[Finding]:
    """Whether the lexicon can be opened and is whole, and its counts."""
    if not settings.home.lexicon.exists():
        what = "there is none yet; `medlex run` and `medlex preview` make it when they start"
        return [Finding("lexicon", good=True, what=what, remedy="Or run `medlex build`: it takes some seconds.")]
    try:
        async with opened(settings.home.lexicon) as opened_lexicon:
            return [finding async for finding in _lexicon(opened_lexicon)]
    except DataError as error:
        return [Finding("lexicon", good=False, what=error.problem, remedy=error.remedy)]


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
