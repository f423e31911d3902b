"""`wirewatch source add`: what is shown, what is written, and what is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from app.config import load
from tests.app.web_site import Answer, WebSite, serving

HEAD = '# mine\n[manners]\ncontact = "desk@news.test"\ndelay = "0s"\n\n[[sources]]\nname = "Old"\nkind = "feed"\n'
CONFIG = f'{HEAD}url = "https://old.example/feed" # keep\n\n# on watches\n[[watches]]\nname = "W"\nquery = "tank"\n'
STORY = (
    "<p>The brigade left its barracks at dawn and crossed the river before noon, the ministry said.</p>" * 9
)


@pytest.fixture
def site() -> Iterator[WebSite]:
    """A small newsroom with a feed and a front page."""
    now = datetime.now(UTC)
    with serving({}) as made:
        stories = {
            f"/2026/brigade-{number}-crosses-the-river": now - timedelta(hours=number) for number in range(8)
        }
        items = "".join(
            f"<item><title>Brigade crosses the river again</title><link>{made.url}{path}</link>"
            f"<pubDate>{format_datetime(at)}</pubDate></item>"
            for path, at in stories.items()
        )
        made.answers["/feed.xml"] = html_or(
            f"<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>"
        )
        made.answers["/"] = html_or(
            "<html lang=en><head><title>The Gazette</title><link rel=alternate type=application/rss+xml href=/feed.xml>"
            "</head><body><h1>The Gazette</h1></body></html>"
        )
        for path, at in stories.items():
            made.answers[path] = html_or(
                f"<html lang=en><head><title>Brigade crosses the river</title><meta property='og:type' content=article>"
                f"<meta property='article:published_time' content='{at.isoformat()}'></head>"
                f"<body><article><h1>Brigade crosses the river</h1>{STORY}</article></body></html>"
            )
        yield made


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "wirewatch.toml"
    file.write_text(CONFIG)
    return file


def html_or(text: str) -> Answer:
    return Answer(body=text.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def run(*arguments: str, config: Path, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["source", "add", *arguments, "--config", str(config)], input=given)


def test_a_dry_run_prints_the_table_and_writes_nothing(site: WebSite, config: Path) -> None:
    result = run(f"{site.url}/", "--dry-run", config=config)
    assert result.exit_code == 0, result.output
    assert f"1. feed      {site.url}/feed.xml" in result.stdout
    assert result.stdout.count("Brigade crosses the river  (") == 5
    assert "Nothing was written. Without --dry-run" in result.stdout
    table = f'[[sources]]\nname = "The Gazette"\nkind = "feed"\nurl = "{site.url}/feed.xml"\nlanguage = "en"'
    assert table in result.stdout
    assert config.read_text() == CONFIG


@pytest.mark.parametrize("arguments", [(), ("--yes",), ("--json",)])
def test_without_a_terminal_it_writes_and_keeps_the_rest(
    site: WebSite, config: Path, arguments: tuple[str, ...]
) -> None:
    result = run(f"{site.url}/", *arguments, config=config)
    assert result.exit_code == 0, result.output
    old, new = load(config).sources
    assert (old.name, new.kind, new.url) == ("Old", "feed", f"{site.url}/feed.xml")
    text = config.read_text()
    assert text.startswith("# mine\n")
    assert text.index('feed" # keep') < text.index(new.url) < text.index("# on watches")


def test_a_second_time_it_says_that_it_is_there(site: WebSite, config: Path) -> None:
    run(f"{site.url}/", "--yes", config=config)
    before = config.read_text()
    again = run(f"{site.url}/", "--yes", config=config)
    assert again.exit_code == 0
    assert "already in the configuration" in again.stdout
    assert config.read_text() == before


def test_the_options_go_into_the_table(site: WebSite, config: Path) -> None:
    config.write_text(CONFIG + '[groups.korea]\ncountry = "KR"\n')
    result = run(f"{site.url}/", "--yes", "--name", "Mine", "--group", "korea", config=config)
    assert result.exit_code == 0, result.output
    mine = load(config).sources[1]
    assert (mine.name, mine.group, mine.country) == ("Mine", "korea", "KR")


def test_a_group_that_is_not_there_is_refused_and_nothing_written(site: WebSite, config: Path) -> None:
    result = run(f"{site.url}/", "--yes", "--group", "korea", config=config)
    assert result.exit_code == 2
    assert (
        result.stderr == "wirewatch: --group korea: no [groups.NAME] table has this name; there is none yet\n"
    )
    assert (site.paths, config.read_text()) == ([], CONFIG)


def test_json_is_one_object_and_dry_run_writes_nothing(site: WebSite, config: Path) -> None:
    result = run(f"{site.url}/", "--json", "--yes", "--dry-run", config=config)
    found = json.loads(result.stdout)
    assert (found["written"], found["source"]["url"]) == (False, f"{site.url}/feed.xml")
    assert [one["trouble"] for one in found["articles"]] == [None] * 5
    assert all(one["text_length"] > 400 and one["published_at"] for one in found["articles"])
    assert found["requests"] == len(site.paths)
    assert config.read_text() == CONFIG


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--kind", "listing"), "of the kind listing"), (("--pick", "9"), "no offer 9")]
)
def test_what_is_not_there_is_exit_code_1(
    site: WebSite, config: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(f"{site.url}/", *arguments, config=config)
    assert (result.exit_code, said in result.stderr) == (1, True), result.stderr


def test_a_site_that_cannot_be_had_is_exit_code_2(config: Path) -> None:
    with serving({}) as site:
        url = site.url
    result = run(f"{url}/", config=config)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1


def test_without_a_configuration_it_can_only_look(
    site: WebSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREWATCH_CONFIG", raising=False)
    refused = CliRunner().invoke(app, ["source", "add", f"{site.url}/"])
    assert refused.exit_code == 2
    assert "`wirewatch init` makes one" in refused.stderr
    assert site.paths == []
    assert list(tmp_path.iterdir()) == []


def test_words_of_the_site_are_shown_plain(site: WebSite, config: Path) -> None:
    page = site.answers["/"].body.replace(b"The Gazette", b"The \x1b[31mGazette\xe2\x80\xae")
    site.answers["/"] = Answer(body=page, headers=site.answers["/"].headers)
    result = run(f"{site.url}/", "--yes", config=config)
    assert "\x1b" not in result.stdout
    assert load(config).sources[1].name
