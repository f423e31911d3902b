from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.flags import Flags
from storage.watches import Wanted, WatchVersions
from tests.storage.samples import article, collected, hit, told_to
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def wanted(watch: str, query: str, alias_digest: str = "") -> Wanted:
    return Wanted(watch=watch, query=query, alias_digest=alias_digest)


def test_an_unchanged_watch_makes_no_new_version(db: Database) -> None:
    versions = WatchVersions(db)
    first = versions.current("troops", "troop*", "a", NOW)
    assert (first.number, first.query, first.alias_digest, first.first_seen_at) == (1, "troop*", "a", NOW)
    assert versions.current("troops", "troop*", "a", LATER) == first
    assert versions.versions("troops") == [first]


def test_another_query_and_other_aliases_are_versions_and_going_back_is_not(db: Database) -> None:
    versions = WatchVersions(db)
    contents = (("troop*", "a"), ("troop* AND tank*", "a"), ("troop*", "b"), ("troop*", "a"))
    numbers = [versions.current("troops", query, digest, NOW).number for query, digest in contents]
    assert numbers == [1, 2, 3, 1]
    assert [one.number for one in versions.versions("troops")] == [1, 2, 3]
    assert versions.current("tanks", "troop*", "a", NOW).number == 1
    assert versions.get("troops", 2) == versions.versions("troops")[1]
    assert versions.get("troops", 4) is None
    assert versions.versions("nobody") == []


def test_many_are_registered_at_once_in_their_order(db: Database) -> None:
    versions = WatchVersions(db)
    old = versions.current("w7", "old", "", NOW)
    asked = [wanted(f"w{number}", f"q{number}") for number in range(1200)]
    asked += [wanted("w7", "old"), wanted("w3", "q3"), wanted("w3", "another")]
    found = versions.register(asked, LATER)
    assert [(one.watch, one.query) for one in found] == [(one.watch, one.query) for one in asked]
    assert found[1200] == old
    assert found[1201] == found[3]
    assert (found[7].number, found[8].number, found[1202].number) == (2, 1, 2)
    assert versions.register(asked, LATER) == found
    assert versions.register([], LATER) == []


def test_a_query_as_long_as_they_may_be_is_a_version(db: Database) -> None:
    long = " OR ".join(f"term{number:024d}" for number in range(980))
    query = parse(long)
    versions = WatchVersions(db)
    made = versions.current("long", str(query), query.alias_digest, NOW)
    assert len(made.query) > 30_000
    assert versions.current("long", str(query), query.alias_digest, NOW) == made


def test_workers_that_start_together_agree_on_the_numbers(db: Database) -> None:
    versions = WatchVersions(db)
    start = threading.Barrier(4)
    found: list[dict[str, int]] = []
    failures: list[Exception] = []

    def work(turn: int) -> None:
        asked = [wanted("troops", f"q{(number + turn) % 20}") for number in range(20)]
        start.wait()
        try:
            found.append({one.query: one.number for one in versions.register(asked, NOW)})
            for one in asked:
                assert versions.current(one.watch, one.query, "", NOW).number == found[-1][one.query]
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(turn * 5,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert found[0] == found[1] == found[2] == found[3]
    assert sorted(found[0].values()) == [*range(1, 21)]


def test_hits_are_counted_by_the_version_that_made_them(db: Database) -> None:
    versions = WatchVersions(db)
    first, second = (versions.current("troops", query, "", NOW) for query in ("troops", "troop*"))
    versions.current("tanks", "tanks", "", NOW)
    for number, version in enumerate((first, second, second, None)):
        saved = collected(db, article(f"https://gazette.example/{number}"), NOW)
        draft = replace(hit(saved.article_id), version_id=None if version is None else version.id)
        Flags(db).add([draft], NOW, told_to())
    assert versions.hits_by_version("troops") == {1: 1, 2: 2}
    assert versions.hits_by_version("tanks") == {}
    assert versions.watches() == {"troops", "tanks"}
