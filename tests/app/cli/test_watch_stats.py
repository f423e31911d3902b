"""`wirewatch watch stats` and `watch versions` over an archive of either kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.flags import Flags
from storage.marks import Mark, Marks
from tests.app.cli.archives import is_harmless
from tests.app.cli.desks import Desk

NOW = datetime.now(UTC).replace(microsecond=0)
WATCHES = """
[[watches]]
name = "Ships"
query = "frigate*"

[[watches]]
name = "Quiet"
query = "submarine"

[[watches]]
name = "Old"
query = "troops"
"""


@pytest.fixture
def desk(tmp_path: Path, db: Database, database_url: str) -> Desk:
    """Four hits, three of them marked; one watch is no longer configured."""
    desk = Desk(tmp_path, database_url, WATCHES)
    desk.collect(["A frigate", "Two frigates", "A frigate of troops"], NOW - timedelta(days=1))
    desk.flag(NOW - timedelta(days=1))
    for kept, _ in Flags(db).hits("Ships"):
        Marks(db).mark(kept.id, Mark.NOISE if kept.article_id == 1 else Mark.RELEVANT, None, NOW)
    desk.write(WATCHES.replace("Old", "New").replace("frigate*", "frigate"))
    return desk


def test_stats_show_hits_marks_and_the_share_of_noise(desk: Desk) -> None:
    rows = {row["watch"]: row for row in desk.rows("watch", "stats")}
    assert list(rows) == ["New", "Old", "Quiet", "Ships"]
    ships, quiet, old = rows["Ships"], rows["Quiet"], rows["Old"]
    assert (ships["hits"], ships["noise"], ships["relevant"], ships["handled"]) == (3, 1, 2, 0)
    assert (ships["share_of_noise"], ships["configured"], sum(ships["per_day"])) == (1 / 3, True, 3)
    assert (quiet["hits"], quiet["share_of_noise"], quiet["last_hit_at"]) == (0, None, None)
    assert len(quiet["per_day"]) == len(ships["per_day"]) == 30
    assert (old["hits"], old["share_of_noise"], old["configured"]) == (1, None, False)
    assert set(quiet) == set(ships)
    (only,) = desk.rows("watch", "stats", "Ships")
    assert only == ships


def test_stats_are_a_table_for_people(desk: Desk) -> None:
    shown = desk.run("watch", "stats")
    assert (shown.exit_code, is_harmless(shown.stdout)) == (0, True)
    heading, _, old, quiet, ships = shown.stdout.splitlines()
    assert heading.split()[:5] == ["hits", "told", "relevant", "noise", "handled"]
    assert heading.endswith("  watch")
    assert old.endswith("  Old  (not configured)")
    assert quiet.split() == ["0", "0", "0", "0", "0", "-", "never", "Quiet"]
    assert ships.split()[:7] == ["3", "0", "2", "1", "0", "33%", "3"]


def test_a_broken_configuration_hides_no_figures_and_calls_no_watch_gone(desk: Desk) -> None:
    desk.write("[[watches]]\nname = 1\n")
    shown = desk.run("watch", "stats")
    assert (shown.exit_code, "not configured" in shown.stdout) == (0, False)
    assert {row["configured"] for row in desk.rows("watch", "stats")} == {None}
    assert desk.run("watch", "versions", "Ships").exit_code == 0


def test_versions_are_listed_with_their_hits(desk: Desk) -> None:
    shown = desk.run("watch", "versions", "Ships")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        f"1  since {NOW - timedelta(days=1):%Y-%m-%d %H:%M} UTC  3 hits",
        "    frigate*",
        "in the configuration, not taken over by a worker yet:",
        "    frigate",
    ]
    desk.flag(NOW)
    first, second = desk.rows("watch", "versions", "Ships")
    assert (first["version"], first["hits"], first["in_force"]) == (1, 3, False)
    assert (second["version"], second["hits"], second["in_force"]) == (2, 0, True)
    assert (second["watch"], second["query"]) == ("Ships", "frigate")


def test_a_version_with_other_aliases_says_so(desk: Desk) -> None:
    for forms in ('["boat"]', '["boat", "tug"]'):
        boats = f'name = "boats"\nforms.en = {forms}'
        desk.write(f'[[aliases]]\n{boats}\n[[watches]]\nname = "Boats"\nquery = "@boats"\n')
        desk.collect(["A boat"], NOW, name=f"wire{len(forms)}")
        desk.flag(NOW)
    shown = desk.run("watch", "versions", "Boats").stdout.splitlines()
    assert shown[0].endswith("  1 hit")
    assert shown[2].endswith("  1 hit  in force")
    assert shown[4] == "    the same words; what an alias stands for has changed"


def test_names_that_are_not_known(desk: Desk) -> None:
    for command in ("versions", "stats"):
        refused = desk.run("watch", command, "Shps")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "did you mean 'Ships'?" in refused.stderr
    unseen = desk.run("watch", "versions", "New")
    assert (unseen.exit_code, unseen.stdout) == (1, "no worker has run New yet\n")
