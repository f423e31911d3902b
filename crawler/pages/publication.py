"""When a page says that its article was published and last changed.

Studied on half of the pages that we measure on: where they differ, the date that stands at the headline without a
word of an update is right more often than the page's description, and this more often than the meta tags for
libraries; the address is nearly always right, and a date marked as an update nearly never.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from crawler import dates
from crawler.pages import date_claims, date_vote, date_witnesses
from crawler.pages.article import Precision
from crawler.pages.date_vote import Verdict, Witness
from crawler.pages.found import Claim, Found
from crawler.pages.page import Page

# below this the whole page is searched, not only its markup and what stands at the headline
_ENOUGH = 2.0
_MORE_THAN_A_GUESS = 1.3
_LEAD = 1.5
_MOST_OTHERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A time with its provenance, and how much of it the page gave."""

    found: Found[datetime]
    precision: Precision


def published(page: Page) -> Dated | None:
    """The first publication, with the page's own offset and naive where it gives none.

    Where the source names a time, a guess at which the page gives no reason to look is not set against it.
    """
    witnesses = [*date_witnesses.markup(page), *date_witnesses.address(page)]
    days = {witness.claim.moment.date() for witness in witnesses}
    witnesses += [_settled(witness, days) for witness in date_witnesses.headline(page)]
    believed = [witness for witness in witnesses if _is_plausible(witness, page)]
    doubted = len(witnesses) - len(believed)
    believed = date_witnesses.without_changes(believed)
    if not believed:
        believed = [witness for witness in date_witnesses.incomplete(page) if _is_plausible(witness, page)]
    if _weightiest(believed) < _ENOUGH:
        found = [_settled(witness, days) for witness in date_witnesses.last_resorts(page)]
        believed += [witness for witness in found if _is_plausible(witness, page)]
    believed = [_backed(page, witness) for witness in believed]
    if _said(page) is not None and _weightiest(believed) < _MORE_THAN_A_GUESS:
        return None
    verdict = date_vote.decide(believed, list(date_claims.modified(page)))
    return None if verdict is None else _dated(verdict, doubted, page)


def modified(page: Page) -> Dated | None:
    """The last change, with the page's own offset and naive where it gives none."""
    claims = list(date_claims.modified(page))
    believed = [claim for claim in claims if dates.is_plausible(claim.moment, page.fetched_at)]
    witnesses = [Witness(claim=claim, kind="markup", weight=3.0) for claim in believed]
    verdict = date_vote.decide(witnesses)
    return None if verdict is None else _dated(verdict, len(claims) - len(believed), page)


def precision_of(moment: datetime | None, dated: Dated | None) -> Precision | None:
    """The precision of `moment`: as `dated` has it, or for another's answer as its digits say."""
    if moment is None:
        return None
    if dated is not None and dated.found.value is moment:
        return dated.precision
    if moment.second or moment.microsecond:
        return Precision.SECOND
    return Precision.MINUTE if moment.hour or moment.minute else Precision.DAY


def _is_plausible(witness: Witness, page: Page) -> bool:
    return dates.is_plausible(witness.claim.moment, page.fetched_at)


def _settled(witness: Witness, days: set[date]) -> Witness:
    return replace(witness, claim=date_claims.settled(witness.claim, days))


def _weightiest(witnesses: list[Witness]) -> float:
    return max((witness.weight for witness in witnesses), default=0.0)


def _said(page: Page) -> datetime | None:
    """When the source says that the article was published."""
    return page.lead.published_at if page.lead else None


def _is_near(moment: datetime, said: datetime) -> bool:
    return abs(dates.as_utc(moment) - dates.as_utc(said)) < date_witnesses.A_DAY


def _backed(page: Page, witness: Witness) -> Witness:
    """`witness`, with more weight if the source or the month in the address speaks for it."""
    more = date_witnesses.in_month_of_address(page, witness)
    said = _said(page)
    if said is not None and _is_near(witness.claim.moment, said):
        more += _LEAD
    return replace(witness, weight=witness.weight + more) if more else witness


def _dated(verdict: Verdict, doubted: int, page: Page) -> Dated:
    claim = verdict.claim
    others = [Claim(other.origin, other.moment.isoformat()) for other in verdict.others[:_MOST_OTHERS]]
    said = _said(page)
    if said is not None and not _is_near(claim.moment, said):
        others.append(Claim("source", said.isoformat()))
    origin = f"{claim.origin}, after {doubted} doubted" if doubted else claim.origin
    return Dated(found=Found(claim.moment, origin, verdict.sure, tuple(others)), precision=claim.precision)
