"""What goes wrong with a backfill's row."""

from __future__ import annotations

from storage.errors import StorageError


class LeaseLostError(StorageError):
    """Another process has taken the backfill over; nothing of the batch was saved."""
