from pathlib import Path

import pytest

from app.config import ConfigError
from app.config.errors import Problem
from app.config.projection import channels, crawl_sources, database_url
from app.config.secrets import HIDDEN, CapabilityUrl, Secret, SecretUrl
from tests.app.config.files import ENVIRON, FULL, MINIMAL, SECRETS, SIGNING_KEY, complaints, load_text

_SOURCE = MINIMAL + '[[sources]]\nname = "A"\nkind = "feed"\nurl = "https://a.test/"\n'


def _header(folder: Path, written: str, environ: dict[str, str] | None = None) -> Secret:
    config = load_text(folder, f'{_SOURCE}headers = {{ X = "{written}" }}\n', environ)
    return config.sources[0].headers["X"]


def test_a_literal_is_the_value_itself_and_is_hidden(tmp_path: Path) -> None:
    secret = _header(tmp_path, "hunter2")
    assert (secret.value, secret.shown()) == ("hunter2", HIDDEN)


def test_a_variable_of_the_environment(tmp_path: Path) -> None:
    secret = _header(tmp_path, "env:KEY", {"KEY": "hunter2"})
    assert (secret.value, secret.shown()) == ("hunter2", "env:KEY")


def test_a_file_is_relative_to_the_configuration_and_loses_its_line_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "key").write_bytes(b" hunter2 \r\n")
    monkeypatch.chdir("/")
    secret = _header(tmp_path, "file:secrets/key")
    assert (secret.value, secret.shown()) == (" hunter2 ", "file:secrets/key")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("env:NOPE", "the environment has no variable 'NOPE'"),
        ("file:nope", "there is no file 'nope'"),
        ("file:.", "there is no file '.'"),
        ("file:big", "the file 'big' is larger than 64 KiB"),
        ("file:binary", "the file 'binary' is not UTF-8"),
        ("env:EMPTY", "must not be empty"),
        ("env:TWO_LINES", "must be one line of printable Latin-1 text, as HTTP allows it in a header"),
        ("env:BYTES", "must be plain text: it holds a NUL, or bytes that are no UTF-8"),
    ],
)
def test_a_reference_that_leads_nowhere_is_a_problem_of_its_key(
    tmp_path: Path, written: str, said: str
) -> None:
    (tmp_path / "big").write_bytes(b"s3cret" * 20_000)
    (tmp_path / "binary").write_bytes(b"s3cret\xff")
    environ = {"EMPTY": "", "TWO_LINES": "s3cret\ns3cret", "BYTES": "s3cret\udcff"}
    found = complaints(tmp_path, f'{_SOURCE}headers = {{ X = "{written}" }}\n', environ)
    assert found == [f"sources.0.headers.X: {said} (line 7)"]


def test_nothing_that_a_configuration_prints_or_that_is_made_of_it_shows_a_secret(tmp_path: Path) -> None:
    config = load_text(tmp_path, FULL)
    printed = f"{config} {crawl_sources(config)} {channels(config)} {config.channels[1].model_dump()}"
    for secret in (*SECRETS, SIGNING_KEY, "T0KEN"):
        assert secret not in printed
    assert "s3cret-database" in database_url(config)


def test_an_error_shows_no_secret_and_has_no_cause_that_does(tmp_path: Path) -> None:
    broken = FULL
    for old, new in (
        ("s3cret-header", "s3cret\\u0007-header"),
        ("socks5h:", "gopher:"),
        ("postgresql:", "mysql:"),
        (SIGNING_KEY, "whsec_s3cret"),
    ):
        broken = broken.replace(old, new)
    with pytest.raises(ConfigError) as caught:
        load_text(tmp_path, broken, ENVIRON)
    assert [problem.path for problem in caught.value.problems] == [
        "database.url",
        "sources.0.headers.X-Subscriber",
        "sources.0.proxy",
        "channels.1.secret",
        "channels.1.headers.Authorization",
    ]
    assert "s3cret" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://proxy.lan:8080", "http://proxy.lan:8080"),
        ("socks5://agent:p@ss@proxy.lan:1080", f"socks5://{HIDDEN}@proxy.lan:1080"),
    ],
)
def test_a_proxy_is_shown_without_its_login(url: str, shown: str) -> None:
    assert SecretUrl(url).shown() == shown
    assert SecretUrl(url).stands_in_file == (HIDDEN in shown)


def test_of_a_webhook_only_the_host_is_shown() -> None:
    assert CapabilityUrl("https://hooks.test:8443/T0KEN?key=1").shown() == f"https://hooks.test:8443/{HIDDEN}"
    assert CapabilityUrl("https://hooks.test/").shown() == "https://hooks.test/"


def test_a_message_cannot_drive_the_terminal() -> None:
    problem = Problem(path="a\x1b[2J", message="is\u202e bad\n")
    assert problem.describe("f.toml") == "f.toml: a\\x1b[2J: is\\u202e bad\\n"
