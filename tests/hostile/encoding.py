"""Bytes that do not mean what the headers, the declaration or the reader think."""

import json

from tests.hostile.case import NOTHING, OK, READ, RECOVERED, Case
from tests.hostile.newsroom import (
    HTML,
    JSON,
    OPENING,
    answer,
    feed,
    good_feed,
    item,
    number_of,
    page,
    rss,
    site,
)
from tests.hostile.prose import story
from tests.hostile.wire import Reply, Request

_RUSSIAN = "Учения у Старой Гавани: корабли вернулись"
_JAPANESE = "港の船団が修理を終えた"
_FRENCH = "Manœuvres près de la côte: l’équipage rentré"


def _titled(request: Request, *titles: str, opening: str = OPENING) -> bytes:
    return rss(
        request,
        (item(request, number, title=title) for number, title in enumerate(titles, 1)),
        opening=opening,
    )


def _three(request: Request, title: str = "", *, encoding: str = "utf-8") -> str:
    opening = f'<?xml version="1.0" encoding="{encoding}"?>\n'
    return _titled(request, title or _FRENCH, _FRENCH + " 2", _FRENCH + " 3", opening=opening).decode()


def _cyrillic_that_says_utf8(request: Request) -> bytes:
    text = _titled(request, _RUSSIAN, _RUSSIAN + " 2", _RUSSIAN + " 3").decode()
    return text.encode("cp1251", "replace")


def _mixed(request: Request) -> bytes:
    marks = _titled(request, "@1@", "@2@", "@3@")
    marks = marks.replace(b"@1@", _FRENCH.encode()).replace(b"@2@", "Kaserne für Häfen".encode("cp1252"))
    return marks.replace(b"@3@", _JAPANESE.encode("shift_jis"))


def _with_bytes(between: bytes) -> bytes:
    """What goes into a title in place of a mark."""
    return b"Harbour" + between + b" reopens"


def _marked(between: bytes, request: Request) -> bytes:
    return _titled(request, "@@", "Second pier", "Third pier").replace(b"@@", _with_bytes(between))


def _json_surrogates(request: Request) -> bytes:
    items = [
        {
            "id": f"{request.base}/news/{number}",
            "url": f"{request.base}/news/{number}",
            "title": f"Pier \ud800 number {number} \udfff",
            "content_text": "Three boats came back on Monday.",
            "date_published": story(request.case, number).published_at.isoformat(),
        }
        for number in (1, 2, 3)
    ]
    # json writes lone surrogates as escapes, as the servers that send them do
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "items": items}
    ).encode()


async def _page_of_three_charsets(request: Request, reply: Reply) -> None:
    body = page(request, number_of(request) or 1).replace(b'charset="utf-8"', b'charset="windows-1251"')
    await reply.send(b'<?xml version="1.0" encoding="shift_jis"?>\n' + body, media_type=HTML)


CASES = (
    Case(
        name="charset-header-contradicts",
        about="The header says iso-8859-1, the declaration and the bytes say UTF-8.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: _three(r).encode(), media_type="application/rss+xml; charset=iso-8859-1"),
    ),
    Case(
        name="cyrillic-that-says-utf-8",
        about="Windows-1251 bytes under a header and a declaration that say UTF-8.",
        # a reader that finds the real charset may call it read
        expect=READ,
        articles=3,
        handler=feed(_cyrillic_that_says_utf8),
    ),
    Case(
        name="utf-16-without-bom",
        about="UTF-16 in little-endian order with no byte order mark, and a header without a charset.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: _three(r, encoding="utf-16").encode("utf-16-le"), media_type="text/xml"),
    ),
    Case(
        name="utf-16-that-says-utf-8",
        about="UTF-16 with its mark under a declaration and a header that say UTF-8.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: _three(r).encode("utf-16")),
    ),
    Case(
        name="utf-32",
        about="UTF-32 with its mark.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: _three(r, encoding="utf-32").encode("utf-32"), media_type="application/xml"),
    ),
    Case(
        name="utf-7-titles",
        about="The header says UTF-7 and the titles hide a script element in it.",
        expect=READ,
        articles=3,
        handler=feed(
            lambda r: _titled(r, "+ADw-script+AD4-alert(1)+ADw-/script+AD4- Pier", "Pier two", "Pier three"),
            media_type="application/rss+xml; charset=utf-7",
        ),
    ),
    Case(
        name="utf-7-markup",
        about="The whole feed, markup too, is UTF-7.",
        # to decode it is as defensible as not to
        expect=NOTHING | OK,
        handler=feed(
            lambda r: _three(r, encoding="utf-7").encode("utf-7"), media_type="text/xml; charset=utf-7"
        ),
    ),
    Case(
        name="ebcdic",
        about="EBCDIC, declared as such.",
        expect=NOTHING | OK,
        handler=feed(lambda r: good_feed(r).replace(b"utf-8", b"cp037").decode().encode("cp037")),
    ),
    Case(
        name="nul-bytes",
        about="NUL bytes within a title.",
        expect=RECOVERED,
        articles=3,
        handler=feed(lambda r: _marked(b"\0\0\0", r)),
    ),
    Case(
        name="lone-surrogates-in-json",
        about="A JSON feed with escaped lone surrogates in every title.",
        expect=READ,
        articles=3,
        handler=feed(_json_surrogates, media_type=JSON),
    ),
    Case(
        name="lone-surrogate-reference",
        about="A character reference to a lone surrogate in a title.",
        expect=RECOVERED,
        articles=3,
        handler=feed(lambda r: _marked(b"&#xD800;", r)),
    ),
    Case(
        name="surrogate-bytes",
        about="A surrogate pair as six bytes in a feed that says UTF-8.",
        expect=RECOVERED,
        articles=3,
        handler=feed(lambda r: _marked(b"\xed\xa0\xbd\xed\xb8\x80", r)),
    ),
    Case(
        name="overlong-utf-8",
        about="An element hidden in overlong UTF-8.",
        expect=RECOVERED,
        articles=3,
        handler=feed(lambda r: _marked(b"\xc0\xbcscript\xc0\xbe", r)),
    ),
    Case(
        name="mixed-encodings",
        about="Each entry in another encoding: UTF-8, Windows-1252, Shift JIS.",
        expect=RECOVERED,
        articles=3,
        handler=feed(_mixed),
    ),
    Case(
        name="two-byte-order-marks",
        about="Two byte order marks before the declaration.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: b"\xef\xbb\xbf\xef\xbb\xbf" + good_feed(r)),
    ),
    Case(
        name="unknown-charset",
        about="The header and the declaration name a charset that does not exist.",
        expect=READ,
        articles=3,
        handler=feed(
            lambda r: good_feed(r).replace(b'"utf-8"', b'"x-desk-8"'),
            media_type="application/rss+xml; charset=x-desk-8",
        ),
    ),
    Case(
        name="charset-that-runs-code",
        about="The header names codecs of Python that are no charsets (rot13, idna, zlib).",
        expect=READ,
        articles=3,
        handler=feed(
            lambda r: good_feed(r).replace(b'"utf-8"', b'"zlib"'),
            media_type="application/rss+xml; charset=rot13",
        ),
    ),
    Case(
        name="space-before-declaration",
        about="Empty lines before the XML declaration.",
        expect=READ,
        articles=3,
        handler=feed(lambda r: b"\n\n  \n" + good_feed(r)),
    ),
    Case(
        name="undeclared-entities",
        about="HTML's named entities in titles, declared nowhere.",
        expect=READ,
        articles=3,
        handler=feed(
            lambda r: _titled(r, "Caf&eacute;&nbsp;in port", "Pier &mdash; two", "&nosuchthing; three")
        ),
    ),
    Case(
        name="page-of-three-charsets",
        about="Article pages whose header, meta element and XML declaration name three charsets.",
        expect=OK,
        articles=3,
        handler=site(answer(good_feed), articles=_page_of_three_charsets),
    ),
    Case(
        name="every-byte-in-a-title",
        about="All 256 byte values in a title.",
        # the less-than sign and the ampersand among them break the markup too
        expect=RECOVERED,
        articles=2,
        handler=feed(lambda r: _marked(bytes(range(256)), r)),
    ),
)
