"""A notebook run once becomes a page."""
