"""`wirewatch source import`, `export`, `list`, `check`, `test` and `packs`; `wirewatch init --pack`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from app.config import load
from app.source_packs import all_groups, groups_named
from storage.database import Database
from storage.records import SourceDeclaration, SourceKind
from storage.schema import create
from storage.sources import Sources
from tests.app.web_site import Answer, serving

OPML = """<opml version="2.0"><body><outline text="Korea">
<outline type="rss" text="A" xmlUrl="https://a.example/feed"/><outline type="rss" text="A" xmlUrl="https://b.example/"/>
</outline><outline type="rss" text="Old again" xmlUrl="http://www.old.example/feed"/></body></opml>"""
NOW = datetime.now(UTC)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "wirewatch.toml"
    file.write_text('[manners]\ncontact = "desk@news.test"\ndelay = "0s"\ntimeout = "2s"\n')
    return file


def run(*arguments: str, config: Path) -> Result:
    return CliRunner().invoke(app, ["source", *arguments, "--config", str(config)])


def rows(*arguments: str, config: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--json", config=config).stdout.splitlines()]


def feed(*ages: timedelta, base: str = "https://a.example") -> Answer:
    items = "".join(
        f"<item><title>Story</title><link>{base}/{place}</link><pubDate>{format_datetime(NOW - age)}</pubDate></item>"
        for place, age in enumerate(ages)
    )
    return Answer(body=f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>".encode())


def test_a_folder_of_opml_becomes_a_group(config: Path, tmp_path: Path) -> None:
    (tmp_path / "f.opml").write_text(OPML)
    with config.open("a") as file:
        file.write('[[sources]]\nname = "Old"\nkind = "feed"\nurl = "https://www.old.example/feed"\n')
    result = run("import", str(tmp_path / "f.opml"), config=config)
    assert result.exit_code == 0, result.output
    assert "skipped Old again: is already here as Old" in result.stdout
    found = load(config)
    assert [(one.name, one.group) for one in found.sources] == [
        ("Old", None),
        ("A", "Korea"),
        ("b.example", "Korea"),
    ]
    again = run("import", str(tmp_path / "f.opml"), config=config)
    assert (again.exit_code, "wrote 0 sources" in again.stdout) == (0, True)


def test_a_dry_run_writes_nothing(config: Path, tmp_path: Path) -> None:
    (tmp_path / "f.opml").write_text(OPML)
    before = config.read_text()
    (found,) = rows("import", str(tmp_path / "f.opml"), "--dry-run", config=config)
    assert (found["written"], len(found["sources"]), config.read_text()) == (False, 3, before)


@pytest.mark.parametrize(("name", "content"), [("f.opml", "<html/>"), ("f.csv", ""), ("none.csv", None)])
def test_a_file_that_cannot_be_read_is_exit_code_2(
    config: Path, tmp_path: Path, name: str, content: str | None
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    result = run("import", str(tmp_path / name), config=config)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_what_is_exported_is_imported_elsewhere(config: Path, tmp_path: Path) -> None:
    assert run("import", "defence/korea", config=config).exit_code == 0
    assert run("export", "--output", str(tmp_path / "out.opml"), config=config).exit_code == 0
    other = tmp_path / "other.toml"
    other.write_text('[manners]\ncontact = "desk@news.test"\n')
    assert run("import", str(tmp_path / "out.opml"), config=other).exit_code == 0
    keys = {"name", "kind", "url", "group", "country", "language", "owner"}
    assert [one.model_dump(include=keys) for one in load(other).sources] == [
        one.model_dump(include=keys) for one in load(config).sources
    ]


def test_an_export_never_takes_the_place_of_the_configuration(config: Path) -> None:
    before = config.read_text()
    result = run("export", "--output", str(config), config=config)
    assert (result.exit_code, config.read_text()) == (2, before)
    assert "is the configuration itself" in result.stderr


def test_credentials_are_not_exported(config: Path) -> None:
    with config.open("a") as file:
        file.write(
            '[[sources]]\nname = "Paid"\nkind = "feed"\nurl = "https://p.example/"\nheaders = {X-K = "s3cret"}\n'
        )
    result = run("export", config=config)
    assert "s3cret" not in result.stdout
    assert "without the credentials of Paid" in result.stderr


@pytest.mark.parametrize("name", ["defence", *(group.full_name for group in all_groups())])
def test_every_pack_is_a_valid_configuration(config: Path, name: str) -> None:
    result = run("import", name, config=config)
    assert result.exit_code == 0, result.output
    assert len(load(config).sources) == sum(len(group.sources) for group in groups_named(name))


def test_the_pack_of_the_press_is_whole() -> None:
    sources = [source.table for group in all_groups() for source in group.sources]
    assert len(sources) == 117
    assert len({one["url"] for one in sources}) == len({one["name"] for one in sources}) == 117
    assert all(one["owner"] and one["language"] for one in sources)


def test_a_desk_begins_with_a_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["init", "--pack", "defence"])
    assert result.exit_code == 0, result.output
    found = load(tmp_path / "wirewatch.toml")
    assert len(found.sources) == 117
    assert "# known trouble: 403" in (tmp_path / "wirewatch.toml").read_text()
    refused = CliRunner().invoke(app, ["init", "other", "--pack", "none"])
    assert (refused.exit_code, (tmp_path / "other").exists()) == (2, False)


def test_a_source_is_unprobed_until_it_was_read(config: Path) -> None:
    run("import", "defence/osint", config=config)
    first = load(config).sources[0]
    url = f"sqlite:///{config.parent / 'wirewatch.db'}"
    create(url)
    database = Database(url)
    declaration = SourceDeclaration(
        name=first.name, kind=SourceKind.FEED, url=first.url, host_group="g", interval=timedelta(minutes=5)
    )
    Sources(database).sync([declaration], NOW)
    assert all(row["unprobed"] for row in rows("list", config=config))
    _read_once(database, first.name)
    database.close()
    probed = [row["name"] for row in rows("list", config=config) if not row["unprobed"]]
    assert probed == [first.name]
    packed = rows("packs", "osint", config=config)
    assert [row["name"] for row in packed if not row["unprobed"]] == [first.name]
    assert all(row["configured"] for row in packed)


def _read_once(database: Database, name: str) -> None:
    from sqlalchemy import text

    with database.write() as connection:
        connection.execute(
            text("UPDATE sources SET first_read_at = due_at WHERE name = :name"), {"name": name}
        )


def test_each_state_is_one_line(config: Path) -> None:
    day = timedelta(days=1)
    with serving({}) as site:
        answers = {
            "ok": feed(day / 24, day / 12, base=site.url),
            "stale": feed(*(day * (400 + n) for n in range(5)), base=site.url),
            "empty": feed(),
            "html-not-feed": Answer(body=b"<!doctype html><html><body><p>Hello</p></body></html>"),
            "blocked": Answer(status=403),
            "not-permitted": Answer(status=401),
            "gone": Answer(status=410),
            "malformed": Answer(body=b"<urlset><url><loc>/a</loc></url></urlset>"),
            "erroring": Answer(status=500),
            "rate-limited": Answer(status=429),
            "moved": Answer(status=301, headers={"Location": "/ok"}),
            "undated": Answer(
                body=f"<rss version='2.0'><channel><item><link>{site.url}/a</link></item></channel></rss>".encode()
            ),
        }
        site.answers.update({f"/{name}": answer for name, answer in answers.items()})
        with config.open("a") as file:
            for name in answers:
                file.write(f'[[sources]]\nname = "{name}"\nkind = "feed"\nurl = "{site.url}/{name}"\n')
        found = rows("check", config=config)
        assert {row["name"]: row["state"] for row in found} == {name: name for name in answers}
        assert [row["name"] for row in found if not row["trouble"]] == ["ok", "moved", "undated"]
        lines = run("check", config=config)
        assert (lines.exit_code, len(lines.stdout.splitlines())) == (1, len(answers))
        well = run("check", "ok", config=config)
        assert (well.exit_code, well.stdout) == (0, "ok: ok, 2 entries, the newest 1 h old\n")
    assert not (config.parent / "wirewatch.db").exists()


def test_what_a_poll_makes_of_an_answer_is_what_a_check_says(config: Path) -> None:
    wall = b"<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    page = {"Content-Type": "text/html"}
    sources = {
        # once is no three times
        "erroring": ("feed", Answer(status=404)),
        "blocked": (
            "listing",
            Answer(body=wall + b"<p>Please enable cookies.</p></body></html>", headers=page),
        ),
        "not-permitted": ("feed", Answer(status=451)),
        "undated": ("listing", Answer(body=b"<html><body><a href=/a>A</a></body></html>", headers=page)),
    }
    with serving({}) as site:
        site.answers.update({f"/{name}": answer for name, (_, answer) in sources.items()})
        with config.open("a") as file:
            for name, (kind, _) in sources.items():
                links = 'links = "a"\n' if kind == "listing" else ""
                file.write(
                    f'[[sources]]\nname = "{name}"\nkind = "{kind}"\nurl = "{site.url}/{name}"\n{links}'
                )
        found = rows("check", config=config)
        assert {row["name"]: row["state"] for row in found} == {name: name for name in sources}
        assert [row["name"] for row in found if not row["trouble"]] == ["undated"]


def test_an_index_of_sitemaps_is_what_its_freshest_one_shows(config: Path) -> None:
    with serving({}) as site:
        rest = f"<sitemap><loc>{site.url}/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
        new = f"<sitemap><loc>{site.url}/new.xml</loc><lastmod>{NOW.isoformat()}</lastmod></sitemap>"
        page = f"<url><loc>{site.url}/a</loc><lastmod>{NOW.isoformat()}</lastmod></url>"
        site.answers["/map.xml"] = Answer(body=f"<sitemapindex>{rest}{new}</sitemapindex>".encode())
        site.answers["/new.xml"] = Answer(body=f"<urlset>{page}</urlset>".encode())
        with config.open("a") as file:
            file.write(f'[[sources]]\nname = "A"\nkind = "sitemap"\nurl = "{site.url}/map.xml"\n')
        (found,) = rows("check", config=config)
        assert (found["state"], found["entries"], "/old.xml" in site.paths) == ("ok", 1, False)
        del site.answers["/new.xml"]
        (found,) = rows("check", config=config)
        assert (found["state"], "/new.xml: HTTP 404" in found["evidence"]) == ("erroring", True)


def test_a_robots_txt_in_trouble_is_no_wish_of_the_site(config: Path) -> None:
    with serving({"/robots.txt": Answer(status=503), "/a": feed()}) as site:
        with config.open("a") as file:
            file.write(f'[[sources]]\nname = "A"\nkind = "feed"\nurl = "{site.url}/a"\n')
        (found,) = rows("check", config=config)
        assert (found["state"], "robots.txt" in found["evidence"]) == ("erroring", True)
        site.answers["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /\n")
        (found,) = rows("check", config=config)
        assert (found["state"], found["evidence"]) == ("not-permitted", "robots.txt forbids it")


def test_nobody_answers_is_unreachable(config: Path) -> None:
    with serving({}) as site:
        url = site.url
    with config.open("a") as file:
        file.write(f'[[sources]]\nname = "A"\nkind = "feed"\nurl = "{url}/a"\n')
    (found,) = rows("check", config=config)
    assert found["state"] == "unreachable"


def test_credentials_go_to_the_source_and_not_to_where_it_leads(config: Path) -> None:
    with serving({}) as other, serving({}) as site:
        site.answers["/a"] = Answer(status=302, headers={"Location": f"{other.url}/a"})
        with config.open("a") as file:
            file.write(
                f'[[sources]]\nname = "A"\nkind = "feed"\nurl = "{site.url}/a"\nuser_agent = "s3cret-agent"\n'
                f'[[sources]]\nname = "B"\nkind = "feed"\nurl = "{other.url}/b"\n'
            )
        run("check", "A", config=config)
        assert "s3cret-agent" in {agent for path, agent in site.asked if path == "/a"}
        assert "s3cret-agent" not in {agent for _, agent in other.asked}


def test_one_article_with_where_each_field_came_from(config: Path) -> None:
    story = "<p>The brigade left its barracks at dawn and crossed the river before noon, it said.</p>" * 9
    body = f"<article><h1>Brigade crosses</h1>{story}</article>"
    html = f"<html lang=en><head><title>T</title></head><body>{body}</body></html>"
    with serving({"/0": Answer(body=html.encode(), headers={"Content-Type": "text/html"})}) as site:
        site.answers["/feed"] = feed(timedelta(hours=2), base=site.url)
        with config.open("a") as file:
            file.write(f'[[sources]]\nname = "A"\nkind = "feed"\nurl = "{site.url}/feed"\n')
        (found,) = rows("test", "A", config=config)
        assert found["kind"] == "article"
        assert found["article"]["provenance"]["published_at"] == "source"
        shown = run("test", "A", config=config)
        assert shown.exit_code == 0
        assert "  published_at: " in shown.stdout
        assert "      from: source\n" in shown.stdout
        missing = run("test", "B", config=config)
        assert (missing.exit_code, "no source is named 'B'" in missing.stderr) == (2, True)


def test_a_source_behind_a_proxy_is_asked_through_it(config: Path) -> None:
    with serving({}) as proxy, serving({}) as site:
        # a proxy is asked for the whole address
        proxy.answers[f"{site.url}/feed"] = feed(timedelta(hours=2), base=site.url)
        with config.open("a") as file:
            file.write(
                f'[[sources]]\nname = "A"\nkind = "feed"\nurl = "{site.url}/feed"\nproxy = "{proxy.url}"\n'
            )
        (found,) = rows("check", config=config)
        assert (found["state"], found["entries"]) == ("ok", 1)
        assert site.paths == []
