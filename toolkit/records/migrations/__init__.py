"""The steps from the first tables to those of today.

For another one: change `schema`, write a file into `versions` that leads there from the step before
(its `down_revision`), and name it in `database.REVISION`. A step runs in one transaction, after a
copy of the file was made, and never changes once it was released.
"""
