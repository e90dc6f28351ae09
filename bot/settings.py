"""The environment, as typed settings. `.env.example` and docs/settings.md list every one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.listen_address import Address
from bot.secret_files import with_secret_files
from bot.setting_errors import EXPECTED, settings_errors

CHECKOUT = Path(__file__).resolve().parents[1]
ENV_FILE = ".env"
# Each may also be the content of a file, which the setting with _FILE at its end names.
SECRETS = ("discord_token", "medlex_database")
# The second is used by hosting companies, the third by SQLAlchemy.
POSTGRESQL = ("postgresql://", "postgres://", "postgresql+asyncpg://")

# Digits with what stands between them, such as "112", "0800 123 456".
PHONE_NUMBER = re.compile(r"\+?[0-9](?:[0-9 ()/-]{0,28}[0-9])?")
# Ids of Discord's count milliseconds since 2015 (https://discord.com/developers/docs/reference#snowflakes).
MIN_SNOWFLAKE = 10**15
# In characters; a button of a page holds no more (`MAX_BUTTON_URL` in bot/discord_bot/limits.py, a test compares them).
MAX_ADDRESS_LENGTH = 512
LINKABLE_ADDRESS = re.compile(rf"https://(?=[!-~]{{1,{MAX_ADDRESS_LENGTH - len('https://')}}}$)[^/]+\.[!-~]+")


# A week of nights. A host with none in mind can go back to before a mistake that took days to notice.
DEFAULT_BACKUPS = 7
MAX_BACKUPS = 1_000


# Where health and metrics are asked for, unless it is OFF.
DEFAULT_MONITORING = "127.0.0.1:8765"
OFF = "off"
# Where `medlex serve` listens. Only programs on this machine reach it there, such as a load balancer.
DEFAULT_HTTP = "127.0.0.1:8080"
# Numbers and ranges, such as 0-4,7, or the share of one of several processes, such as ordinal/4.
SHARD_IDS = r"^(ordinal/\d{1,5}|\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*)$"
MAX_SHARDS = 16_384


class LogFormat(StrEnum):
    """The format of log lines: for people to read, or one JSON object a line."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least severe log lines that are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Pictures(StrEnum):
    """How pictures of publishers stand on pages: as links, or shown in place."""

    OFF = "off"
    ON = "on"


class PrivateRedirects(StrEnum):
    """Whether publishers' servers may redirect downloads to this machine and its network."""

    OFF = "off"
    ON = "on"


class LowMemory(StrEnum):
    """Whether lexicons are built in as little memory as possible, more slowly."""

    OFF = "off"
    ON = "on"


class Refresh(StrEnum):
    """The period after which a running bot fetches sources from their publishers again."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that everything is written to, and the paths of the files in it."""

    folder: Path

    @property
    def lexicon(self) -> Path:
        """The built dictionary."""
        return self.folder / "lexicon.sqlite3"

    @property
    def server_data(self) -> Path:
        """Server data: what admins and members wrote, unless `MEDLEX_DATABASE` names a PostgreSQL database."""
        return self.folder / "servers.sqlite3"

    @property
    def backups(self) -> Path:
        """The backups of server data that Medlex makes by itself, and what restoring has replaced."""
        return self.folder / "backups"

    @property
    def sources(self) -> Path:
        """The installed sources, parsed."""
        return self.folder / "sources"

    @property
    def downloads(self) -> Path:
        """Downloads that are not complete; the next attempt resumes them."""
        return self.folder / "downloads"

    @property
    def registered_commands(self) -> Path:
        """The fingerprint of the commands that are registered with Discord."""
        return self.folder / "commands.sha256"

    @property
    def command_ids(self) -> Path:
        """The numbers that Discord gave the slash commands, as JSON."""
        return self.folder / "commands.json"

    @property
    def last_refresh(self) -> Path:
        """The time of the last scheduled refresh of sources, as an ISO 8601 date-time."""
        return self.folder / "refreshed.txt"

    @property
    def last_good_refresh(self) -> Path:
        """The time at which a scheduled refresh last ended without an error, as an ISO 8601 date-time."""
        return self.folder / "refreshed-well.txt"


def default_home() -> Path:
    """Return `var/` in a checkout, the platform's data folder in an installed package."""
    return CHECKOUT / "var" if (CHECKOUT / "pyproject.toml").is_file() else user_data_path("medlex", appauthor=False)


@dataclass(frozen=True, slots=True)
class Policies:
    """The addresses of the host's privacy policy and terms of use; None where there is none."""

    privacy: str | None = None
    terms: str | None = None


NOTHING_PUBLISHED = Policies()


class Settings(BaseSettings):
    """The settings in the environment, or in a `.env` file in the current folder. An empty value counts as not set.

    `discord_token` is the bot's token; without one only `medlex run` and `medlex sync` refuse to work.
    `medlex_database` is the address, with its password, of a PostgreSQL database for server data.
    """

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = None
    discord_token_file: Path | None = None
    discord_application_id: int | None = Field(default=None, ge=MIN_SNOWFLAKE, lt=2**63)
    discord_public_key: str | None = Field(default=None, pattern=r"^[0-9a-fA-F]{64}$")
    medlex_home: Path | None = None
    medlex_database: SecretStr | None = None
    medlex_database_file: Path | None = None
    medlex_backups: int = Field(default=DEFAULT_BACKUPS, ge=0, le=MAX_BACKUPS)
    medlex_log: LogFormat = LogFormat.CONSOLE
    medlex_log_level: LogLevel = LogLevel.INFO
    medlex_refresh: Refresh = Refresh.OFF
    medlex_private_redirects: PrivateRedirects = PrivateRedirects.OFF
    medlex_low_memory: LowMemory = LowMemory.OFF
    medlex_privacy_url: str | None = None
    medlex_terms_url: str | None = None
    medlex_emergency_number: str | None = None
    medlex_pictures: Pictures = Pictures.OFF
    medlex_feedback_channel: int | None = None
    medlex_shard_count: int | None = Field(default=None, ge=1, le=MAX_SHARDS)
    medlex_shard_ids: str | None = Field(default=None, pattern=SHARD_IDS)
    medlex_http: str = DEFAULT_HTTP
    medlex_monitoring: str = DEFAULT_MONITORING

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Take each secret that is in a file from there. Raises SettingsError for a file that cannot be used."""
        return with_secret_files(values, SECRETS)

    @field_validator("medlex_home")
    @classmethod
    def _expand_user(cls, folder: Path | None) -> Path | None:
        """Expand ~. pathlib raises RuntimeError for an unknown user."""
        try:
            return folder.expanduser() if folder else None
        except RuntimeError as error:
            raise ValueError(f"the home folder of {folder.parts[0] if folder else '~'} is not known") from error

    @field_validator("medlex_feedback_channel")
    @classmethod
    def _refuse_what_is_no_channel(cls, channel: int | None) -> int | None:
        """Raise ValueError for a number that no channel of Discord's has."""
        if channel is None or MIN_SNOWFLAKE <= channel < 2**63:
            return channel
        raise ValueError(f"it is not {EXPECTED['MEDLEX_FEEDBACK_CHANNEL']}")

    @field_validator("medlex_http")
    @classmethod
    def _refuse_what_is_no_place_to_listen(cls, place: str) -> str:
        """Raise ValueError for what is not a host and a port."""
        Address.of(place)
        return place

    @field_validator("medlex_database")
    @classmethod
    def _refuse_other_databases(cls, address: SecretStr | None) -> SecretStr | None:
        """Raise ValueError for an address that is not PostgreSQL's; SQLite is used without an address."""
        if address is None or address.get_secret_value().startswith(POSTGRESQL):
            return address
        raise ValueError("it does not begin with postgresql://")

    @field_validator("medlex_privacy_url", "medlex_terms_url")
    @classmethod
    def _refuse_what_discord_does_not_link(cls, address: str | None) -> str | None:
        """Raise ValueError for an address that a button cannot link to, or that is longer than `MAX_ADDRESS_LENGTH`."""
        if address is None or LINKABLE_ADDRESS.fullmatch(address):
            return address
        raise ValueError("it is not an address that begins with https:// and has at most 512 characters")

    @field_validator("medlex_emergency_number", mode="before")
    @classmethod
    def _refuse_what_is_no_number(cls, number: str | None) -> str | None:
        """Raise ValueError for what nobody can dial."""
        if number is None or PHONE_NUMBER.fullmatch(str(number)):
            return number
        raise ValueError("it is not a telephone number, such as 112 or 911")

    @field_validator("medlex_monitoring")
    @classmethod
    def _refuse_what_is_neither_off_nor_a_place(cls, place: str) -> str:
        """Raise ValueError for what is neither `off` nor a host and a port."""
        if place.strip().casefold() != OFF:
            Address.of(place)
        return place

    @property
    def monitoring(self) -> Address | None:
        """Where health and metrics are asked for; None if nowhere."""
        place = self.medlex_monitoring
        return None if place.strip().casefold() == OFF else Address.of(place)

    @property
    def policies(self) -> Policies:
        """The addresses of the host's policies."""
        return Policies(self.medlex_privacy_url, self.medlex_terms_url)

    @property
    def home(self) -> Home:
        """The folder that Medlex writes to."""
        return Home((self.medlex_home or default_home()).absolute())

    @property
    def low_memory(self) -> bool:
        """True if lexicons are built in as little memory as possible."""
        return self.medlex_low_memory is LowMemory.ON


def load_settings() -> Settings:
    """Read the settings. Raises SettingsError, which names each wrong one or the unreadable `.env` file."""
    with settings_errors(ENV_FILE):
        return Settings()
