"""Live rooms: a webinar whose every screen is a fold of one append-only list of room events."""
