"""`wirewatch capture` and `wirewatch cite`."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.cli.citation import bibtex, text
from storage.captures.retention import drop_older
from storage.captures.rows import Captures
from storage.database import Database
from storage.errors import StorageError
from storage.records import ArchivedArticle
from tests.app.cli.archives import HOSTILE_TITLE, Archive, is_harmless
from tests.databases import migrated
from tests.storage.captures.answers import NOW, PAGE, answer, packed_answer, save, store, unfinished
from tests.storage.samples import article

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path) -> Archive:
    """An article that was edited, whose second page came packed; one without a capture; one that is a picture."""
    made = Archive(tmp_path)
    (tmp_path / "wirewatch.db").write_bytes(migrated())
    db, captures = Database(made.url), store(tmp_path)
    save(db, captures)
    save(db, captures, text="They went by road.", what=packed_answer(), now=LATER)
    captures.use(None)
    save(db, captures, 1)
    db.close()
    return made


def test_the_page_comes_back(desk: Archive, tmp_path: Path) -> None:
    assert desk.run("capture", "1").stdout_bytes == PAGE
    assert desk.run("capture", "1", "--revision", "1", "--raw").stdout_bytes == PAGE
    assert desk.run("capture", "1", "--raw").stdout_bytes == gzip.compress(PAGE, mtime=0)
    file = tmp_path / "page.html"
    assert desk.run("capture", "1", "--output", str(file)).exit_code == 0
    assert file.read_bytes() == PAGE
    again = desk.run("capture", "1", "--output", str(file))
    assert (again.exit_code, again.stderr) == (2, f"wirewatch: {file}: File exists\n")


def test_the_heads(desk: Archive) -> None:
    shown = desk.run("capture", "1", "--headers").stdout
    assert shown == (
        "GET /0 HTTP/1.1\nUser-Agent: desk/1\nAccept-Encoding: gzip\n\n"
        "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip\n\n"
    )
    (row,) = desk.rows("capture", "1")
    assert row["answer"]["headers"] == [["Content-Type", "text/html"], ["Content-Encoding", "gzip"]]
    assert row["sha256"] == hashlib.sha256(gzip.compress(PAGE, mtime=0)).hexdigest()
    assert (row["revision"], row["fetched_at"]) == (2, NOW.isoformat())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("9",), "the archive has no article 9"),
        (("1", "--revision", "3"), "article 1 has no revision 3; it has 2"),
        (("2",), "no capture of article 2, revision 1"),
    ],
)
def test_what_is_not_there(desk: Archive, arguments: tuple[str, ...], said: str) -> None:
    ended = desk.run("capture", *arguments)
    assert (ended.exit_code, ended.stdout, ended.stderr) == (1, "", f"wirewatch: {said}\n")


def test_a_capture_that_was_changed_is_not_given(desk: Archive, tmp_path: Path) -> None:
    (file,) = (tmp_path / "captures").iterdir()
    spoilt = bytearray(file.read_bytes())
    spoilt[-20] ^= 1
    unfinished(file).write_bytes(spoilt)
    with pytest.raises(StorageError, match="was changed since it was written"):
        raise desk.run("capture", "1").exception or AssertionError
    file.unlink()
    with pytest.raises(StorageError, match="there is no capture file"):
        raise desk.run("capture", "1").exception or AssertionError


def test_one_that_was_dropped_is_still_cited(desk: Archive, tmp_path: Path) -> None:
    db = Database(desk.url)
    now = NOW + timedelta(days=9)
    assert drop_older(db, store(tmp_path), tmp_path / "captures", now, now).dropped == 2
    db.close()
    ended = desk.run("capture", "1")
    assert ended.exit_code == 1
    assert "was dropped on 2026-03-10, as [captures] keep_for has it" in ended.stderr
    cited = desk.run("cite", "1").stdout
    assert hashlib.sha256(gzip.compress(PAGE, mtime=0)).hexdigest() in cited
    assert "WARC: dropped 2026-03-10" in cited


def test_a_citation(desk: Archive) -> None:
    db = Database(desk.url)
    place = Captures(db).of_article(1)[0].place
    db.close()
    words = hashlib.sha256(b"They went by rail.").hexdigest()
    assert desk.run("cite", "1", "--revision", "1").stdout == (
        "Troops move. gazette, no date. https://gazette.example/0\n"
        "Archive number 1, revision 1, collected 2026-03-01 12:00:00 UTC.\n"
        f"SHA-256 of the text: {words}\n"
        "Captured 2026-03-01 12:00:00 UTC from https://gazette.example/0\n"
        f"SHA-256 of the page as received: {hashlib.sha256(PAGE).hexdigest()}\n"
        f"WARC: {place.file}, offset {place.offset}, on {place.host}\n"
    )
    row = json.loads(desk.run("cite", "1", "--format", "json").stdout)
    assert (row["revision"], row["capture"]["sha256"]) == (
        2,
        hashlib.sha256(gzip.compress(PAGE, mtime=0)).hexdigest(),
    )
    assert "No capture of the page was kept." in desk.run("cite", "2").stdout
    entry = desk.run("cite", "1", "--format", "bibtex").stdout
    assert entry.startswith("@online{gazette-1-2,\n  title = {{Troops move}},\n")
    assert "urldate = {2026-03-01}" in entry
    assert desk.run("cite", "9").exit_code == 1


def archived(title: str, *authors: str) -> ArchivedArticle:
    return ArchivedArticle(
        id=7,
        revision=1,
        source="The 50% {Gazette}",
        article=replace(
            article("https://gazette.example/{0}", title=title), authors=authors, published_at=NOW
        ),
        collected_at=NOW,
        revised_at=NOW,
        backlog=False,
    )


def test_a_hostile_title_ends_no_field_and_moves_no_cursor() -> None:
    one = archived(HOSTILE_TITLE + r" } \input{x} 50% & #1", "Lind, Ada", "Oh_No")
    entry = bibtex(one, None)
    assert is_harmless(entry)
    assert is_harmless(text(one, None))
    plainly = entry.replace(r"\{", "").replace(r"\}", "").replace("{}", "")
    assert plainly.count("{") == plainly.count("}")
    assert r"\textbackslash{}input\{x\} 50\% \& \#1" in entry
    assert "author = {{Lind, Ada} and {Oh\\_No}}" in entry
    assert "url = {https://gazette.example/%7B0%7D}" in entry


def on_terminal(desk: Archive, *arguments: str) -> tuple[int, str]:
    """What a command prints on a terminal."""
    ours, theirs = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments, "--config", str(desk.config)],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    return done.returncode, shown.replace("\r\n", "\n")


def test_a_terminal_is_shown_text_and_no_bytes(desk: Archive, tmp_path: Path) -> None:
    db, captures = Database(desk.url), store(tmp_path)
    page = "<p>Frigate \x1b]0;owned\x07\x1b[2J\u202egnp</p>\r\n<p>북한</p>".encode()
    number = str(save(db, captures, 5, what=answer(5, body=page)).article_id)
    db.close()
    assert desk.run("capture", number).stdout_bytes == page
    code, shown = on_terminal(desk, "capture", number)
    assert (code, shown) == (0, "<p>Frigate ]0;owned[2Jgnp</p>\n<p>북한</p>\n")
    code, shown = on_terminal(desk, "capture", number, "--raw")
    assert (code, shown) == (
        2,
        "wirewatch: bytes as they came are not for a terminal: give --output FILE, or a pipe\n",
    )
