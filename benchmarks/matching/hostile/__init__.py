"""Queries and articles written to be slow, and how slow they are."""
