"""What goes into a file comes out of it as it was, in every format."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.archive_files import ArchiveFileError, Broken, FileFormat, Found, format_of, read, writing
from storage.records import Wording
from tests.app.archive_files.wordings import NOW, WORDINGS
from tests.app.cli.archives import is_harmless

FORMATS = list(FileFormat)


def written(wordings: list[Wording], format_: FileFormat) -> bytes:
    stream = io.BytesIO()
    rows = writing(stream, format_)
    rows.write(wordings)
    rows.finish()
    return stream.getvalue()


def found(content: bytes, format_: FileFormat) -> list[Found | Broken]:
    return list(read(io.BytesIO(content), format_))


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=150, deadline=None)
@given(wordings=st.lists(WORDINGS, max_size=4))
def test_every_field_comes_back(format_: FileFormat, wordings: list[Wording]) -> None:
    back = found(written(wordings, format_), format_)
    assert [one.wording for one in back if isinstance(one, Found)] == wordings
    assert len(back) == len(wordings)


@settings(max_examples=150, deadline=None)
@given(wordings=st.lists(WORDINGS, min_size=1, max_size=3))
def test_no_cell_is_a_formula(wordings: list[Wording]) -> None:
    content = written(wordings, FileFormat.CSV).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]


@settings(max_examples=150, deadline=None)
@given(wordings=st.lists(WORDINGS, min_size=1, max_size=3))
def test_lines_of_json_hold_nothing_that_a_terminal_obeys(wordings: list[Wording]) -> None:
    content = written(wordings, FileFormat.JSONL).decode()
    assert is_harmless(content)
    assert content.count("\n") == len(wordings) == len(content.splitlines())


def row(**values: object) -> dict[str, object]:
    url = "https://gazette.example/1"
    return {
        "url": url,
        "source": "gazette",
        "title": "",
        "text": "",
        "collected_at": NOW.isoformat(),
    } | values


def lines(*values: object) -> bytes:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in values).encode()


def test_what_other_programs_need_not_write_follows() -> None:
    (only,) = found(lines(row()), FileFormat.JSONL)
    assert isinstance(only, Found)
    archived, source = only.wording.archived, only.wording.source
    assert (archived.revised_at, archived.revision, archived.article.fetched_url) == (
        NOW,
        1,
        archived.article.url,
    )
    assert (source.url, source.host_group, source.kind) == (
        "https://gazette.example/",
        "gazette.example",
        "feed",
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("7", "is no JSON object"),
        ({}, "url: is missing"),
        (row(url="ftp://gazette.example/"), "url: is no http(s) address"),
        (row(url="https:///x"), "url: is no http(s) address"),
        (row(url="https://[x/"), "url: is no http(s) address"),
        (row(text="a\x00b"), "text: holds a NUL"),
        (row(title="\ud800"), "title: holds half a surrogate pair"),
        (row(authors=["\x00"]), "authors: holds a NUL"),
        (row(provenance={"title": "\x00"}), "provenance: holds a NUL"),
        (row(collected_at="2026-03-01T12:00:00"), "collected_at: is a time without a zone"),
        (row(collected_at="0001-01-01T00:00:00+14:00"), "collected_at: lies outside of the calendar"),
        (row(published_at="soon"), "published_at: is no time of ISO 8601"),
        (row(published_at=1_700_000_000), "published_at: is no time of ISO 8601"),
        (row(agreement=2), "agreement: should be less than or equal to 1"),
        (row(revision="1"), "revision: should be a valid integer"),
        (row(source=""), "source: String should have at least 1 character"),
        (row(verdict="x"), "a column that no export has; docs/archive.md lists those that it has"),
        (row(content_hash="0" * 64), "title and text are not those that were hashed"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(line: object, why: str) -> None:
    before, broken, after = found(lines(row(), line, row()), FileFormat.JSONL)
    assert broken == Broken(place="line 2", why=why)
    assert isinstance(before, Found)
    assert isinstance(after, Found)


def test_a_line_that_is_no_text_is_named() -> None:
    broken, last = found(b'{"url": "\xff"}\n' + lines(row()), FileFormat.JSONL)
    assert broken == Broken(place="line 1", why="is no UTF-8 text")
    assert isinstance(last, Found)


def test_a_cell_that_cannot_be_read_is_named() -> None:
    content = b"url,source,title,text,collected_at,authors\n" + b"".join(
        f"https://gazette.example/{number},gazette,A title,Words,{NOW.isoformat()},{authors}\n".encode()
        for number, authors in enumerate(('"[""Ada""]"', "Ada", "", '"[]",more'))
    )
    first, wrong, second, longer = found(content, FileFormat.CSV)
    assert isinstance(first, Found)
    assert first.wording.archived.article.authors == ("Ada",)
    assert wrong == Broken(place="line 3", why="authors: is not written as an export writes it")
    assert isinstance(second, Found)
    assert longer == Broken(place="line 5", why="has 7 cells, and the heading 6")


def test_what_is_no_parquet_is_said_so() -> None:
    with pytest.raises(ArchiveFileError, match="cannot be read as Parquet after row 0"):
        found(b"PAR1 nothing PAR1", FileFormat.PARQUET)


def test_a_name_tells_the_format() -> None:
    names = ("a.csv", "b.PARQUET", "c.ndjson", "-", "d")
    assert [format_of(name) for name in names] == ["csv", "parquet", "jsonl", "jsonl", "jsonl"]


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=150, deadline=None)
@given(wordings=st.lists(WORDINGS, min_size=1, max_size=2), data=st.data())
def test_a_damaged_file_gives_what_is_sound_or_says_what_is_not(
    format_: FileFormat, wordings: list[Wording], data: st.DataObject
) -> None:
    content = bytearray(written(wordings, format_))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    try:
        says = [one.why for one in found(bytes(content[:end]), format_) if isinstance(one, Broken)]
    except ArchiveFileError as error:
        says = [str(error)]
    assert not [line for line in says if not line or "\n" in line]
