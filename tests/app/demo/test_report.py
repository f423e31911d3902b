"""What the demo's report says, and what it tells a person to type."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.demo.newsroom.catalogue import load_outlets
from app.demo.report import QUERIES, lines, program
from app.demo.runner import DemoResult
from app.demo.staging import StageSeen
from tests.app.demo.outcomes import ARTICLES, STAGES, URLS, perfect, received
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


def test_the_first_query_finds_the_denial_alone() -> None:
    query = parse(QUERIES[0])
    found = [
        article
        for outlet in load_outlets()
        for article in outlet.articles
        if match(query, Document.of(article.title, "\n\n".join(article.paragraphs)))
    ]
    assert [article.is_denial for article in found] == [True]


def result(missing: tuple[str, ...] = (), *, title: str | None = None) -> DemoResult:
    """A run in which all came about, and what was found missing all the same."""
    outcome = perfect()
    facts = {name: found for name, url in URLS.items() if (found := outcome.fact(url)) is not None}
    if title is not None:
        facts = {name: replace(found, title=title) for name, found in facts.items()}
    return DemoResult(
        folder=Path("wirewatch-demo"),
        articles=ARTICLES,
        outcome=outcome,
        stages=tuple(StageSeen(stage=stage, facts=facts, gaps=()) for stage in STAGES),
        received=tuple(received(*STAGES)),
        sources=(),
        mails=(),
        calls=(),
        missing=missing,
        seconds=44.0,
    )


def test_each_stage_says_what_was_told_and_what_was_not() -> None:
    said = "\n".join(lines(result()))
    for number, stage in enumerate(STAGES, start=1):
        assert f"  {number}. {stage.title}\n" in said
    assert said.count("told: desk mail") == sum(len(stage.notices) for stage in STAGES)
    assert said.count("told: nobody") == sum(len(stage.untold) for stage in STAGES)
    assert "no watch wants it: " in said
    assert said.endswith("everything expected happened, in 44 s")


def test_what_is_missing_is_said_line_by_line() -> None:
    said = [*lines(result(("a copy was told", "no digest came")))]
    assert said[-3:] == [
        "MISSING  a copy was told",
        "MISSING  no digest came",
        "2 things are not as they must be, in 44 s",
    ]


def test_words_from_the_web_do_nothing_to_a_terminal() -> None:
    said = "\n".join(lines(result(("\x1b[2Jgone",), title="\x1b]0;hostile\x07 title")))
    assert "hostile title" in said
    assert "\x1b" not in said
    assert "\x07" not in said
