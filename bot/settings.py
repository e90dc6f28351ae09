"""The environment, as typed settings. `.env.example` and docs/settings.md list every one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from platformdirs import user_data_path
from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

CHECKOUT = Path(__file__).resolve().parents[1]


class LogFormat(StrEnum):
    """How log lines are written: for people to read, or as one JSON object a line."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least severe log lines that are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Home:
    """The one folder that everything is written to, and what stands where in it."""

    folder: Path

    @property
    def lexicon(self) -> Path:
        """The built dictionary."""
        return self.folder / "lexicon.sqlite3"

    @property
    def sources(self) -> Path:
        """The installed sources, parsed."""
        return self.folder / "sources"

    @property
    def registered_commands(self) -> Path:
        """The fingerprint of the slash commands that Discord has."""
        return self.folder / "commands.sha256"


def default_home() -> Path:
    """`var/` in a checkout; the platform's data folder when installed as a package."""
    return CHECKOUT / "var" if (CHECKOUT / "pyproject.toml").is_file() else user_data_path("medlex", appauthor=False)


class Settings(BaseSettings):
    """Everything that the environment (or a `.env` file in the current folder) sets.

    `discord_token` is the bot's token; without one only `medlex run` and `medlex sync` refuse to work.
    """

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    discord_token: SecretStr | None = None
    medlex_home: Path | None = None
    medlex_log: LogFormat = LogFormat.CONSOLE
    medlex_log_level: LogLevel = LogLevel.INFO

    @property
    def home(self) -> Home:
        """The folder that Medlex writes to."""
        return Home((self.medlex_home or default_home()).expanduser().absolute())


def load_settings() -> Settings:
    """Read the settings. Raises SettingsError naming the first that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "a setting"
        raise SettingsError(
            f"The setting {name} is wrong: {first['msg']}.", "Correct it; docs/settings.md lists them."
        ) from error
