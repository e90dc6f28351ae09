"""The `medlex` program: its commands, and how it ends.

Exit status: 0 done; 1 failed; 2 wrong usage; 3 asked and nothing was answered; 4 there is a newer release. What was asked for goes to
standard output, everything else to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click
import structlog

from bot import __version__
from bot.errors import MedlexError
from bot.files import reason
from bot.logs import configure_logging
from bot.settings import Pictures, Settings, load_settings

# By what they are for, as `medlex --help` lists them: the names of the commands, and the modules of bot.cli.commands that
# have them. A module is imported when its command is used, so `medlex health` starts in a quarter of a second.
SECTIONS = {
    "Try it": {"preview": "run", "define": "lookup", "suggest": "lookup", "search": "lookup"},
    "Choose sources": {"sources": "install", "install": "install", "remove": "install", "build": "install"},
    "Put it on Discord": {
        "run": "run",
        "serve": "run",
        "sync": "run",
        "check": "check",
        "upgrade-check": "upgrade_check",
        "health": "health",
        "service": "service",
    },
    "Care for what people write": {
        "feedback": "server_data",
        "backup": "server_data",
        "restore": "server_data",
        "migrate": "server_data",
        "move-data": "server_data",
    },
}
MODULES: Mapping[str, str] = {name: module for section in SECTIONS.values() for name, module in section.items()}
# They warn of settings that are misspelt; `medlex check` lists them, too.
STARTING = {"run", "serve", "sync"}
# Longer lines of help are hard to read.
MAX_HELP_WIDTH = 100
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": MAX_HELP_WIDTH}

logger = structlog.get_logger(__name__)


class Program(click.Group):
    """The group of all commands. It shows every MedlexError as two plain sentences, without a traceback, and ends with
    its exit status.
    """

    def list_commands(self, _context: click.Context, /) -> list[str]:
        """Return the names of all commands."""
        return list(MODULES)

    def get_command(self, _context: click.Context, cmd_name: str, /) -> click.Command | None:
        """Import and return a command; None if there is none of that name."""
        if (module := MODULES.get(cmd_name)) is None:
            return None
        members = vars(import_module(f"bot.cli.commands.{module}")).values()
        return next(each for each in members if isinstance(each, click.Command) and each.name == cmd_name)

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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, in sections."""
        for title, names in SECTIONS.items():
            commands = filter(None, (self.get_command(ctx, name) for name in names))
            with formatter.section(title):
                formatter.write_dl([(str(each.name), each.get_short_help_str(MAX_HELP_WIDTH)) for each in commands])


def _end(context: click.Context, error: MedlexError) -> NoReturn:
    from bot.cli.output.console import print_problem

    print_problem(error.problem, error.remedy)
    context.exit(error.exit_status)


def _refused_by_system(error: OSError) -> MedlexError:
    """The error to show for an OSError that no other part has explained, such as a full disk behind standard output."""
    where = f" with {error.filename}" if error.filename else ""
    return MedlexError(
        f"The system cannot do what Medlex asks of it{where}: {reason(error)}.",
        "Check permissions and free space, then run the command again.",
    )


@click.group(cls=Program, context_settings=CONTEXT)
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
    if context.invoked_subcommand in STARTING:
        _warn_of_unknown_settings()
    _apply_to_pages(context.obj)


def _warn_of_unknown_settings() -> None:
    from bot.cli.unknown_settings import unknown_settings

    for each in unknown_settings():
        logger.warning("unknown_setting", problem=str(each))


def _apply_to_pages(settings: Settings) -> None:
    """Apply the settings of pages. Those are imported only if a host has set one: that takes a quarter of a second."""
    if settings.medlex_emergency_number is not None:
        from bot.discord_bot.pages.emergency import set_emergency_number

        set_emergency_number(settings.medlex_emergency_number)
    if settings.medlex_pictures is Pictures.ON:
        from bot.discord_bot.pages.pictures import set_pictures_in_place

        set_pictures_in_place(True)
