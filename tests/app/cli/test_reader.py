"""`wirewatch reader`: from a page that is read wrong to a reader with its fixture, as a stranger goes about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from tests.app import pages
from tests.app.web_site import Answer, serving
from tests.readers import forgotten_afterwards

FIXTURES = Path("mine/fixtures/gazette")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_bytes(pages.page())
    (tmp_path / "wirewatch.toml").write_text('[reading]\nreaders = "mine"\n', "utf-8")
    with forgotten_afterwards(monkeypatch):
        yield tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["reader", *arguments])


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_what_was_written_passes_at_once(folder: Path) -> None:
    written = run("new", "page.html")
    assert written.exit_code == 0, written.output
    tested = run("test", "gazette")
    assert tested.exit_code == 0, tested.output
    assert re.fullmatch(r"gazette, real page: as .*\ngazette, fixture: as .*\n", tested.stdout)
    assert "title" in tested.stdout


def test_from_a_wrong_page_to_a_right_reader(folder: Path) -> None:
    assert (
        run("new", "page.html", "--field", "authors", "--field", "text", "--field", "section").exit_code == 0
    )
    real = FIXTURES / "real.toml"
    edit(real, pages.DESCRIBED_AUTHOR, '", "'.join(pages.AUTHORS))
    edit(real, "Uploads", pages.SECTION)
    edit(real, pages.BOX + "\n\n", "")

    tested = run("test", "gazette")
    assert tested.exit_code == 1
    assert "authors: [-Ada Lind; Bo Kim-]{+Nora Webb+}" in tested.stdout
    assert "section: [-Harbour-]{+Uploads+}" in tested.stdout
    assert f"{{+{pages.BOX}+}}" in tested.stdout
    assert "fixture: not read before the real page is as expected" in tested.stdout

    early = run("fixture", "gazette")
    assert early.exit_code == 1
    assert "not read as real.toml says: authors, section, text." in early.stdout

    # the reader that the test proposes, put where it says
    methods = re.findall(
        r"^  (\w+): this would read it as expected:\n((?:    .*\n)+)", tested.stdout, re.MULTILINE
    )
    assert {field for field, _ in methods} == {"authors", "section", "text"}
    source = Path("mine/gazette.py").read_text("utf-8")
    source = source[: source.index("    def text")]
    for field, body in methods:
        source += f"\n    def {field}(self):\n{body}"
    Path("mine/gazette.py").write_text(source, "utf-8")

    tested = run("test", "gazette")
    assert tested.exit_code == 1
    assert "gazette, real page: as expected" in tested.stdout
    assert "`wirewatch reader fixture gazette` makes it again" in tested.stdout
    assert run("fixture", "gazette").exit_code == 0
    tested = run("test", "gazette")
    assert tested.exit_code == 0, tested.output
    assert all(field in tested.stdout for field in ("authors", "section", "text"))


def test_a_value_that_no_element_shows_is_said_to_be_one(folder: Path) -> None:
    run("new", "page.html", "--field", "title")
    real = (FIXTURES / "real.toml").read_text("utf-8")
    (FIXTURES / "real.toml").write_text(
        re.sub("^title = .*", 'title = "Not here"', real, flags=re.MULTILINE), "utf-8"
    )
    tested = run("test", "gazette")
    assert "  title: no selector was found that does better; write the method by hand" in tested.stdout


def test_the_fixture_holds_none_of_the_publishers_words(folder: Path) -> None:
    run("new", "page.html")
    for name in ("page.html", "expected.toml"):
        kept = (FIXTURES / name).read_text("utf-8")
        for said in (*pages.PARAGRAPHS, pages.TITLE, pages.BOX, *pages.AUTHORS, pages.SECTION):
            words = said.split()
            runs = [" ".join(words[at : at + 3]) for at in range(max(len(words) - 2, 1))]
            assert [run for run in runs if run in kept] == []
        assert "Harbour" not in kept
        assert "sea-trials" not in kept
    page = (FIXTURES / "page.html").read_text("utf-8")
    assert "story-body" in page
    assert page.count("menu-item") < 5
    assert "2026-11-20T09:30:00+01:00" in page
    assert "real.html" in Path("mine/fixtures/.gitignore").read_text("utf-8")


def test_a_page_is_fetched_and_its_form_kept(folder: Path) -> None:
    with serving(
        {"/a": Answer(body=pages.page(), headers={"Content-Type": "text/html; charset=utf-8"})}
    ) as site:
        written = run("new", f"{site.url}/a", "--name", "ferry")
    assert written.exit_code == 0, written.output
    assert "fetched_at = " in Path("mine/fixtures/ferry/real.toml").read_text("utf-8")
    assert run("test", "ferry").exit_code == 0


def test_a_second_form_of_a_site_is_valid_from_the_day_of_its_page_on(folder: Path) -> None:
    assert run("new", "page.html").exit_code == 0
    later = pages.page().replace(b"2026-11-20", b"2027-02-03").replace(b"2026/11/20", b"2027/02/03")
    Path("later.html").write_bytes(later)
    assert run("new", "later.html", "--name", "gazette_2027").exit_code == 0
    rows = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    found = {row["name"]: row["valid_from"] for row in rows if row["domain"] == "gazette.example"}
    assert found == {"gazette": None, "gazette_2027": "2027-02-03"}
    # the older one is tested with a day of its own
    tested = run("test", "gazette")
    assert tested.exit_code == 1
    assert "needs fetched_at" in tested.stdout
    for name in ("expected.toml", "real.toml"):
        edit(FIXTURES / name, "title = ", "fetched_at = 2026-12-01T00:00:00Z\ntitle = ")
    assert run("test", "gazette").exit_code == 0
    assert run("test", "gazette_2027").exit_code == 0


def test_another_page_is_tested_with_its_own_expectation(folder: Path) -> None:
    run("new", "page.html")
    Path("other.html").write_bytes(pages.page().replace(pages.TITLE.encode(), b"Ferry back in port"))
    expected = (FIXTURES / "real.toml").read_text("utf-8")
    Path("other.toml").write_text(expected, "utf-8")
    tested = run("test", "gazette", "--page", "other.html", "--expected", "other.toml")
    assert tested.exit_code == 1
    assert "title: [-Sea trials of the harbour ferry begin-]{+Ferry back in port+}" in tested.stdout
    Path("other.toml").write_text(expected.replace(pages.TITLE, "Ferry back in port"), "utf-8")
    assert run("test", "gazette", "--page", "other.html", "--expected", "other.toml").exit_code == 0


def test_the_projects_own_readers_are_listed_and_pass(folder: Path) -> None:
    assert "thedefensenews.com" in run("list").stdout
    tested = run("test", "thedefensenews")
    assert tested.exit_code == 0
    assert tested.stdout.startswith("thedefensenews, fixture: as expected")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "page.html", "--field", "byline"), "has no such field"),
        (("new", "page.html", "--name", "A b"), "must be small letters"),
        (("new", "nowhere.html"), "No such file"),
        (("new", "bare.html"), "give it with --url"),
        (("new", "page.html", "--name", "there"), "--force writes over it"),
        (("test", "no_such"), "no reader is named 'no_such'"),
        (("test", "there", "--page", "page.html"), "go together"),
        (("fixture", "there"), "there is no page to make the fixture from"),
        (("list", "--dir", "broken"), "bad.py cannot be loaded: SyntaxError"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_done_is_one_line_and_exits_2(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    Path("bare.html").write_text("<html><p>The ferry left at dawn.</p></html>", "utf-8")
    Path("mine").mkdir()
    Path("mine/there.py").write_text(
        "from crawler.pages.site import SitePage\n\n\nclass There(SitePage):\n"
        "    name = 'there'\n    domain = 'x.example'\n"
    )
    Path("broken").mkdir()
    Path("broken/bad.py").write_text("def")
    refused = run(*arguments)
    assert refused.exit_code != 0
    told = refused.stderr or str(refused.exception)
    assert said in told
    assert "\n" not in told.rstrip("\n")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ("nonsense = 1", "nonsense: no such field"),
        ("fetched_at = 2026-11-20", "fetched_at must be a time with its zone"),
        ("title = ", "Invalid value"),
    ],
)
def test_a_fixture_that_cannot_be_used_is_named(folder: Path, changed: str, said: str) -> None:
    run("new", "page.html")
    with (FIXTURES / "expected.toml").open("a", encoding="utf-8") as file:
        file.write(f"{changed}\n")
    tested = run("test", "gazette")
    assert tested.exit_code == 1
    assert "expected.toml" in tested.stdout
    assert said in tested.stdout
