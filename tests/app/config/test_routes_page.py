"""docs/routes.md is true: each example is a configuration, and what stands below it is what happens."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.routing.weekdays import DAYS, minutes_of
from app.config import Config
from app.config.cautions import cautions
from app.config.route_tables import ChildRouteTable
from app.config.routing import route_tree
from storage.records import HitOutcome, RoutedHit, Severity, Verdict
from tests.alerts.routing.promise import Report
from tests.alerts.routing.pure_desk import PureDesk
from tests.app.config.files import SIGNING_KEY, load_text

PAGE = (Path(__file__).parents[3] / "docs" / "routes.md").read_text("utf-8")
_HOOK = '[[channels]]\nname = "{}"\ntype = "webhook"\nurl = "https://h.test/"\nsecret = "{}"\n'
CHANNELS = "".join(_HOOK.format(name, SIGNING_KEY) for name in ("desk", "phone", "team"))
WATCHES, *EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HAPPENINGS = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LINE = re.compile(r"(\w{3}) (\d\d:\d\d)  (\w+) (reports|copies|comes) *(.*?)  +(\S.*)")


class Example:
    """The desk of one example: a story for each watch."""

    def __init__(self, config: Config) -> None:
        self.tree = route_tree(config)
        self.severities = {watch.name: Severity(watch.severity) for watch in config.watches}
        self.desk = PureDesk()
        self.desk.reload(self.tree)
        self.voices: dict[str, set[str]] = {name: set() for name in self.severities}
        self.number = 0

    def happens(self, line: str) -> str:
        """What is said of a line."""
        found = LINE.fullmatch(line)
        assert found is not None, line
        day, clock, outlet, what, watch, _ = found.groups()
        monday = datetime(2026, 3, 2, tzinfo=self.tree.root.zone)
        now = (monday + timedelta(days=DAYS.index(day), minutes=minutes_of(clock))).astimezone(UTC)
        before = len(self.desk.notices())
        self.desk.tick(now)
        released = self.desk.notices()[before:]
        if what == "comes":
            return "; ".join(
                f"{one.route}: told as {one.kind}, {len(one.stories)} "
                f"{'story' if len(one.stories) == 1 else 'stories'}"
                for one in released
            )
        assert not released
        hit = self._publish(outlet, watch, now, is_copy=what == "copies")
        said = {route: one for (ref, route), one in self.desk.verdicts().items() if ref == hit.ref}
        return "; ".join(f"{name}: {self._words(said[name])}" for name in self.tree.by_name if name in said)

    def _publish(self, outlet: str, watch: str, now: datetime, *, is_copy: bool) -> RoutedHit:
        self.number += 1
        if not is_copy:
            self.voices[watch].add(outlet)
        hit = RoutedHit(
            article=f"{outlet}.example/{self.number}",
            article_id=self.number,
            revision=1,
            watch=watch,
            source=outlet,
            severity=self.severities[watch],
        )
        report = Report(
            number=self.number,
            outlet=outlet,
            hits=(hit,),
            story=list(self.voices).index(watch),
            voices=len(self.voices[watch]),
            copy_of=1 if is_copy else None,
            is_backlog=False,
        )
        self.desk.publish(report, now)
        return hit

    def _words(self, verdict: Verdict) -> str:
        if verdict.outcome is HitOutcome.TOLD:
            [notice] = [one for one in self.desk.notices() if one.key == verdict.notice_key]
            return f"told as {notice.kind}"
        if verdict.until_at is None:
            return str(verdict.outcome)
        local = verdict.until_at.astimezone(self.tree.root.zone)
        return f"{verdict.outcome} {DAYS[local.weekday()]} {local:%H:%M}"


@pytest.mark.parametrize(("tables", "happenings"), list(zip(EXAMPLES, HAPPENINGS, strict=True)))
def test_an_example_is_true(tmp_path: Path, tables: str, happenings: str) -> None:
    config = load_text(tmp_path, tables + WATCHES + CHANNELS)
    assert not [one for one in cautions(config) if one.path.startswith("route")]
    example = Example(config)
    lines = happenings.splitlines()
    assert [f"{line[:44]}{example.happens(line)}" for line in lines] == lines


def _first_column(heading: str) -> set[str]:
    table = PAGE.partition(heading)[2].partition("|---|---|\n")[2].partition("\n\n")[0]
    return {name for row in table.splitlines() for name in re.findall(r"`([\w-]+)`", row.split("|")[1])}


def test_the_tables_hold_every_key_and_every_outcome() -> None:
    keys = {field.alias or name for name, field in ChildRouteTable.model_fields.items()}
    assert _first_column("## All keys") == keys
    assert _first_column("## Why was I not told?") == {
        one.value for one in HitOutcome if one.value != "no-channel"
    }
