"""A few seconds of two of the faults; `test_faults` holds all of them for as long as the issue asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.acceptance.faults import descriptors, sqlite_gone
from tests.acceptance.faults.faults import Fault
from tests.acceptance.faults.newsdesk import a_newsdesk
from tests.acceptance.faults.trial import tried

#: How soon something happens is a matter of how busy the machine is.
ANY_TIME = 300.0


@pytest.mark.parametrize("fault", [sqlite_gone.MOVED, descriptors.EXHAUSTED], ids=lambda fault: fault.name)
async def test_a_short_fault(tmp_path: Path, fault: Fault) -> None:
    async with a_newsdesk(tmp_path / "desk") as newsdesk:
        outcome = await tried(
            newsdesk, replace(fault, held=6.0, soon=ANY_TIME, well=ANY_TIME), before=1, after=2.0
        )
    assert outcome.complaints() == []
