"""A live room led from a notebook: it speaks HTTP with the server, and shows the console."""
