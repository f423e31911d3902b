"""`search`: its filters, orders, pages and counts."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from storage.archive import Archive as Store
from storage.database import Database
from storage.records import CollectedArticle
from storage.sources import Sources
from tests.app.cli.archives import NOW, Archive
from tests.storage.samples import article, declaration


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Six articles of two sources: those of even numbers are older than those of odd ones, and in Korean."""
    archive = Archive(tmp_path)
    archive.fill()
    database = Database(archive.url)
    sources = Sources(database)
    told = [
        declaration("gazette", country="KR", owner="wire"),
        declaration("herald", country="GB", owner="trade-press"),
    ]
    sources.sync(told, NOW)
    numbers = {state.name: state.id for state in sources.list()}
    for at in range(6):
        even = at % 2 == 0
        what = article(
            f"https://herald.example/{at}",
            title="Frigate sails" if at == 4 else "At sea",
            text=f"A frigate, number {at}.",
            published_at=NOW - timedelta(days=10 if even else 1, hours=at),
            language="ko-kr" if even else "en",
            section="World News" if even else None,
        )
        item = CollectedArticle(
            article=what, source_id=numbers["gazette" if at < 2 else "herald"], lead_id=None, backlog=True
        )
        Store(database).save([item], NOW + timedelta(minutes=at))
    database.close()
    return archive


def found(archive: Archive, *options: str) -> list[int]:
    return [int(row["url"][-1]) for row in archive.rows("search", '"number" frigate', *options)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), [1, 3, 5, 0, 2, 4]),
        (("--sort", "collected"), [5, 4, 3, 2, 1, 0]),
        (("--source", "gazette"), [1, 0]),
        (("--country", "gb"), [3, 5, 2, 4]),
        (("--owner", "wire"), [1, 0]),
        (("--country", "KR", "--owner", "trade-press"), []),
        (("--language", "KO"), [0, 2, 4]),
        (("--language", "ko-kr"), [0, 2, 4]),
        (("--language", "ko-k1"), []),
        (("--section", "world  news"), [0, 2, 4]),
        (("--section", "World"), []),
        (("--until", "2026-02-25"), [0, 2, 4]),
        (("--since", "2026-02-25", "--source", "herald"), [3, 5]),
        (("--story", "77"), []),
        (("--watch", "troops"), []),
    ],
)
def test_filters_and_orders(archive: Archive, options: tuple[str, ...], expected: list[int]) -> None:
    assert found(archive, *options) == expected


def test_the_most_relevant_has_the_word_in_its_title(archive: Archive) -> None:
    assert found(archive, "--sort", "relevance")[0] == 4


@pytest.mark.parametrize("sort", ["published", "collected"])
def test_pages_follow_by_cursor(archive: Archive, sort: str) -> None:
    whole = found(archive, "--sort", sort)
    rows = archive.rows("search", "frigate number", "--sort", sort, "--limit", "4")
    after = rows[-1]["cursor"]
    assert found(archive, "--sort", sort, "--after", after) == whole[4:]
    shown = archive.run("search", "frigate number", "--sort", sort, "--limit", "4").stdout
    assert shown.endswith(f"the next page: --after {after}\n")
    assert "the next page" not in archive.run("search", "frigate number", "--sort", sort).stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--after", "p12x"), "is no cursor of a search by published"),
        (("--after", "c12"), "is no cursor of a search by published"),
        (("--after", "p99999999999999999999"), "is no cursor"),
        (("--after", "p12", "--sort", "relevance"), "one page by relevance"),
        (("--country", "Korea"), "is no country"),
        (("--owner", "me"), "is no kind of owner"),
        (("--language", "Korean!"), "is no language"),
        (("--by", "source", "--plot", "x.png"), "a picture shows counts by day"),
        (("--since", "1d", "--until", "9d"), "nothing lies between"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(
    archive: Archive, options: tuple[str, ...], said: str
) -> None:
    refused = archive.run("search", "frigate", *options)
    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.replace("│", "").split())


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("source", {"herald": 4, "gazette": 2}),
        ("language", {"en": 3, "ko-kr": 3}),
        ("watch", {}),
        ("day", {"2026-02-18": 1, "2026-02-19": 2, "2026-02-28": 3}),
    ],
)
@pytest.mark.parametrize("query", ["frigate number", '"a frigate" number'], ids=["exact", "verified"])
def test_counts(archive: Archive, query: str, by: str, expected: dict[str, int]) -> None:
    counted = archive.run("search", query, "--by", by, "--json")
    told = json.loads(counted.stdout)
    assert told["by"] == by
    if by == "day":
        assert sum(told["counts"].values()) == 6
        assert told["counts"]["2026-02-28"] == 3
    else:
        assert told["counts"] == expected
    assert counted.exit_code == (0 if expected else 1)
    assert archive.run("search", query, "--by", by).stdout


def test_the_days_as_a_picture(archive: Archive) -> None:
    picture = archive.folder / "days.png"
    drawn = archive.run("search", "frigate", "--plot", str(picture))
    assert drawn.exit_code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    refused = archive.run("search", "frigate", "--plot", str(archive.folder / "none" / "days.png"))
    assert refused.exit_code == 2
    assert "days.png" in refused.stderr
