"""`python -m benchmarks.grouping --home MEDLEX_HOME`: how well records that mean the same share a page, and only those.

`truth.tsv` beside this file holds pairs of records; `truth.py` says where they come from and what its columns
mean. What is judged is how this program groups what is installed in a home (its lexicon is not looked at, so
nothing needs to be built again), or the publishers' files in a folder (`--corpus`) once they are installed in
a temporary home.

Figures are printed for everything, by set, by pair of sources, and by what must never be joined. Only pairs
of the set "dev" are listed when they are wrong: whoever tunes a rule on the pairs that judge it has no judge
left (`--list held` shows these). Exit status: 1 when under 92 % of the same are joined or under 99 % of the
different are kept apart, for two entries of one thing are a nuisance and one entry of two things is a danger.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.grouping.found import Grouping, grouping, grouping_of_files
from benchmarks.grouping.report import is_enough, judge, print_absent, print_renamed, print_tables, print_wrong
from benchmarks.grouping.truth import TRUTH, Pair, Set, pairs
from bot.settings import Home


def main() -> None:
    """Judge the grouping of a home, or of a folder of publishers' files."""
    parser = _parser()
    arguments = parser.parse_args()
    if arguments.home and not arguments.home.is_dir():
        parser.error(f"there is no folder {arguments.home}")
    try:
        truth = list(pairs(arguments.pairs))
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    found = grouping(Home(arguments.home)) if arguments.home else grouping_of_files(arguments.corpus)
    sys.exit(0 if report(truth, found, frozenset(map(Set, arguments.list))) else 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--home", type=Path, help="the MEDLEX_HOME whose installed sources are grouped")
    place.add_argument("--corpus", type=Path, help="a folder of publishers' files, installed into a temporary home")
    parser.add_argument("--pairs", type=Path, default=TRUTH, help="another file of pairs, in the same columns")
    parser.add_argument(
        "--list", nargs="*", choices=list(Set), default=[Set.DEV], help="the sets whose wrong pairs are listed"
    )
    return parser


def report(truth: list[Pair], found: Grouping, listed: frozenset[Set]) -> bool:
    """Print every figure, and every pair of the listed sets that is not as it should be. Returns True if the figures
    are high enough.
    """
    judged = judge(truth, found)
    enough = is_enough(judged)
    print_absent([pair for pair in truth if not found.has(pair)], found)
    print_tables(judged)
    print_wrong(judged, listed)
    print_renamed(judged, found)
    return enough


if __name__ == "__main__":
    main()
