"""What goes wrong with the archive, in one sentence that a person can act on."""

from __future__ import annotations

import logging


class StorageError(Exception):
    """The database cannot be used as asked. The message names it without its password."""


class OutageError(StorageError):
    """The database is out of reach, or takes nothing at the time; told once by `storage.outage`.

    It says nothing against what was asked, which is worth another try when the database works again.
    """


class ContentionError(StorageError):
    """The database gave this transaction up for another one; the same work may be tried again."""


class OtherSchemaError(StorageError):
    """The database has another schema than this program, which must write nothing into it."""


def level(error: Exception) -> int:
    """How loud one who meets this error says so: an outage is told already, once for all."""
    return logging.DEBUG if isinstance(error, OutageError) else logging.ERROR
