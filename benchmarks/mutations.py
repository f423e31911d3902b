"""Pages spoilt on purpose, each from its number alone: pure, and the same in every run.

A page comes in as its bytes, address and content type and goes out as a `Mutant`, with one to three of the
`MUTATIONS` applied. What they do is what the web does by accident (cut transfers, charsets that lie, templates
that nest without end) and what a hostile publisher may do on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

MOST_BYTES: Final = 2_000_000
"""No mutant is longer, so that 20,000 of them take minutes."""

SEED: Final = 20261125


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A page, and `how` it was spoilt: the names of the mutations in order."""

    body: bytes
    url: str
    content_type: str | None = None
    how: tuple[str, ...] = ()


Mutation = Callable[[Random, Mutant, bytes], Mutant]
"""Spoils a page; the bytes are another page's, for what takes from two."""

# fmt: off
_CHARSETS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "shift_jis", "iso-2022-jp", "euc-kr", "gb18030",
             "big5", "koi8-r", "windows-1251", "windows-1252", "ebcdic-cp-us", "idna", "hex", "no-such-charset")
_OPENED = (b"<div>", b"<span>", b"<p>", b"<b><font>", b"<blockquote>", b"<table><tr><td>", b"<ul><li>",
           b"<article>", b"<section><a href=/x>", b"<svg><g>", b"<select><option>", b"<template>", b"<form>")
_DIRT = (b"\x00", b"\x00" * 300, b"\x01\x02\x0b\x1b", b"\x7f\x80\x85", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff\xfe",
         b"\xf4\x90\x80\x80", b"&#xD800;", b"&#xDFFF;&#xDC00;", b"&#0;", b"&#x110000;", b"&#99999999999999999999;",
         b"\\ud800", b"\\u0000", b"\xe2\x80\xae", b"\xef\xbf\xbe", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?php ")
_VALUES = (b"null", b"true", b"[]", b"{}", b'""', b"-0", b"1e999", b"9" * 5000, b"[" * 3000, b'{"@type":["x",1]}',
           b'[null,[{"name":{"name":7}}]]', b'{"@id":"#a","@graph":[1]}', b'"' + b"a " * 20_000 + b'"', b"NaN")
_DATES = (b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-12:00", b"0000-00-00", b"2024-02-30", b"1970-01-01",
          b"2024-13-45T99:99:99+99:99", b"253402300800", b"-99999999999999", b"31/31/3131", b"24:00", b"2024-W60",
          "\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0661".encode(), "2024\u5e7413\u670840\u65e5".encode())
_ADDRESSES = (b"http://[", b"//[::1", b"http://a:999999/", b"javascript:void(0)", b"http://\xff.example/", b"?" * 9000,
              b"", b"data:,x", b"http://xn--a/", b"mailto:a@b", b"\\\\host\\x", b"http://a.example/%zz%00", b" \n ")
# fmt: on

_JSON_VALUE = re.compile(rb'(?<=":)\s{0,4}(?:"[^"\\]{0,300}"|[0-9.]{1,30}|null|true|false)')
_ADDRESS = re.compile(rb"""https?://[^\s"'<>\\]{1,200}""")
_DATE = re.compile(rb"\d{4}-\d\d-\d\d(?:T[0-9:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?")
_DECLARED = re.compile(rb"""charset=["']?[\w-]{1,30}""", re.IGNORECASE)


def mutant(number: int, body: bytes, url: str, other: bytes, *, seed: int = SEED) -> Mutant:
    """Mutant `number` of a page; `other` is the page that splices are taken from."""
    draw = Random(f"{seed}:{number}")
    page = Mutant(body=body, url=url)
    for name in draw.choices(list(MUTATIONS), k=draw.choice((1, 1, 2, 3))):
        spoilt = MUTATIONS[name](draw, page, other)
        page = replace(spoilt, body=spoilt.body[:MOST_BYTES], how=(*page.how, name))
    return page


def _span(draw: Random, body: bytes, most: int | None = None) -> tuple[int, int]:
    """Start and end of a stretch of the page, short ones as likely as long ones."""
    longest = min(len(body), len(body) if most is None else most)
    length = min(longest, int(max(1, longest) ** draw.random()))
    start = draw.randint(0, len(body) - length)
    return start, start + length


def _some(draw: Random, body: bytes, pattern: re.Pattern[bytes], put: Callable[[], bytes]) -> bytes:
    """The page with some of what the pattern finds replaced."""
    share = draw.choice((0.02, 0.2, 1.0))
    return pattern.sub(lambda found: put() if draw.random() < share else found[0], body)


def _flip(draw: Random, page: Mutant, _: bytes) -> Mutant:
    body = bytearray(page.body)
    for _time in range(int(2 ** draw.uniform(0, 11)) if body else 0):
        body[draw.randrange(len(body))] ^= 1 << draw.randrange(8)
    return replace(page, body=bytes(body))


def _cut(draw: Random, page: Mutant, _: bytes) -> Mutant:
    start, end = _span(draw, page.body)
    return replace(page, body=page.body[:start] + (page.body[end:] if draw.random() < 0.6 else b""))


def _duplicate(draw: Random, page: Mutant, _: bytes) -> Mutant:
    start, end = _span(draw, page.body)
    room = max(1, (MOST_BYTES - len(page.body)) // max(1, end - start))
    times = min(room, int(2 ** draw.uniform(0, 9)))
    at = end if draw.random() < 0.5 else draw.randint(0, len(page.body))
    return replace(page, body=page.body[:at] + page.body[start:end] * times + page.body[at:])


def _nest(draw: Random, page: Mutant, _: bytes) -> Mutant:
    start, end = _span(draw, page.body)
    opened = draw.choice(_OPENED)
    depth = min(int(10 ** draw.uniform(1, 5)), MOST_BYTES // (2 * len(opened)))
    closed = b"".join(b"</%s>" % tag for tag in reversed(re.findall(rb"<(\w+)", opened)))
    inside = page.body[start:end]
    body = page.body[:start] + opened * depth + inside
    if draw.random() < 0.5:
        body += closed * depth
    return replace(page, body=body + page.body[end:])


def _soil(draw: Random, page: Mutant, _: bytes) -> Mutant:
    body = page.body
    for _time in range(draw.choice((1, 3, 30))):
        at = draw.randint(0, len(body))
        body = body[:at] + draw.choice(_DIRT) + body[at:]
    return replace(page, body=body)


def _lie(draw: Random, page: Mutant, _: bytes) -> Mutant:
    declared = b"charset=" + draw.choice(_CHARSETS).encode()
    body = page.body
    if draw.random() < 0.7:
        body = _DECLARED.sub(declared, body, count=1)
    header = draw.choice(
        (None, "text/html", f"text/html; charset={draw.choice(_CHARSETS)}", ";", "text/plain")
    )
    return replace(page, body=body, content_type=header)


def _transcode(draw: Random, page: Mutant, _: bytes) -> Mutant:
    encoding = draw.choice(("utf-16-le", "utf-16-be", "utf-32-le", "utf-7", "shift_jis", "cp1251", "gb18030"))
    return replace(page, body=page.body.decode("utf-8", "replace").encode(encoding, "replace"))


def _splice(draw: Random, page: Mutant, other: bytes) -> Mutant:
    start, end = _span(draw, other)
    at, until = _span(draw, page.body)
    return replace(page, body=page.body[:at] + other[start:end] + page.body[until:])


def _unbalance(draw: Random, page: Mutant, _: bytes) -> Mutant:
    marks = re.compile(rb"[<>\"'&/=]|</\w{1,12}>")
    return replace(page, body=_some(draw, page.body, marks, lambda: draw.choice((b"", b"<", b'"', b"</p>"))))


def _misvalue(draw: Random, page: Mutant, _: bytes) -> Mutant:
    return replace(page, body=_some(draw, page.body, _JSON_VALUE, lambda: draw.choice(_VALUES)))


def _misdate(draw: Random, page: Mutant, _: bytes) -> Mutant:
    return replace(page, body=_some(draw, page.body, _DATE, lambda: draw.choice(_DATES)))


def _misnumber(draw: Random, page: Mutant, _: bytes) -> Mutant:
    digit = re.compile(rb"\d")
    return replace(page, body=_some(draw, page.body, digit, lambda: b"%d" % draw.randrange(10)))


def _misaddress(draw: Random, page: Mutant, _: bytes) -> Mutant:
    url = draw.choice(_ADDRESSES).decode("latin-1") if draw.random() < 0.3 else page.url
    return replace(page, body=_some(draw, page.body, _ADDRESS, lambda: draw.choice(_ADDRESSES)), url=url)


def _join_lines(draw: Random, page: Mutant, _: bytes) -> Mutant:
    between = draw.choice((b"", b" ", b"\xc2\xa0", b"\n\n\n"))
    start, end = _span(draw, page.body)
    joined = re.sub(rb"\s+", between, page.body[start:end])
    return replace(page, body=page.body[:start] + joined * draw.choice((1, 1, 20)) + page.body[end:])


MUTATIONS: Final[dict[str, Mutation]] = {
    "bytes flipped": _flip,
    "cut": _cut,
    "duplicated": _duplicate,
    "nested": _nest,
    "NULs, controls, surrogates": _soil,
    "a charset that lies": _lie,
    "another encoding without a mark": _transcode,
    "spliced with another page": _splice,
    "tags unbalanced": _unbalance,
    "JSON values exchanged": _misvalue,
    "impossible dates": _misdate,
    "other digits": _misnumber,
    "broken addresses": _misaddress,
    "lines joined": _join_lines,
}
