"""What members have studied of their lists."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "study_card",
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("entry_key", sa.Text, nullable=False),
        sa.Column("state", sa.SmallInteger, nullable=False),
        sa.Column("step", sa.SmallInteger),
        sa.Column("stability", sa.Double, nullable=False),
        sa.Column("difficulty", sa.Double, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviews", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "entry_key", name="pk_study_card"),
    )
    op.create_index("ix_study_card_user_id_due_at", "study_card", ["user_id", "due_at"])
