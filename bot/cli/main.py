"""The `medlex` program: its commands, and how it ends.

Exit status: 0 done; 1 failed; 2 wrong usage; 3 asked and nothing was answered. What was asked for goes to
standard output, everything else to standard error.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from itertools import chain
from typing import NoReturn

import click

from bot import __version__
from bot.cli.commands.check import check
from bot.cli.commands.install import build_command, install_command, remove_command, sources
from bot.cli.commands.lookup import define, search_command, suggest
from bot.cli.commands.run import preview, run, serve, sync
from bot.cli.commands.server_data import backup, feedback, move_data, restore
from bot.cli.output.console import print_problem
from bot.discord_bot.pages.emergency import set_emergency_number
from bot.discord_bot.pages.pictures import set_pictures_in_place
from bot.errors import MedlexError
from bot.files import reason
from bot.logs import configure_logging
from bot.settings import Pictures, load_settings

# By what they are for, as `medlex --help` lists them.
SECTIONS = {
    "Try it": (preview, define, suggest, search_command),
    "Choose sources": (sources, install_command, remove_command, build_command),
    "Put it on Discord": (run, serve, sync, check),
    "Care for what people write": (feedback, backup, restore, move_data),
}
COMMANDS = tuple(chain.from_iterable(SECTIONS.values()))
# Longer lines of help are hard to read.
MAX_HELP_WIDTH = 100
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": MAX_HELP_WIDTH}


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, in sections."""
        _ = ctx
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(str(each.name), each.get_short_help_str(MAX_HELP_WIDTH)) for each in commands])


def _end(context: click.Context, error: MedlexError) -> NoReturn:
    print_problem(error.problem, error.remedy)
    context.exit(error.exit_status)


def _refused_by_system(error: OSError) -> MedlexError:
    """The error to show for an OSError that no other part has explained, such as a full disk behind standard output."""
    where = f" with {error.filename}" if error.filename else ""
    return MedlexError(
        f"The system cannot do what Medlex asks of it{where}: {reason(error)}.",
        "Check permissions and free space, then run the command again.",
    )


@click.group(cls=FriendlyErrors, context_settings=CONTEXT)
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
    set_emergency_number(context.obj.medlex_emergency_number)
    set_pictures_in_place(context.obj.medlex_pictures is Pictures.ON)


for command in COMMANDS:
    main.add_command(command)
