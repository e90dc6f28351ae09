"""`python -m screenshots`: see docs/screenshots.md."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bot.building.build import build
from bot.errors import MedlexError
from bot.settings import Home
from screenshots.browser import BrowserError
from screenshots.pictures import LOOKS, Look, take
from screenshots.scenes import SCENES, Scene, definition_of

IMAGES = Path(__file__).parent.parent / "docs" / "images"
# Wide enough for a whole page of Discord's, which is no wider on a larger screen.
IN_DOCS = (Look(720),)


def _folder(path: str) -> Path:
    return Path(path).resolve()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m screenshots", description="Pictures of every kind of page.")
    parser.add_argument("scenes", nargs="*", help=f"only these: {', '.join(scene.name for scene in SCENES)}")
    parser.add_argument(
        "--all", type=Path, metavar="FOLDER", help="every look (400 and 1000 pixels wide, dark and light) into a folder"
    )
    parser.add_argument(
        "--home",
        type=Path,
        help="with the dictionary of this MEDLEX_HOME in place of the starter glossary; needs --all",
    )
    parser.add_argument(
        "--define", nargs="+", default=[], metavar="TERM", help="the answers to /define of these terms; needs --all"
    )
    arguments = parser.parse_args()
    if arguments.define and not arguments.all:
        parser.error("--define needs --all: only the scenes are in docs/images")
    if arguments.home and not arguments.all:
        parser.error("--home needs --all: publishers' text does not belong into docs/images")
    return arguments


def _chosen(names: list[str]) -> list[Scene]:
    """The scenes with these names, all if none is named. Ends the program when there is no such scene."""
    if unknown := set(names) - {scene.name for scene in SCENES}:
        sys.exit(f"There is no scene {', '.join(sorted(unknown))}.")
    return [scene for scene in SCENES if not names or scene.name in names]


async def _take(scenes: list[Scene], looks: tuple[Look, ...], folder: Path, real: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder_of_home:
        home = Home(Path(folder_of_home))
        if real is None:
            build(home)
        else:
            home.lexicon.symlink_to(Home(real).lexicon)
        async for path in take(home, scenes, looks, folder):
            print(f"{path}  {path.stat().st_size / 1000:.0f} kB", flush=True)


def main() -> None:
    """Take the pictures of the documentation, or those of every look.

    Ends with status 1 when there is no browser, or no such dictionary.
    """
    arguments = _arguments()
    folder: Path = arguments.all or IMAGES
    scenes = [definition_of(term) for term in arguments.define] or _chosen(arguments.scenes)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(_take(scenes, LOOKS if arguments.all else IN_DOCS, folder, arguments.home))
    except (BrowserError, MedlexError) as error:
        sys.exit(str(error))


main()
