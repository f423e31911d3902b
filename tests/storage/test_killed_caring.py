"""A process that dies while it tells of sources has told everything once when the next one is through."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from storage.failpoints import SELDOM
from storage.outbox import Outbox
from storage.source_notices import SourceNotices
from tests.storage.caring import run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("moment", SELDOM)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_everything_is_told_once(database_url: str, moment: str, count: int) -> None:
    killed = subprocess.run(
        [sys.executable, "-m", "tests.storage.caring", database_url],
        env=os.environ | {"WIREWATCH_FAILPOINT": f"{moment}:{count}", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    db = Database(database_url)
    run(db)
    kinds = [str(one.kind) for one in SourceNotices(db).list()[::-1]]
    assert kinds == ["source-trouble", "sources-needing-care", "sources-needing-care", "source-recovered"]
    assert sorted(one.channel for one in Outbox(db).list()) == ["hook"] * 4 + ["mail"] * 4
    db.close()
