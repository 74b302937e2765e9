"""The door for staff: behind one password, the results of what patrons answered."""
