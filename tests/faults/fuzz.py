"""Fuzz a part of Medlex, led by coverage (https://github.com/google/atheris), for as long as wanted.

    python tests/faults/fuzz.py normal-forms --runs 1000000
    python tests/faults/fuzz.py obo --runs 1000000

Inputs that reach something new are kept in `build/fuzz/TARGET`, with the number of runs so far, so the next call goes on
where this one ended. An input that breaks a promise is kept there as `crash-…`, and printed; give that file as INPUT to
repeat it. Needs the extra `fuzz`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "fuzz"
# Each part of a run is a process of its own, so that an interruption loses no more than that.
RUNS_AT_ONCE = 20_000
MAX_INPUT = 8_000
# Seconds that one input may take.
MAX_SECONDS = 60
MAX_MEGABYTES = 2_000
PACKAGES = ["bot.terms", "bot.lexicon", "bot.sources"]


def main() -> int:
    """Run the command line; return its exit status, which is not 0 if an input broke a promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("input", nargs="?", type=Path, help="repeat this input instead")
    parser.add_argument("--runs", type=int, default=1_000_000, help="runs in all, those of earlier calls included")
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.input or given.part:
        _fuzz(given)
        return 0
    return _in_parts(given)


def _in_parts(given: argparse.Namespace) -> int:
    folder = FOLDER / given.target
    folder.mkdir(parents=True, exist_ok=True)
    record = FOLDER / f"{given.target}.json"
    done = json.loads(record.read_text()) if record.exists() else {"runs": 0, "seconds": 0.0, "crashes": 0}
    while done["runs"] < given.runs:
        runs, start = min(RUNS_AT_ONCE, given.runs - done["runs"]), time.monotonic()
        part = subprocess.run(  # noqa: S603 (this very program)
            [sys.executable, __file__, given.target, "--part", str(runs)],
            cwd=ROOT, check=False, capture_output=True, text=True, errors="replace",
        )  # fmt: skip
        if part.returncode:
            done["crashes"] += 1
            record.write_text(json.dumps(done))
            print(part.stderr[-6_000:])
            return 1
        done = {**done, "runs": done["runs"] + runs, "seconds": round(done["seconds"] + time.monotonic() - start, 1)}
        record.write_text(json.dumps(done))
        print(f"{given.target}: {done['runs']:,} runs, {len(list(folder.iterdir()))} inputs kept", flush=True)
    return 0


def _fuzz(given: argparse.Namespace) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    import atheris

    with atheris.instrument_imports(include=PACKAGES):
        from faults.targets import TARGETS, seeds
    fuzz = TARGETS[given.target]
    if given.input:
        fuzz(given.input.read_bytes())
        return
    folder = FOLDER / given.target
    for number, seed in enumerate(seeds(given.target)):
        (folder / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [
            *(sys.argv[0], str(folder), f"-runs={given.part}", f"-max_len={MAX_INPUT}", f"-artifact_prefix={folder}/"),
            *(f"-timeout={MAX_SECONDS}", f"-rss_limit_mb={MAX_MEGABYTES}", "-verbosity=0"),
        ],
        fuzz,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
