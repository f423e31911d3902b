"""`wirewatch why` says of each outcome by which rule it came, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.releases import release_due
from app.config import load
from app.config.projection import watchlist
from storage.database import Database
from storage.outbox import Outbox
from storage.records import Article, Silence
from storage.telling.silences import Silences
from tests.app.cli.desks import MAIL, NOW, Desk
from tests.storage.samples import collected
from tests.storage.stories.test_grouping import PRESS

HOUR = timedelta(hours=1)
WIRE, GAZETTE, HERALD, LEDGER, HARBOUR = PRESS
KURSK = '[[watches]]\nname = "Kursk"\nquery = "kursk"\n'
KOREA = '[[watches]]\nname = "North Korea"\nquery = "korea"\nseverity = "info"\n'
PAGER = MAIL.replace('"mail"', '"pager"', 1)


@dataclass(frozen=True, kw_only=True)
class Press:
    """A desk that is told of Kursk, and what outlets print."""

    desk: Desk
    database: Database

    def configure(self, route: str, watches: str = KURSK, channels: str = MAIL) -> None:
        """Other routes from now on."""
        self.desk.write(f"{watches}{channels}[route]\n{route}\n")

    def prints(self, *articles: Article, backlog: bool = False) -> None:
        """Articles that are collected and flagged, one after the other."""
        for each in articles:
            outlet = each.url.split("/")[2].removesuffix(".example")
            collected(self.database, each, NOW, name=outlet, backlog=backlog)
            self.desk.flag(NOW)

    def is_later(self, by: timedelta = 2 * HOUR) -> None:
        """What waits and is due by then is told."""
        release_due(self.database, watchlist(load(self.desk.config)).routes, NOW + by)

    def sends(self, send: Callable[[Outbox, str], None], channel: str = "mail") -> None:
        """What waits for a channel is sent, and this is what comes of it."""
        outbox = Outbox(self.database)
        for one in outbox.claim(channel, "w1", NOW + 2 * HOUR, HOUR, 9):
            send(outbox, one.delivery.id)

    def step(self, article: int, name: str) -> list[str]:
        """What a step of the article's way prints."""
        lines = self.desk.run("why", f"{article}").stdout.splitlines()
        start = next(place for place, line in enumerate(lines) if line.startswith(f"{name} "))
        more = next(
            (place for place in range(start + 1, len(lines)) if not lines[place].startswith(" ")), len(lines)
        )
        return [line[11:] for line in lines[start:more]]

    def answer(self, article: int) -> str:
        """The first line."""
        shown = self.desk.run("why", f"{article}")
        assert shown.exit_code == 0
        return shown.stdout.splitlines()[0]


@pytest.fixture
def press(tmp_path: Path, database_url: str, db: Database) -> Press:
    return Press(desk=Desk(tmp_path, database_url, KURSK + MAIL), database=db)


def accepted(outbox: Outbox, delivery: str) -> None:
    outbox.delivered(delivery, "250 2.0.0 queued", NOW + HOUR)


def refused(outbox: Outbox, delivery: str) -> None:
    outbox.dead(delivery, "550 no such user", NOW + HOUR)


def test_told_and_delivered(press: Press) -> None:
    press.prints(WIRE)
    assert press.answer(1) == "told: first report of its story (route root), waiting for mail"
    (waits, next_try) = press.step(1, "delivered")
    assert waits.startswith("2026-03-01 12:00 UTC  mail  waiting  first-report  0 tries  ")
    assert next_try.strip() == "next try 2026-03-01 12:00 UTC"
    press.sends(accepted)
    told = "told: first report of its story (route root)"
    assert press.answer(1) == f"{told}, delivered to mail 2026-03-01 13:00 UTC"
    assert press.step(1, "routed") == [f"2026-03-01 12:00 UTC  * root  {told}"]
    sent, answer = press.step(1, "delivered")
    assert sent.startswith("2026-03-01 13:00 UTC  mail  delivered  first-report  1 try  ")
    assert answer.strip() == "250 2.0.0 queued"
    row = press.desk.row("why", "1")
    assert row["answer"] == {
        "said": press.answer(1),
        "outcome": "told",
        "hit": 1,
        "watch": "Kursk",
        "route": "root",
        "rule": "first report of its story (route root)",
    }
    (delivery,) = row["delivered"]
    assert (delivery["state"], delivery["answer"], delivery["hits"], delivery["story_notice_kind"]) == (
        "delivered",
        "250 2.0.0 queued",
        [1],
        "first-report",
    )


def test_a_copy_and_another_report_of_its_story(press: Press) -> None:
    press.configure("corroboration = []")
    press.prints(WIRE, GAZETTE, LEDGER)
    copy = "copy of article 1 (1.00)"
    when = "told on route root at 2026-03-01 12:00 (UTC) as first report"
    assert press.answer(2) == f"copy-of: {copy}, {when}"
    assert press.step(2, "grouped") == [f"2026-03-01 12:00 UTC  story 1, {copy}"]
    assert press.step(2, "delivered") == ["nothing: there is no notice of it"]
    assert press.answer(3) == f"joined-story: story 1 goes on, {when}"
    (tied,) = press.step(3, "grouped")
    assert tied.startswith("2026-03-01 12:00 UTC  story 1, by name ")
    grouped = press.desk.row("why", "3")["grouped"]
    assert (grouped["story"], grouped["begins"], grouped["copy_of"]) == (1, False, None)
    assert grouped["bond"]["likeness"] >= grouped["bond"]["needed"]
    assert press.step(1, "grouped") == ["2026-03-01 12:00 UTC  story 1, the first of it"]


def test_held_by_quiet_hours_and_told_afterwards(press: Press) -> None:
    press.configure('quiet = ["10:00-14:00"]\nzone = "Europe/Berlin"')
    press.prints(WIRE)
    quiet = "quiet hours of route root until 2026-03-01 14:00 (Europe/Berlin)"
    assert press.answer(1) == f"held-until: {quiet}"
    held = f"root  held-until 2026-03-01 13:00 UTC: {quiet}"
    assert press.step(1, "routed") == [f"2026-03-01 12:00 UTC  * {held}"]
    press.is_later()
    assert press.step(1, "routed") == [
        f"2026-03-01 12:00 UTC    {held}",
        "2026-03-01 14:00 UTC  * root  told: first report of its story, after quiet hours (route root)",
    ]
    assert [row["holds"] for row in press.desk.row("why", "1")["routed"]] == [False, True]


def test_silenced(press: Press) -> None:
    Silences(press.database).add(
        Silence(id=0, starts_at=NOW, ends_at=NOW + HOUR, author="Kim", comment="exercise", watches=("Kursk",))
    )
    press.prints(WIRE)
    assert press.answer(1) == "silenced-by: silence 1 until 2026-03-01 13:00 UTC (Kim: exercise)"


def test_backlog(press: Press) -> None:
    press.prints(WIRE, backlog=True)
    assert press.answer(1) == "backlog: its source held it already when it was first read"
    assert press.step(1, "found") == ["2026-03-01 12:00 UTC  from wire, by no lead; backlog"]


def test_no_route(press: Press) -> None:
    press.configure("channels = []")
    press.prints(WIRE)
    assert press.answer(1) == "no-route: route root has no channels"


def test_failed_and_arrived_after_all(press: Press) -> None:
    press.prints(WIRE)
    press.sends(refused)
    failed = "failed: no delivery of its notice arrived (mail: 550 no such user)"
    assert press.answer(1) == failed
    sent, error = press.step(1, "delivered")
    assert sent.startswith("2026-03-01 13:00 UTC  mail  dead  first-report  1 try  ")
    assert error.strip() == "550 no such user"
    (row,) = press.desk.row("why", "1")["delivered"]
    assert Outbox(press.database).replay(row["id"], NOW + HOUR)
    assert press.answer(1) == f"{failed}, waiting for mail"
    press.sends(accepted)
    assert press.answer(1).startswith("told: a delivery of its notice arrived after all, delivered to mail ")
    assert [row["outcome"] for row in press.desk.row("why", "1")["routed"]] == ["told", "failed", "told"]


def test_cooling_down(press: Press) -> None:
    press.configure('repeat_interval = "6h"\ncorroboration = []')
    press.prints(WIRE, LEDGER)
    cools = "its story was told on route root and cools down until 2026-03-01 18:00 (UTC)"
    assert press.answer(2) == f"cooling-down: {cools}"


def test_what_came_farthest_answers_and_each_route_and_watch_has_its_say(press: Press) -> None:
    below = '[[route.routes]]\nname = "grave"\nmatch = {severity = "warning"}\nchannels = ["pager"]\n'
    press.configure(f"channels = []\n{below}continue = true\n", KURSK + KOREA, MAIL + PAGER)
    press.prints(WIRE)
    press.sends(accepted, "pager")
    told = "first report of its story (route grave), delivered to pager 2026-03-01 13:00 UTC"
    assert press.answer(1) == f"told (watch Kursk): {told}"
    assert press.step(1, "routed") == [
        "2026-03-01 12:00 UTC  * grave, Kursk  told: first report of its story (route grave)",
        "2026-03-01 12:00 UTC  * root, North Korea  no-route: route root has no channels",
    ]
    only = press.desk.run("why", "1", "--watch", "North Korea").stdout
    assert only.startswith("no-route: route root has no channels\n")
    assert "pager" not in only


def test_a_handled_hit_says_so(press: Press) -> None:
    press.configure('quiet = ["10:00-14:00"]')
    press.prints(WIRE)
    assert press.desk.run("hit", "mark", "1", "handled").exit_code == 0
    assert press.answer(1) == "silenced-by: its hit is marked handled"
    (matched,) = press.step(1, "matched")
    assert matched.endswith(", marked handled")
    assert press.desk.row("why", "1")["matched"][0]["mark"] == "handled"


def test_an_article_that_no_watch_matched(press: Press) -> None:
    press.prints(HARBOUR)
    assert press.answer(1) == "not told: it is no hit of any watch"
    assert press.step(1, "matched") == [
        "2026-03-01 12:00 UTC  by no watch; why not: wirewatch watch why 1 WATCH"
    ]
    assert press.step(1, "routed") == ["to nobody: it is no hit"]
    row = press.desk.row("why", "1")
    assert (row["answer"]["outcome"], row["matched"], row["routed"], row["delivered"]) == (None, [], [], [])
