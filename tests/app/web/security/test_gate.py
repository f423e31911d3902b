"""Where tokens are needed, and by which hosts the desk is asked."""

from __future__ import annotations

import pytest

from app.web.security.gate import GateError, hosts_of, is_loopback

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize(
    ("address", "hostnames", "hosts"),
    [
        ("127.0.0.1", (), LOOPBACK),
        ("127.0.0.9", (), LOOPBACK | {"127.0.0.9"}),
        ("::1", (), LOOPBACK),
        ("127.0.0.1", ("Desk.Example",), LOOPBACK | {"desk.example"}),
        ("192.0.2.7", (), {"192.0.2.7"}),
        ("2001:DB8:0::7", (), {"[2001:db8::7]"}),
        ("0.0.0.0", (), set()),
        ("::", ("desk.example", "[2001:db8::7]"), {"desk.example", "[2001:db8::7]"}),
    ],
)
def test_the_hosts_of_an_address(address: str, hostnames: tuple[str, ...], hosts: set[str]) -> None:
    assert hosts_of(address, hostnames) == hosts


@pytest.mark.parametrize(
    "name",
    [
        *(
            "https://desk.example",
            "desk.example:80",
            "a b",
            "",
            "*",
            "*.desk.example",
            "a/b",
            "a@b",
            "-a",
            ".",
        ),
        *("2001:db8::7", "[2001:db8::7]:80", "d\u0435sk.example"),
    ],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(GateError, match="no name of a host"):
        hosts_of("0.0.0.0", [name])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("127.255.0.1", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
    ],
)
def test_loopback_is_what_leads_nowhere_else(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected
