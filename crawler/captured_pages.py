"""What a crawl kept of an answer, as the readers took it then."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from crawler.egress.errors import BadAnswerError
from crawler.reading import Body, ReadingError
from crawler.unpacking import UnpackedTooLargeError, unpacked
from storage.captures.reader import CapturedAnswer
from storage.records import Capture


def body_of_capture(answer: CapturedAnswer, capture: Capture, most: int) -> Body:
    """The body of a captured answer, unpacked, as the readers take it; `most` bytes it may have.

    Raises:
        ReadingError: it cannot be unpacked, or has more.
    """
    encodings = [coding.encode("latin-1", "replace") for coding in answer.content_encodings]
    try:
        content, _ = unpacked(answer.body, encodings, most)
    except UnpackedTooLargeError as error:
        raise ReadingError(f"unpacked it is larger than {most} bytes") from error
    except (BadAnswerError, IgnoreRequest) as error:
        raise ReadingError(str(error)) from error
    return Body(
        content=content,
        url=answer.url,
        content_type=answer.header("Content-Type"),
        fetched_at=answer.requested_at or capture.fetched_at,
    )
