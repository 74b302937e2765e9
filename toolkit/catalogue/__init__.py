"""The library's catalogue: one small interface, and a module for each kind of catalogue behind it."""
