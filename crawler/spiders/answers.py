"""What comes back for a request, an answer or a failure, in the terms of the rest of the crawler."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import cleaning
from crawler.egress.errors import BadAnswerError
from crawler.findings import is_page
from crawler.poll import Hop
from crawler.reading import Body
from crawler.robots_refusals import RobotsForbiddenError, RobotsUnknownError
from crawler.spiders.reasons import plainly
from egress import EgressRefusedError
from storage.clock import utc_now
from storage.records import RunOutcome

TOO_LARGE = "the answer is larger than max_response"


def header(response: Response, name: str) -> str | None:
    """A response header as text, None where it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if isinstance(value, bytes) else None


def body_of(response: Response, source: str) -> Body:
    """The answer to a source's request, as the readers take it."""
    return Body(
        content=response.body,
        url=response.url,
        content_type=header(response, "Content-Type"),
        fetched_at=utc_now(),
        source=source,
    )


def hops_of(response: Response) -> tuple[Hop, ...]:
    """The redirects that were followed, in order. What Scrapy does not say of one is no status."""
    urls, reasons = response.meta.get("redirect_urls", ()), response.meta.get("redirect_reasons", ())
    return tuple(
        Hop(url=url, status=reason if isinstance(reason, int) else 0)
        for url, reason in zip(urls, reasons, strict=False)
    )


def is_html(response: Response) -> bool:
    """Whether the body begins as a web page does."""
    return is_page(response.body)


def is_robots_refusal(failure: Failure) -> bool:
    """Whether robots.txt forbids the request."""
    return failure.check(RobotsForbiddenError) is not None


def outcome_of(failure: Failure) -> RunOutcome:
    """What a poll without an answer means for its source."""
    error = failure.value
    if isinstance(error, RobotsForbiddenError):
        return RunOutcome.FORBIDDEN
    if isinstance(error, RobotsUnknownError):
        return RunOutcome.UNREACHABLE if error.is_unreachable else RunOutcome.ERROR
    is_answered = isinstance(error, (IgnoreRequest, DownloadCancelledError))
    return RunOutcome.ERROR if is_answered else RunOutcome.UNREACHABLE


def reason_of(failure: Failure) -> str:
    """Why a request failed, in one line."""
    words = cleaning.line(str(failure.value))
    if failure.check(DownloadCancelledError) or (
        failure.check(IgnoreRequest) and "DOWNLOAD_MAXSIZE" in words
    ):
        return TOO_LARGE
    if failure.check(IgnoreRequest, EgressRefusedError, BadAnswerError):
        return words[:300]
    return plainly(failure.type.__name__ if failure.type is not None else "Error", words)
