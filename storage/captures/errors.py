"""What goes wrong with captures, in one sentence that a person can act on."""

from __future__ import annotations

from storage.errors import StorageError


class CaptureError(StorageError):
    """A capture cannot be written, or not be read. The message names the file."""
