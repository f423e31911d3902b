"""One poll of a source: where and how it is asked, and what its answer adds to what is known. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawler import dates
from crawler.caching import fresh_for, http_date
from crawler.entries import Entries
from storage.frontier import Discovery
from storage.records import Finding, Health, PollResult, RunOutcome, SourceState

#: So often a source is asked without validators and read whole, whatever it says of changes.
WHOLE_EVERY = timedelta(hours=1)
# Articles bear dates a little before a list shows them.
_LATE = timedelta(minutes=15)
_SEVERAL = 3
_PERMANENT = frozenset({301, 308})
_FOLLOWED = (RunOutcome.OK, RunOutcome.UNCHANGED, RunOutcome.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A redirect that was followed: where from, and the status that asked for it."""

    url: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What is sent. `url` is the source's, or where it moved to; it `is_whole` where no validators go with it."""

    url: str
    is_whole: bool
    validators: Mapping[str, str]
    last: SourceState | None

    @classmethod
    def of(cls, url: str, last: SourceState | None, now: datetime) -> Poll:
        """The poll of the source at `url`, of which the archive knows `last` (None: nothing)."""
        if last is None:
            return cls(url=url, is_whole=True, validators={}, last=None)
        is_due = last.read_whole_at is None or now - last.read_whole_at >= WHOLE_EVERY
        named = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
        validators = {name: value for name, value in named.items() if value}
        if last.distrusted or is_due:
            validators = {}
        return cls(url=last.moved_to or url, is_whole=not validators, validators=validators, last=last)

    @property
    def failures(self) -> int:
        """The weight of the polls that failed in a row before this one."""
        return 0 if self.last is None else self.last.failures

    @property
    def has_been_read(self) -> bool:
        """Whether the source brought something before."""
        return self.last is not None and self.last.last_ok_at is not None

    def is_the_same(self, digest: str, now: datetime) -> bool:
        """Whether the body with this digest is that of last time. Once in a while it is read all the same."""
        if self.last is None or self.last.body_hash != digest:
            return False
        return self.last.read_whole_at is not None and now - self.last.read_whole_at < WHOLE_EVERY

    def completed(
        self,
        result: PollResult,
        *,
        entries: Entries | None,
        discovery: Discovery | None,
        digest: str,
        headers: Mapping[str, str | None],
        hops: Sequence[Hop],
        answered_by: str,
        now: datetime,
        older: int = 0,
    ) -> PollResult:
        """The result with all that the answer tells beside its list. `headers` are by lower-case name; so many `older`
        items were found behind the list. `digest` is the body's (see `body_hash`).
        """
        result = replace(
            result,
            is_whole=self.is_whole,
            asks_for=_asks_for(entries, headers, now),
            body_hash=digest if _is_repeatable(result, entries) else None,
        )
        if entries is not None:
            times = [at for lead in entries.leads if (at := lead.dated_at)]
            result = replace(
                result, newest_at=max((at for at in times if dates.is_plausible(at, now)), default=None)
            )
        if discovery is not None:
            result = replace(
                result,
                fresh=discovery.new,
                item_times=tuple(at for at in discovery.item_times if dates.is_plausible(at, now)),
                gap=discovery.gap,
                hid_a_change=self._hid(result, discovery),
            )
            if discovery.gap:
                lost = f"{older} found again behind it" if older else "what came between may be lost"
                said = f"none of the newest items of the last poll is among the {result.entries} shown now"
                gap = Finding(state=Health.GAP, evidence=f"{said}; {lost}")
                result = replace(result, findings=(*result.findings, gap))
        return self.moved(result, hops, answered_by)

    def _hid(self, result: PollResult, discovery: Discovery) -> bool:
        """Whether a validator is still the same over a list that is not, or the last 304 kept back what was there."""
        last = self.last
        if last is None or not self.is_whole or not discovery.new or discovery.is_first:
            return False
        same = (result.etag is not None and result.etag == last.etag) or (
            result.etag is None
            and result.last_modified is not None
            and result.last_modified == last.last_modified
        )
        if same:
            return True
        if last.last_outcome is not RunOutcome.UNCHANGED or last.last_finished_at is None:
            return False
        if not (last.etag or last.last_modified):
            return False  # nothing was asked conditionally: it was the same body
        changed_at = http_date(result.last_modified)
        if changed_at is not None and changed_at < last.last_finished_at - _LATE:
            return True  # it says so itself
        # some press dates items back; several at once, and all of them kept from the last poll, are no accident
        kept_back = sum(at < last.last_finished_at - _LATE for at in discovery.item_times)
        return kept_back >= _SEVERAL

    def moved(self, result: PollResult, hops: Sequence[Hop], answered_by: str) -> PollResult:
        """The result with where the source moved to for good; an address that fails is forgotten."""
        before = self.last.moved_to if self.last is not None else None
        if result.outcome not in _FOLLOWED:
            # Where it moved to is no better: the address of the configuration is asked again.
            return replace(result, moved_to="") if before and result.failure else result
        is_permanent = bool(hops) and all(hop.status in _PERMANENT for hop in hops)
        safe = not self.url.startswith("https:") or answered_by.startswith("https:")
        if is_permanent and safe and answered_by != self.url:
            before = answered_by
            result = replace(result, moved_to=answered_by)
        if not before:
            return result
        finding = Finding(state=Health.MOVED, evidence=f"moved for good to {before}, and read there")
        return replace(result, findings=(*result.findings, finding))


def body_hash(body: bytes) -> str:
    """SHA-256 of a body, in hex."""
    return hashlib.sha256(body).hexdigest()


def _is_repeatable(result: PollResult, entries: Entries | None) -> bool:
    """Whether the same body would mean the same again: an index stays as it is while its sitemaps change."""
    return result.outcome is RunOutcome.OK and entries is not None and not entries.children


def _asks_for(entries: Entries | None, headers: Mapping[str, str | None], now: datetime) -> timedelta | None:
    asked = [fresh_for(headers.get("cache-control"), headers.get("expires"), headers.get("age"), now)]
    if entries is not None:
        asked += [entries.ttl, entries.asks_for]
    return max((one for one in asked if one is not None), default=None)
