"""What Scrapy does not say by itself: stops that would be lost, faults that look like an end, and many at once."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from tests.scheduler.outlet import an_outlet


async def test_every_way_in_which_a_run_ends_is_told(tmp_path: Path) -> None:
    async with an_outlet("Zero", "One") as outlet:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.scheduler.launching", f"{outlet.base}/feed", str(tmp_path)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    ends = json.loads(out)
    for said, all_ended in ends["stopped"]:
        assert said in ("interrupted: ended before the answer, 0 new", "ok: None, 0 new")
        assert all_ended
    assert ends["stopped"][0][0].startswith("interrupted"), (
        "a run that begins while the worker stops asks nothing"
    )
    assert ends["fault"].startswith("error: ")
    assert "TypeError" in ends["fault"]
    assert ends["renamed"] == "interrupted: no source is named 'Of old', 0 new"
    assert ends["unsendable"] == "error: the poll could not be sent, 0 new"
    assert ends["refused"].startswith("unreachable: ")
    assert ends["well"] == "ok: None, 2 new"
    assert ends["together"] == ["ok: None, 0 new"] * 5
