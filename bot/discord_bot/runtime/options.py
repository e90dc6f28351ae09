"""What can be chosen for options that several commands have."""

from __future__ import annotations

from discord import app_commands

from bot.languages import LANGUAGE_NAMES
from bot.lexicon.collections.fields import Field

LANGUAGE_CHOICES = [app_commands.Choice(name=name, value=code) for code, name in LANGUAGE_NAMES.items()]
FIELD_NAMES = {
    Field.DISEASES: "diseases, injuries and symptoms",
    Field.MEDICINES: "medicines and other substances",
    Field.BODY: "body parts, tissues and cells",
    Field.TESTS: "tests, treatments and procedures",
    Field.FUNCTIONS: "how the body works",
    Field.LIVING: "living things, such as germs",
    Field.DEVICES: "devices and objects",
}
# Without one, entries of any field come.
FIELD_CHOICES = [app_commands.Choice(name=name, value=field.value) for field, name in FIELD_NAMES.items()]
