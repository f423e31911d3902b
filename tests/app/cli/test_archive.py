"""`wirewatch archive export` and `import`, from the command line to the rows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import schema
from storage.archive import Archive as Articles
from storage.database import Database
from tests.app.cli.archives import HOSTILE_TITLE, NOW, Archive, is_harmless


@pytest.fixture
def full(tmp_path: Path) -> Archive:
    (tmp_path / "full").mkdir()
    archive = Archive(tmp_path / "full")
    archive.fill()
    return archive


@pytest.fixture
def empty(tmp_path: Path) -> Archive:
    (tmp_path / "empty").mkdir()
    archive = Archive(tmp_path / "empty")
    schema.create(archive.url)
    return archive


def texts(archive: Archive) -> list[tuple[str, int, str, str]]:
    database = Database(archive.url)
    articles = Articles(database)
    found = [
        (one.article.url, one.revision, one.article.title, one.article.text)
        for each in articles.newest(999)
        for one in articles.revisions(each.id)
    ]
    database.close()
    return sorted(found)


@pytest.mark.parametrize("name", ["all.jsonl", "all.csv", "all.parquet"])
def test_a_file_brings_everything_into_another_archive(
    full: Archive, empty: Archive, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    wrote = full.run("archive", "export", str(file))
    assert (wrote.exit_code, wrote.stdout) == (0, f"wrote 4 articles, 5 revisions to {file}\n")
    assert not list(tmp_path.glob("*.part"))
    first = empty.run("archive", "import", str(file))
    assert (first.exit_code, first.stdout) == (
        0,
        "4 new articles, 1 revision of known ones, 0 known already\n",
    )
    assert texts(empty) == texts(full)
    again = empty.run("archive", "import", str(file), "--json")
    assert (again.exit_code, json.loads(again.stdout)) == (
        0,
        {"new": 0, "revised": 0, "known": 5, "broken": 0},
    )


def test_standard_output_holds_rows_alone_and_nothing_that_a_terminal_obeys(full: Archive) -> None:
    shown = full.run("archive", "export", "-", "frigate", "--latest")
    assert shown.exit_code == 0
    assert is_harmless(shown.stdout)
    (row,) = map(json.loads, shown.stdout.splitlines())
    assert row["title"] == HOSTILE_TITLE
    assert shown.stderr.strip().endswith("wrote 1 article, 1 revision to -")


def test_one_archive_flows_into_another(full: Archive, empty: Archive) -> None:
    program = [sys.executable, "-m", "app.cli", "archive"]
    with subprocess.Popen(
        [*program, "export", "-", "--config", str(full.config)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as out:
        done = subprocess.run(
            [*program, "import", "-", "--json", "--config", str(empty.config)],
            stdin=out.stdout,
            capture_output=True,
            check=False,
        )
    assert (done.returncode, json.loads(done.stdout)["new"]) == (0, 4)
    assert texts(empty) == texts(full)


def test_an_import_that_was_killed_goes_on(empty: Archive, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    rows = [
        {
            "url": f"https://gazette.example/{number}",
            "source": "gazette",
            "title": f"Title {number}",
            "text": "They went by rail.",
            "collected_at": NOW.isoformat(),
        }
        for number in range(120)
    ]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    program = [sys.executable, "-m", "app.cli", "archive", "import", str(file), "--config", str(empty.config)]
    killed = subprocess.run(
        program,
        env=os.environ | {"WIREWATCH_FAILPOINT": "article-saving:3"},
        capture_output=True,
        check=False,
    )
    assert (killed.returncode, len(texts(empty))) == (-signal.SIGKILL, 100)
    again = empty.run("archive", "import", str(file))
    assert again.stdout == "20 new articles, 0 revisions of known ones, 100 known already\n"
    assert len(texts(empty)) == 120


def test_a_choice_that_chooses_nothing_says_so(full: Archive, tmp_path: Path) -> None:
    file = tmp_path / "none.jsonl"
    done = full.run("archive", "export", str(file), "submarine", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (
        1,
        {"articles": 0, "revisions": 0, "file": str(file)},
    )
    assert file.read_bytes() == b""


def test_broken_rows_are_named_and_the_others_come_in(full: Archive, empty: Archive, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    full.run("archive", "export", str(file))
    lines = file.read_text("utf-8").splitlines()
    second = json.loads(lines[1])
    second["text"] += "!"
    file.write_text("\n".join([lines[0], json.dumps(second), "{\x1b[31m", *lines[2:]]), encoding="utf-8")
    done = empty.run("archive", "import", str(file))
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"wirewatch: {file}: line 2: title and text are not those that were hashed",
        f"wirewatch: {file}: line 3: is no JSON",
    ]
    assert done.stdout.endswith("; 2 rows could not be taken in\n")
    assert len(texts(empty)) == 4
    mended = empty.run("archive", "import", str(file), "--format", "csv")
    assert mended.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("export", "all.jsonl", "a AND"), "column"),
        (("export", "all.jsonl", "--source", "gazete"), "did you mean 'gazette'?"),
        (("export", "nowhere/all.jsonl"), "nowhere/all.jsonl cannot be written: No such file or directory"),
        (("import", "nothing.jsonl"), "nothing.jsonl cannot be read: No such file or directory"),
        (("import", "-", "--format", "parquet"), "Parquet cannot be read from standard input"),
        (("export", "all.jsonl", "--since", "1d", "--until", "2d"), "nothing lies between"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    full: Archive, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(full.folder)
    done = full.run("archive", *arguments)
    assert done.exit_code == 2
    assert says in done.stderr


def test_without_pyarrow_the_command_that_helps_is_named(
    full: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for arguments in (("export", str(tmp_path / "all.parquet")), ("import", str(tmp_path / "all.parquet"))):
        done = full.run("archive", *arguments)
        assert done.exit_code == 2
        assert "pip install 'wirewatch[parquet]'" in done.stderr
