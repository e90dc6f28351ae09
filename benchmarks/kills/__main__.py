"""Kill a program that writes server data 200 times, and see that everything it confirmed is there.

`python -m benchmarks.kills` uses a file in a new folder, `--postgres ADDRESS` an empty PostgreSQL database.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from pydantic import SecretStr

from benchmarks.kills.rounds import Round, rounds
from bot.settings import Home

KILLS = 200
KILLS_BETWEEN_REPORTS = 20


def main() -> int:
    """Print the outcome; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument(
        "--postgres", metavar="ADDRESS", help="an empty database, such as postgresql://medlex@localhost/try"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = SecretStr(options.postgres) if options.postgres else None
        done = []
        for number, one in enumerate(rounds(Home(Path(folder)), address, options.kills, options.seed), start=1):
            done.append(one)
            for fault in one.faults:
                print(f"kill {number}: {fault}")
            if number % KILLS_BETWEEN_REPORTS == 0:
                print(_report(done), file=sys.stderr)
    print(_report(done))
    return 1 if any(one.faults for one in done) else 0


def _report(done: list[Round]) -> str:
    confirmed, unconfirmed = sum(one.confirmed for one in done), sum(one.unconfirmed for one in done)
    faulty = sum(bool(one.faults) for one in done)
    return (
        f"{len(done)} kills, {confirmed:,} confirmed writes, of which none may be lost; {unconfirmed} were stored and not "
        f"yet confirmed. Kills after which anything was wrong: {faulty}."
    )


if __name__ == "__main__":
    sys.exit(main())
