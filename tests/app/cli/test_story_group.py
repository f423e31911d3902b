"""`story group`: a file of texts is answered line by line, whatever is written in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from app.cli.main import app
from tests.app.cli.archives import HOSTILE_TITLE, is_harmless
from tests.storage.stories.test_grouping import OTHER, OWN, WIRE

ROOT = Path(__file__).parents[3]
PRESS: list[dict[str, Any]] = [
    {"id": "a", "outlet": "Wire", "published_at": "2026-03-01T12:00:00Z", "title": "Engineers", "text": WIRE},
    {"id": 2, "source": "Gazette", "published_at": "2026-03-01T12:05:00", "title": "Sappers", "text": WIRE},
    {"id": "2", "outlet": "Harbour", "published_at": None, "title": "Fire in Ulsan shipyard", "text": OTHER},
    {"id": 4.5, "outlet": "Ledger", "title": "Trains carry North Korea's armour to Kursk", "text": OWN},
    {"id": "e", "pages": [1, 2], "outlet": None, "source": None, "title": None, "text": None},
]


def grouped(lines: str, *options: str) -> Result:
    return CliRunner().invoke(app, ["story", "group", "-", *options], input=lines)


def as_lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_text_is_answered_in_its_place_under_the_id_that_it_was_given() -> None:
    done = grouped(as_lines(PRESS), "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert answers(done) == [
        {"id": "a", "copy_of": None, "similarity": None, "story": "a"},
        {"id": 2, "copy_of": "a", "similarity": 1.0, "story": "a"},
        {"id": "2", "copy_of": None, "similarity": None, "story": "2"},
        {"id": 4.5, "copy_of": None, "similarity": None, "story": "a"},
        {"id": "e", "copy_of": None, "similarity": None, "story": "e"},
    ]


def test_the_example_of_the_page_comes_out_as_it_says() -> None:
    page = (ROOT / "docs" / "stories.md").read_text("utf-8")
    texts, said = re.findall("```json\n(.*?)```", page, re.DOTALL)
    assert grouped(texts, "--json").stdout == said


def test_people_read_a_line_a_text() -> None:
    assert grouped(as_lines(PRESS[:2])).stdout == "a  story a\n2  story a  copy of a (100%)\n"


def test_a_file_is_read_like_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text("\n" + as_lines(PRESS), encoding="utf-8")
    done = CliRunner().invoke(app, ["story", "group", str(file), "--json"])
    assert answers(done) == answers(grouped(as_lines(PRESS), "--json"))
    missing = CliRunner().invoke(app, ["story", "group", str(tmp_path / "none.jsonl"), "--json"])
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr.endswith("none.jsonl: No such file or directory\n")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON"),
        ("[1]", "is no object"),
        ('{"text": "a"}', "has no id"),
        ('{"id": null}', "id must be text or a number"),
        ('{"id": true}', "id must be text or a number"),
        ('{"id": NaN}', "NaN is no number"),
        ('{"id": 9, "title": 3}', "title must be text"),
        ('{"id": 9, "outlet": ["x"]}', "outlet must be text"),
        ('{"id": 9, "published_at": "yesterday"}', "published_at must be a time in ISO 8601"),
    ],
)
def test_a_line_that_is_no_text_is_told_with_its_place_and_the_others_are_answered(
    line: str, reason: str
) -> None:
    done = grouped(as_lines(PRESS[:1]) + line + "\n" + as_lines(PRESS[1:2]), "--json")
    assert done.exit_code == 1
    assert [one["id"] for one in answers(done)] == ["a", 2]
    (told,) = done.stderr.splitlines()
    assert told.startswith("wirewatch: standard input, line 2: ")
    assert reason in told
    assert grouped(line, "--json").exit_code == 2


def test_an_id_that_comes_again_is_answered_as_before() -> None:
    again = [*PRESS, PRESS[1] | {"text": OTHER}]
    found = answers(grouped(as_lines(again), "--json"))
    assert found[-1] == found[1]


def test_a_text_without_a_time_and_one_of_the_year_1_are_grouped() -> None:
    undated = [row | {"published_at": "0001-01-01T00:00:00Z"} for row in PRESS]
    done = grouped(as_lines(undated), "--json")
    assert done.exit_code == 0
    assert [one["story"] for one in answers(done)] == ["a", "a", "2", "a", "e"]


def test_words_of_the_web_reach_no_terminal() -> None:
    row = {"id": HOSTILE_TITLE, "title": HOSTILE_TITLE, "text": "\ud800 \x00 " + HOSTILE_TITLE}
    assert is_harmless(grouped(as_lines([row])).stdout)
    done = grouped(as_lines([row]), "--json")
    assert is_harmless(done.stdout)
    assert answers(done)[0]["id"] == HOSTILE_TITLE


def test_each_text_is_answered_before_the_next_is_there() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "app.cli", "story", "group", "-", "--json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for row in PRESS[:2]:
            process.stdin.write(json.dumps(row) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == row["id"]
        process.stdin.close()
        assert process.wait() == 0


IDS = st.one_of(st.text(max_size=3), st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False))
WORDS = st.one_of(st.none(), st.text(max_size=60), st.sampled_from([WIRE, OWN, OTHER, HOSTILE_TITLE]))
TIMES = st.one_of(st.none(), st.datetimes().map(lambda at: at.isoformat()))


@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": IDS},
            optional={"outlet": WORDS, "source": WORDS, "published_at": TIMES, "title": WORDS, "text": WORDS},
        ),
        max_size=8,
    )
)
def test_whatever_is_given_is_answered_by_ids_that_came_before(rows: list[dict[str, Any]]) -> None:
    done = grouped(as_lines(rows), "--json")
    assert done.exit_code == 0, done.output
    found = answers(done)
    assert [one["id"] for one in found] == [row["id"] for row in rows]
    firsts = list[Any]()
    for one in found:
        assert one["copy_of"] is None or one["copy_of"] in firsts
        assert (one["similarity"] is None) == (one["copy_of"] is None)
        firsts.append(one["id"])
        assert one["story"] in firsts
