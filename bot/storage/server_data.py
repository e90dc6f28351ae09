"""All server data behind one object."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr
from sqlalchemy import delete

from bot.settings import DEFAULT_BACKUPS, Home
from bot.storage.absent_guilds import AbsentGuilds
from bot.storage.address import database_url
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import BackupBeforeMigration
from bot.storage.database import Database
from bot.storage.feedback import FeedbackInbox
from bot.storage.glossary import members
from bot.storage.glossary.glossaries import Glossaries
from bot.storage.guild_settings_table import GuildSettings
from bot.storage.removals import Removals, delete_guild
from bot.storage.saved import SavedEntries
from bot.storage.schema import feedback, glossary_state, saved_entry, study_card
from bot.storage.stored import Stored
from bot.storage.study import StudyCards
from bot.storage.term_of_the_day import TermsOfTheDay
from bot.storage.written_interactions import WrittenInteractions

# For so long another process's first term of a guild may go unnoticed where writes are not heard of.
SECONDS_WITHOUT_GLOSSARY = 15.0


@dataclass(frozen=True, slots=True)
class ServerData:
    """The data of members (`saved`, `study`, `feedback`) and of guilds (`terms_of_the_day`, `guild_settings`,
    `glossaries`). `removals` are the guilds that removed the bot, `stored` counts and exports everything,
    `written_interactions` are those that wrote something a moment ago, `without_glossary` the guilds that have none.
    """

    database: Database
    saved: SavedEntries
    study: StudyCards
    feedback: FeedbackInbox
    terms_of_the_day: TermsOfTheDay
    guild_settings: GuildSettings
    glossaries: Glossaries
    removals: Removals
    stored: Stored
    written_interactions: WrittenInteractions
    without_glossary: AbsentGuilds

    async def forget_member(self, user_id: int) -> None:
        """Delete everything that is stored of a member, in one transaction. Terms that they wrote stay with their servers,
        without their id.
        """
        async with self.database.deleting(user_id) as connection:
            for column in (study_card.c.user_id, saved_entry.c.user_id, feedback.c.contact_id):
                await connection.execute(delete(column.table).where(column == user_id))
            await members.forget(connection, user_id)

    async def delete_expired(self, now: datetime) -> None:
        """Delete what is kept for a time only: waiting imports, decided proposals and posted terms, of all guilds; and
        which interactions have written something.
        """
        await self.glossaries.clean_up(now)
        await self.terms_of_the_day.delete_old(now.date())
        await self.written_interactions.delete_old(now)

    async def forget_guild(self, guild_id: int) -> None:
        """Delete everything that is stored of a guild, in one transaction."""
        async with self.database.deleting(guild_id) as connection:
            await delete_guild(connection, guild_id)


def server_data(home: Home, address: SecretStr | None = None, backups: int = DEFAULT_BACKUPS) -> ServerData:
    """Return server data in the PostgreSQL database with this address; without an address, in a file of the
    home folder.

    The database is opened when it is first used; one of an older schema version is copied before it is migrated, and
    so many copies are kept as `backups` says. Raises SettingsError for an invalid address.
    """
    url = database_url(home, address)
    folder = BackupFolder(home.backups, backups)
    database = Database(url, BackupBeforeMigration(url, folder), folder)
    return ServerData(
        database,
        SavedEntries(database),
        StudyCards(database),
        FeedbackInbox(database),
        TermsOfTheDay(database),
        GuildSettings(database),
        Glossaries(database),
        Removals(database),
        Stored(database),
        WrittenInteractions(database),
        AbsentGuilds(database, glossary_state.c.guild_id, SECONDS_WITHOUT_GLOSSARY),
    )


@asynccontextmanager
async def opened(
    home: Home, address: SecretStr | None = None, backups: int = DEFAULT_BACKUPS
) -> AsyncIterator[ServerData]:
    """Server data, open until the `with` block ends; the database is created or migrated first if necessary.

    Raises SettingsError for an invalid address, DataError when the database cannot be used.
    """
    data = server_data(home, address, backups)
    try:
        await data.database.open()
        yield data
    finally:
        await data.database.close()
