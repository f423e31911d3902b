"""BACK UP: all that a database holds in one file, the same for SQLite and PostgreSQL, and a database made of it again.

`form` is the file, `tables` what is read and how, `making` and `restoring` do it.
"""

from storage.backup.errors import BackupError
from storage.backup.form import Head, Whole
from storage.backup.making import Made, make_backup
from storage.backup.restoring import Restored, checked, restore_backup

__all__ = [
    "BackupError",
    "Head",
    "Made",
    "Restored",
    "Whole",
    "checked",
    "make_backup",
    "restore_backup",
]
