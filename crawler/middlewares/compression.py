"""Packed bodies are unpacked within bounds: of size, as Scrapy does it, and of how often they are packed."""

from __future__ import annotations

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.utils._compression import _DecompressionMaxSizeExceeded

from crawler.egress.errors import BadAnswerError

# A body of 16 MB that is packed a thousand times over would stop the loop for half a minute.
MOST_LAYERS = 3


class BoundedCompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's, which bounds each layer by DOWNLOAD_MAXSIZE, with a bound on the layers and an error with a name."""

    def _handle_encoding(
        self, body: bytes, content_encoding: list[bytes], max_size: int
    ) -> tuple[bytes, list[bytes]]:
        layers, _ = self._split_encodings(content_encoding)
        if len(layers) > MOST_LAYERS:
            raise IgnoreRequest(f"the answer is packed {len(layers)} times over")
        exceeded: Exception
        try:
            return super()._handle_encoding(body, content_encoding, max_size)
        except _DecompressionMaxSizeExceeded as error:
            exceeded = _DecompressionMaxSizeExceeded(error.decompressed_size, error.max_size)
        except Exception:
            # each of the four libraries has an error of its own
            names = b", ".join(layers).decode("ascii", "replace")
            exceeded = BadAnswerError(f"the answer says that it is packed ({names}), and cannot be unpacked")
        # Raised out here: the library's error holds, by its frames, all that was unpacked.
        raise exceeded
