"""How records are written elsewhere, and how their parts are read: one module a format."""
