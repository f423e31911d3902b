"""Seals: the same for the same row, another one for any other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from storage.seals import Sealed, changed, seal

SEALED = Sealed(version=1, columns=("a", "b"))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.lists(st.text()),
    st.dictionaries(st.text(), st.text()),
    st.datetimes(timezones=st.just(UTC)),
)


@given(VALUES, VALUES, VALUES)
def test_a_changed_column_is_found_and_named(one: object, other: object, third: object) -> None:
    found = seal({"a": one, "b": other}, SEALED)
    assert changed({"a": one, "b": other}, SEALED, found) == ()
    if third != one or type(third) is not type(one):
        assert changed({"a": third, "b": other}, SEALED, found) in (("a",), ("seal",))


def test_a_time_is_the_same_in_every_zone() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    elsewhere = at.astimezone(timezone(timedelta(hours=9)))
    assert seal({"a": at, "b": 1}, SEALED) == seal({"a": elsewhere, "b": 1}, SEALED)


def test_values_do_not_run_into_each_other() -> None:
    assert seal({"a": "xy", "b": "z"}, SEALED) != seal({"a": "x", "b": "yz"}, SEALED)
    assert seal({"a": 1, "b": None}, SEALED) != seal({"a": True, "b": None}, SEALED)


def test_a_seal_that_is_none_is_said_to_be_none() -> None:
    values = {"a": 1, "b": 2}
    found = seal(values, SEALED)
    assert changed(values, SEALED, "") == ("seal",)
    assert changed(values, SEALED, found[:-1] + ("0" if found[-1] != "0" else "1")) == ("b",)
    flipped = found[:5] + ("0" if found[5] != "0" else "1") + found[6:]
    assert changed(values, SEALED, flipped) == ("seal",)
