"""The demo's result, as a person reads it."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.cli.terminal import plain
from app.demo.runner import DemoResult
from app.demo.stages import NO_HIT
from app.demo.staging import StageSeen
from app.demo.telling import told_by
from app.demo.watches import TROOPS, load_watches
from watch import Document, parse
from watch.why import nearest_miss, why

QUERIES = (
    "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=denied)",
    "북한 AND 파병",
    "(shipyard OR dockyard) AND (fire OR blaze) NOT inquiry",
)


def lines(result: DemoResult) -> Iterator[str]:
    """The report, line by line."""
    yield ""
    yield "COLLECTED"
    counts = Counter(result.articles[url].outlet for url in result.outcome.archived if url in result.articles)
    for source in result.sources:
        detail = f"  ({plain(source.last_detail)})" if source.last_detail else ""
        yield f"  {plain(source.name)}: {source.articles} articles, {source.last_outcome}{detail}"
    yield f"  {sum(counts.values())} articles from {len(counts)} outlets"
    yield ""
    yield "TOLD, AND TOLD TO NOBODY"
    for number, seen in enumerate(result.stages, start=1):
        yield f"  {number}. {seen.stage.title}"
        yield from _of_stage(seen, result)
    yield ""
    yield from _mails(result)
    yield from _call(result)
    yield f"The archive stays in {result.folder}. Three queries to try on it, the first of which asks for denials:"
    for query in QUERIES:
        yield f"  {program()} search -c {shlex.quote(str(result.folder / 'wirewatch.toml'))} {shlex.quote(query)}"
    yield ""
    for gap in result.missing:
        yield f"MISSING  {plain(gap)}"
    verdict = (
        "everything expected happened"
        if not result.missing
        else f"{len(result.missing)} things are not as they must be"
    )
    yield f"{verdict}, in {result.seconds:.0f} s"


def program() -> str:
    """The `wirewatch` command as it can be typed in this shell, also where its environment is not activated."""
    beside = Path(sys.executable).with_name("wirewatch")
    if shutil.which("wirewatch") is None and beside.is_file():
        return shlex.quote(str(beside))
    return "wirewatch"


def _of_stage(seen: StageSeen, result: DemoResult) -> Iterator[str]:
    for notice in seen.stage.notices:
        yield from (_headline(seen, article) for article in notice.articles)
        received = told_by(notice, result.articles, result.received)
        yield from (f"         told: {one.channel}, {plain(one.line)}" for one in received)
        if not received:
            yield "         told: nobody"
    for article, outcome in seen.stage.untold.items():
        yield _headline(seen, article)
        yield f"         told: nobody, {plain(_why_not(seen, article, outcome))}"
    for article in seen.stage.stories:
        fact = seen.facts.get(article)
        yield f"       the story: {fact.counts if fact else 'none'}"


def _headline(seen: StageSeen, article: str) -> str:
    fact = seen.facts.get(article)
    return (
        f"       {plain(fact.source)}: {plain(fact.title)}" if fact else f"       {article} is not archived"
    )


def _why_not(seen: StageSeen, article: str, outcome: str) -> str:
    fact = seen.facts.get(article)
    if fact is None:
        return "it is not archived"
    if outcome == NO_HIT and not fact.hits:
        query = next(one.query for one in load_watches() if one.name == TROOPS)
        miss = nearest_miss(why(parse(query), Document.of(fact.title, fact.text)))
        return f"no watch wants it: {miss}"
    return "; ".join(f"{hit.outcome}: {hit.rule}" for hit in fact.hits.values())


def _mails(result: DemoResult) -> Iterator[str]:
    """The first mail, and the digest."""
    digests = {one.delivery_id for one in result.received if one.kind == "digest"}
    alone = [mail for mail in result.mails if mail.delivery_id not in digests]
    together = [mail for mail in result.mails if mail.delivery_id in digests]
    for what, mails in (("FIRST REPORT", alone), ("DIGEST", together)):
        for mail in mails[:1]:
            yield f"THE {what}, AS ITS READER SEES IT"
            for header in ("From", "To", "Subject", "Message-ID"):
                yield f"  | {header}: {plain(str(mail.message.get(header, '')))}"
            yield "  |"
            yield from (f"  | {plain(line)}" for line in mail.text.splitlines())
            yield ""


def _call(result: DemoResult) -> Iterator[str]:
    for call in result.calls[:1]:
        state = "verified" if call.verified else f"NOT verified: {plain(call.error or '')}"
        yield f"THE FIRST WEBHOOK CALL, signature {state}"
        for header in ("webhook-id", "webhook-timestamp", "webhook-signature"):
            yield f"  | {header}: {plain(call.headers.get(header, ''))}"
        for line in json.dumps(json.loads(call.body), ensure_ascii=False, indent=1).splitlines()[:12]:
            yield f"  | {plain(line)}"
        yield "  | ..."
        yield ""
