"""The first tables: one row a visit, a response, a feedback, with all there is to say in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "versions",
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("lesson", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("kept", sa.Float, nullable=False),
    )
    op.create_table(
        "visits",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("lesson", "language", "version", "place", "item")
        ),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("source", "medium", "campaign", "referrer", "class_name")
        ),
        sa.Column("started", sa.Float, nullable=False),
        sa.Column("seen", sa.Float, nullable=False),
        sa.Column("reached", sa.Integer, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
    )
    op.create_table(
        "responses",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("visit", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("version", "step", "kind", "given", "answer")
        ),
        sa.Column("before", sa.Text),
        sa.Column("checked", sa.Boolean, nullable=False),
        sa.Column("right", sa.Boolean),
        sa.Column("judged", sa.Boolean, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("ms", sa.Integer),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("visit", sa.Integer, nullable=False),
        sa.Column("useful", sa.Integer),
        sa.Column("clear", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
