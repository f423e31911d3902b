"""`wirewatch status` in words: the worker, the outbox, and each source with what is the matter with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from app.cli.terminal import ago, moment, plain
from app.cli.upkeep_report import upkeep_line
from app.cli.workers_report import workers_report
from scheduler.counted import counted
from storage.health import is_trouble, probing
from storage.health.kinds import gravity
from storage.records import ARTICLE_PAGE, Health, SourceEvent, SourceState
from storage.status import ChannelStatus, Status


def probe_of(source: SourceState) -> str | None:
    """In words how a failing source is asked on, where that is more seldom than its interval."""
    return probing(
        failures=source.failures,
        interval=source.interval,
        asked_at=source.last_finished_at,
        due_at=source.due_at,
    )


def report(found: Status, alive: Collection[str]) -> Iterator[str]:
    """The lines about everything but the sources."""
    now = found.taken_at
    yield from workers_report(found, alive)
    yield f"last pass: {ago(found.last_passed_at, now)}"
    articles, hits = counted(found.articles, "article"), counted(found.hits, "hit")
    yield f"archive: {articles}, {hits}, {found.unflagged} not yet flagged"
    oldest = f", the oldest since {ago(found.oldest_waiting_at, now)}" if found.waiting else ""
    yield f"outbox: {found.waiting} waiting{oldest}; {counted(found.dead, 'dead letter')}"
    if found.upkeep is not None:
        yield f"upkeep: {upkeep_line(found.upkeep, now)}"
    if found.held:
        held = counted(found.held, "story", "stories")
        yield f"routes: {held} held, the first until {moment(found.next_release_at)}"


def channels_report(channels: Collection[ChannelStatus], now: datetime) -> Iterator[str]:
    """The lines about channels with something that waits, dead letters or trouble."""
    shown = [(one, facts) for one in channels if (facts := list(_channel_facts(one, now)))]
    if shown:
        yield "channels:"
    for one, facts in shown:
        state, queue = one.state, one.queue
        yield f"  {plain(state.channel)}: {', '.join(facts)}"
        if state.failures or state.disabled_at:
            yield f"      {plain(state.last_error or 'no reason is known')}"
        for address, answer in state.refused.items():
            yield f"      {plain(address)} is written to no more: {plain(answer)}"
        if state.disabled_at or state.refused:
            yield f"      when that is mended: wirewatch channel enable {plain(queue.channel)}"


def _channel_facts(one: ChannelStatus, now: datetime) -> Iterator[str]:
    state, queue = one.state, one.queue
    if state.disabled_at is not None:
        yield f"DISABLED {ago(state.disabled_at, now)}"
    elif state.failures:
        yield f"{counted(state.failures, 'failure')} in a row, the first {ago(state.failing_at, now)}"
        if state.opened_at is not None:
            yield f"probed {'now' if state.probe_at is None or state.probe_at <= now else ago(state.probe_at, now)}"
    if state.rests_until_at is not None and state.rests_until_at > now:
        yield f"rests, as it asked, and is sent to {ago(state.rests_until_at, now)}"
    if queue.waiting:
        yield f"{queue.waiting} waiting, the oldest since {ago(queue.oldest_at, now)}"
    if one.dead:
        yield counted(one.dead, "dead letter")
    if state.refused:
        yield counted(len(state.refused), "address is refused", "addresses are refused")


def sources_report(sources: Collection[SourceState]) -> str:
    """How many sources there are, and how many of them are in trouble, by the gravest state of each."""
    gravest = [one.conditions[0].state for one in sources if one.conditions]
    troubled = Counter(sorted((state for state in gravest if is_trouble(state)), key=gravity))
    number = troubled.total()
    if number:
        states = ", ".join(f"{many} {state}" for state, many in troubled.items())
        said = f"{number} in trouble ({states})"
    else:
        said = "none in trouble"
    unpolled = len(sources) - len(gravest)
    return f"sources: {len(sources)}, {said}" + (f", {unpolled} not polled yet" if unpolled else "")


def gravest_first(source: SourceState) -> tuple[int, str]:
    """For sorting: those in the gravest state first, those of one state by name."""
    state = source.conditions[0].state if source.conditions else Health.OK
    return gravity(state), source.name.casefold()


def source_report(source: SourceState, events: Collection[SourceEvent], now: datetime) -> Iterator[str]:
    """The lines about a source: its gravest state in the first one, and beneath it what shows each."""
    yield "  " + ", ".join(_facts(source, now))
    troubles = [one for one in source.conditions if one.state is not Health.OK]
    for one in troubles:
        # The events below say it with an example.
        if one.state is not Health.EXTRACTION_DRIFT or not events:
            yield f"      {one.state} since {moment(one.since)}: {plain(one.evidence)}"
    detail = plain(source.last_detail or "")
    if detail and not any(detail in plain(one.evidence) for one in troubles):
        yield f"      {detail}"
    if probe := probe_of(source):
        yield f"      {probe}"
    for count in source.pages:
        if count.kind != ARTICLE_PAGE:
            of = counted(sum(one.pages for one in source.pages), "page")
            kind, example = plain(count.kind), plain(count.example_url)
            yield f"      {count.pages} of {of} in the last day: {kind}, such as {example}"
    for event in events:
        yield f"      {_event(event, now)}"


def _facts(source: SourceState, now: datetime) -> Iterator[str]:
    if source.conditions:
        state = str(source.conditions[0].state)
    else:
        state = "not polled yet" if source.last_outcome is None else str(source.last_outcome)
    yield f"{plain(source.name)}: {state}"
    if source.last_finished_at is not None:
        yield f"polled {ago(source.last_finished_at, now)}"
        if source.last_ok_at is None:
            yield "never read well"
        elif source.last_ok_at < source.last_finished_at:
            yield f"last read well {ago(source.last_ok_at, now)}"
    yield "due now" if source.due_at - now < timedelta(seconds=1) else f"due {ago(source.due_at, now)}"
    yield counted(source.articles, "article")
    if source.pending:
        yield f"{source.pending} pending"
    if source.failed:
        yield f"{source.failed} given up"


def _event(event: SourceEvent, now: datetime) -> str:
    over = "" if event.closed_at is None else f" ({event.ending} {ago(event.closed_at, now)})"
    return (
        f"{plain(event.kind)}: {plain(event.detail)} since {moment(event.since_at)}{over}, "
        f"such as {plain(event.example_url)}"
    )
