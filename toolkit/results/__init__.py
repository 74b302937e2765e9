"""How a group did: completion codes, tables, plots, the report. The only room with pandas."""
