"""The first tables: saved entries, feedback, term of the day, guild settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _create_for_members()
    _create_for_guilds()


def _create_for_members() -> None:
    op.create_table(
        "saved_entry",
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("entry_key", sa.Text, nullable=False),
        sa.Column("headword", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "entry_key", name="pk_saved_entry"),
    )
    op.create_index("ix_saved_entry_user_id_saved_at", "saved_entry", ["user_id", "saved_at"])
    op.create_table(
        "feedback",
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("entry_key", sa.Text, nullable=False),
        sa.Column("headword", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("contact_id", sa.BigInteger),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("reference", name="pk_feedback"),
    )


def _create_for_guilds() -> None:
    op.create_table(
        "term_of_the_day",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("hour", sa.SmallInteger, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.PrimaryKeyConstraint("guild_id", name="pk_term_of_the_day"),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name="ck_term_of_the_day_hour"),
    )
    op.create_table(
        "posted_term",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("entry_key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "local_date", name="pk_posted_term"),
    )
    op.create_table(
        "guild_setting",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "name", name="pk_guild_setting"),
    )
