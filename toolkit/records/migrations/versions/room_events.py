"""What happens in live rooms: one list of events for all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make its table."""
    op.create_table(
        "room_events",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("room", "type", "person")),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("room_events_of_room", "room_events", ["room"])
    op.create_index(
        "room_events_opened",
        "room_events",
        ["room"],
        unique=True,
        sqlite_where=sa.text("type = 'opened'"),
    )
    op.create_index(
        "room_events_ended", "room_events", ["room"], sqlite_where=sa.text("type = 'ended'")
    )
