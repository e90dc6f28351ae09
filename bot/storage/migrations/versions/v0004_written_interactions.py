"""The interactions that have written something, so that no other copy of the bot does it again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "written_interaction",
        sa.Column("interaction_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("interaction_id", name="pk_written_interaction"),
    )
