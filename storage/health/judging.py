"""From what a source was and what a poll shows to what it is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.health.kinds import LASTING, NO_LIST, OF_THE_BODY, gravity
from storage.health.silence import longest_usual, said
from storage.records import Health, PollResult, RunOutcome

#: A gap is shown until a day has passed without one.
GAP_SHOWN = timedelta(days=1)
#: What lasts outlives failures that say nothing of it for so long.
LASTS = timedelta(days=1)
#: So many polls in a row without an entry make an empty source a silent one.
SILENT_AFTER = 3
EVIDENCE_LIMIT = 500

_BODY_CAME = frozenset({RunOutcome.OK, RunOutcome.EMPTY, RunOutcome.MALFORMED})
_FOLLOWED = frozenset({RunOutcome.OK, RunOutcome.UNCHANGED, RunOutcome.EMPTY})
# What an outcome means where the poll says nothing more.
_BY_OUTCOME = {
    RunOutcome.FORBIDDEN: Health.NOT_PERMITTED,
    RunOutcome.RATE_LIMITED: Health.RATE_LIMITED,
    RunOutcome.ERROR: Health.ERRORING,
    RunOutcome.UNREACHABLE: Health.UNREACHABLE,
    RunOutcome.MALFORMED: Health.MALFORMED,
    RunOutcome.EMPTY: Health.EMPTY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A state that holds since `since`; `polls` polls showed it, the last one at `seen_at`."""

    state: Health
    since: datetime
    evidence: str
    seen_at: datetime
    polls: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a source beside its last poll.

    `newest_at` is the date of the newest item that it showed, `times` are those of its items as far as they are
    needed, and it `has_brought` any. `drifted` and `drifted_at` tell how its pages changed, and when.
    """

    newest_at: datetime | None = None
    times: tuple[datetime, ...] = ()
    has_brought: bool = False
    drifted: str | None = None
    drifted_at: datetime | None = None


def judge(held: Sequence[Held], result: PollResult, known: Known, now: datetime) -> tuple[Held, ...]:
    """The states that hold after a poll, the gravest first; `ok` is one where no other holds.

    A poll that was cut short says nothing, and all stays as it was.
    """
    if result.outcome is RunOutcome.INTERRUPTED:
        return tuple(held)
    before: dict[Health, Held] = {one.state: one for one in held if one.state is not Health.OK}
    shown = _shown(result)
    came = result.entries > 0 or (result.outcome in _BODY_CAME and not shown.keys() & NO_LIST)
    after: dict[Health, Held] = {
        state: _again(before.get(state), state, evidence, now)
        for state, evidence in shown.items()
        if state is not Health.OK
    }
    answered = came or result.outcome is RunOutcome.UNCHANGED
    for state, one in before.items():
        if state not in after and _stays(one, result, shown.keys(), came=came, now=now):
            after[state] = one
    judged: dict[Health, tuple[datetime, str] | None] = {Health.EXTRACTION_DRIFT: _drift(known)}
    if answered:
        judged[Health.SILENT_ZERO] = _silent_zero(after, known, now)
        if Health.EMPTY not in after:
            judged[Health.STALE] = _stale(before.get(Health.STALE), after, known, now)
    for state, found in judged.items():
        if found is not None:
            began_at, evidence = found
            after[state] = _again(before.get(state), state, _line(evidence), now, began_at=began_at)
    if after:
        return tuple(sorted(after.values(), key=lambda one: gravity(one.state)))
    well = next((one for one in held if one.state is Health.OK), None)
    return (well or Held(state=Health.OK, since=now, evidence="", seen_at=now),)


def _shown(result: PollResult) -> dict[Health, str]:
    found: dict[Health, str] = {}
    for finding in result.findings:
        found.setdefault(finding.state, _line(finding.evidence))
    implied = _BY_OUTCOME.get(result.outcome)
    says_it = found.keys() & (NO_LIST if implied in NO_LIST else NO_LIST | OF_THE_BODY)
    if implied is not None and not says_it:
        found[implied] = _line(result.detail or str(result.outcome))
    if result.gap:
        found.setdefault(Health.GAP, "what came since the last poll is no longer shown and may be lost")
    return found


def _again(
    one: Held | None, state: Health, evidence: str, now: datetime, *, began_at: datetime | None = None
) -> Held:
    if one is None:
        return Held(state=state, since=began_at or now, evidence=evidence, seen_at=now)
    return replace(one, evidence=evidence, seen_at=now, polls=one.polls + 1)


def _stays(one: Held, result: PollResult, shown: Collection[Health], *, came: bool, now: datetime) -> bool:
    """Whether a state that the poll does not show holds all the same: nothing disproves it."""
    state, unchanged = one.state, result.outcome is RunOutcome.UNCHANGED
    if state in (Health.SILENT_ZERO, Health.STALE):
        # An answer is judged anew; an empty one says nothing of dates.
        return not (came or unchanged) or (state is Health.STALE and Health.EMPTY in shown)
    if state is Health.GAP:
        return now - one.seen_at < GAP_SHOWN
    if state is Health.MOVED:
        return result.outcome not in _FOLLOWED and result.moved_to != ""
    if state in OF_THE_BODY:
        # Unchanged is what was read well: of all that a body shows, only missing dates were in it.
        return not came and (not unchanged or state is Health.UNDATED)
    if state in LASTING:
        is_silent_failure = not came and not unchanged and not LASTING.intersection(shown)
        return is_silent_failure and now - one.seen_at < LASTS
    return False


def _drift(known: Known) -> tuple[datetime, str] | None:
    if known.drifted is None or known.drifted_at is None:
        return None
    return known.drifted_at, known.drifted


def _silent_zero(after: Mapping[Health, Held], known: Known, now: datetime) -> tuple[datetime, str] | None:
    """Answers and parses, but brings nothing any more: no entries, or undated ones that are all known for long."""
    empty = after.get(Health.EMPTY)
    if empty is not None:
        if empty.polls < SILENT_AFTER or not known.has_brought:
            return None
        return empty.since, f"no entries in {empty.polls} polls in a row{_last_item(known)}"
    if Health.UNDATED not in after or not known.times:
        return None
    return _silence(max(known.times), known, "no new item since", now)


def _stale(
    one: Held | None, after: Mapping[Health, Held], known: Known, now: datetime
) -> tuple[datetime, str] | None:
    """The newest item is older than this source's own pauses allow."""
    if Health.UNDATED in after or known.newest_at is None:
        return None
    newest = max((known.newest_at, *known.times))
    if one is not None and longest_usual(known.times) is None:
        return (one.since, one.evidence) if newest <= one.since else None
    return _silence(newest, known, "the newest item is of", now)


def _silence(newest: datetime, known: Known, words: str, now: datetime) -> tuple[datetime, str] | None:
    usual = longest_usual(known.times)
    if usual is None or now - newest <= usual:
        return None
    return newest + usual, (
        f"{words} {newest:%Y-%m-%d %H:%M} UTC, {said(now - newest)} ago; "
        f"up to {said(usual)} would be usual, by the {len(set(known.times))} items before"
    )


def _last_item(known: Known) -> str:
    newest = max((*known.times, *((known.newest_at,) if known.newest_at else ())), default=None)
    return f"; the newest item of before is of {newest:%Y-%m-%d %H:%M} UTC" if newest else ""


def _line(text: str) -> str:
    """Plain words on one line: they go into a database, a mail and a terminal."""
    words = "".join(one if one.isprintable() else " " for one in text[: 8 * EVIDENCE_LIMIT]).split()
    line = " ".join(words)
    return line if len(line) <= EVIDENCE_LIMIT else line[: EVIDENCE_LIMIT - 1].rstrip() + "…"
