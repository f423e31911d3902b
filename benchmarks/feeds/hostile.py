"""Bodies that are made to keep a reader busy; each is small to send."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_LINK = "<link>https://e.example/1</link>"


def _rss(inner: str) -> bytes:
    return f'<rss version="2.0"><channel><title>t</title>{inner}</channel></rss>'.encode()


def _broken(inner: str) -> bytes:
    """A feed that no mending makes well-formed, so that the slower ways are tried."""
    return _rss(f"{inner}<item></wrong><title>x <b c=>")


def _bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    document_type = f'<!DOCTYPE rss [<!ENTITY e0 "aaaaaaaaaa">{levels}]>'
    return document_type.encode() + _rss(f"<item>{_LINK}<title>&e11;</title></item>")


def _attributes() -> str:
    written = " ".join(f"a{number}='1'" for number in range(100_000))
    return f"<item>{_LINK}<title {written}>x</title></item>"


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "an author of 64 KB": lambda: _rss(f"<item>{_LINK}<author>{'a' * 65_000}@</author></item>"),
    "an author of 64 KB, broken": lambda: _broken(f"<item>{_LINK}<author>{'a' * 65_000}@</author></item>"),
    "100,000 attributes": lambda: _rss(_attributes()),
    "100,000 attributes, broken": lambda: _broken(_attributes()),
    "10 MB of HTML in a description": lambda: _rss(
        f"<item>{_LINK}<description><![CDATA[{'<p>word <b>word</b></p>' * 430_000}]]></description></item>"
    ),
    "10 MB of HTML, broken": lambda: _broken(
        f"<item>{_LINK}<description>{'<p>word <b>word</p>' * 520_000}</description></item>"
    ),
    "elements 100,000 deep": lambda: _rss(
        f"<item>{_LINK}<description>{'<a>' * 100_000}</description></item>"
    ),
    "entries 100,000 deep": lambda: _rss("<item>" * 100_000),
    "100,000 entries": lambda: _rss(f"<item>{_LINK}<title>t</title></item>" * 100_000),
    "an entity bomb": _bomb,
    "20 MB of one open tag": lambda: b"<rss><channel><item " + b"a" * 20_000_000,
    "5 million left brackets": lambda: b"<rss><channel><item>" + b"<" * 5_000_000,
    "5 million ampersands": lambda: b"<rss><channel><item>" + b"&" * 5_000_000,
    "comments that never end": lambda: _rss(
        f"<item>{_LINK}<description>{'&lt;!--' * 250_000}</description></item>"
    ),
    "types of documents that never end": lambda: b"<rss>" + b"<!DOCTYPE [" * 1_000_000,
    "declarations that never end": lambda: b"<rss>" + b"<?xml " * 2_000_000,
    "quotes that never end": lambda: _rss(
        f"<item>{_LINK}<description>{'&lt;a b=&quot;' * 90_000}</description></item>"
    ),
    "addresses of authors": lambda: _rss(
        f"<item>{_LINK}{'<author>' + 'a@' * 30_000 + '</author>'}</item>" * 100
    ),
    "marks on one letter": lambda: _rss(
        f"<item>{_LINK}<description>a{'&#x301;' * 1_000_000}</description></item>"
    ),
    "prefixes without end": lambda: _rss("".join(f"<a{n}:b/>" for n in range(200_000))),
    "a million empty elements": lambda: _rss("<a/>" * 1_000_000),
    "JSON 100,000 deep": lambda: b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 100_000,
}
