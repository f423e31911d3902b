"""The day and the month that an address names."""

import pytest

from crawler.pages import url_dates


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://courier.example/2024/05/03/pontoons", "2024-05-03"),
        ("https://courier.example/2024/5/3/pontoons", "2024-05-03"),
        ("https://courier.example/land/2024-05-03-pontoons.html", "2024-05-03"),
        ("https://courier.example/n/20240503/pontoons", "2024-05-03"),
        ("https://courier.example/world/2024/may/03/pontoons", "2024-05-03"),
        ("https://courier.example/blog/2024/May/3/pontoons", "2024-05-03"),
        ("https://courier.example/blog/2023/october/03/pontoons", "2023-10-03"),
        ("https://courier.example/view/AKR20240503081200504", "2024-05-03"),
        ("https://courier.example/land/03-05-2024-pontoons", "2024-05-03"),
        (
            "https://archive.example/web/20160218174457/http://courier.example/2010/05/19/pontoons",
            "2010-05-19",
        ),
    ],
)
def test_day(url: str, day: str) -> None:
    found = url_dates.day_of(url)
    assert found is not None
    assert found.date().isoformat() == day


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://courier.example/",
        "https://2024-05-03.example/pontoons",
        "https://courier.example/n/120240503",
        "https://courier.example/2024/13/03/pontoons",
        "https://courier.example/2024/02/31/pontoons",
        "https://courier.example/2024/05/3-ways-to-cross-a-river",
        "https://courier.example/2024/05/pontoons",
    ],
)
def test_no_day(url: str) -> None:
    assert url_dates.day_of(url) is None


def test_month() -> None:
    assert url_dates.month_of("https://courier.example/2024/05/pontoons") == (2024, 5)
    assert url_dates.month_of("https://courier.example/2024/pontoons") is None
