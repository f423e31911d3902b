"""The bytes of an answer to UTF-8, as far as they are read: gzip undone, charsets judged, never raising."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from w3lib.encoding import http_content_type_encoding, resolve_encoding

from crawler.decoding import decode

#: Bytes of a feed that are read, after gzip is undone. The largest real one that we saw has 2.5 MB.
MOST_BYTES = 20_000_000
_GZIP = b"\x1f\x8b\x08"
_GZIP_LAYERS = 2
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_SNIFFED = 1024
# written in ASCII alone, they say something else
_DISGUISED = ("iso-2022", "iso2022", "hz")
# as many of the bytes that are no ASCII may be broken in what is UTF-8 nevertheless
_BROKEN_SHARE = 0.1
_WIDE = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The document as UTF-8 without a mark or white space before it, and what was wrong on the way there.

    It `is_mixed` where its bytes are in no one charset, or in another than they must be: no XML may be so.
    """

    utf8: bytes
    doubts: tuple[str, ...] = ()
    is_mixed: bool = False


def opened(body: bytes, content_type: str | None = None) -> Body:
    """The document in `body`, at most 20 MB of it; a broken gzip stream gives what came before the break."""
    doubts: list[str] = []
    for _ in range(_GZIP_LAYERS):
        if not body.startswith(_GZIP):
            break
        body, is_whole = _gunzipped(body)
        if not is_whole:
            doubts.append("its gzip stream breaks off, or is larger than is read")
    if len(body) > MOST_BYTES:
        doubts.append(f"the first {MOST_BYTES:,} of {len(body):,} bytes were read")
        body = body[:MOST_BYTES]
    utf8 = _utf8(body, content_type)
    is_mixed = False
    if utf8 is None:
        text = _decoded(body, content_type)
        if lost := text.count("\ufffd"):
            doubts.append(f"{lost} characters are not in the charset of the rest")
            is_mixed = True
        elif (
            b"\x00" not in body[:_SNIFFED] and not body.isascii() and _is_said_to_be_utf8(body, content_type)
        ):
            doubts.append("it says UTF-8 and is in another charset")
            is_mixed = True
        utf8 = text.encode("utf-8", "replace")
    return Body(utf8=utf8.removeprefix(b"\xef\xbb\xbf").lstrip(), doubts=tuple(doubts), is_mixed=is_mixed)


def _gunzipped(body: bytes) -> tuple[bytes, bool]:
    inflater = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    size = 0
    # piece by piece, so that what came before a break is kept
    for at in range(0, len(body), 65_536):
        try:
            piece = inflater.decompress(body[at : at + 65_536], MOST_BYTES + 1 - size)
        except zlib.error:
            return b"".join(pieces), False
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES or inflater.eof:
            break
    return b"".join(pieces)[:MOST_BYTES], inflater.eof and size <= MOST_BYTES


def _utf8(body: bytes, content_type: str | None) -> bytes | None:
    """The body itself where it is UTF-8 already; None where it has to be decoded."""
    if b"\x00" in body[:_SNIFFED] or body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if body.isascii():
        declared = (_declared(body) or http_content_type_encoding(content_type) or "").lower()
        return None if declared.startswith(_DISGUISED) else body
    try:
        body.decode()
    except UnicodeDecodeError:
        return None
    return body


def _declared(body: bytes) -> str | None:
    found = _DECLARED.search(body[:_SNIFFED])
    return found[1].decode() if found else None


def _decoded(body: bytes, content_type: str | None) -> str:
    for mark, encoding in _WIDE:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    claims = _claims(body, content_type)
    # a few broken bytes do not make it something else
    if b"\x00" not in body[:_SNIFFED] and _is_said_to_be_utf8(body, content_type):
        text = body.decode("utf-8", "replace")
        if text.count("\ufffd") <= _BROKEN_SHARE * sum(map((127).__lt__, body)):
            return text
    if body.isascii() and claims and (disguised := _of_codec(body, claims[0])):
        return disguised
    return decode(body, content_type)


def _claims(body: bytes, content_type: str | None) -> list[str | None]:
    names = (_declared(body), http_content_type_encoding(content_type))
    return [resolve_encoding(name) for name in names if name]


def _is_said_to_be_utf8(body: bytes, content_type: str | None) -> bool:
    """By the document or the server; what nobody declares is UTF-8, says XML."""
    claims = _claims(body, content_type)
    return not any(claims) or "utf-8" in claims


def _of_codec(body: bytes, encoding: str | None) -> str | None:
    try:
        return body.decode(encoding or "", "replace")
    except (LookupError, UnicodeError):
        return None
