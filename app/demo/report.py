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

QUERIES = (
    "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=asserted|hedged)",
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
    yield "FLAGGED"
    yield from _flagged(result)
    yield ""
    yield "TOLD"
    yield f"  {len(result.mails)} mails and {len(result.calls)} signed webhook calls, one of each a hit"
    if result.mails:
        yield from _mail(result)
    if result.calls:
        yield from _call(result)
    yield ""
    yield "WHAT TO LOOK AT"
    yield "  The wire story in four outlets was told four times, for copies are not grouped yet, and an edit became"
    yield "  a revision that told nobody. The denial was flagged like any mention, for the watch asks for words:"
    yield "  the first query below asks for the event, asserted or hedged, and leaves the denial out."
    yield ""
    yield f"The archive stays in {result.folder}. Three queries to try on it:"
    for query in QUERIES:
        yield f"  {program()} search -c {shlex.quote(str(result.folder / 'wirewatch.toml'))} {shlex.quote(query)}"
    yield ""
    for gap in result.missing:
        yield f"MISSING  {gap}"
    verdict = (
        "everything expected happened" if not result.missing else f"{len(result.missing)} things are missing"
    )
    yield f"{verdict}, in {result.seconds:.0f} s"


def program() -> str:
    """The `wirewatch` command as it can be typed in this shell, also where its environment is not activated."""
    beside = Path(sys.executable).with_name("wirewatch")
    if shutil.which("wirewatch") is None and beside.is_file():
        return shlex.quote(str(beside))
    return "wirewatch"


def _flagged(result: DemoResult) -> Iterator[str]:
    for url, article in sorted(result.articles.items(), key=lambda pair: pair[1].appears_after):
        for fact in result.outcome.archived.get(url, ()):
            for watch, outcome in fact.hits.items():
                notes = [outcome]
                if article.is_denial:
                    notes.append("a denial")
                if article.wire:
                    notes.append(f"wire story of {article.wire}")
                if fact.revisions > 1:
                    notes.append(f"{fact.revisions} revisions")
                yield f"  {watch}: {plain(fact.title)} [{', '.join(notes)}]"


def _mail(result: DemoResult) -> Iterator[str]:
    message = result.mails[0].message
    yield "  The first mail, as its reader sees it:"
    for header in ("From", "To", "Subject", "Message-ID"):
        yield f"    | {header}: {plain(str(message.get(header, '')))}"
    yield "    |"
    for line in result.mails[0].text.splitlines():
        yield f"    | {plain(line)}"


def _call(result: DemoResult) -> Iterator[str]:
    call = result.calls[0]
    state = "verified" if call.verified else f"NOT verified: {call.error}"
    yield f"  The first webhook call, signature {state}:"
    for header in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        yield f"    | {header}: {plain(call.headers.get(header, ''))}"
    for line in json.dumps(json.loads(call.body), ensure_ascii=False, indent=1).splitlines()[:12]:
        yield f"    | {plain(line)}"
    yield "    | ..."
