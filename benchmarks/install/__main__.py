"""`python -m benchmarks.install --corpus FOLDER`: time, rate and memory of each step of an installation.

The folder holds publishers' files as ../shared/corpus does; those that are there are installed, from empty,
into a temporary home. Each step is a process of its own. Beside it stands its floor: going through the same
file without keeping anything, and writing the same rows with bare `executemany`. The floors' sum is what
nobody can beat; a line gives the ratio to it. The last lines are `medlex install` of all the files at once, as
a person runs it, and the same with `--low-memory`, each with the memory of all its processes together: what a
process shares with others counts in parts (PSS, see proc_pid_smaps(5)). `--only-whole` measures nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.install.steps import STEPS
from bot.sources.catalogue import catalogue

# Where each source's file stands in the folder; the first that fits is taken.
FILES = {
    "nci-dictionary": "nci-dictionary/*-en.json*",
    "nci-diccionario": "nci-dictionary/*-es.json*",
    "mesh": "mesh/desc*.xml.gz",
    "medlineplus": "medlineplus/*.xml",
    "ncit": "ncit/Thesaurus*.txt",
    "hpo": "obo/hp.obo*",
    "mondo": "obo/mondo.obo*",
    "uberon": "obo/uberon.obo*",
    "cl": "obo/cl.obo*",
    "go": "obo/go*.obo*",
}
MEGABYTE = 1_000_000
KILOBYTES_A_MEBIBYTE = 1024
SECONDS_BETWEEN_LOOKS = 0.05


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a step: the number of rows, processor and wall time in seconds, peak memory in MiB."""

    rows: int
    processor: float
    wall: float
    memory: int


def main() -> None:
    """Measure every step for every file that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--only-whole", action="store_true")
    arguments = parser.parse_args()
    files = {id: found[0] for id, glob in FILES.items() if (found := sorted(arguments.corpus.glob(glob)))}
    with tempfile.TemporaryDirectory() as home:
        known = {id: file for id, file in files.items() if id in catalogue()}
        if not arguments.only_whole:
            _measure_steps(Path(home), known)
        for options in ((), ("--low-memory",)):
            whole = _install_all(Path(home) / f"whole{len(options)}", known, options)
            command = " ".join(("medlex install", *options))
            print(f"{command}: {whole.processor:.1f} s of processor time, {whole.wall:.1f} s, {whole.memory} MiB")


def _measure_steps(home: Path, files: dict[str, Path]) -> None:
    print(f"{'step':34} {'rows':>10} {'rows/s':>10} {'MB/s':>7} {'cpu s':>7} {'wall s':>7} {'MiB':>6}")
    ours = floor = 0.0
    for id, file in files.items():
        size = file.stat().st_size / MEGABYTE
        ours += _show(f"parse {id}", _run("parse", home, id, file), size)
        floor += _show("  bare parse", _run("bare parse", home, id, file), size)
    ours += _show("build", _run("build", home))
    floor += _show("  bare insert", _run("bare insert", home))
    print(f"all steps {ours:.1f} s, floors {floor:.1f} s of processor time: ratio {ours / floor:.2f}")


def _install_all(home: Path, files: dict[str, Path], options: tuple[str, ...]) -> Measured:
    """Measure one command for all files, from nothing to the finished lexicon."""
    paths = [word for file in files.values() for word in ("--from", str(file))]
    command = [sys.executable, "-m", "bot", "install", *files, *paths, *options, "--edition", "2026"]
    wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    surroundings = os.environ | {"MEDLEX_HOME": str(home)}
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL) as program:  # noqa: S603 (ours)
        peak = 0
        while program.poll() is None:
            peak = max(peak, _memory(program.pid))
            time.sleep(SECONDS_BETWEEN_LOOKS)
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(len(files), processor, time.perf_counter() - wall, peak // KILOBYTES_A_MEBIBYTE)


def _memory(process: int) -> int:
    """Memory (PSS) in KiB of a process and all that it has started, as Linux gives it in /proc; 0 on other systems."""
    try:
        status = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii", errors="replace")
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:  # it has just ended, or there is no /proc
        return 0
    own = re.search(r"^Pss:\s+(\d+) kB", status, re.MULTILINE)
    return (int(own[1]) if own else 0) + sum(_memory(int(child)) for child in children)


def _run(step: str, home: Path, id: str = "-", file: Path = Path()) -> Measured:
    command = [sys.executable, "-m", "benchmarks.install.__main__", "--step", step, str(home), id, str(file)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own program)
    return Measured(**json.loads(output.splitlines()[-1]))


def _show(name: str, measured: Measured, size: float | None = None) -> float:
    """Print one line. Returns the processor seconds."""
    rate = f"{size / measured.processor:7.2f}" if size else " " * 7
    print(
        f"{name:34} {measured.rows:>10,} {measured.rows / measured.processor:>10,.0f} {rate} "
        f"{measured.processor:>7.2f} {measured.wall:>7.2f} {measured.memory:>6}"
    )
    return measured.processor


def _step(name: str, home: str, id: str, file: str) -> None:
    """Run one step in this process and print what it took as JSON."""
    wall, processor = time.perf_counter(), time.process_time()
    rows = STEPS[name](Path(home), id, Path(file))
    measured = {
        "rows": rows,
        "processor": time.process_time() - processor,
        "wall": time.perf_counter() - wall,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES_A_MEBIBYTE,
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        _step(*sys.argv[2:6])
    else:
        main()
