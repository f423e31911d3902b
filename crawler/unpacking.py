"""Packed bodies unpacked within bounds: as crawls do, and whoever looks at what a crawl kept."""

from __future__ import annotations

from collections.abc import Sequence

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.utils._compression import _DecompressionMaxSizeExceeded

from crawler.egress.errors import BadAnswerError

# A body of 16 MB that is packed a thousand times over would stop the loop for half a minute.
MOST_LAYERS = 3


class UnpackedTooLargeError(_DecompressionMaxSizeExceeded):
    """A body is larger unpacked than it may be."""


def unpacked(body: bytes, encodings: Sequence[bytes], most: int) -> tuple[bytes, list[bytes]]:
    """A body without its content codings (RFC 9110, 8.4), and those that are not known and stay.

    `encodings` are the values of its headers; `most` bytes it may have after each coding.

    Raises:
        UnpackedTooLargeError: it has more.
        BadAnswerError: it is not packed as it says.
        IgnoreRequest: it is packed too many times over.
    """
    layers, unknown = HttpCompressionMiddleware._split_encodings(list(encodings))
    if len(layers) > MOST_LAYERS:
        raise IgnoreRequest(f"the answer is packed {len(layers)} times over")
    exceeded: Exception
    try:
        for layer in layers:
            body = HttpCompressionMiddleware._decode(body, layer, most)
    except _DecompressionMaxSizeExceeded as error:
        exceeded = UnpackedTooLargeError(error.decompressed_size, error.max_size)
    except Exception:
        # each of the four libraries has an error of its own
        names = b", ".join(layers).decode("ascii", "replace")
        exceeded = BadAnswerError(f"the answer says that it is packed ({names}), and cannot be unpacked")
    else:
        return body, unknown
    # Raised out here: the library's error holds, by its frames, all that was unpacked.
    raise exceeded
