"""The command as a process: errors for people, output that nobody reads, terminals of other alphabets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.cli.archives import Archive

WIREWATCH = (sys.executable, "-m", "app.cli")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.fill()
    return archive


def test_trouble_that_a_person_can_mend_is_one_line_and_exit_2(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    done = subprocess.run(
        [*WIREWATCH, "status", "-c", str(archive.config)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("wirewatch: ")
    assert "wirewatch db upgrade" in line


def test_a_reader_that_has_gone_is_no_traceback(archive: Archive) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*WIREWATCH, "search", "troops", "-c", str(archive.config)],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_terminal_that_knows_no_hangul_is_shown_code_points(archive: Archive) -> None:
    done = subprocess.run(
        [*WIREWATCH, "search", "북한", "-c", str(archive.config)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=False,
    )
    assert done.returncode == 0
    assert b"\\ubd81\\ud55c" in done.stdout
    assert done.stderr == b""


def test_a_search_waits_for_nothing_that_it_does_not_need(archive: Archive) -> None:
    heavy = {"alembic", "tldextract", "requests", "soupsieve", "scrapy", "twisted", "apprise"}
    program = (
        "import sys\n"
        "from app.cli.main import app\n"
        f"app(['search', 'troops', '-c', {str(archive.config)!r}], standalone_mode=False)\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
