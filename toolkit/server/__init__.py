"""HTTP on top of Voilà: the site's pages out."""
