"""What goes wrong with a backup, in one line that names the file."""

from __future__ import annotations

from storage.errors import StorageError


class BackupError(StorageError):
    """A backup could not be made, or is none that can be restored here."""
