"""Old, odd and half broken feeds, framed as old, odd and half broken servers do: all of them can be read."""

import gzip
import zlib
from email.utils import format_datetime
from html import escape

from tests.hostile.case import EITHER, OK, READ, Case, Handler, any_of
from tests.hostile.newsroom import (
    CLOSING,
    JSON,
    OPENING,
    RSS,
    Written,
    answer,
    channel,
    feed,
    good_feed,
    item,
    link,
    page,
    raw,
    rss,
    site,
)
from tests.hostile.prose import story
from tests.hostile.wire import Reply, Request, head

_XML = "application/xml"
_UNDATED = READ | any_of("undated")


def _netscape(request: Request) -> bytes:
    """RSS 0.91 with its document type at an address that is long gone, and items without guids."""
    items = "".join(
        f"<item><title>{escape(story(request.case, n).headline)}</title><link>{link(request, n)}</link>"
        f"<description>{escape(story(request.case, n).paragraphs[0])}</description></item>"
        for n in (1, 2, 3)
    )
    kind = (
        '"-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"'
    )
    return (
        f'<?xml version="1.0"?>\n<!DOCTYPE rss PUBLIC {kind}>\n<rss version="0.91"><channel><title>Desk</title>'
        f"<link>{request.base}/</link><description>News</description>{items}</channel></rss>"
    ).encode()


def _rdf(request: Request) -> bytes:
    numbers = (1, 2, 3)
    places = "".join(f'<rdf:li rdf:resource="{link(request, n)}"/>' for n in numbers)
    items = "".join(
        f'<item rdf:about="{link(request, n)}"><title>{escape(story(request.case, n).headline)}</title>'
        f"<link>{link(request, n)}</link><dc:date>{story(request.case, n).published_at.isoformat()}</dc:date></item>"
        for n in numbers
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{request.base}/"><title>Desk</title>'
        f"<link>{request.base}/</link><description>News</description><items><rdf:Seq>{places}</rdf:Seq></items>"
        f"</channel>{items}</rdf:RDF>"
    ).encode()


def _atom_0_3(request: Request) -> bytes:
    entries = "".join(
        f'<entry><title mode="escaped">{escape(story(request.case, n).headline)}</title>'
        f'<link rel="alternate" type="text/html" href="{link(request, n)}"/><id>{link(request, n)}</id>'
        f"<issued>{story(request.case, n).published_at.isoformat()}</issued>"
        f"<modified>{story(request.case, n).published_at.isoformat()}</modified></entry>"
        for n in (1, 2, 3)
    )
    return (
        f'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Desk</title>'
        f'<link rel="alternate" type="text/html" href="{request.base}/"/>{entries}</feed>'
    ).encode()


def _json_with_mark(request: Request) -> bytes:
    items = ",".join(
        f'{{"id":{n},"url":"{link(request, n)}","title":"{story(request.case, n).headline}",'
        f'"date_published":"{story(request.case, n).published_at.isoformat()}"}}'
        for n in (1, 2, 3)
    )
    return f'\ufeff{{"version":"https://jsonfeed.org/version/1","title":"Desk","items":[{items}],}}'.replace(
        ",}", "}"
    ).encode()


def _by_guid_alone(request: Request) -> bytes:
    items = (
        f"<item><title>{escape(story(request.case, n).headline)}</title><link></link>"
        f'<guid isPermaLink="true">{link(request, n)}</guid>'
        f"<pubDate>{format_datetime(story(request.case, n).published_at)}</pubDate></item>"
        for n in (1, 2, 3)
    )
    return rss(request, items)


def _shouted(request: Request) -> bytes:
    body = good_feed(request).decode()
    for name in ("rss", "channel", "item", "title", "link", "guid", "description", "pubDate"):
        body = body.replace(f"<{name}>", f"<{name.upper()}>").replace(f"</{name}>", f"</{name.upper()}>")
        body = body.replace(f"<{name} ", f"<{name.upper()} ")
    return body.encode()


def _old_clocks(request: Request) -> bytes:
    """Dates as RFC 850 and asctime wrote them, and one in seconds since 1970."""
    forms = ("%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y", "%s")
    return rss(
        request,
        (
            item(request, n, date=story(request.case, n).published_at.strftime(form))
            for n, form in enumerate(forms, 1)
        ),
    )


def _in_members(request: Request) -> bytes:
    body = good_feed(request)
    middle = len(body) // 2
    return gzip.compress(body[:middle]) + gzip.compress(body[middle:])


def _raw_deflate(request: Request) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(good_feed(request)) + packer.flush()


def _twice_over(request: Request) -> bytes:
    return rss(request, [item(request, 1), item(request, 2)]) + rss(request, [item(request, 3)])


def _warned(request: Request) -> bytes:
    warning = b"<br />\n<b>Warning</b>:  Undefined variable $desk in <b>/srv/www/feed.php</b> on line <b>12</b><br />\n"
    return warning + good_feed(request)


def _sitemap(request: Request) -> bytes:
    urls = "".join(
        f"<url><loc>{link(request, n)}</loc><lastmod>{story(request.case, n).published_at:%Y-%m-%d}</lastmod></url>"
        for n in (1, 2, 3)
    )
    return f'{OPENING}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def _packed(written: Written, coding: str) -> Handler:
    return site(answer(written, headers=[("Content-Encoding", coding)]))


def _bare_chunks(request: Request) -> bytes:
    body = good_feed(request)
    opening = head("200 OK", [("Content-Type", RSS), ("Transfer-Encoding", "chunked")])
    return opening + b"%x\n" % len(body) + body + b"\n0\n\n"


def _transfer_gzip(request: Request) -> bytes:
    body = gzip.compress(good_feed(request))
    opening = head("200 OK", [("Content-Type", RSS), ("Transfer-Encoding", "gzip, chunked")])
    return opening + b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


async def _late_timeout(request: Request, reply: Reply) -> None:
    """A good answer on a connection that stays open, then a 408 that belongs to no request."""
    body = good_feed(request) if request.path == "/feed.xml" else page(request, int(request.path[6:] or 1))
    kind = RSS if request.path == "/feed.xml" else "text/html; charset=utf-8"
    await reply.write(head("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))]) + body)
    await reply.write(head("408 Request Timeout", [("Content-Length", "0"), ("Connection", "close")]))
    await reply.hang()


CASES = (
    *(
        Case(name=name, about=about, expect=expect, articles=articles, at_most=3, handler=handler)
        for name, about, expect, articles, handler in (
            ("rss-0-91", "RSS 0.91 with a document type that is long gone.", _UNDATED, 3, feed(_netscape)),
            ("rdf", "RSS 1.0.", READ, 3, feed(_rdf, media_type="application/rdf+xml")),
            ("atom-0-3", "Atom 0.3.", READ, 3, feed(_atom_0_3, media_type=_XML)),
            (
                "json-with-byte-order-mark",
                "A JSON Feed behind a byte order mark, with numbers for names.",
                READ,
                3,
                feed(_json_with_mark, media_type=JSON),
            ),
            ("guid-in-place-of-link", "Empty links beside permanent guids.", READ, 3, feed(_by_guid_alone)),
            (
                "shouted-tags",
                "All tags in capitals.",
                _UNDATED | any_of("malformed", "empty"),
                0,
                feed(_shouted),
            ),
            (
                "old-clocks",
                "Dates as RFC 850, asctime and a computer write them.",
                _UNDATED,
                3,
                feed(_old_clocks),
            ),
            (
                "xml-1-1",
                "XML 1.1, said to be UTF-16, and neither.",
                READ,
                3,
                feed(
                    lambda r: good_feed(r).replace(b'"1.0" encoding="utf-8"', b'"1.1" encoding="UTF-16"', 1)
                ),
            ),
            ("gzip-of-two-members", "One body in two gzip members.", READ, 3, _packed(_in_members, "gzip")),
            (
                "gzip-with-a-tail",
                "gzip, and zeros behind it.",
                READ,
                3,
                _packed(lambda r: gzip.compress(good_feed(r)) + bytes(512), "x-gzip"),
            ),
            ("deflate-without-a-head", "Raw deflate.", READ, 3, _packed(_raw_deflate, "deflate")),
            ("warning-before-the-feed", "A program's warning before the feed.", READ, 3, feed(_warned)),
            ("two-feeds-in-one", "One feed behind the other.", READ, 2, feed(_twice_over)),
            (
                "plain-text",
                "A good feed, said to be text.",
                READ,
                3,
                feed(good_feed, media_type="text/plain"),
            ),
            (
                "chunks-with-bare-line-feeds",
                "LF for CRLF between chunks.",
                EITHER,
                0,
                site(raw(_bare_chunks)),
            ),
            (
                "packed-in-transfer",
                "gzip as a transfer coding.",
                EITHER | any_of("malformed", "empty"),
                0,
                site(raw(_transfer_gzip)),
            ),
            (
                "timeout-behind-each-answer",
                "408 on a connection that waits for the next request.",
                OK,
                3,
                site(_late_timeout, articles=_late_timeout),
            ),
            (
                "cdata-in-everything",
                "CDATA around addresses, dates and names.",
                READ,
                3,
                feed(
                    lambda r: rss(
                        r,
                        (
                            item(
                                r,
                                n,
                                url=f"\n<![CDATA[ {link(r, n)} ]]>\n",
                                title=f"<![CDATA[{story(r.case, n).headline}]]>",
                            )
                            for n in (1, 2, 3)
                        ),
                    )
                ),
            ),
            (
                "unclosed-last-item",
                "The file ends within its last item, after its link and date.",
                READ,
                2,
                feed(lambda r: good_feed(r).replace(f"</item>\n{CLOSING}".encode(), b"")),
            ),
            (
                "two-channels",
                "Two channels in one RSS document.",
                READ,
                2,
                feed(
                    lambda r: (
                        OPENING
                        + channel(r)
                        + item(r, 1)
                        + "</channel><channel><title>More</title>"
                        + item(r, 2)
                        + CLOSING
                    ).encode()
                ),
            ),
        )
    ),
    Case(
        name="sitemap-packed-twice",
        about="A packed sitemap, packed again on its way.",
        kind="sitemap",
        path="/sitemap.xml.gz",
        expect=OK,
        articles=3,
        at_most=3,
        handler=site(
            answer(
                lambda r: gzip.compress(gzip.compress(_sitemap(r))),
                media_type="application/gzip",
                headers=[("Content-Encoding", "gzip")],
            ),
            path="/sitemap.xml.gz",
        ),
    ),
    Case(
        name="sitemap-behind-spaces",
        about="A sitemap behind a byte order mark and empty lines.",
        kind="sitemap",
        path="/sitemap.xml",
        expect=READ,
        articles=3,
        at_most=3,
        handler=site(
            answer(lambda r: b"\xef\xbb\xbf\r\n \n" + _sitemap(r), media_type=_XML), path="/sitemap.xml"
        ),
    ),
)
