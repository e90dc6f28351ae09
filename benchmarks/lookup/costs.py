"""Costs of serving and building: memory and time, each measured in a process of its own."""

from __future__ import annotations

from pathlib import Path

from benchmarks.lookup.footprint import run
from benchmarks.lookup.measuring import show

A_MILLION = 1_000_000


def show_serving(lexicon: Path) -> None:
    """Print the memory of the running bot, and the seconds from its start to its first answers."""
    ours, bare = run("bot", lexicon), run("bare client", lexicon)
    show(
        "Memory and start of the bot, not connected: MiB resident, and seconds from the start of its process",
        ["process", "MiB", "first answer", "first completions", "first suggestions"],
        [
            ["Medlex", ours["MiB"], ours["answer"], ours["completions"], ours["suggestions"]],
            ["a bare client of discord.py", bare["MiB"], bare["answer"], None, None],
        ],
    )


def show_building(lexicon: Path) -> None:
    """Print time and memory of building the name index."""
    ours, bare = run("build index", lexicon), run("sort names", lexicon)
    show(
        f"Building the index over {ours['names']:,.0f} names: seconds, and MiB at the peak",
        ["step", "processor s", "wall s", "wall s a million", "MiB", "MiB beyond the names"],
        [
            [
                step,
                figures["processor"],
                figures["wall"],
                figures["wall"] / figures["names"] * A_MILLION,
                figures["MiB"],
                figures["MiB"] - bare["MiB of names"],
            ]
            for step, figures in (("index", ours), ("bare sort of the same names", bare))
        ],
    )
