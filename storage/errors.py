"""What goes wrong with the archive, in one sentence that a person can act on."""

from __future__ import annotations


class StorageError(Exception):
    """The database cannot be used as asked. The message names it without its password."""


class ContentionError(StorageError):
    """The database gave this transaction up for another one; the same work may be tried again."""


class OtherSchemaError(StorageError):
    """The database has another schema than this program, which must write nothing into it."""
