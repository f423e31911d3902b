"""What comes back for a request, an answer or a failure, in the terms of the rest of the crawler."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import cleaning
from crawler.reading import Body
from storage.clock import utc_now

# What Scrapy's robots.txt middleware says; it refuses other requests (a redirect loop) by the same exception.
FORBIDDEN_BY_ROBOTS = "Forbidden by robots.txt"
TOO_LARGE = "the answer is larger than max_response"


def header(response: Response, name: str) -> str | None:
    """A response header as text, None where it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if isinstance(value, bytes) else None


def body_of(response: Response) -> Body:
    """The answer as the readers take it."""
    return Body(
        content=response.body,
        url=response.url,
        content_type=header(response, "Content-Type"),
        fetched_at=utc_now(),
    )


def is_robots_refusal(failure: Failure) -> bool:
    """Whether robots.txt forbids the request."""
    return failure.check(IgnoreRequest) is not None and str(failure.value) == FORBIDDEN_BY_ROBOTS


def reason_of(failure: Failure) -> str:
    """Why a request failed, in one line."""
    words = cleaning.line(str(failure.value))
    if failure.check(DownloadCancelledError) or (
        failure.check(IgnoreRequest) and "DOWNLOAD_MAXSIZE" in words
    ):
        return TOO_LARGE
    if failure.check(IgnoreRequest):
        return words
    name = failure.type.__name__ if failure.type is not None else "Error"
    return f"{name}: {words}"[:300] if words else name
