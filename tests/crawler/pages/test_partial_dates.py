"""Datelines without a year, and times counted back from now."""

from datetime import UTC, datetime

import pytest

from crawler.pages import partial_dates

FETCHED_AT = datetime(2025, 1, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("VELL, Aug. 4 (Yonhap) -- Two battalions bridged the river.", "2024-08-04"),
        ("KYIV, 4 January (Ukrinform) — Two battalions", "2025-01-04"),
        ("МОСКВА, 4 августа. /ТАСС/. Два батальона", "2024-08-04"),
        ("BERLIN, 4. August (dpa) - Zwei Bataillone", "2024-08-04"),
    ],
)
def test_a_dateline_is_of_the_last_such_day(line: str, day: str) -> None:
    found = partial_dates.of_dateline(line, FETCHED_AT)
    assert found is not None
    assert found.date().isoformat() == day


@pytest.mark.parametrize(
    "line",
    [
        "In all, May 3 people (of nine) stay",
        "VELL, Aug 4 was calm",
        "On Aug. 4 (a Sunday)",
        "Vell, Feb 31 (AP)",
    ],
)
def test_no_dateline(line: str) -> None:
    assert partial_dates.of_dateline(line, FETCHED_AT) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("3 hours ago", "2025-01-05"),
        ("13 hours ago", "2025-01-04"),
        ("a day ago", "2025-01-04"),
        ("vor 2 Tagen", "2025-01-03"),
        ("3일 전", "2025-01-02"),
        ("3日前", "2025-01-02"),
        ("2天前", "2025-01-03"),
        ("5 дней назад", "2024-12-31"),
        ("3 години тому", "2025-01-05"),
        ("hace 2 días", "2025-01-03"),
        ("il y a 20 minutes", "2025-01-05"),
    ],
)
def test_an_age_is_counted_back_from_the_fetch(line: str, day: str) -> None:
    found = partial_dates.of_age(line, FETCHED_AT)
    assert found is not None
    assert found.date().isoformat() == day


@pytest.mark.parametrize("line", ["", "2 days later", "three days before", "5 min read", "3 hours ago " * 20])
def test_no_age(line: str) -> None:
    assert partial_dates.of_age(line, FETCHED_AT) is None
