"""Large bodies go to their reader in a file, which is there as long as it is read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from scheduler.spilling import SMALL, remove_left, spilled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


async def test_a_large_body_is_in_a_file_of_this_user_while_it_is_read(folder: Path) -> None:
    content = b"x" * (SMALL + 1)
    async with spilled(content) as file:
        assert file is not None
        assert file.read_bytes() == content
        assert file.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir()) == []


async def test_a_small_one_is_in_none(folder: Path) -> None:
    async with spilled(b"x" * SMALL) as file:
        assert file is None
        assert list(folder.iterdir()) == []


async def test_nor_is_one_that_the_disk_does_not_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    async with spilled(b"x" * (SMALL + 1)) as file:
        assert file is None


def test_what_killed_workers_left_is_removed_after_an_hour(folder: Path) -> None:
    old, new, other = (folder / name for name in ("wirewatch-body-1", "wirewatch-body-2", "body-3"))
    for file in (old, new, other):
        file.touch()
    for file in (old, other):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    remove_left()
    assert {file.name for file in folder.iterdir()} == {"wirewatch-body-2", "body-3"}
