"""The `medlex` program.

Exit status: 0 done; 1 failed; 2 wrong usage; 3 asked and nothing was answered. What was asked for goes to standard output,
everything else to standard error.
"""

from __future__ import annotations

import asyncio
import sys
import webbrowser
from collections.abc import Awaitable, Callable
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TypeVar

import click
from rich.console import Console

from bot import __version__
from bot.building.build import build, install_files, remove
from bot.building.parse import Outcome, SourceFile
from bot.building.report import BuildReport
from bot.cli import checks, output, tables
from bot.cli import search as searching
from bot.cli.install import (
    fetch_and_install,
    files_to_install,
    inspected,
    named_source,
    previewed,
    refuse_commas,
    refuse_description,
)
from bot.errors import MedlexError
from bot.files import reason
from bot.lexicon.description_search.search import MAX_CANDIDATES
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.authority import ENGLISH
from bot.lexicon.lookup.match_ladder import AnswerLimits
from bot.lexicon.store.reader import opened
from bot.logs import configure_logging
from bot.settings import Settings, load_settings
from bot.sources.catalogue import default_sources
from bot.sources.custom import CustomSourceOptions
from bot.sources.edition import edition_from_text

UNANSWERED = 3
# How much the terminal asks and shows at once.
ANSWER_LIMITS = AnswerLimits(query_length=100, entries=25)
MAX_COMPLETIONS = 25
DEFAULT_RESULTS = 10

Result = TypeVar("Result")


class FriendlyErrors(click.Group):
    """Shows every MedlexError as two plain sentences, without a traceback, and ends with its exit status."""

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(context)
        except MedlexError as error:
            _end(context, error)
        except BrokenPipeError:  # `medlex sources | head`: click ends quietly
            raise
        except OSError as error:
            _end(context, _refused_by_system(error))


def _end(context: click.Context, error: MedlexError) -> NoReturn:
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"{error.problem}\n{error.remedy}")
    context.exit(error.exit_status)


def _refused_by_system(error: OSError) -> MedlexError:
    """What is left when no other part has said more: a standard output that is full, a folder that went away."""
    where = f" with {error.filename}" if error.filename else ""
    return MedlexError(
        f"The system cannot do what Medlex asks of it{where}: {reason(error)}.",
        "Check permissions and free space, then run the command again.",
    )


@click.group(cls=FriendlyErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="medlex")
@click.pass_context
def main(context: click.Context) -> None:
    """A medical dictionary for Discord that you host yourself.

    Not medical advice: sources may disagree or be out of date.
    """
    if isinstance(sys.stdout, TextIOWrapper):  # a terminal or file that cannot hold α or · gets ? in its place
        sys.stdout.reconfigure(errors="replace")
    context.obj = load_settings()
    configure_logging(context.obj)


@main.command("define")
@click.argument("words", nargs=-1, required=True, metavar="TERM")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; docs/json.md describes it.")
@click.option("--language", metavar="CODE", default=ENGLISH, help="The language of whoever asks, such as es.")
@click.pass_obj
def define_command(settings: Settings, words: tuple[str, ...], *, as_json: bool, language: str) -> None:
    """Look up TERM, which may have several words."""
    answer = _ask(settings, lambda dictionary: dictionary.look_up(" ".join(words), language))
    if as_json:
        click.echo(output.answer_json(answer).encode())  # JSON is UTF-8, whatever the terminal's encoding (RFC 8259)
    else:
        output.show_answer(answer)
    if answer.entry is None:
        sys.exit(UNANSWERED)


@main.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; docs/json.md describes it.")
@click.option("--limit", type=click.IntRange(1, MAX_COMPLETIONS), default=MAX_COMPLETIONS, show_default=True)
@click.pass_obj
def suggest(settings: Settings, text: str, *, as_json: bool, limit: int) -> None:
    """Print what autocomplete offers for TEXT."""
    completions = _ask(settings, lambda dictionary: dictionary.complete(text, limit))
    if as_json:
        click.echo(output.completions_json(completions).encode())
    else:
        output.show_completions(completions)
    if not completions:
        sys.exit(UNANSWERED)


@main.command("search")
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; docs/json.md describes it.")
@click.option("--limit", type=click.IntRange(1, MAX_CANDIDATES), default=DEFAULT_RESULTS, show_default=True)
@click.pass_obj
def search_command(settings: Settings, words: tuple[str, ...], *, as_json: bool, limit: int) -> None:
    """Find entries by what they are: "the thing in blood that carries oxygen"."""
    results = _ask(settings, lambda dictionary: dictionary.search(" ".join(words), 0, limit))
    if as_json:
        click.echo(searching.results_json(results).encode())
    else:
        searching.show_results(results)
    if not results.results:
        sys.exit(UNANSWERED)


@main.command("install")
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
@click.option("--preview", is_flag=True, help="Your list: show how it would be read, and install nothing.")
@click.pass_obj
def install_command(
    settings: Settings,
    /,
    ids: tuple[str, ...],
    paths: tuple[Path, ...],
    edition: str | None,
    *,
    preview: bool,
    **said: str | None,
) -> None:
    r"""Install or upgrade the sources ID (none named: the defaults), then rebuild the lexicon.

    `medlex sources` lists every ID. They are in small letters, with spaces between them.

    A list of your own gets an ID that you choose, and the first time a title, publisher, licence and edition. It may be CSV, TSV,
    Excel, ODS, JSON, TOML, Markdown, an Anki deck, or a dictionary such as StarDict. docs/sources.md tells more.

    \b
    Examples:
      medlex install
      medlex install orphanet wordnet
      medlex install mesh --from desc2026.gz
      medlex install our-clinic --from words.xlsx --preview
    """
    refuse_commas(ids)
    known_edition = None if edition is None else edition_from_text(edition)
    description = CustomSourceOptions(**said)
    if preview:
        found = previewed(settings.home, ids, paths, known_edition, description)
        tables.show_preview(found, paths[0].name)
        return
    if paths:
        files = files_to_install(settings.home, ids, paths, known_edition, description)
        _install_from(settings, files)
        return
    refuse_description(description, ())
    chosen = [named_source(settings.home, id) for id in dict.fromkeys(ids)] or default_sources()
    _show_outcomes(*fetch_and_install(settings.home, chosen, known_edition))


def _install_from(settings: Settings, files: list[SourceFile]) -> None:
    """Install each source from its own file, with one rebuild for all; first say how tables of the admin's own are read."""
    for file in files:
        found = inspected(file)
        if found is not None:
            tables.show_reading(found, file.path.name)
    with output.working(f"Reading {', '.join(file.path.name for file in files)} and rebuilding the lexicon"):
        outcomes, report = install_files(settings.home, files)
    if len(outcomes) == 1 and outcomes[0].error is not None:
        raise outcomes[0].error
    _show_outcomes(outcomes, report)


def _show_outcomes(outcomes: list[Outcome], report: BuildReport | None) -> None:
    """Say what became of each source; the program has failed when none could be used."""
    output.show_outcomes(outcomes, report)
    if all(outcome.error for outcome in outcomes):
        sys.exit(1)


@main.command("remove")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def remove_command(settings: Settings, ids: tuple[str, ...]) -> None:
    """Remove the sources ID, then rebuild the lexicon."""
    refuse_commas(ids)
    with output.working("Rebuilding the lexicon"):
        report = remove(settings.home, list(dict.fromkeys(ids)))
    output.show_build(report)


@main.command("build")
@click.pass_obj
def build_command(settings: Settings) -> None:
    """Rebuild the lexicon from the starter glossary and the installed sources."""
    with output.working("Rebuilding the lexicon"):
        report = build(settings.home)
    output.show_build(report)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; docs/json.md describes it.")
@click.pass_obj
def sources(settings: Settings, *, as_json: bool) -> None:
    """List the sources: which are installed, in which edition, with how much, under which licence.

    `medlex install ID` adds one.
    """
    installed = _ask(settings, lambda dictionary: dictionary.lexicon.sources())
    if as_json:
        click.echo(output.sources_json(installed).encode())
    else:
        output.show_sources(installed)


@main.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Check settings, lexicon, server data and token: what is wrong, and what to run."""
    findings = asyncio.run(checks.findings(settings))
    output.show_findings(findings)
    if not all(finding.good for finding in findings):
        sys.exit(1)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The page's port; a free one if not given.")
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
@click.pass_obj
def preview(settings: Settings, port: int, *, browser: bool) -> None:
    """Try the real bot in a local browser page, without a Discord account."""
    from bot.discord_bot.preview import preview as serve

    def announce(address: str) -> None:
        click.echo(
            f"Open {address}\nType /define, press Enter, type inter, and choose a name. Press Ctrl+C here to stop."
        )
        if browser:
            webbrowser.open(address)

    ensure_lexicon(settings)
    asyncio.run(serve(settings.home, port, announce, settings.medlex_database, settings.policies))


@main.command()
@click.pass_obj
def run(settings: Settings) -> None:
    """Run the bot on Discord. Needs DISCORD_TOKEN."""
    from bot.discord_bot.run import run_bot, token_of

    token = token_of(settings)
    ensure_lexicon(settings)
    asyncio.run(
        run_bot(settings.home, token, settings.medlex_refresh, settings.medlex_database, policies=settings.policies)
    )


@main.command()
@click.option(
    "--guild", "server", type=click.IntRange(min=1), metavar="ID", help="Only in the server with this ID, at once."
)
@click.option("--clear", is_flag=True, help="Take the commands away instead.")
@click.pass_obj
def sync(settings: Settings, server: int | None, *, clear: bool) -> None:
    """Register the slash commands with Discord, everywhere. Needs DISCORD_TOKEN.

    A server's own commands stand beside those that are everywhere, so its members see both.
    """
    from bot.discord_bot.run import sync_commands, token_of

    count = asyncio.run(sync_commands(settings.home, token_of(settings), server, clear=clear))
    where = "everywhere" if server is None else f"in the server {server}"
    if not clear:
        click.echo(
            f"Registered {count} command{'s' * (count != 1)} {where}. People see them after they reload Discord."
        )
    elif server is None:
        click.echo(f"Took all commands away {where}. `medlex run` registers them again.")
    else:
        click.echo(f"Took all commands of its own away {where}. Those that are everywhere stay.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; docs/json.md describes it.")
@click.option("--all", "with_done", is_flag=True, help="List what is done, too.")
@click.option("--done", metavar="REF", help="Note that the one with this reference is done.")
@click.option("--delete", metavar="REF", help="Delete the one with this reference for good.")
@click.pass_obj
def feedback(settings: Settings, done: str | None, delete: str | None, *, as_json: bool, with_done: bool) -> None:
    """List what members say is wrong with entries, oldest first."""
    from bot.cli import server_data

    if done:
        asyncio.run(server_data.finish_feedback(settings, done))
    if delete:
        asyncio.run(server_data.delete_feedback(settings, delete))
    if not (done or delete):
        asyncio.run(server_data.show_feedback(settings, as_json=as_json, with_done=with_done))


@main.command("backup")
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def backup_command(settings: Settings, path: Path) -> None:
    """Copy server data to the new file PATH, also while the bot runs."""
    from bot.cli import server_data

    server_data.back_up_to(settings, path)


@main.command("restore")
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def restore_command(settings: Settings, path: Path) -> None:
    """Put the copy of server data at PATH in their place; those that are there are kept beside it."""
    from bot.cli import server_data

    asyncio.run(server_data.restore_from(settings, path))


def ensure_lexicon(settings: Settings) -> None:
    """Build the lexicon from what there is when there is none yet."""
    if not settings.home.lexicon.exists():
        build(settings.home)


def _ask(settings: Settings, question: Callable[[Dictionary], Awaitable[Result]]) -> Result:
    """Ask the lexicon one question, building it first when there is none yet."""

    async def asked() -> Result:
        async with opened(settings.home.lexicon) as lexicon:
            return await question(Dictionary(lexicon, ANSWER_LIMITS))

    ensure_lexicon(settings)
    return asyncio.run(asked())
