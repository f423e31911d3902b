"""What the exam expects follows from what it publishes: the watches match these reports alone, and none is a copy."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.acceptance.machines.edition import Edition, Size, edition
from tests.acceptance.machines.machine import ROOT
from tests.acceptance.machines.verdict import expected_hits
from tests.acceptance.machines.wording import WATCHES

REPORTS = 300


def published() -> Edition:
    return edition(3, Size(sources=30, articles=REPORTS, seconds=600))


def texts(folder: Path, of: Edition) -> Path:
    file = folder / "texts.jsonl"
    rows = [
        {"id": one.name, "title": one.wording.title, "text": "\n\n".join(one.wording.paragraphs)}
        for one in of.articles
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def told(*words: str) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "app.cli", *words, "--json"]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def test_the_watches_match_what_they_are_expected_to(tmp_path: Path) -> None:
    watches = "".join(f"[[watches]]\nname = '{name}'\nquery = '{query}'\n" for name, query in WATCHES.items())
    (tmp_path / "watches.toml").write_text(watches, encoding="utf-8")
    of = published()
    hits = told("watch", "run", str(tmp_path / "watches.toml"), "--on", str(texts(tmp_path, of)))
    assert {(hit["id"], hit["watch"]) for hit in hits} == expected_hits(of).keys()
    assert {watch for _, watch in expected_hits(of)} == WATCHES.keys()


def test_no_report_is_a_copy_of_another(tmp_path: Path) -> None:
    grouped = told("story", "group", str(texts(tmp_path, published())))
    assert len(grouped) == REPORTS
    assert [one["id"] for one in grouped if one["copy_of"] is not None] == []


def test_hosts_are_shared_and_articles_lie_elsewhere() -> None:
    of = edition(1, Size(sources=300, articles=3000, seconds=600))
    on_host = Counter(source.host for source in of.sources)
    assert sum(count > 1 for count in on_host.values()) >= 25
    assert [host.number for host in of.hosts] == list(range(len(of.hosts)))
    elsewhere = [one for one in of.articles if one.host != of.sources[one.sources[0]].host]
    assert 200 < len(elsewhere) < 600
    assert sum(len(one.sources) == 2 for one in of.articles) > 30
    assert 60 < sum(one.revised_at is not None for one in of.articles) < 200


def test_the_same_seed_gives_the_same_edition() -> None:
    assert published() == published()
