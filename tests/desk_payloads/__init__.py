"""Hostile values for the desk, written by somebody who had not seen it; see README.md beside this."""
