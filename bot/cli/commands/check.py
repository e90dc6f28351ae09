"""`medlex check`: prints first what is wrong, then what can be done, then what is in order."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable

import click
from rich.console import Console
from rich.text import Text

from bot.cli.checks import Finding, findings
from bot.cli.output.console import console, counted, print_indented
from bot.settings import Settings

INDENT = 6
MARKS = {"wrong": "red", "to do": "yellow", "ok": "green"}


@click.command(short_help="Find out what is wrong, and what to run.")
@click.option("--verbose", is_flag=True, help="Show counts, too: what went into the lexicon, and what became of it.")
@click.pass_obj
def check(settings: Settings, *, verbose: bool) -> None:
    """Check settings, lexicon, server data and token: what is wrong, and what to run."""
    found = asyncio.run(findings(settings))
    _show_findings(found, verbose=verbose)
    if not all(finding.good for finding in found):
        sys.exit(1)


def _show_findings(found: Iterable[Finding], *, verbose: bool) -> None:
    """Print a sentence on the whole, and the findings by how urgent they are; counts only if `verbose`."""
    out = console()
    shown = sorted((each for each in found if verbose or not each.is_count), key=_rank)
    out.print(_summary(shown), style="bold")
    for finding in shown:
        _show(out, finding, verbose=verbose)
    if not verbose:
        out.print("For counts, run `medlex check --verbose`.", style="dim")


def _mark(finding: Finding) -> str:
    if not finding.good:
        return "wrong"
    return "to do" if finding.remedy and not finding.is_count else "ok"


def _rank(finding: Finding) -> int:
    return list(MARKS).index(_mark(finding))


def _summary(findings: list[Finding]) -> str:
    wrong = sum(not finding.good for finding in findings)
    return f"{counted(wrong, 'thing is', 'things are')} wrong:" if wrong else "Nothing is wrong."


def _show(out: Console, finding: Finding, *, verbose: bool) -> None:
    """Print a finding: its mark, subject and state, then what to run, then its details if `verbose`."""
    mark = _mark(finding)
    line = Text.assemble((mark.ljust(INDENT), MARKS[mark]), f"{finding.subject}: {finding.what}")
    if out.soft_wrap:
        out.print(line)
    else:
        first, *rest = line.wrap(out, out.width)
        first.rstrip()
        out.print(first)
        print_indented(out, Text(" ").join(rest), INDENT) if rest else None
    for further in (*filter(None, [finding.remedy]), *(finding.details if verbose else ())):
        print_indented(out, further, INDENT)
