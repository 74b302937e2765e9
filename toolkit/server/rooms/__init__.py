"""The doors of live rooms that patrons come through: the code, the streams, questions asked."""
