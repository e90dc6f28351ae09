"""`python -m benchmarks.quality --home MEDLEX_HOME`: whether the right entry comes, whatever was typed.

Asks the lexicon of a home everything in `truth.tsv` that its sources can answer and prints, by rung, how much
is right, and every wrong answer: an entry that was answered where another, a choice or a suggestion was due.
Asks, when told to, a list of misspellings, typing errors made from the lexicon's own names, and beginnings of
names as well.

Exit status: 1 when there is a wrong answer, or a figure is worse by more than half a percentage point than
the one that `recorded.json` has for the same set of sources. Wrong answers to a list of misspellings are only
counted and shown, for the list may hold words that are names themselves.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from benchmarks.limits import ANSWER_LIMITS
from benchmarks.quality.finding import Trials, try_pairs, try_prefixes, try_typos
from benchmarks.quality.judging import Verdict, judge, measure, print_judged
from benchmarks.quality.measures import Measures, print_list, print_table
from benchmarks.quality.recorded import RECORDED, recorded, source_set, store, worse
from benchmarks.quality.truth import TRUTH, answerable, rows
from bot.errors import MedlexError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.live import LiveDictionary
from bot.settings import Home


def main() -> None:
    """Measure what is asked for, print it, and end with a status."""
    arguments = _parser().parse_args()
    try:
        sys.exit(asyncio.run(_run(arguments)))
    except (MedlexError, ValueError, OSError) as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="the MEDLEX_HOME whose lexicon is asked")
    parser.add_argument("--truth", type=Path, default=TRUTH, help="queries with what is expected of them")
    parser.add_argument("--pairs", type=Path, help="TSV with the columns typed and meant, and perhaps set")
    parser.add_argument("--typos", type=int, default=0, metavar="N", help="so many names, each mistyped once")
    parser.add_argument(
        "--prefixes", type=int, default=0, metavar="N", help="so many known names and as many headwords"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other names and typing errors")
    parser.add_argument(
        "--missed", action="store_true", help="list, too, what is not right without being a wrong answer"
    )
    parser.add_argument("--recorded", type=Path, default=RECORDED, help="the figures of before")
    parser.add_argument("--store", action="store_true", help="put the figures of now there")
    return parser


async def _run(arguments: argparse.Namespace) -> int:
    """Measure the lexicon of a home. Returns the exit status."""
    live = LiveDictionary(Home(arguments.home).lexicon, ANSWER_LIMITS)
    try:
        async with live.dictionary() as dictionary:
            sources = source_set([source.id for source in await dictionary.lexicon.sources()])
            measures, wrong_answers = await _measure(dictionary, arguments)
    finally:
        await live.close()
    got_worse = worse(recorded(sources, arguments.recorded), measures)
    print_list(f"worse than recorded for {sources}", got_worse)
    if arguments.store:
        store(sources, measures, arguments.recorded)
    return 1 if wrong_answers or got_worse else 0


async def _measure(dictionary: Dictionary, arguments: argparse.Namespace) -> tuple[Measures, int]:
    """Measure what the arguments say. Returns the figures, and the number of wrong answers that there must not be."""
    measures, wrong_answers = await _judge_truth(dictionary, arguments.truth, list_missed=arguments.missed)
    if arguments.pairs:
        trials = await try_pairs(dictionary, arguments.pairs)
        measures |= _report(trials, arguments.pairs.stem)
    seed = arguments.seed
    if arguments.typos:
        trials = await try_typos(dictionary, arguments.typos, seed)
        measures |= _report(trials, f"{arguments.typos:,} typos, seed {seed}")
        wrong_answers += len(trials.wrong_answers)
    if arguments.prefixes:
        trials = await try_prefixes(dictionary, arguments.prefixes, seed)
        measures |= _report(trials, f"{arguments.prefixes:,} prefixes, seed {seed}")
    return measures, wrong_answers


async def _judge_truth(dictionary: Dictionary, path: Path, *, list_missed: bool) -> tuple[Measures, int]:
    """Judge the rows of the truth that the installed sources can answer. Returns the figures and the number of wrong
    answers.
    """
    truth = list(rows(path))
    asked = answerable(truth, frozenset(source.id for source in await dictionary.lexicon.sources()))
    judged = [await judge(dictionary, row) for row in asked]
    print(f"{len(asked):,} of {len(truth):,} queries can be answered by what is installed.")
    measures = measure(judged)
    print_table(measures)
    print_judged(judged, list_missed=list_missed)
    return measures, sum(one.verdict is Verdict.WRONG_ANSWER for one in judged)


def _report(trials: Trials, what: str) -> Measures:
    """Print the results of trials, and their wrong answers. Returns the figures."""
    measures = trials.measure(what)
    print_table(measures)
    for reason, number in trials.left_out.items():
        print(f"left out: {number:,} ({reason})")
    print_list("answered with another entry", trials.wrong_answers)
    return measures


if __name__ == "__main__":
    main()
