"""Every sentence that people see on Discord is in every language, and the catalogues hold nothing else.

docs/translating.md says what to run when one of these fails.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

import discord
import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from discord import app_commands

import bot
from bot.discord_bot.command_translation import NAME_CONTEXT, OTHER_CONTEXT, CommandTranslator, translatable
from bot.discord_bot.registry import COMMANDS
from bot.discord_bot.ui.translation import DOMAIN, LOCALES
from bot.languages import ENGLISH, LANGUAGE_NAMES, LANGUAGES

CODE = Path(bot.__file__).parent
MAPPING = Path(__file__).parent.parent / "babel.cfg"
TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
# The same pattern for letters as in "Application Command Naming" of
# https://discord.com/developers/docs/interactions/application-commands#application-command-object.
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
MAX_DESCRIPTION_LENGTH = 100

# A sentence for a person: two words at least, the second in small letters.
SENTENCE = re.compile(r"[^\W\d_]{2,}[,;:]? [^\W\d_A-Z]{2,}")
MARKS = {"_", "N_", "ngettext", "pgettext"}
# What only a host reads, in a terminal or in a log.
FOR_HOSTS = {"DataError", "SettingsError", "ValueError", "TypeError", "RuntimeError", "warning", "info", "error"}
# Names and descriptions of commands are translated by `CommandTranslator`, which has tests of its own.
OF_COMMANDS = {"command", "describe", "Group"}
HOSTS_REMEDY = "`medlex "
ONLY_HOSTS_READ = {
    "discord_bot/features/pronounce/speech.py",
    "discord_bot/preview.py",
    "discord_bot/registration.py",
    "storage/backup/making.py",
    "storage/database_errors.py",
    "storage/migrate.py",
}
# Everything in these is shown to people, but for commands, which hand it to a page.
SHOWN = ("discord_bot/features", "discord_bot/pages", "discord_bot/ui")
CHECKED = ("discord_bot", "lexicon", "storage")

Identity = tuple[str | None, str]


def catalogue_file(language: str, ending: str) -> Path:
    """One of a language's two files."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language, as its translators have written it."""
    with catalogue_file(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def identity(message: Message) -> Identity:
    """Return what identifies a sentence: its context and its English text (the plural if it has one)."""
    return message.context, message.id if isinstance(message.id, str) else message.id[1]


def sentences(language: str) -> dict[Identity, Message]:
    """Every sentence of a catalogue."""
    return {identity(message): message for message in catalogue(language) if message.id}


def marked() -> set[Identity]:
    """Every sentence that is marked in the code or stands in a command, as `pybabel extract` finds them."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(CODE, methods, options)
    return {(context, id if isinstance(id, str) else id[1]) for _, _, id, _, context in found}


def written() -> set[str]:
    """Every text that the code hands to the function that translates it, or marks, wherever it stands."""
    calls = (
        node
        for path in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "N_"}
    )
    values = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    return {value for value in values if isinstance(value, str)}


def fields(text: str) -> set[tuple[str, str, str]]:
    """Return the replacement fields of a sentence: name, format and conversion of each."""
    parts = Formatter().parse(text)
    return {(name, layout or "", conversion or "") for _, name, layout, conversion in parts if name is not None}


def listed(keys: Iterable[Identity]) -> str:
    """All of these sentences, one a line, each after its context if it has one."""
    return "\n".join(sorted(f"{context}: {id}" if context else id for context, id in keys))


def translations(message: Message) -> tuple[str, ...]:
    """The translation, or all plural forms of it."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_of_the_code_is_in_the_catalogue(language: str) -> None:
    missing = marked() - sentences(language).keys()
    assert not missing, listed(missing)


def test_no_sentence_is_hidden_from_the_catalogue() -> None:
    """`pybabel extract` does not look into f-strings before Python 3.12."""
    assert sorted(written() - {id for _, id in marked()}) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_has_no_sentence_that_is_no_longer_in_the_code(language: str) -> None:
    stale = sentences(language).keys() - marked()
    assert not stale, listed(stale)
    assert list(catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_in_all_its_forms(language: str) -> None:
    forms = catalogue(language).num_plurals
    unfinished = [
        key
        for key, message in sentences(language).items()
        if not all(text.strip() for text in translations(message))
        or (message.pluralizable and len(translations(message)) != forms)
    ]
    assert not unfinished, listed(unfinished)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_a_guess(language: str) -> None:
    guessed = [key for key, message in sentences(language).items() if message.fuzzy]
    assert not guessed, listed(guessed)
    assert not catalogue(language).fuzzy


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_fields_of_its_sentence(language: str) -> None:
    different = [
        (id, text)
        for (_, id), message in sentences(language).items()
        for text in translations(message)
        if fields(text) != fields(id)
    ]
    assert different == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_what_is_typed_and_how_it_is_set(language: str) -> None:
    """Programs' commands in backticks, bold and line breaks are the same, and so is the space at either end."""
    for (_, id), message in sentences(language).items():
        for text in translations(message):
            assert re.findall(r"`[^`]*`|\*\*|\n|^\s|\s$|^- ", text) == re.findall(r"`[^`]*`|\*\*|\n|^\s|\s$|^- ", id), (
                text
            )


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_made_from_the_written_one(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    assert catalogue_file(language, "mo").read_bytes() == compiled.getvalue()


def test_every_language_has_a_catalogue_and_a_name() -> None:
    assert sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()) == TRANSLATED
    assert list(LANGUAGE_NAMES) == list(LANGUAGES)


def test_the_code_shows_no_sentence_that_is_not_marked() -> None:
    files = {path.relative_to(CODE).as_posix(): path for folder in CHECKED for path in (CODE / folder).rglob("*.py")}
    assert files.keys() >= ONLY_HOSTS_READ
    assert [(name, text) for name in sorted(files.keys() - ONLY_HOSTS_READ) for text in unmarked(files[name])] == []


def unmarked(path: Path) -> Iterator[str]:
    """The sentences in a file that are not marked: all of them in what is shown, those of mistakes elsewhere."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name != "command.py" and any(path.is_relative_to(CODE / folder) for folder in SHOWN):
        yield from _loose(tree)
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "UsageError" and HOSTS_REMEDY not in ast.unparse(node):
            yield from (text for part in node.args for text in _loose(part))


def _loose(node: ast.AST) -> Iterator[str]:
    """Sentences below a node that stand in no mark, in no message for hosts and are no docstring."""
    if isinstance(node, ast.Call) and _called(node) in MARKS | FOR_HOSTS | OF_COMMANDS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.search(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from _loose(child)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


async def test_every_name_and_description_of_every_command_is_in_the_catalogue() -> None:
    asked_for = set(await translatable())
    assert {(NAME_CONTEXT, command.name) for command in COMMANDS if hasattr(command, "description")} <= asked_for
    assert {
        (NAME_CONTEXT, "term"),
        (OTHER_CONTEXT, "The term, such as interleukin"),
        (OTHER_CONTEXT, LANGUAGE_NAMES["es"]),
    } <= asked_for
    for language in TRANSLATED:
        missing = asked_for - sentences(language).keys()
        assert not missing, listed(missing)


@pytest.mark.parametrize("language", TRANSLATED)
async def test_translated_names_and_descriptions_are_as_discord_wants_them(language: str) -> None:
    written = sentences(language)
    for context, english in await translatable():
        (translation,) = translations(written[context, english])
        if context == NAME_CONTEXT:
            assert COMMAND_NAME.fullmatch(translation), translation
            assert translation == translation.lower()
        else:
            assert 1 <= len(translation) <= MAX_DESCRIPTION_LENGTH, translation


async def test_no_two_commands_and_no_two_options_of_a_command_have_one_name() -> None:
    for locale in (discord.Locale.spain_spanish.value, discord.Locale.latin_american_spanish.value):
        for siblings in _siblings(await registered()):
            names = [named["name_localizations"][locale] for named in siblings]
            assert len(set(names)) == len(names), names


async def registered() -> list[dict[str, Any]]:
    """The commands as Discord gets them."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    return [await command.get_translated_payload(tree, CommandTranslator()) for command in COMMANDS]


def _siblings(named: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Commands, and the options of each, at every depth."""
    yield named
    for each in named:
        yield from _siblings(each.get("options") or [])
