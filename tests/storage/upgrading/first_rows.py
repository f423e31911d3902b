"""The rows of an archive of the first release, as that release wrote them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from tests.storage.upgrading.first_texts import Words, Writer

Value = str | int | float | bool | datetime | None
Row = tuple[Value, ...]

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOURCES = 40
#: The tables in an order in which each finds what it refers to, with the columns that the first release had.
COLUMNS = {
    "sources": "id name kind url host_group interval tell_backlog due_at added_at removed_at first_read_at "
    "last_started_at last_finished_at last_ok_at last_outcome last_detail last_new etag last_modified",
    "articles": "id url url_key source_id backlog revision content_hash sorted_at collected_at revised_at",
    "article_revisions": "id article_id number fetched_url title text authors section language published_at "
    "modified_at fetched_at provenance content_hash saved_at flagged_at",
    "leads": "id source_id key_hash key url title published_at updated_at authors section text fingerprint state "
    "reason attempts backlog due_at first_seen_at finished_at article_id fruitless",
    "hits": "id article_id revision watch query spans outcome flagged_at",
    "deliveries": "id hit_id channel state attempts due_at worker_id created_at delivered_at answer last_error",
    "workers": "id host pid started_at heartbeat_at passed_at config_loaded_at config_error stopped_at",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """An article's rows by table, and its latest words, which the full-text index holds."""

    number: int
    latest: Words
    rows: dict[str, list[Row]] = field(default_factory=dict)


def sources() -> Iterator[Row]:
    """Sources of each kind; some removed, some that failed, some that were never read."""
    for number in range(1, SOURCES + 1):
        host = f"outlet{number}.example"
        read = None if number % 11 == 0 else NOW - timedelta(minutes=number, microseconds=number)
        yield (
            number,
            f"Outlet {number} — 신문",
            ("feed", "sitemap", "listing")[number % 3],
            f"https://{host}/feed?x=1&y={number}",
            host,
            900.0 if number % 2 else 0.5,
            number % 7 == 0,
            NOW + timedelta(seconds=number - 20),
            FIRST_DAY,
            NOW if number % 13 == 0 else None,
            read and FIRST_DAY + timedelta(days=1),
            read,
            read,
            read if number % 5 else None,
            None if read is None else "ok" if number % 5 else "forbidden",
            None if number % 5 else "HTTP 403\tfrom 'edge'",
            number % 4,
            f'W/"{number}"' if number % 2 else None,
            "Sun, 01 Mar 2026 11:00:00 GMT" if number % 3 else None,
        )


def workers() -> Iterator[Row]:
    """One that stopped, one whose configuration was refused, and one that was killed months ago."""
    for number, (error, stopped) in enumerate(
        ((None, NOW), ("line 3: unknown key 'ulr'", NOW), (None, None)), 1
    ):
        at = NOW - timedelta(days=number)
        yield (f"host-{number}-a1b2c3", "host", 100 + number, at, at, at, at, error, stopped)


def belongings(count: int, seed: int) -> Iterator[Belonging]:
    """So many articles with all that belongs to them: revisions, leads, hits and deliveries."""
    writer, chance = Writer(seed), Random(seed + 1)
    seen: list[Words] = []
    ids = dict.fromkeys(COLUMNS, 0)
    for number in range(1, count + 1):
        words = chance.choice(seen) if seen and chance.random() < 0.05 else writer.words(number)
        if len(seen) < 50:
            seen.append(words)
        yield _belonging(number, words, writer, chance, ids)


def _belonging(number: int, words: Words, writer: Writer, chance: Random, ids: dict[str, int]) -> Belonging:
    source = chance.randrange(SOURCES) + 1
    url = f"https://outlet{source}.example/{'ünï/' if number % 17 == 0 else ''}a/{number}?p={number % 3}"
    collected = FIRST_DAY + timedelta(minutes=6 * number, microseconds=number)
    # Many pages say a day alone, and those of a day bear one time.
    published = collected - timedelta(minutes=chance.randrange(600))
    if number % 4 == 0:
        published = published.replace(hour=0, minute=0, second=0, microsecond=0)
    dated = None if number % 10 == 0 else published
    editions = [words]
    while chance.random() < 0.08:
        editions.append(writer.edited(editions[-1], len(editions)))
    made = Belonging(number=number, latest=editions[-1], rows={name: [] for name in COLUMNS})
    backlog = number % 9 == 0
    made.rows["articles"].append(
        (
            number,
            url,
            _sha(url.partition("://")[2]),
            source,
            backlog,
            len(editions),
            _content_hash(editions[-1]),
            dated or collected,
            collected,
            collected + timedelta(hours=len(editions) - 1),
        )
    )
    for edition, each in enumerate(editions, 1):
        ids["article_revisions"] += 1
        saved = collected + timedelta(hours=edition - 1)
        provenance = {"title": "h1", "published_at": "json-ld"} if dated else {"title": "og:title"}
        made.rows["article_revisions"].append(
            (
                ids["article_revisions"],
                number,
                edition,
                f"{url}#{edition}",
                each.title,
                each.text,
                _json(["Ada Lind", "김 기자"][: number % 3]),
                ("World", "Défense", None)[number % 3],
                each.language,
                dated,
                saved if edition > 1 else None,
                None if number % 50 == 0 else saved,
                _json(provenance),
                _content_hash(each),
                saved,
                None if number % 40 == 1 and edition == len(editions) else saved + timedelta(seconds=1),
            )
        )
    made.rows["leads"] += _leads(number, source, url, collected, ids)
    if number % 20 == 3:
        _hits(made, collected, backlog=backlog, chance=chance, ids=ids)
    return made


def _leads(number: int, source: int, url: str, at: datetime, ids: dict[str, int]) -> Iterator[Row]:
    """The lead of the article; beside some, one that is still to be read, or failed."""
    states = ["done", *(["pending"] if number % 30 == 0 else []), *(["failed"] if number % 70 == 0 else [])]
    for state in states:
        ids["leads"] += 1
        address = url if state == "done" else f"{url}&{state}"
        is_done = state == "done"
        yield (
            ids["leads"],
            source,
            _sha(address.partition("://")[2]),
            address,
            address,
            None if number % 6 == 0 else f'Claimed title {number} — "x"',
            None if number % 5 == 0 else at,
            at if number % 8 == 0 else None,
            _json([] if number % 2 else ["A. Writer"]),
            "World" if number % 3 == 0 else None,
            "Text of the feed.\n북한" if state == "pending" else None,
            _sha(f"claims {number}"),
            state,
            "HTTP 404" if state == "failed" else None,
            3 if state == "failed" else 0,
            number % 9 == 0,
            at,
            at,
            None if state == "pending" else at + timedelta(seconds=30),
            number if is_done else None,
            number % 4 if is_done else 0,
        )


def _hits(made: Belonging, at: datetime, *, backlog: bool, chance: Random, ids: dict[str, int]) -> None:
    for watch in chance.sample(("troops", "frigates", "북한"), k=chance.randint(1, 3)):
        ids["hits"] += 1
        outcome = "backlog" if backlog else "no-channel" if made.number % 7 == 0 else "told"
        made.rows["hits"].append(
            (
                ids["hits"],
                made.number,
                1,
                watch,
                f'"{watch}" OR brigade*' if made.number % 2 else watch,
                _json([["title", 0, 6, made.latest.title[:6]], ["text", 3, 9, "brigad"]]),
                outcome,
                at + timedelta(seconds=2),
            )
        )
        for channel in ("mail", "hook") if outcome == "told" else ():
            state = ("delivered", "delivered", "dead", "waiting", "sending")[(made.number // 20) % 5]
            made.rows["deliveries"].append(
                (
                    _sha(f"{made.number}\0{watch}\0{channel}")[:32],
                    ids["hits"],
                    channel,
                    state,
                    0 if state == "waiting" else 1,
                    at + timedelta(minutes=5),
                    "host-3-a1b2c3" if state == "sending" else None,
                    at + timedelta(seconds=2),
                    at + timedelta(seconds=3) if state == "delivered" else None,
                    "250 ok" if state == "delivered" else None,
                    "550 no such user" if state == "dead" else None,
                )
            )


def _content_hash(words: Words) -> str:
    return _sha(f"{words.title}\n\n{words.text}")


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
