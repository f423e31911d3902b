"""The lines of one pass."""

from __future__ import annotations

import pytest

from alerts.delivery import DeliveryTally
from app.cli.summary import print_summary
from scheduler.totals import Totals
from storage.database import Database
from storage.sources import Sources
from tests.storage.health.polls import GONE, NOW, TIMEOUT
from tests.storage.samples import declaration


def test_a_pass_between_two_polls_still_says_what_is_in_trouble(
    db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = Sources(db)
    sources.sync([declaration("gazette"), declaration("herald"), declaration("post")], NOW)
    for name, result in (("gazette", GONE), ("herald", TIMEOUT)):
        state = sources.get(name)
        assert state is not None
        sources.finish(state.id, result, url=state.url, new=0, now=NOW, due_at=NOW)
    assert not print_summary(Totals(), DeliveryTally(), db)
    assert capsys.readouterr().out.splitlines()[-1] == (
        "2 other sources in trouble: wirewatch status --trouble"
    )
    assert print_summary(Totals(troubled={"gazette": "gone"}), DeliveryTally(), db)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2].startswith("gazette: gone: ")
    assert lines[-1] == "1 other source in trouble: wirewatch status --trouble"
