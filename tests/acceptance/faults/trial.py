"""One fault befalls a worker that is at work; what came of it."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass

from tests.acceptance.faults.faults import FLOOD, Fault
from tests.acceptance.faults.log_lines import Said, said
from tests.acceptance.faults.newsdesk import Newsdesk, ended

#: Hits told before the fault comes, and seconds in which the press goes on after it has gone.
BEFORE, AFTER = 4, 6.0
#: Seconds for which is waited until all is well again.
PATIENCE = 420.0
#: Polls of a source in 10 s that it bears: it is polled every 2 s.
MOST_POLLS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a fault. `recovered` is the seconds from its end until nothing was missing any more; None: never."""

    fault: Fault
    said: Said
    published: int
    during: int
    repeats: int
    recovered: float | None
    missing: tuple[str, ...]
    lost: tuple[str, ...]
    exit_code: int
    verified: str
    most_polls: int

    def complaints(self) -> list[str]:
        """What is not as the issue asks for."""
        found = [*self.lost, *self.missing[:5]]
        fault, told = self.fault, self.said
        if len(told.naming) != fault.lines:
            found.append(f"{len(told.naming)} lines name the fault, not {fault.lines}: {told.naming[:6]}")
        elif told.after is not None and told.after > fault.soon:
            found.append(f"the first line that names it came after {told.after:.0f} s")
        if len(told.back) != fault.backs:
            found.append(f"{len(told.back)} lines say that it is over, not {fault.backs}: {told.back[:6]}")
        if told.traces:
            found.append(f"{told.traces} lines of tracebacks")
        if told.flood > FLOOD:
            worst = max(told.others, key=lambda shape: told.others[shape])
            found.append(f"a flood, {told.flood} times: {worst}")
        if self.recovered is None or self.recovered > fault.well:
            found.append(f"well again after {self.recovered} s")
        if self.most_polls > MOST_POLLS:
            found.append(f"a source was polled {self.most_polls} times in 10 s")
        if self.exit_code:
            found.append(f"it ended with {self.exit_code}")
        if self.verified:
            found.append(f"verify: {self.verified[:300]}")
        return found


async def tried(newsdesk: Newsdesk, fault: Fault, *, before: int = BEFORE, after: float = AFTER) -> Outcome:
    """Let the fault befall the worker while the press goes on, and wait until all is well again.

    So many hits are told `before` it comes, and for so many seconds `after` it has gone is published.
    """
    press = newsdesk.press
    publishing = asyncio.create_task(press.go_on())
    try:
        await newsdesk.told_of(before)
        stored = {one.article.url: one.article.title for one in await asyncio.to_thread(newsdesk.archived)}
        began, published = time.monotonic(), len(press.published)
        async with fault.at(newsdesk):
            await asyncio.sleep(fault.held)
        during, over = len(press.published) - published, time.monotonic()
        await asyncio.sleep(after)
    finally:
        publishing.cancel()
        with suppress(asyncio.CancelledError):
            await publishing
    missing = await newsdesk.settled(PATIENCE)
    recovered = None if missing else time.monotonic() - over
    # A second worth of lines more: what says that it is over may come last.
    await asyncio.sleep(2)
    newsdesk.tail.look()
    words = said(newsdesk.tail.lines, fault.names, began)
    kept = {one.article.url: one.article.title for one in await asyncio.to_thread(newsdesk.archived)}
    code, verified = await ended(newsdesk)
    return Outcome(
        fault=fault,
        said=words,
        published=len(press.published),
        during=during,
        repeats=newsdesk.repeats(),
        recovered=recovered,
        missing=tuple(missing),
        lost=tuple(
            f"{url} was stored, and is not as it was"
            for url, title in stored.items()
            if kept.get(url) != title
        ),
        exit_code=code,
        verified=verified,
        most_polls=max(_most_in(outlet.polled_at, since=began) for outlet in press.outlets),
    )


def _most_in(times: list[float], *, since: float, window: float = 10.0) -> int:
    """The most polls of one source within so many seconds."""
    late = [at for at in times if at >= since]
    return max((sum(at <= one < at + window for one in late) for at in late), default=0)
