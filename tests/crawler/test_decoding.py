"""The charset of a page is the one that its bytes bear out."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.decoding import decode

WORDS = "Київ і Сеул: Ким, Кім"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (WORDS.encode(), None),
        (WORDS.encode(), "text/html; charset=iso-8859-1"),
        (codecs.BOM_UTF8 + WORDS.encode(), "text/html; charset=koi8-u"),
        (WORDS.encode("utf-16"), None),
        (WORDS.encode("koi8-u"), "text/html; charset=koi8-u"),
        (WORDS.encode("cp1251"), "text/html; charset=windows-1251"),
    ],
)
def test_declared_or_seen(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type) == WORDS


def test_meta_charset() -> None:
    page = f'<html><meta charset="windows-1251"><p>{WORDS}</p>'
    assert decode(page.encode("cp1251")) == page


def test_korean_meta_charset() -> None:
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><p>북한군 파병</p>'
    assert decode(page.encode("euc-kr")) == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    page = "<html><head><title>Troops</title></head><body>Plain words of a page</body></html>"
    assert decode(page.encode(encoding), "text/html") == page


@pytest.mark.parametrize("claim", ["rot13", "zlib", "utf-16", "no-such-charset", "undefined", "idna", "\x00"])
def test_a_claim_that_cannot_be_is_passed_over(claim: str) -> None:
    assert decode("caf\u00e9".encode("cp1252"), f"text/html; charset={claim}") == "caf\u00e9"


@given(st.binary(max_size=300), st.none() | st.text(max_size=40))
def test_never_raises(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type), str)
