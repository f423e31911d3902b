"""Killed at any step, a backup leaves no file of its name, a restore no database; done again, either is whole."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path

from storage import schema
from storage.backup import checked
from storage.database import Database
from tests.dying import exit_code, start
from tests.storage.backup import dying
from tests.storage.backup.backups import Silent, back_up, faults, filled


def test_a_backup(db: Database, database_url: str, tmp_path: Path) -> None:
    filled(db, tmp_path)
    file, steps = tmp_path / "backup", 0
    while exit_code(start(partial(dying.make, str(file), steps), database_url)) == -signal.SIGKILL:
        assert not file.exists()
        steps += 9
    assert steps > 45
    # what the dead left under another name is gone with the first that lived
    assert [one.name for one in tmp_path.glob("backup*")] == ["backup"]
    checked(file, Silent())


def test_a_restore(database_url: str, new_database_url: str, tmp_path: Path) -> None:
    db = Database(database_url)
    filled(db, tmp_path)
    back_up(db, tmp_path / "backup")
    db.close()
    steps = 0
    work = partial(dying.restore, str(tmp_path / "backup"), new_database_url)
    while exit_code(start(partial(work, steps), database_url)) == -signal.SIGKILL:
        found = schema.state(new_database_url)
        assert (found.current, found.is_empty) == (None, True)
        steps += 25
    assert steps > 100
    schema.require_current(new_database_url)
    restored = Database(new_database_url)
    assert faults(restored, tmp_path / "captures") == []
    restored.close()
