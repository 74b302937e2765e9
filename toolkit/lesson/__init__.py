"""A lesson as data: the nouns, the Markdown reader, the checks and their Problems."""
