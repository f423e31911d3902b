from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.config.measures import format_duration, format_size, parse_duration, parse_size


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("90s", timedelta(seconds=90)),
        ("10m", timedelta(minutes=10)),
        ("1h", timedelta(hours=1)),
        ("2d", timedelta(days=2)),
        ("500ms", timedelta(milliseconds=500)),
        ("0s", timedelta(0)),
    ],
)
def test_durations_are_read(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "10", "m", "-1s", "1.5h", "1h30m", "1w", "1M", " 1s", "999999999d", "１s", "1s\n"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be a time"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "size"), [("16MB", 16_000_000), ("4MiB", 4_194_304), ("500kB", 500_000), ("7B", 7)]
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert parse_size(text) == size


@given(st.integers(0, 10**11))
def test_a_duration_survives_being_written(milliseconds: int) -> None:
    duration = timedelta(milliseconds=milliseconds)
    written = format_duration(duration)
    if len(written.rstrip("smhd")) <= 8:
        assert parse_duration(written) == duration


@given(st.integers(0, 10**8 - 1))
def test_a_size_survives_being_written(size: int) -> None:
    assert parse_size(format_size(size)) == size
