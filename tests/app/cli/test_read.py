"""`wirewatch read`: files and addresses, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from tests.app import pages
from tests.app.cli.archives import HOSTILE_TITLE, OBEYED
from tests.app.web_site import Answer, serving
from tests.readers import forgotten_afterwards

CONFIG = '[manners]\ncontact = "desk@news.test"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_bytes(pages.page())
    with forgotten_afterwards(monkeypatch):
        yield tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["read", *arguments])


def test_a_saved_page_is_shown_with_where_each_field_comes_from(folder: Path) -> None:
    shown = run("page.html")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("article, read by generic\n")
    (title,) = (line for line in shown.stdout.splitlines() if line.startswith("│ title"))
    assert pages.TITLE in title
    assert "h1" in title
    # the address is the one that the page calls its own
    assert pages.URL in shown.stdout
    for paragraph in pages.PARAGRAPHS:
        assert f"\n{paragraph}\n" in shown.stdout


def test_why_shows_which_reader_kept_which_line_and_every_claim(folder: Path) -> None:
    shown = run("page.html", "--why").stdout
    (line,) = (line for line in shown.splitlines() if line.endswith("│") and "Its two engines run" in line)
    # every reader has it, and so has the article
    cells = [cell.strip() for cell in line.strip("│").split("│")]
    assert set(cells[:-1]) == {"x"}
    assert len(cells) >= 3
    claims = shown[shown.index("Every claim of title") :]
    assert f"{pages.TITLE} | Gazette" in claims
    assert "2026-11-20 09:30:00+01:00" in claims


def test_json_has_every_field_and_its_provenance(folder: Path) -> None:
    found = json.loads(run("page.html", "--json", "--why").stdout)
    assert found["kind"] == "article"
    assert found["title"] == pages.TITLE
    assert found["published_at"] == "2026-11-20T09:30:00+01:00"
    assert found["text"].startswith(pages.PARAGRAPHS[0])
    assert found["provenance"]["published_at"]["origin"]
    assert 0 < found["provenance"]["title"]["sure"] <= 1
    assert {"kind_reason", "agency", "amp_url", "is_paywalled", "agreement", "partial"} <= found.keys()
    texts = found["why"]["texts"]
    assert len({text["origin"] for text in texts}) == len(texts) >= 2
    assert all(0 <= text["agreement"] <= 1 and text["words"] for text in texts)
    assert any(claim["value"].startswith("2026-11-20 09:30") for claim in found["why"]["published"])


def test_an_address_is_fetched_with_the_manners_of_the_configuration(folder: Path) -> None:
    (folder / "wirewatch.toml").write_text(CONFIG, "utf-8")
    page = pages.page().replace(b"caf\xc3\xa9", b"caf\xe9").replace(b'<meta charset="utf-8">', b"")
    with serving(
        {"/a": Answer(body=page, headers={"Content-Type": "text/html; charset=iso-8859-1"})}
    ) as site:
        found = json.loads(run(f"{site.url}/a", "--json").stdout)
        assert found["url"] == f"{site.url}/a"
        assert found["text"].endswith("a café.")
        assert [agent.endswith("(+mailto:desk@news.test)") for _, agent in site.asked] == [True, True]


def test_what_is_no_article_is_named_and_exits_1(folder: Path) -> None:
    Path("paper.pdf").write_bytes(b"%PDF-1.7 ...")
    shown = run("paper.pdf")
    assert shown.exit_code == 1
    assert shown.stdout.splitlines()[0].startswith(("pdf", "not-html"))


@pytest.mark.parametrize("arguments", [("none.html",), (".",), ("http://127.0.0.1:1/a",), ("http://",)])
def test_what_cannot_be_had_is_one_line_and_exits_2(folder: Path, arguments: tuple[str, ...]) -> None:
    shown = run(*arguments)
    assert shown.exit_code == 2
    assert shown.stdout == ""
    (line,) = shown.stderr.splitlines()
    assert line.startswith("wirewatch: ")


def test_nothing_of_a_page_is_obeyed_by_a_terminal(folder: Path) -> None:
    hostile = pages.page().replace(pages.TITLE.encode(), HOSTILE_TITLE.encode())
    hostile = hostile.replace(b"Ida Holm", "Ida\x1b[8m\u202e\x9b31m[red]Holm[/red]".encode())
    Path("page.html").write_bytes(hostile)
    for options in ((), ("--why",), ("--json", "--why")):
        shown = run("page.html", *options).stdout
        assert set(shown) & OBEYED <= {"\n"}
        # rich's own marks are words here
        assert "[red]Holm[/red]" in shown


def test_readers_of_the_users_own_are_used(folder: Path) -> None:
    (folder / "wirewatch.toml").write_text(CONFIG + '[reading]\nreaders = "mine"\n', "utf-8")
    (folder / "mine").mkdir()
    (folder / "mine" / "gazette.py").write_text(
        "from crawler.pages.site import SitePage\n\n\nclass Gazette(SitePage):\n    name = 'gazette'\n"
        "    domain = 'gazette.example'\n\n    def section(self):\n        return self.first('.story-kicker')\n",
        "utf-8",
    )
    found = json.loads(run("page.html", "--json").stdout)
    assert (found["reader"], found["section"]) == ("gazette", pages.SECTION)
    assert found["provenance"]["section"]["origin"] == "gazette"
    assert found["provenance"]["title"]["origin"].startswith("generic: ")
