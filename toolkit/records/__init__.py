"""What patrons answered, kept in a database: the only room that knows there is one."""
