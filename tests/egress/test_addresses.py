"""What kind of address one is."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egress.addresses import unmapped, why_not_public


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "this network"),
        ("10.1.2.3", "private"),
        ("100.64.0.1", "carrier-grade NAT"),
        ("100.100.100.200", "carrier-grade NAT, cloud metadata"),
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("168.63.129.16", "cloud metadata"),
        ("169.254.1.1", "link-local"),
        ("169.254.169.254", "link-local, cloud metadata"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.1", "reserved"),
        ("192.0.2.1", "documentation"),
        ("192.88.99.1", "6to4"),
        ("192.168.1.1", "private"),
        ("198.18.0.1", "benchmarking"),
        ("198.51.100.1", "documentation"),
        ("203.0.113.9", "documentation"),
        ("224.0.0.1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "broadcast"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::7f00:1", "loopback, IPv4-compatible"),
        ("::8.8.8.8", "deprecated, IPv4-compatible"),
        ("::ffff:127.0.0.1", "loopback, IPv4-mapped"),
        ("::ffff:0:10.0.0.1", "private, IPv4-translated"),
        ("64:ff9b::169.254.169.254", "link-local, cloud metadata, NAT64"),
        ("64:ff9b::10.0.0.1", "private, NAT64"),
        ("64:ff9b:1::8.8.8.8", "NAT64 of a private network"),
        ("100::1", "discarded"),
        ("2001::1", "Teredo"),
        ("2001:2::1", "reserved"),
        ("2001:db8::1", "documentation"),
        ("2002:7f00:1::1", "6to4"),
        ("3fff::1", "documentation"),
        ("4000::1", "reserved"),
        ("5f00::1", "reserved"),
        ("fc00::1", "private"),
        ("fd00:ec2::254", "private, cloud metadata"),
        ("fe80::1", "link-local"),
        ("fe80::1%2", "link-local"),
        ("fec0::1", "site-local"),
        ("ff02::1", "multicast"),
    ],
)
def test_what_is_inside_says_what_it_is(address: str, kind: str) -> None:
    assert why_not_public(ip_address(address)) == kind


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "198.17.255.255",
        "223.255.255.254",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8",
        "::ffff:8.8.8.8",
    ],
)
def test_the_public_internet_is_let_through(address: str) -> None:
    assert why_not_public(ip_address(address)) is None


@given(st.integers(0, 2**32 - 1))
def test_no_form_that_carries_an_ipv4_address_hides_it(number: int) -> None:
    inside = why_not_public(IPv4Address(number)) is not None
    for prefix in ("::ffff:0:0", "::ffff:0:0:0", "64:ff9b::"):
        carried = IPv6Address(int(IPv6Address(prefix)) | number)
        assert (why_not_public(carried) is not None) == inside
    assert why_not_public(IPv6Address(number)) is not None


@given(st.integers(0, 2**32 - 1))
def test_what_python_knows_as_not_global_is_refused_too(number: int) -> None:
    address = IPv4Address(number)
    if not address.is_global:
        assert why_not_public(address)


@given(st.integers(0, 2**128 - 1))
def test_and_so_in_ipv6(number: int) -> None:
    address = IPv6Address(number)
    if not address.is_global and address.ipv4_mapped is None:
        assert why_not_public(address)


def test_a_mapped_address_is_the_one_that_it_maps() -> None:
    assert unmapped(ip_address("::ffff:10.0.0.1")) == IPv4Address("10.0.0.1")
    assert unmapped(ip_address("fe80::1%eth0")) == IPv6Address("fe80::1")
    assert unmapped(ip_address("10.0.0.1")) == IPv4Address("10.0.0.1")
