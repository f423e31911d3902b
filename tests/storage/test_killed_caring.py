"""A process that dies while it tells of sources has told everything once when the next one is through."""

from __future__ import annotations

import signal

import pytest

from storage.database import Database
from storage.failpoints import SELDOM
from storage.outbox import Outbox
from storage.source_notices import SourceNotices
from tests.dying import exit_code, start
from tests.storage.caring import run


@pytest.mark.parametrize("moment", SELDOM)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_everything_is_told_once(database_url: str, moment: str, count: int) -> None:
    assert exit_code(start(run, database_url, f"{moment}:{count}")) == -signal.SIGKILL
    db = Database(database_url)
    run(db)
    kinds = [str(one.kind) for one in SourceNotices(db).list()[::-1]]
    assert kinds == ["source-trouble", "sources-needing-care", "sources-needing-care", "source-recovered"]
    assert sorted(one.channel for one in Outbox(db).list()) == ["hook"] * 4 + ["mail"] * 4
    db.close()
