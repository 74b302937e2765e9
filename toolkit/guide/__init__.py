"""Sheets for staff to print: the facilitator's guide, and the patron's handout to copy."""
