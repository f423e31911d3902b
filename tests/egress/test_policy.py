"""Whether a socket may connect."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egress import EgressRefusedError, Policy
from egress.policy import endpoint
from egress.spelling import literal

DESK = Policy.allowing(
    [
        "intranet.example",
        "Wiki.Example:8443",
        "10.0.0.0/8",
        "192.168.1.5",
        "127.0.0.1:8080",
        "[::1]:90",
        "fd00::/8",
    ]
).naming_urls("http://127.0.0.1:5000/feed", "http://localhost:5001/feed", "http://paper.example/feed")
DESK = DESK.naming(("localhost", 6000), localhost=True)


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("paper.example", 443, "8.8.8.8"),
        ("paper.example", 443, "2606:4700::1111"),
        ("127.0.0.1", 5000, "127.0.0.1"),
        ("2130706433", 5000, "127.0.0.1"),
        ("localhost", 6000, "127.0.0.1"),
        ("LOCALHOST.", 6000, "::1"),
        ("intranet.example", 80, "172.16.0.1"),
        ("Intranet.Example.", 9999, "127.0.0.1"),
        ("wiki.example", 8443, "192.168.1.1"),
        ("anything.example", 80, "10.9.8.7"),
        ("10.9.8.7", 80, "10.9.8.7"),
        ("192.168.1.5", 22, "192.168.1.5"),
        ("rebound.example", 8080, "127.0.0.1"),
        ("::1", 90, "::1"),
        ("x.example", 1, "fd12::1"),
    ],
)
def test_these_may_be_connected_to(host: str, port: int, address: str) -> None:
    DESK.check(host, port, address)


@pytest.mark.parametrize(
    ("host", "port", "address", "said"),
    [
        ("169.254.169.254", 80, "169.254.169.254", "169.254.169.254 (link-local, cloud metadata)"),
        ("127.0.0.1", 5001, "127.0.0.1", "127.0.0.1 (loopback)"),
        ("127.0.0.2", 5000, "127.0.0.2", "127.0.0.2 (loopback)"),
        ("localhost", 5001, "127.0.0.1", "127.0.0.1 (loopback; an address of localhost)"),
        ("[::ffff:127.0.0.1]", 5000, "::ffff:127.0.0.1", "127.0.0.1 (loopback, IPv4-mapped)"),
        ("0.0.0.0", 5000, "0.0.0.0", "0.0.0.0 (unspecified)"),
        ("rebound.example", 5000, "127.0.0.1", "127.0.0.1 (loopback; an address of rebound.example)"),
        ("paper.example", 80, "127.0.0.1", "127.0.0.1 (loopback; an address of paper.example)"),
        ("wiki.example", 443, "192.168.1.1", "192.168.1.1 (private; an address of wiki.example)"),
        ("sub.intranet.example", 80, "172.16.0.1", "an address of sub.intranet.example)"),
        ("localhost", 5000, "::1", "::1 (loopback; an address of localhost)"),
        ("[::1]", 80, "::1", "::1 (loopback)"),
        ("fe80::1%2", 80, "fe80::1%2", "fe80::1 (link-local)"),
    ],
)
def test_these_may_not_and_the_refusal_is_one_line(host: str, port: int, address: str, said: str) -> None:
    with pytest.raises(EgressRefusedError) as refused:
        DESK.check(host, port, address)
    assert str(refused.value).startswith("refused to connect to ")
    assert said in str(refused.value)
    assert isinstance(refused.value, OSError)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0",
        "0.0.0.0",
        "[::]",
        "127.0.0.1.",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "１２７.0.0.1",
        "a.localhost",
        "localhost.",
        "localhost.localdomain",
        "ip6-localhost",
    ],
)
def test_an_address_is_named_by_its_plain_form_alone(host: str) -> None:
    assert Policy().naming((host, 80), localhost=True) == Policy()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.1", "[::1]", "0:0:0:0:0:0:0:1", "[FE80::1]", "fd00::1", "localhost"]
)
def test_these_are_plain(host: str) -> None:
    assert Policy().naming((host, 80), localhost=True).named


def test_a_proxys_target_is_checked_by_its_spelling() -> None:
    assert not DESK.check_host("paper.example", 80)
    assert DESK.check_host("8.8.8.8", 80)
    for host in ("0x7f.1", "localhost", "a.localhost", "[::1]", "127.1", "0", "①②⑦。0。0。1", "017700000001"):
        with pytest.raises(EgressRefusedError):
            DESK.check_host(host, 80)


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "a b",
        "host:",
        "host:0",
        "host:65536",
        "host:x",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "http://a.example",
        "a:b:c",
    ],
)
def test_what_is_no_host_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match=r"must be|has a port"):
        Policy.allowing([entry])


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://a.example/feed", ("a.example", 80)),
        ("https://A.example:8443", ("a.example", 8443)),
        ("socks5h://user:word@proxy.example", ("proxy.example", 1080)),
        ("http://[::1]:80/", ("::1", 80)),
        ("ftp://a.example/", None),
        ("http://a.example:x/", None),
        ("nonsense", None),
    ],
)
def test_where_an_address_leads(url: str, found: tuple[str, int] | None) -> None:
    assert endpoint(url) == found


_PARTS = st.one_of(
    st.integers(0, 300).map(str),
    st.integers(0, 300).map(hex),
    st.integers(0, 300).map(lambda number: f"0{number:o}"),
    st.integers(0, 2**32).map(str),
)


@given(st.lists(_PARTS, min_size=1, max_size=4).map(".".join))
def test_addresses_are_spelled_as_the_system_reads_them(host: str) -> None:
    try:
        expected = socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        assert literal(host) is None
    else:
        assert str(literal(host)) == expected


@given(st.text(max_size=30))
def test_any_text_is_a_host_or_none(host: str) -> None:
    literal(host)
    Policy().naming((host, 80))
