from pathlib import Path

import pytest

from app.config.cautions import cautions
from tests.app.config.files import FULL, MINIMAL, load_text


def _warned(folder: Path, text: str) -> list[str]:
    return [problem.describe("") for problem in cautions(load_text(folder, text))]


def _private(folder: Path) -> None:
    (folder / "wirewatch.toml").touch(mode=0o600)


def test_a_sound_configuration_is_not_warned_about(tmp_path: Path) -> None:
    _private(tmp_path)
    assert _warned(tmp_path, FULL) == []


def test_literal_secrets_in_a_file_that_all_can_read(tmp_path: Path) -> None:
    (tmp_path / "wirewatch.toml").touch()
    (tmp_path / "wirewatch.toml").chmod(0o644)
    warned = _warned(tmp_path, FULL)
    assert [each.partition(":")[0] for each in warned] == [
        "database.url",
        "sources.0.headers.X-Subscriber",
        "sources.0.cookies.session",
        "sources.0.proxy",
        "sources.0.basic_auth.password",
        "channels.1.url",
        "channels.1.secret",
        "channels.1.headers.Authorization",
    ]
    assert all("every user of this machine can read" in each for each in warned)


@pytest.mark.parametrize(
    "contact",
    ["you@example.org", "mailto:me@mail.example.com", "https://news.example/", "https://example.org/?bot"],
)
def test_a_placeholder_for_a_contact(tmp_path: Path, contact: str) -> None:
    _private(tmp_path)
    text = FULL.replace("desk@news.test", contact, 1)
    assert [each.partition(": ")[0] for each in _warned(tmp_path, text)] == ["manners.contact"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "https://wire.test",
            "http://wire.test",
            "sources.1.url: is plain http: what it says can be read by others",
        ),
        ("https://paper.test", "http://paper.test", "and so are its credentials"),
        ('channels = ["desk"]', "channels = []", "watches.0.channels: there is none"),
        (
            'security = "tls"',
            'security = "none"',
            "channels.0.security: is none: the password crosses the net",
        ),
        ("https://hooks.test", "http://hooks.test", "channels.1.url: is plain http"),
        ("obey_robots = true", "obey_robots = false", "manners.obey_robots: is off"),
        (
            "https://wire.test/feed.xml",
            "https://paper.test/latest",
            "sources.1.url: is the address of sources.0 too",
        ),
    ],
)
def test_what_is_doubtful_is_said_at_its_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    _private(tmp_path)
    [warning] = _warned(tmp_path, FULL.replace(old, new))
    assert said in warning


def test_an_empty_configuration_does_nothing_and_says_so(tmp_path: Path) -> None:
    assert [each.partition(":")[0] for each in _warned(tmp_path, MINIMAL)] == ["sources", "watches"]


def test_this_machine_needs_no_encryption(tmp_path: Path) -> None:
    _private(tmp_path)
    text = FULL.replace("https://wire.test", "http://127.0.0.1:81").replace(
        "https://hooks.test", "http://localhost:82"
    )
    text = text.replace("smtp.news.test", "127.0.0.1").replace('security = "tls"', 'security = "none"')
    assert _warned(tmp_path, text) == []
