"""What of a page is read at most. Real article pages have up to 3 MB and 20,000 tags; what is beyond is left."""

from __future__ import annotations

from itertools import islice
from re import finditer

from crawler.decoding import decode

#: Bytes of a page that are read, unless the caller says otherwise.
MOST_BYTES = 5_000_000
#: Starts and ends of elements, comments among them: what a walk over the tree costs grows with them.
MOST_TAGS = 100_000


def markup_of(body: bytes, content_type: str | None, most_bytes: int = MOST_BYTES) -> tuple[str, str | None]:
    """The text of a body as far as it is read, and why not all of it, in one line; None where it is all."""
    body, shortened = cut_bytes(body, most_bytes)
    markup, thinned = cut_tags(decode(body, content_type))
    return markup, shortened or thinned


def cut_bytes(body: bytes, most: int) -> tuple[bytes, str | None]:
    """The bytes of a page that are read, and why these, in one line; None where they are all."""
    if len(body) <= most:
        return body, None
    return body[:most], f"the first {most:,} of {len(body):,} bytes were read"


def cut_tags(markup: str, most: int = MOST_TAGS) -> tuple[str, str | None]:
    """The markup that is read, and why this, in one line; None where it is all."""
    if markup.count("<") <= most:
        return markup, None
    end = next(islice(finditer("<", markup), most, None)).start()
    return markup[:end], f"the first {most:,} tags were read"
