"""Notebooks that need Python while they are open: a kernel for each visitor, within limits.

The page is ours, what moves in it is Voilà's. Nothing here is imported before it is needed:
a library without such a notebook never pays for it.
"""
