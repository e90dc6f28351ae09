"""Many servers on this machine: `python -m benchmarks.scale --home FOLDER --postgres ADDRESS`.

With `--door http`, copies of `medlex serve` behind haproxy take signed interactions; see `benchmarks.scale.over_http`. Else
several processes of `medlex run`, each with its share of the shards, answer people in 50,000 servers of a Discord on this
machine. The process that leads is killed while it posts terms of the day, another one is stopped, and both are
started again. It ends with status 1 if an interaction was answered twice or lost, a term was posted twice, shards signed
in too fast, or a process took longer than five seconds to stop.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.lookup.measuring import show
from benchmarks.scale import over_http
from benchmarks.scale.database import new_database
from benchmarks.scale.gateway import ManyServers, many_servers
from benchmarks.scale.load import SECONDS_TO_ANSWER, percentile
from benchmarks.scale.processes import bots
from benchmarks.scale.scenario import Outcome, only_start, play, want_terms
from bot.settings import Home

MAX_SECONDS_TO_STOP = 5.0


def main() -> int:
    """Print what was seen; return 1 if it is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a MEDLEX_HOME with a built lexicon")
    parser.add_argument("--postgres", required=True, help="a server, on which a database is made and dropped again")
    parser.add_argument("--door", choices=["gateway", "http"], default="gateway")
    parser.add_argument("--servers", type=int, default=50_000)
    parser.add_argument("--shards", type=int, default=20)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--max-concurrency", type=int, default=16, help="how many shards may sign in in five seconds")
    parser.add_argument("--rate", type=float, default=100.0, help="interactions a second")
    parser.add_argument("--calm", type=float, default=20.0, help="seconds before the first process is killed")
    parser.add_argument("--terms", type=int, default=400, help="servers that want a term of the day")
    parser.add_argument("--only-start", action="store_true", help="see how long the sign-in of all shards takes")
    return asyncio.run(_run(parser.parse_args()))


async def _run(options: argparse.Namespace) -> int:
    if options.door == "http":
        return await _run_over_http(options)
    here = ManyServers(options.servers, options.shards, options.max_concurrency)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = _home(options.home, folder)
        async with new_database(options.postgres) as database, many_servers(here) as port:
            await want_terms(home, database, here, options.terms)
            environment = {"MEDLEX_DATABASE": database.get_secret_value()}
            processes = bots(options.processes, options.shards, folder, environment, port)
            if options.only_start:
                outcome = await only_start(here, processes)
            else:
                outcome = await play(here, processes, options.rate, options.calm, options.terms)
            warnings = sorted({warning for bot in processes for warning in bot.warnings()})
    _print(here, outcome, options.rate)
    print("In the logs:", ", ".join(warnings) or "no warning")
    faults = list(_faults(here, outcome, options.terms))
    print("\n".join(faults) if faults else "Nothing is wrong.")
    return 1 if faults else 0


async def _run_over_http(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = _home(options.home, folder)
        async with new_database(options.postgres) as database:
            faults = await over_http.run(options, home, folder, database)
    print("\n".join(faults) if faults else "Nothing is wrong.")
    return 1 if faults else 0


def _home(built: Path, folder: Path) -> Home:
    """Return a home with the built lexicon in it: the bot writes notes into its home."""
    home = Home(folder / "home")
    home.folder.mkdir()
    home.lexicon.symlink_to((built / "lexicon.sqlite3").resolve())
    return home


def _print(here: ManyServers, outcome: Outcome, rate: float) -> None:
    print(
        f"{here.servers:,} servers, {here.shards} shards in {len(outcome.memory)} processes: all connected after "
        f"{outcome.connected_after:.1f} s, {here.max_concurrency} in five seconds; {len(here.sign_ins)} sign-ins in all, "
        f"{here.too_fast} too fast; commands registered {here.registrations} time(s)."
    )
    _print_processes(outcome)
    if not here.sent:
        return
    _print_answers(here, outcome, rate)
    handed = "by nobody" if outcome.hand_over is None else f"{outcome.hand_over:.1f} s later by another one"
    print(
        f"{outcome.killed} was killed while it posted terms of the day; they went on {handed}. Its shards were back after "
        f"{outcome.back_after_kill:.1f} s, those of {outcome.stopped} (stopped) after {outcome.back_after_stop:.1f} s."
    )
    print(f"{len(here.posts)} terms posted. Seconds to stop: {', '.join(f'{one:.2f}' for one in outcome.stopped_in)}.")


def _print_processes(outcome: Outcome) -> None:
    show(
        "Memory in MiB, and processor time in a second of calm",
        ["process", "resident", "its own", "processor"],
        [[name, *memory, outcome.processor.get(name)] for name, memory in outcome.memory.items()],
    )


def _print_answers(here: ManyServers, outcome: Outcome, rate: float) -> None:
    first, last = outcome.calm
    rows = []
    for name, within in {"calm": (first, last), "all": (0.0, float("inf"))}.items():
        for kind in ("/define", "completion"):
            some = [one for one in here.sent.values() if one.kind == kind and within[0] <= one.at <= within[1]]
            rows.append([f"{kind}, {name}", len(some), *(percentile(some, share) for share in (0.5, 0.99, 1.0))])
    show(f"{rate:g} interactions a second: milliseconds to the answer", ["", "sent", "median", "p99", "most"], rows)
    hands = sum(not one.answers and one.connection.is_killed for one in here.sent.values())
    print(
        f"In the hands of the killed process: {hands}. While shards had no connection: {here.unheard.total()} not sent."
    )


def _faults(here: ManyServers, outcome: Outcome, terms: int) -> Iterator[str]:
    """Yield what is not as it should be."""
    all_sent = here.sent.values()
    if twice := sum(one.answers > 1 for one in all_sent):
        yield f"{twice} interactions were answered twice."
    lost = [one for one in all_sent if not one.answers and not one.connection.is_killed]
    if lost:
        yield (
            f"{len(lost)} interactions were lost, of shards {sorted({one.connection.shard for one in lost})}, "
            + ", ".join(f"{one.at - outcome.stopped_at:.3f} s" for one in lost[:10])
            + " after a process was told to stop."
        )
    if late := sum(one.answered_at is not None and one.answered_at - one.at > SECONDS_TO_ANSWER for one in all_sent):
        yield f"{late} interactions were answered too late."
    if here.too_fast:
        yield f"{here.too_fast} shards signed in too fast."
    channels = [channel for _, channel in here.posts]
    if again := len(channels) - len(set(channels)):
        yield f"{again} terms were posted twice."
    if all_sent and len(channels) < terms - 1:  # one may have been in the hands of the killed process
        yield f"{terms - len(channels)} terms were not posted."
    if any(seconds > MAX_SECONDS_TO_STOP for seconds in outcome.stopped_in):
        yield "A process took too long to stop."


if __name__ == "__main__":
    sys.exit(main())
