"""No charset is guessed for a body that is still compressed, nor for one that is handed to the readers as bytes."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response, TextResponse

from crawler.body_budget import BODIES


class CompressedAsBytesMiddleware:
    """Makes a plain response of one that is compressed.

    Scrapy takes a compressed answer for text where its address ends like a text's (`.html`, `.xml`), and then, to
    copy it, guesses the charset of the compressed bytes. Stands next to HttpCompressionMiddleware, on the side of
    the downloader.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, TextResponse) or b"Content-Encoding" not in response.headers:
            return response
        plain = Response(**{name: getattr(response, name) for name in Response.attributes})
        if (holding := BODIES.taken(response)) is not None:
            BODIES.keep(holding, plain)
        return plain
