"""What the demo's report tells a person to type."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from app.demo.newsroom.catalogue import load_outlets
from app.demo.report import QUERIES, program
from watch import Document, match, parse


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program beside an interpreter, in a folder that is not on PATH."""
    folder = tmp_path / "an environment"
    folder.mkdir()
    file = folder / "wirewatch"
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    return file


def test_the_program_is_named_by_its_path_where_it_is_not_on_path(beside: Path) -> None:
    assert shlex.split(program()) == [str(beside)]


def test_it_is_named_plainly_where_it_is_on_path(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(beside.parent))
    assert program() == "wirewatch"


def test_it_is_named_plainly_where_it_is_not_beside_the_interpreter(beside: Path) -> None:
    beside.unlink()
    assert program() == "wirewatch"


def test_the_first_query_leaves_the_denial_out_and_finds_the_story_in_each_language() -> None:
    query = parse(QUERIES[0])
    found = [
        article
        for outlet in load_outlets()
        for article in outlet.articles
        if match(query, Document.of(article.title, "\n\n".join(article.paragraphs)))
    ]
    assert {"North Korea troop deployments"} == {name for article in found for name in article.expect}
    assert {"meridian", "courier", "armour", "saltmarsh", "hanbit", "rubizh"} == {
        article.outlet for article in found
    }
    assert not [article for article in found if article.is_denial]
