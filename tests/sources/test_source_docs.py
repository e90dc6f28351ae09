"""The documents about sources describe the sources that exist."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from bot.sources.catalogue import (
    LeftOut,
    Listing,
    PackageMirror,
    Paging,
    Source,
    catalogue,
    default_sources,
    shipped_sources,
)
from bot.sources.custom import TRAITS, CustomSourceOptions, custom_source
from bot.sources.edition import Edition
from bot.terms.model import SemanticType
from bot.terms.source import Traits

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
DOCS = ROOT / "docs"
CATALOGUE = (DOCS / "catalogue.md").read_text(encoding="utf-8")
PUBLISHERS = (DOCS / "publishers.md").read_text(encoding="utf-8")
SOURCES = (DOCS / "sources.md").read_text(encoding="utf-8")
DOWNLOADED = [id for id, source in catalogue().items() if not source.folder]
# A value of each type that a trait has, as TOML.
EXAMPLES = {bool: "true", tuple[SemanticType, ...]: "['disease', 'test']", tuple[str, ...]: "['^Any disease$']"}
# Words that are the id of a source, and name something else in these modules: a server's own glossary.
NO_SOURCE_IDS = {"group.py": {"glossary"}, "guild_settings.py": {"glossary"}}
KNOWN = ("Address", "Size and paging", "Terms", "Layout", "How it was checked")


def sections(text: str, mark: str) -> dict[str, str]:
    """The text under each heading of one level."""
    parts = re.split(rf"^{mark} ", text, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: part for part in parts}


def rows(text: str) -> list[str]:
    """The sources that have a row in the tables of a text."""
    return re.findall(r"^\| `([a-z0-9-]+)` \|", text, flags=re.MULTILINE)


# docs/catalogue.md


@pytest.mark.parametrize(
    ("keys", "heading"),
    [
        (Source, "Keys of a source"),
        (LeftOut, "`leaves_out`"),
        (Listing, "`listing`"),
        (Paging, "`paged`"),
        (PackageMirror, "`mirror`"),
        (Traits, "`traits`"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_key_of_the_catalogue_is_explained(keys: type[msgspec.Struct], heading: str) -> None:
    explained = re.findall(r"^\| (`[^|]+`) \|", sections(CATALOGUE, "##")[heading], flags=re.MULTILINE)
    named = [name for cell in explained for name in re.findall(r"`(\w+)`", cell)]
    fields = [field for field in keys.__struct_fields__ if field != "id"]
    assert sorted(named) == sorted(fields)


# Traits: the catalogue's keys are those of an admin's own table


def rows_of(text: str) -> dict[str, list[str]]:
    """The further cells of each row of a table whose first cell is a key in backticks, by that key."""
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line[:3] == "| `"]
    return {first.strip("`"): others for first, *others in cells}


def test_every_trait_is_explained_to_admins_with_its_default_for_a_list() -> None:
    explained = rows_of(sections(SOURCES, "###")["Traits of a list"])
    assert sorted(explained) == sorted(Traits.__struct_fields__)
    for trait, (default, effect) in explained.items():
        assert default.startswith("yes") is (getattr(TRAITS, trait) is True), trait
        assert len(effect) > 20, trait


@pytest.mark.parametrize("trait", Traits.__struct_fields__)
def test_every_trait_is_accepted_in_the_catalogue_and_for_an_admins_own_table(trait: str) -> None:
    value = EXAMPLES[msgspec.structs.fields(Traits)[Traits.__struct_fields__.index(trait)].type]
    in_catalogue = msgspec.convert(tomllib.loads(f"traits = {{ {trait} = {value} }}")["traits"], Traits)
    said = CustomSourceOptions("Words", "Clinic", "ours", traits=f"{trait} = {value}")
    own, _ = custom_source("our-clinic", said, Edition("2026", 2026), None, Path("words.csv"))
    assert getattr(own.traits, trait) == getattr(in_catalogue, trait) != getattr(Traits(), trait)


# docs/publishers.md


def publishers() -> dict[str, str]:
    """The section of each source."""
    found: dict[str, str] = {}
    for heading, text in sections(PUBLISHERS, "##").items():
        ids, colon, _ = heading.partition(": ")
        if colon and set(ids.split(", ")) & catalogue().keys():
            found |= dict.fromkeys(ids.split(", "), text)
    return found


def test_every_source_that_is_downloaded_has_a_section_about_its_publisher() -> None:
    assert sorted(publishers()) == sorted(DOWNLOADED)


def test_publishers_stand_in_the_catalogues_order() -> None:
    firsts = [heading.partition(": ")[0].split(", ")[0] for heading in sections(PUBLISHERS, "##")]
    known = [id for id in firsts if id in catalogue()]
    assert known == [id for id in catalogue() if id in known]


@pytest.mark.parametrize("id", DOWNLOADED)
def test_a_publishers_section_says_all_that_there_is_to_know(id: str) -> None:
    assert [word for word in KNOWN if f"**{word}.**" not in publishers()[id]] == []


@pytest.mark.parametrize("id", DOWNLOADED)
def test_a_publishers_section_has_the_address_to_download_by_hand(id: str) -> None:
    source = catalogue()[id]
    places = source.files or source.addresses[:1] or (source.listing.address if source.listing else "",)
    if source.paged:
        places = source.addresses[-1:]
    for place in places:
        assert re.search(re.escape(place).replace(r"\{year\}", r"(\{year\}|20\d\d)"), publishers()[id])


# docs/sources.md


def test_every_source_has_a_row_in_the_group_in_which_it_is_listed() -> None:
    groups = {heading: rows(text) for heading, text in sections(SOURCES, "###").items()}
    always_there = [source.id for source in shipped_sources()]
    assert groups.pop("Defaults") == [*always_there, *(source.id for source in default_sources())]
    listed = {
        heading: ids for heading, ids in groups.items() if ids and heading in {s.group for s in catalogue().values()}
    }
    for heading, ids in listed.items():
        assert ids == [id for id, source in catalogue().items() if source.group == heading and not source.default]
    assert sum(map(len, listed.values())) + len(default_sources()) + len(always_there) == len(catalogue())


def test_the_readme_says_how_many_sources_there_are() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert f"lists all {len(DOWNLOADED)} " in readme


# Traits are data: nothing but the catalogue knows a source by its id


def literals(module: Path) -> set[str]:
    """The string constants of a module."""
    tree = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    return {node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_no_module_outside_the_sources_has_the_id_of_a_source_in_its_code() -> None:
    modules = [path for path in BOT.rglob("*.py") if not path.is_relative_to(BOT / "sources")]
    assert len(modules) > 100
    found = {path.name: (literals(path) & catalogue().keys()) - NO_SOURCE_IDS.get(path.name, set()) for path in modules}
    assert {name: ids for name, ids in found.items() if ids} == {}
