"""Print the outcomes of installing and building: of each source, then the size of the lexicon."""

from __future__ import annotations

from rich.markup import escape

from bot.building.parse import Outcome
from bot.building.report import BuildReport
from bot.cli.output.console import console, counted, counted_lines, print_indented, print_problem
from bot.errors import UnreachableError
from bot.terms.source import InstalledSource

# `medlex check` lists all of them.
MAX_REASONS = 12


def show_outcomes(outcomes: list[Outcome], report: BuildReport | None) -> None:
    """Print the outcome of each source, then the build if there was one."""
    unreachable = [outcome for outcome in outcomes if isinstance(outcome.error, UnreachableError)]
    for outcome in outcomes:
        if outcome.installed is not None:
            _show_installed(outcome.installed)
        elif outcome.error is None:
            console().print(f"{outcome.id} is up to date: its publisher has nothing newer.")
        elif outcome not in unreachable or len(unreachable) == 1:
            result = "stays as it was" if outcome.keeps_earlier else "was not installed"
            print_problem(f"{outcome.id} {result}. {outcome.error.problem}", outcome.error.remedy)
    if len(unreachable) > 1:
        _show_unreachable(unreachable)
    if report is not None:
        show_build(report)


def show_build(report: BuildReport) -> None:
    """Print the size of the lexicon that was built."""
    console().print(
        f"Built the lexicon: {report.entries:,} entries with {report.names:,} names "
        f"and {report.definitions:,} definitions, "
        f"from {report.concepts:,} concepts of {report.sources} source{'s' * (report.sources != 1)}."
    )


def _show_installed(source: InstalledSource) -> None:
    """Print the size of a source, and below it what was left out and why."""
    out = console()
    out.print(f"Installed [bold]{escape(source.title)}[/bold], edition {escape(source.edition)}: {_contents(source)}")
    broken = f"left out {counted(source.broken, 'broken record')} (see the log)"
    reasons = counted_lines("left out", source.left_out)
    more = [f"and more for {len(reasons) - MAX_REASONS:,} other reasons"] if len(reasons) > MAX_REASONS else []
    for line in (*([broken] if source.broken else []), *reasons[:MAX_REASONS], *more):
        print_indented(out, line, 2)


def _contents(source: InstalledSource) -> str:
    if source.journals:
        return counted(source.journals, "journal")
    return f"{source.concepts:,} concepts, {source.names:,} names, {source.definitions:,} definitions"


def _show_unreachable(outcomes: list[Outcome]) -> None:
    """Say once for several sources that this host does not reach their publishers."""
    missing = ", ".join(outcome.id for outcome in outcomes if not outcome.keeps_earlier)
    unchanged = ", ".join(outcome.id for outcome in outcomes if outcome.keeps_earlier)
    results = [f"not installed: {missing}" if missing else "", f"left as they were: {unchanged}" if unchanged else ""]
    print_problem(
        f"These publishers cannot be reached from here ({'; '.join(filter(None, results))}).",
        "Run `medlex install` again where there is a connection (behind a proxy, set HTTPS_PROXY), "
        "or download a file on another machine and give it: `medlex install ID --from FILE`. "
        "docs/publishers.md has their addresses.",
    )
