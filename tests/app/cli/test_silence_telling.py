"""What a silence does to hits, on SQLite and on PostgreSQL: the commands, and the worker's own flagging."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.releases import release_due
from app.config import load
from app.config.routing import route_tree
from storage.database import Database
from storage.outbox import Outbox
from storage.records import Article, ClaimedStories, StoryNoticeKind
from storage.stories import Stories
from tests.app.cli.desks import MAIL, Desk
from tests.storage.samples import collected
from tests.storage.stories.test_grouping import PRESS, printed

WATCHES = """
[[watches]]
name = "North"
query = "tumangang"

[[watches]]
name = "Yards"
query = "shipyard"
severity = "critical"
"""
WIRE, COPY, _, OWN, FIRE = PRESS
ANOTHER = printed(
    "tribune.example",
    """\
Residents of Khasan counted wagons all night: sappers with bridging gear, then a column that drove under tarpaulins.
Kyiv expects them at Kursk within a week and told its brigades there to mine what fords the Tumangang trains can use.
""",
    "North Korea's armour leaves Khasan for Kursk",
)
WHY = ("--comment", "known since Friday", "--author", "anna")


class Night:
    """A desk at which articles come one after the other, an hour from now on: each command was given before."""

    def __init__(self, folder: Path, url: str, routes: str = "") -> None:
        self.desk = Desk(folder, url, routes + WATCHES + MAIL)
        self.now = datetime.now(UTC) + timedelta(hours=1)
        self.desk.flag(self.now)

    def silence(self, *given: str) -> None:
        assert self.desk.run("silence", "add", *given, *WHY).exit_code == 0

    def comes_after(self, span: timedelta) -> None:
        self.now += span

    def comes(self, what: Article) -> str:
        """What became of the hit of an article that comes now."""
        self.comes_after(timedelta(minutes=1))
        database = Database(self.desk.url)
        saved = collected(database, replace(what, published_at=self.now), self.now, name=what.url[8:15])
        database.close()
        self.desk.flag(self.now)
        return self.outcomes()[saved.article_id]

    def released(self) -> int:
        """How many notices are made of what waited long enough."""
        database = Database(self.desk.url)
        done = release_due(database, route_tree(load(self.desk.config)), self.now)
        database.close()
        return done

    def outcomes(self) -> dict[int, str]:
        return {row["article_id"]: row["outcome"] for row in self.desk.rows("hits")}

    def kinds(self) -> list[StoryNoticeKind]:
        """As what stories were told, in the order of their notices."""
        database = Database(self.desk.url)
        claimed = Outbox(database).claim("mail", "w1", self.now, timedelta(minutes=1), 9)
        database.close()
        return [one.notice.kind for one in claimed if isinstance(one, ClaimedStories)]

    def told(self) -> int:
        database = Database(self.desk.url)
        found = len(Outbox(database).list())
        database.close()
        return found


@pytest.fixture
def night(tmp_path: Path, database_url: str) -> Night:
    return Night(tmp_path, database_url)


def test_a_hit_is_silenced_and_the_next_report_of_its_story_is_told_when_that_is_over(night: Night) -> None:
    night.silence("--watch", "North", "--for", "8h")
    assert night.comes(WIRE) == "silenced-by"
    assert "[silenced-by]" in night.desk.run("hits").stdout
    assert night.comes(FIRE) == "told"
    assert night.told() == 1
    assert night.desk.run("silence", "end", "1").exit_code == 0
    night.comes_after(timedelta(hours=1))
    assert night.released() == 0
    assert night.outcomes() == {1: "silenced-by", 2: "told"}
    # even a copy, for nobody was told of its original
    assert night.comes(COPY) == "told"
    assert night.outcomes()[1] == "silenced-by"
    assert night.told() == 2


def test_it_is_over_by_itself(night: Night) -> None:
    night.silence("--everything", "--for", "8h")
    assert night.comes(WIRE) == "silenced-by"
    night.comes_after(timedelta(hours=8))
    assert night.comes(OWN) == "told"


def test_one_to_come_keeps_nothing_back_before(night: Night) -> None:
    begins = night.now + timedelta(hours=5)
    night.silence("--from", begins.isoformat(), "--source", "harb*", "--for", "1h")
    assert night.comes(WIRE) == "told"
    night.comes_after(timedelta(hours=5))
    assert night.comes(FIRE) == "silenced-by"


def test_graver_hits_pass(night: Night) -> None:
    night.silence("--up-to", "warning", "--for", "8h")
    assert night.comes(WIRE) == "silenced-by"
    assert night.comes(FIRE) == "told"


def test_a_story_is_silenced_in_whatever_it_comes(night: Night) -> None:
    assert night.comes(WIRE) == "told"
    night.silence("--story", "1", "--for", "8h")
    assert night.comes(OWN) == "silenced-by"
    assert night.comes(FIRE) == "told"
    database = Database(night.desk.url)
    story = Stories(database).of_article(1)
    database.close()
    assert story is not None
    assert [member.article_id for member in story.members] == [1, 2]


def test_what_a_story_gathered_meanwhile_corroborates_it_afterwards(
    tmp_path: Path, database_url: str
) -> None:
    night = Night(tmp_path, database_url, "[route]\ncorroboration = [3]\n")
    assert night.comes(WIRE) == "told"
    night.silence("--story", "1", "--for", "8h")
    assert night.comes(OWN) == "silenced-by"
    assert night.desk.run("silence", "end", "1").exit_code == 0
    assert night.comes(COPY) == "copy-of"
    assert night.comes(ANOTHER) == "told"
    (*_, kind) = night.kinds()
    assert kind is StoryNoticeKind.CORROBORATION


def test_a_route_is_silent_and_the_others_are_not(tmp_path: Path, database_url: str) -> None:
    routes = """
[[route.routes]]
name = "yards"
match = {watch = ["Yards"]}
"""
    night = Night(tmp_path, database_url, routes)
    night.silence("--route", "yards", "--for", "8h")
    assert night.comes(FIRE) == "silenced-by"
    assert night.comes(WIRE) == "told"


def test_what_waits_is_kept_back_too_if_the_silence_holds_when_it_comes_due(
    tmp_path: Path, database_url: str
) -> None:
    night = Night(tmp_path, database_url, '[route]\ngroup_wait = "20m"\n')
    assert night.comes(WIRE) == "held-until"
    assert night.comes(FIRE) == "held-until"
    night.silence("--watch", "North", "--for", "8h")
    night.comes_after(timedelta(minutes=30))
    assert night.released() == 1
    assert night.outcomes() == {1: "silenced-by", 2: "told"}


def test_an_edit_of_what_was_told_is_kept_back(night: Night) -> None:
    assert night.comes(WIRE) == "told"
    assert night.told() == 1
    night.silence("--watch", "North", "--for", "8h")
    edited = replace(WIRE, text=WIRE.text.replace("The first of three trains", "The last of nine trains"))
    assert night.comes(edited) == "told"
    assert night.told() == 1
    assert night.desk.run("silence", "end", "1").exit_code == 0
    night.comes_after(timedelta(hours=1))
    assert night.released() == 0
    again = replace(WIRE, text=WIRE.text.replace("The first of three trains", "The last of ten trains"))
    assert night.comes(again) == "told"
    assert night.told() == 2
