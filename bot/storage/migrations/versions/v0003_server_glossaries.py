"""The glossaries of servers: terms, history, proposals and the waiting import; and the servers that removed the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)
# Sorted by code points on both databases.
CODE_POINT_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _create_terms()
    _create_history()
    _create_proposals()
    _create_import()
    _create_removals()


def _create_terms() -> None:
    op.create_table(
        "glossary_state",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("next_term", sa.Integer, nullable=False),
        sa.Column("next_change", sa.Integer, nullable=False),
        sa.Column("next_proposal", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_glossary_state"),
    )
    op.create_table(
        "glossary_term",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sort_key", CODE_POINT_TEXT, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "number", name="pk_glossary_term"),
    )
    op.create_index("ix_glossary_term_guild_id_sort_key_number", "glossary_term", ["guild_id", "sort_key", "number"])
    op.create_table(
        "glossary_name",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "folded", name="pk_glossary_name"),
    )
    op.create_index("ix_glossary_name_guild_id_number", "glossary_name", ["guild_id", "number"])


def _create_history() -> None:
    op.create_table(
        "glossary_change",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("made_by", sa.BigInteger),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("headword", sa.Text, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("removed", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("undone_by", sa.Integer),
        sa.Column("content", sa.LargeBinary),
        sa.Column("size", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "number", name="pk_glossary_change"),
    )
    op.create_index("ix_glossary_change_made_by", "glossary_change", ["made_by"])


def _create_proposals() -> None:
    op.create_table(
        "glossary_proposal",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("sort_key", sa.Text, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("proposed_by", sa.BigInteger),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.BigInteger),
        sa.Column("decided_at", MOMENT),
        sa.Column("reason", sa.Text),
        sa.Column("term", sa.Integer),
        sa.PrimaryKeyConstraint("guild_id", "number", name="pk_glossary_proposal"),
    )
    op.create_index("ix_glossary_proposal_proposed_by", "glossary_proposal", ["proposed_by"])
    op.create_index("ix_glossary_proposal_decided_by", "glossary_proposal", ["decided_by"])
    by_state = ["guild_id", "state", "number"]
    op.create_index("ix_glossary_proposal_guild_id_state_number", "glossary_proposal", by_state)


def _create_import() -> None:
    op.create_table(
        "glossary_import",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("made_by", sa.BigInteger, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("plan", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_glossary_import"),
    )
    op.create_index("ix_glossary_import_made_by", "glossary_import", ["made_by"])
    op.create_index("ix_glossary_import_made_at", "glossary_import", ["made_at"])


def _create_removals() -> None:
    op.create_table(
        "guild_removal",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("noticed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_guild_removal"),
    )
    op.create_index("ix_guild_removal_noticed_at", "guild_removal", ["noticed_at"])
