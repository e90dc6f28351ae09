"""Commands that change or list the sources: `install`, `remove`, `build`, `sources`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.building.build import build, install_files, remove
from bot.building.parse import Outcome, SourceFile
from bot.building.report import BuildReport
from bot.cli.commands.lookup import ask, renew_lexicon
from bot.cli.install.fetching import fetch_and_install
from bot.cli.install.request import (
    files_to_install,
    inspected,
    named_source,
    previewed,
    refuse_commas,
    refuse_options,
)
from bot.cli.output import build_reports, table_preview
from bot.cli.output.console import working
from bot.cli.output.json_documents import sources_json
from bot.cli.output.source_list import show_sources
from bot.settings import LowMemory, PrivateRedirects, Settings
from bot.sources.catalogue import Source, default_sources
from bot.sources.custom import CustomSourceOptions
from bot.sources.edition import Edition, edition_from_text
from bot.sources.installed import installed_ids


def _set_low_memory(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Change the settings of one command, as MEDLEX_LOW_MEMORY would."""
    if wanted:
        context.obj = context.obj.model_copy(update={"medlex_low_memory": LowMemory.ON})


low_memory_option = click.option(
    "--low-memory",
    is_flag=True,
    expose_value=False,
    callback=_set_low_memory,
    help="Build in half the memory, which takes longer. MEDLEX_LOW_MEMORY=on does so always.",
)


@click.command("install", short_help="Add or upgrade sources.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--from",
    "paths",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file or folder that is on disk already, plain or compressed; one for each ID, in their order.",
)
@click.option(
    "--edition",
    metavar="YEAR",
    help="The edition to show, such as 2026; for files that do not say theirs, and for a list.",
)
@click.option("--title", metavar="TEXT", help="Your list: what it is called.")
@click.option("--publisher", metavar="TEXT", help="Your list: who made it.")
@click.option("--licence", "--license", "licence", metavar="TEXT", help="Your list: how others may use it.")
@click.option("--language", metavar="CODE", help="Your list: its language, such as es; English if not given.")
@click.option(
    "--traits",
    metavar="TEXT",
    help="Your list: for_specialists, curated_abbreviations, or both with a comma; docs/sources.md tells more.",
)
@click.option(
    "--columns", metavar="TEXT", help='Your list: what its columns hold, as in "term=Word,definition=Meaning".'
)
@click.option("--sheet", metavar="NAME", help="Your list: the sheet of a workbook; the first if not given.")
@click.option(
    "--encoding", metavar="NAME", help="Your list: its encoding, such as windows-1252; found out if not given."
)
@click.option(
    "--missing",
    is_flag=True,
    help="Only those of the IDs that are not installed yet; with all there, only see to it that the lexicon is of this version.",
)
@low_memory_option
@click.option("--preview", is_flag=True, help="Your list: show how it would be read, and install nothing.")
@click.pass_obj
def install_command(  # noqa: PLR0913 (one for each option)
    settings: Settings,
    /,
    ids: tuple[str, ...],
    paths: tuple[Path, ...],
    edition: str | None,
    *,
    missing: bool,
    preview: bool,
    **custom_options: str | None,
) -> None:
    """Install or upgrade the sources ID (none named: the defaults), then rebuild the lexicon.

    `medlex sources` lists every ID. They are in small letters, with spaces between them.

    A list of your own gets an ID that you choose, and the first time a title, publisher, license and edition.
    It may be CSV, TSV, Excel, ODS, JSON, TOML, Markdown, an Anki deck, or a dictionary such as StarDict.
    docs/sources.md tells more.

    \b
    Examples:
      medlex install
      medlex install orphanet wordnet
      medlex install mesh --from desc2026.gz
      medlex install our-clinic --from words.xlsx --preview
    """  # noqa: D301 (click finds the paragraph that it must not wrap by a control character)
    refuse_commas(ids)
    known_edition = None if edition is None else edition_from_text(edition)
    options = CustomSourceOptions(**custom_options)
    if preview:
        found = previewed(settings.home, ids, paths, known_edition, options)
        table_preview.show_preview(found, paths[0].name)
        return
    if paths:
        files = files_to_install(settings.home, ids, paths, known_edition, options)
        _install_from(settings, files)
        return
    refuse_options(options, ())
    chosen = [named_source(settings.home, id) for id in dict.fromkeys(ids)] or default_sources()
    if missing:
        _install_missing(settings, not_installed(settings, chosen), known_edition)
        return
    _fetch(settings, chosen, known_edition)


def _install_missing(settings: Settings, chosen: list[Source], edition: Edition | None) -> None:
    """Install sources, if there are any, and see to it that the lexicon is one of this version, whatever becomes of them.

    That none of them can be had is a failure only if there is no other source: an update must not wait for a publisher.
    """
    try:
        if chosen:
            _fetch(settings, chosen, edition, are_needed=not installed_ids(settings.home.sources))
        else:
            click.echo("All of them are installed.")
    finally:
        with working("Building the lexicon"):
            renewed = renew_lexicon(settings)
        if renewed:
            click.echo("The lexicon was built for this version of Medlex.")


def _fetch(settings: Settings, chosen: list[Source], edition: Edition | None, *, are_needed: bool = True) -> None:
    allowed = settings.medlex_private_redirects is PrivateRedirects.ON
    outcomes, report = fetch_and_install(
        settings.home, chosen, edition, private_redirects=allowed, low_memory=settings.low_memory
    )
    _show_outcomes(outcomes, report, are_needed=are_needed)


def not_installed(settings: Settings, chosen: list[Source]) -> list[Source]:
    """Return the sources that are not installed yet."""
    there = set(installed_ids(settings.home.sources))
    return [each for each in chosen if each.id not in there]


def _install_from(settings: Settings, files: list[SourceFile]) -> None:
    """Install each source from its own file, with one rebuild for all.

    Before that, print how tables of the admin's own are read. Raises the error of a single source.
    """
    for file in files:
        found = inspected(file)
        if found is not None:
            table_preview.show_reading(found, file.path.name)
    with working(f"Reading {', '.join(file.path.name for file in files)} and rebuilding the lexicon"):
        outcomes, report = install_files(settings.home, files, low_memory=settings.low_memory)
    if len(outcomes) == 1 and outcomes[0].error is not None:
        raise outcomes[0].error
    _show_outcomes(outcomes, report)


def _show_outcomes(outcomes: list[Outcome], report: BuildReport | None, *, are_needed: bool = True) -> None:
    """Print the outcome of each source. End with status 1 if none could be used, but one was needed."""
    build_reports.show_outcomes(outcomes, report)
    if are_needed and all(outcome.error for outcome in outcomes):
        sys.exit(1)


@click.command("remove", short_help="Remove sources.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@low_memory_option
@click.pass_obj
def remove_command(settings: Settings, ids: tuple[str, ...]) -> None:
    """Remove the sources ID, then rebuild the lexicon."""
    refuse_commas(ids)
    with working("Rebuilding the lexicon"):
        report = remove(settings.home, list(dict.fromkeys(ids)), low_memory=settings.low_memory)
    build_reports.show_build(report)


@click.command("build", short_help="Rebuild the dictionary from what is installed.")
@low_memory_option
@click.pass_obj
def build_command(settings: Settings) -> None:
    """Rebuild the lexicon from the starter glossary and the installed sources."""
    with working("Rebuilding the lexicon"):
        report = build(settings.home, low_memory=settings.low_memory)
    build_reports.show_build(report)


@click.command(short_help="List all sources, and what is installed.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; docs/json.md describes it.")
@click.pass_obj
def sources(settings: Settings, *, as_json: bool) -> None:
    """List the sources: which are installed, in which edition, with how much, under which license.

    `medlex install ID` adds one.
    """
    installed = ask(settings, lambda dictionary: dictionary.lexicon.sources())
    if as_json:
        click.echo(sources_json(installed).encode())
    else:
        show_sources(installed)
