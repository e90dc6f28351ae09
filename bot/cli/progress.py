"""Downloads as progress bars on standard error, with size, speed and time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.progress import Progress as Bars

from bot.sources.download.options import Progress


@contextmanager
def download_bars() -> Iterator[Callable[[str], Callable[[Progress], None]]]:
    """Gives a function that starts a bar for a source and returns what moves it on. Nothing is shown in a file or pipe."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Bars(*columns, console=console, disable=not console.is_terminal) as bars:

        def start(id: str) -> Callable[[Progress], None]:
            task = bars.add_task(id, total=None)
            return lambda progress: bars.update(task, completed=progress.done, total=progress.total)

        yield start
