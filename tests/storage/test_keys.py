"""Keys of addresses, and the other spellings that lead to the same page."""

from __future__ import annotations

import pytest

from storage.keys import key_hash, other_spellings


def test_schemes_share_a_key() -> None:
    assert key_hash("http://a.example/x") == key_hash("https://a.example/x")


@pytest.mark.parametrize(
    ("address", "others"),
    [
        ("https://a.example/x", ["//a.example/x/", "//www.a.example/x", "//www.a.example/x/"]),
        ("https://www.a.example/x/?p=1/", ["//www.a.example/x?p=1/", "//a.example/x/?p=1/", "//a.example/x?p=1/"]),
        ("https://a.example/", ["//www.a.example/"]),
        ("https://a.example/?p=1", ["//www.a.example/?p=1"]),
    ],
)  # fmt: skip
def test_other_spellings(address: str, others: list[str]) -> None:
    assert set(other_spellings(address)) == {key_hash(f"https:{other}") for other in others}
    assert all(key_hash(address) in other_spellings(f"https:{other}") for other in others)
