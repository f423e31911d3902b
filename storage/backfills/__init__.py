"""Backfills in the database: who reads which file, and how far it has come."""

from storage.backfills.errors import LeaseLostError
from storage.backfills.store import Backfills

__all__ = ["Backfills", "LeaseLostError"]
