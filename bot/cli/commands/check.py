"""`medlex check`: prints first what is wrong, then what can be done, then what is in order."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable

import click
from rich.console import Console
from rich.text import Text

from bot.cli.checks.everything import findings
from bot.cli.checks.finding import Finding, State, as_json_document
from bot.cli.output.console import console, counted, print_address, print_indented
from bot.settings import Settings

INDENT = 6
COLORS = {State.WRONG: "red", State.TO_DO: "yellow", State.OK: "green"}


@click.command(short_help="Find out what is wrong, and what to run.")
@click.option("--verbose", is_flag=True, help="Show counts, too: what went into the lexicon, and what became of it.")
@click.option("--offline", is_flag=True, help="Do not ask Discord about the token, its application and the clock.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; docs/json.md describes it.")
@click.pass_obj
def check(settings: Settings, *, verbose: bool, offline: bool, as_json: bool) -> None:
    """Check settings, token, application, machine, server data, sources and lexicon: what is wrong, and what to run.

    Exit status: 0 if nothing is wrong, though something may be to do; 1 if something is wrong.

    With a DISCORD_TOKEN it asks Discord about the bot, and compares the clock with Discord's. Nobody else is asked.
    """
    found = asyncio.run(findings(settings, offline=offline))
    if as_json:
        click.echo(as_json_document(found))
    else:
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


def _rank(finding: Finding) -> int:
    return list(State).index(finding.state)


def _summary(findings: list[Finding]) -> str:
    wrong = sum(not finding.good for finding in findings)
    return f"{counted(wrong, 'thing is', 'things are')} wrong:" if wrong else "Nothing is wrong."


def _show(out: Console, finding: Finding, *, verbose: bool) -> None:
    """Print a finding: its mark, subject and state, then what to run, then its details if `verbose`."""
    state = finding.state
    line = Text.assemble((state.ljust(INDENT), COLORS[state]), f"{finding.subject}: {finding.what}")
    if out.soft_wrap:
        out.print(line)
    else:
        first, *rest = line.wrap(out, out.width)
        first.rstrip()
        out.print(first)
        print_indented(out, Text(" ").join(rest), INDENT) if rest else None
    if finding.address:
        print_address(out, finding.address, INDENT)
    for further in (*filter(None, [finding.remedy]), *(finding.details if verbose else ())):
        print_indented(out, further, INDENT)
