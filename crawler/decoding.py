"""Bytes of a page to text: the charset is whichever claim the bytes bear out."""

from __future__ import annotations

import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

_SNIFFED = 1024
_HIGH = re.compile(rb"[\x80-\xff]")
# what the web's own standard reads a page without a charset as
_LAST_RESORT = "cp1252"
_LEAST_WIDE = 0.05


def decode(body: bytes, content_type: str | None = None) -> str:
    """`body` as text; never raises.

    In this order: byte order mark, UTF-16 without a mark, valid UTF-8, the HTTP charset, the document's own
    declaration, windows-1252. Valid UTF-8 comes before every declaration, because other charsets hardly ever
    look like it by chance and servers often declare a wrong one.
    """
    encoding, mark = read_bom(body)
    if encoding and mark:
        return body[len(mark) :].decode(encoding, "replace")
    if wide := _utf16_without_mark(body):
        return body.decode(wide, "replace")
    if _HIGH.search(body):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body) or _LAST_RESORT
    # UTF-16 would have shown its zero bytes: a page that claims it is something else
    encoding = _LAST_RESORT if declared.startswith("utf-16") else declared
    try:
        return body.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        # Python has codecs that give no text, and some that refuse what they cannot read
        return body.decode(_LAST_RESORT, "replace")


def _utf16_without_mark(body: bytes) -> str | None:
    head = body[:_SNIFFED]
    if len(head) < 4 or b"\x00" not in head:
        return None
    # Text of any script stands between tags, whose every second byte is zero.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > _LEAST_WIDE * len(head) and even < odd / 8 and b"<\x00" in head:
        return "utf-16-le"
    if even > _LEAST_WIDE * len(head) and odd < even / 8 and b"\x00<" in head:
        return "utf-16-be"
    return None
