"""`python -m benchmarks.audit --home MEDLEX_HOME --seed N`: a sample of joined entries, printed for a person to read.

An entry is joined when two or more sources in one language have a record of it. The reader writes a line for
every finding (the entry's key, the class of the finding, a note, with tabs between), or one with "ok" for an
entry without any, and records them with `--record FILE --reader NAME`, and the same home, seed and size: they
go into `verdicts.tsv` beside this file. `--report` prints how common each class is, with 95 % intervals, and
how that changed.

Read as a clinician would, and look up in two sources what is doubtful. The classes:

"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import date
from pathlib import Path

from benchmarks.audit.block import block
from benchmarks.audit.rates import report
from benchmarks.audit.sample import Sampled, lexicon_name, sample
from benchmarks.audit.verdicts import CLASSES, VERDICTS, Verdict, add, read, recorded
from bot.errors import MedlexError
from bot.lexicon.store.opening import opened
from bot.settings import Home


def main() -> None:
    """Print a sample, record verdicts on it, or report on all that were recorded."""
    parser = _parser()
    arguments = parser.parse_args()
    if not arguments.report and not arguments.home:
        parser.error("--home or --report is needed")
    if arguments.record and not arguments.reader:
        parser.error("--record needs --reader: whose verdicts they are")
    try:
        print("\n".join(_report(arguments.verdicts) if arguments.report else asyncio.run(_sampled(arguments))))
    except (MedlexError, ValueError, OSError) as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    classes = "\n".join(f"  {name:30} {meaning}" for name, meaning in CLASSES.items())
    parser = argparse.ArgumentParser(
        description=f"{__doc__}{classes}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, help="the MEDLEX_HOME whose lexicon is read")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other entries")
    parser.add_argument("--size", type=int, default=250, help="how many entries")
    parser.add_argument("--record", type=Path, metavar="FILE", help="verdicts on this sample, to be kept")
    parser.add_argument("--reader", help="who read the sample")
    parser.add_argument("--report", action="store_true", help="print the rates of all recorded verdicts")
    parser.add_argument("--verdicts", type=Path, default=VERDICTS, help="where verdicts are kept")
    return parser


def _report(verdicts: Path) -> list[str]:
    found = recorded(verdicts)
    return list(report(found)) if found else ["Nothing is recorded yet."]


async def _sampled(arguments: argparse.Namespace) -> list[str]:
    """The lines to print for a sample: its entries, or the number of verdicts on it that were recorded."""
    home = Home(arguments.home)
    async with opened(home.lexicon) as lexicon:
        drawn = await sample(lexicon, home, arguments.size, arguments.seed)
        name = lexicon_name(await lexicon.sources())
    if not arguments.record:
        return [f"{len(drawn)} entries, seed {arguments.seed}; {name}", *_blocks(drawn)]
    today = date.today().isoformat()  # noqa: DTZ011 (the reader's own day)
    lines = read(arguments.record, [sampled.entry.key for sampled in drawn])
    add([Verdict(today, arguments.seed, name, arguments.reader, *line) for line in lines], arguments.verdicts)
    return [f"{len(lines)} verdicts on {len(drawn)} entries are recorded in {arguments.verdicts}."]


def _blocks(drawn: list[Sampled]) -> list[str]:
    return [f"\n{block(number, sampled)}" for number, sampled in enumerate(drawn, start=1)]


if __name__ == "__main__":
    main()
