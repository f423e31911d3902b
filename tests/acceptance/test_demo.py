"""`wirewatch demo`, as a newcomer types it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from typer.testing import CliRunner

from app.cli.main import app
from app.demo.report import QUERIES

#: What the issue asks to see, in this order.
SHOWN = (
    "told: nobody, held-until: the digest of route by and by",
    "told: desk mail, First report: 1 outlet\n",
    "told: newsroom bot, first-report: 1 outlet\n",
    "told: nobody, copy-of: copy of article",
    "the story: 4 outlets, 1 independent\n",
    "told: desk mail, Corroborated: 5 outlets, 2 independent (3 copies)\n",
    "told: desk mail, Changed since it was told: 5 outlets, 2 independent (3 copies)\n",
    "told: nobody, no watch wants it",
    "denied by 'denied that'; you asked for asserted or hedged\n",
    "told: desk mail, Digest: 2 stories since",
)


async def test_the_demo_does_the_whole_job_and_checks_itself(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app.cli", "demo", "--folder", str(folder)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = (part.decode() for part in await process.communicate())
    assert process.returncode == 0, out + err
    assert "everything expected happened" in out
    places = [out.find(part) for part in SHOWN]
    assert -1 not in places
    assert places == sorted(places)
    for part in ("COLLECTED", "signature verified", "Subject:"):
        assert part in out
    assert "the outlets begin to publish" in err
    verified = CliRunner().invoke(app, ["verify", "--config", str(folder / "wirewatch.toml")])
    assert verified.exit_code == 0, verified.stdout
    # The archive that it leaves behind answers the queries that it proposes.
    for query in QUERIES:
        assert query in out or query.replace("'", "") in out
        found = CliRunner().invoke(app, ["search", "--config", str(folder / "wirewatch.toml"), query])
        assert found.exit_code == 0, query
