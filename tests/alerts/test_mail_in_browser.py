"""Mails as a reader sees them: laid out by Chromium, on a telephone and on a desk.

With WIREWATCH_PICTURES=FOLDER the pictures are kept there, to be looked at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.alerts.newsroom_mails import digest, first_report
from tests.browsing import laid_out, photographed
from tests.pictures import decoded

WIDTHS = (375, 800)
PAGES = {"first-report": first_report, "digest": digest}
SAID = {
    "first-report": (
        "First report: 1 outlet",
        "North Korea to send engineers and armoured vehicles to Russia, officials say",
        "Meridian Wire, World",
        "https://meridian.example/world/north-korea-engineers-armour-russia.html",
    ),
    "digest": (
        "Digest: 3 stories",
        "North Korea to send engineers and armoured vehicles to Russia, officials say",
        "5 outlets, 2 independent",
        "Fire at Norbrygga shipyard damages patrol vessel under refit",
        "1 outlet; 1 new",
    ),
}
#: A page that is too wide for a telephone, and a blank one: what is asserted of mails can fail.
WIDE = "<!DOCTYPE html><meta name=viewport content='width=device-width'><div style='width:600px'>wide</div>"
BLANK = "<!DOCTYPE html><title>blank</title>"


@pytest.fixture(scope="module", params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(name: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return PAGES[name](tmp_path_factory.mktemp(name))


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("WIREWATCH_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("width", WIDTHS)
def test_a_mail_fits_and_shows_what_it_is_for(name: str, page: str, width: int, pictures: Path) -> None:
    layout = laid_out(page, width)
    assert layout.width == width
    assert not layout.scrolls_sideways
    words = " ".join(layout.words.split())
    for said in SAID[name]:
        assert said in words
    picture = pictures / f"mail-{name}-{width}.png"
    photographed(page, width, layout.height, picture)
    seen = decoded(picture.read_bytes())
    assert (seen.width, seen.height) == (width, layout.height)
    assert len(seen.colours) > 10
    # Words stand all the way down.
    assert seen.written_rows > layout.height / 3
    assert any(len(set(row)) > 1 for row in seen.rows[-60:])


def test_a_page_that_is_too_wide_is_found_out() -> None:
    assert laid_out(WIDE, 375).scrolls_sideways
    assert not laid_out(WIDE, 800).scrolls_sideways


def test_a_blank_picture_is_found_out(tmp_path: Path) -> None:
    picture = tmp_path / "blank.png"
    photographed(BLANK, 375, 300, picture)
    blank = decoded(picture.read_bytes())
    assert (len(blank.colours), blank.written_rows) == (1, 0)
