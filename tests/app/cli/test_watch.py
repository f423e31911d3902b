"""`wirewatch watch` and `wirewatch alias`: watches understood, tested and run over texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from app.config import ConfigError
from tests.app.cli.archives import is_harmless
from tests.app.config.files import MINIMAL
from tests.runaway import runaway

WATCHES = """
[[aliases]]
name = "ships"
forms.en = ["frigate*"]
forms.ko = ["호위함"]

[[watches]]
name = "Ships"
query = "@ships"
must_match = ["A frigate"]

[[watches]]
name = "Sent | Ships"
query = "EVENT(actor=@dprk, action=@deploy, target=@russia) AND lang:(ko OR en)"
must_not_match = ["북한이 러시아에 보냈다."]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREWATCH_CONFIG", raising=False)
    (tmp_path / "desk.toml").write_text(WATCHES, encoding="utf-8")
    return tmp_path


def wirewatch(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=given)


def texts(folder: Path, *rows: object) -> str:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "texts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "texts.jsonl"


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_run_prints_four_keys_a_hit_in_the_order_of_texts_and_watches(folder: Path) -> None:
    on = texts(
        folder,
        {"id": 7, "text": "북한이 러시아에 호위함을 보냈다.", "lang": "ko", "title": None, "label": ["x"]},
        {"id": "b", "text": "Nothing"},
        {
            "id": 1.5,
            "title": "Frigates",
            "text": "",
            "published_at": "2026-01-02",
            "source": "Wire",
            "lang": None,
        },
    )
    found = wirewatch("watch", "run", "desk.toml", "--on", on, "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    first, second, third = rows(found)
    assert [(hit["watch"], hit["id"]) for hit in (first, second, third)] == [
        ("Ships", 7),
        ("Sent | Ships", 7),
        ("Ships", 1.5),
    ]
    assert list(first) == ["watch", "id", "polarity", "evidence"]
    assert first["evidence"] == [
        {"field": "text", "start": 9, "end": 12, "form": "호위함", "alias": "ships", "text": "호위함"}
    ]
    assert (first["polarity"], second["polarity"]) == (None, "asserted")
    assert second["evidence"][0] == {
        "field": "text",
        "start": 0,
        "end": 2,
        "form": "북한",
        "alias": "dprk",
        "text": "북한",
    }
    assert third["evidence"][0]["field"] == "title"


def test_run_goes_on_behind_a_broken_line_and_exits_1(folder: Path) -> None:
    on = texts(
        folder,
        "{",
        "",
        "[]",
        {"text": "a frigate"},
        {"id": True, "text": "a frigate"},
        {"id": 1},
        {"id": 1, "text": ["a frigate"]},
        {"id": 1, "text": "a frigate", "published_at": "yesterday"},
        '{"id": NaN, "text": "a frigate"}',
        '{"id": 1e999, "text": "a frigate"}',
        "[" * 100_000,
        {"id": "last", "text": "a frigate"},
    )
    with (folder / on).open("ab") as file:
        file.write(b'{"id": 1, "text": "\xff"}\n')
    found = wirewatch("watch", "run", "desk.toml", "--on", on, "--json")
    assert found.exit_code == 1
    assert [hit["id"] for hit in rows(found)] == ["last"]
    complaints = found.stderr.splitlines()
    assert [line.split(": ")[1] for line in complaints] == [
        f"texts.jsonl, line {number}" for number in (1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13)
    ]
    assert all(line.startswith("wirewatch: ") for line in complaints)


def test_run_says_where_in_its_line_json_is_broken(folder: Path) -> None:
    on = texts(folder, '{"id": 1, "text":', {"id": 2, "text": "a frigate"}, "[" * 100_000)
    assert wirewatch("watch", "run", "desk.toml", "--on", on, "--json").stderr.splitlines() == [
        "wirewatch: texts.jsonl, line 1: is no JSON: Expecting value, at character 18 of the line",
        "wirewatch: texts.jsonl, line 3: is no JSON: is nested too deep",
    ]


def test_run_shows_people_no_empty_sentence(folder: Path) -> None:
    (folder / "sources.toml").write_text(
        "[[watches]]\nname = 'Wire'\nquery = 'source:wire troop*'\n"
        "[[watches]]\nname = 'All of it'\nquery = 'source:wire'\n"
    )
    on = texts(folder, {"id": 1, "text": "More troops\u2028came.", "source": "Wire"})
    assert wirewatch("watch", "run", "sources.toml", "--on", on).stdout.splitlines() == [
        "Wire  1",
        "    More [troops] came",
        "All of it  1",
    ]


def test_run_reads_standard_input(folder: Path) -> None:
    found = wirewatch(
        "watch", "run", "desk.toml", "--on", "-", "--json", given='{"id": 1, "text": "frigate"}\n'
    )
    assert [hit["watch"] for hit in rows(found)] == ["Ships"]


@pytest.mark.parametrize(
    ("watches", "on", "said"),
    [
        ("nort-korea", "texts.jsonl", "did you mean north-korea?"),
        ("desk.toml", "none.jsonl", "none.jsonl: No such file"),
        ("texts.jsonl", "texts.jsonl", "texts.jsonl: Is no TOML"),
        ("empty.toml", "texts.jsonl", "empty.toml: holds no [[watches]]"),
        ("wrong.toml", "texts.jsonl", "wrong.toml: n: column 3: "),
        ("desk.toml", "broken.jsonl", "broken.jsonl, line 1: is no JSON"),
    ],
)
def test_run_that_cannot_be_done_exits_2(folder: Path, watches: str, on: str, said: str) -> None:
    texts(folder, {"id": 1, "text": "frigate"})
    (folder / "empty.toml").touch()
    (folder / "broken.jsonl").write_text("frigate\n")
    (folder / "wrong.toml").write_text("[[watches]]\nname = 'n'\nquery = 'a )'\n")
    found = wirewatch("watch", "run", watches, "--on", on)
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr.splitlines()[0]


def test_run_shows_people_the_sentence_and_the_aliases_of_other_scripts(folder: Path) -> None:
    on = texts(
        folder,
        {
            "id": "k\x1b[2J",
            "title": "제목",
            "text": "그는 왔다. 북한이 러시아에 군인을 파견할 가능성이 있다.",
            "lang": "ko",
        },
    )
    found = wirewatch("watch", "run", "north-korea", "--on", on)
    assert found.exit_code == 0
    assert is_harmless(found.stdout)
    head, title, sentence, aliases = found.stdout.splitlines()
    assert head.startswith("North Korea troop deployments  k[2J  hedged by '")
    assert (title, sentence) == ("    제목", "    [북한]이 [러시아]에 [군인]을 [파견]할 가능성이 있다")
    assert aliases == "    북한 = @dprk; 러시아 = @russia; 군인 = @troops; 파견 = @deploy"


def test_many_watches_run_over_many_texts(folder: Path) -> None:
    one = {"id": 1, "text": "The minister spoke of frigates and of the weather in the capital. " * 40}
    on = texts(folder, *[one] * 500)
    (folder / "many.toml").write_text(
        "".join(
            f"[[watches]]\nname = 'w{n}'\nquery = 'frigates NEAR/5 word{n} OR @dprk'\n" for n in range(50)
        )
    )
    with runaway(120):
        assert wirewatch("watch", "run", "many.toml", "--on", on, "--json").exit_code == 0


def test_examples_are_tested_and_the_reason_of_a_failure_is_shown(folder: Path) -> None:
    assert wirewatch("watch", "test", "Ships", "--file", "desk.toml").exit_code == 0
    assert wirewatch("watch", "test", "--file", "north-korea").exit_code == 0
    (folder / "desk.toml").write_text(WATCHES.replace("A frigate", "A tug"), encoding="utf-8")
    failed = wirewatch("watch", "test", "--file", "desk.toml")
    assert failed.exit_code == 1
    assert failed.stdout.splitlines()[:2] == [
        "Ships: 0 of 1 examples come out as they must",
        '    "A tug" must match and does not: @ships is not there in any of its forms',
    ]
    told, _ = rows(wirewatch("watch", "test", "--file", "desk.toml", "--json"))
    assert (told["watch"], told["examples"]) == ("Ships", 1)
    assert told["failures"] == [
        {
            "list": "must_match",
            "place": 0,
            "title": "",
            "text": "A tug",
            "reason": "@ships is not there in any of its forms",
        }
    ]
    unknown = wirewatch("watch", "test", "Shops", "--file", "desk.toml")
    assert unknown.exit_code == 2
    assert "Ships" in unknown.stderr


def test_a_watch_without_examples_is_told_as_such(folder: Path) -> None:
    (folder / "bare.toml").write_text("[[watches]]\nname = 'Bare'\nquery = 'x'\n")
    found = wirewatch("watch", "test", "--file", "bare.toml")
    assert (found.exit_code, found.stdout) == (0, "Bare: has no examples\n")


def test_the_watches_of_the_configuration_are_tested_and_listed(folder: Path) -> None:
    (folder / "wirewatch.toml").write_text(MINIMAL + WATCHES, encoding="utf-8")
    assert wirewatch("watch", "test").exit_code == 0
    listed = rows(wirewatch("watch", "list", "--json"))
    assert [(one["name"], one["must_match"], one["must_not_match"]) for one in listed] == [
        ("Ships", 1, 0),
        ("Sent | Ships", 0, 1),
    ]
    assert "packs that ship: north-korea" in wirewatch("watch", "list").stdout
    assert wirewatch("watch", "list", "--file", "north-korea").stdout.startswith(
        "North Korea troop deployments  ("
    )


def test_explain_says_how_a_query_is_understood(folder: Path) -> None:
    query = "EVENT(actor=@dprk, action=send*, polarity=asserted) or title:북한 w/5 troops lang:ko OR a"
    told = rows(wirewatch("watch", "explain", query, "--json"))[0]
    assert told["canonical"].startswith(
        "(EVENT(actor=@dprk, action=send*, polarity=asserted) AND or AND title:북한 NEAR/5 troops"
    )
    assert told["fields"] == ["lang", "title"]
    assert told["terms"] == ["send*", "or", "북한", "troops", "a"]
    [alias] = told["aliases"]
    assert (alias["name"], alias["forms"]) == ("dprk", sum(alias["languages"].values()))
    assert told["events"][0]["polarity"] == ["asserted"]
    shown = wirewatch("watch", "explain", query).stdout
    assert "  @dprk:  " in shown
    assert "Factiva" in shown


def test_explain_knows_the_aliases_of_the_configuration_and_points_at_what_is_wrong(folder: Path) -> None:
    assert wirewatch("watch", "explain", "@ships").exit_code == 2
    (folder / "wirewatch.toml").write_text(MINIMAL + WATCHES, encoding="utf-8")
    assert wirewatch("watch", "explain", "@ships").stdout.splitlines()[0] == "@ships"
    refused = wirewatch("watch", "explain", "@ships AND (")
    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[2].strip() == "^"


def test_explain_works_beside_a_configuration_that_is_not_valid(folder: Path) -> None:
    (folder / "wirewatch.toml").write_text(
        MINIMAL + WATCHES.replace('"@ships"', '"@ships ("'), encoding="utf-8"
    )
    explained = wirewatch("watch", "explain", "@dprk")
    assert (explained.exit_code, explained.stdout.splitlines()[0]) == (0, "@dprk")
    assert "wirewatch.toml: watches.0.query, column 8: " in explained.stderr
    with pytest.raises(ConfigError, match="no such file"):
        CliRunner().invoke(
            app, ["watch", "explain", "@dprk", "--config", "none.toml"], catch_exceptions=False
        )


def test_aliases_are_listed_with_their_forms(folder: Path) -> None:
    listed = wirewatch("alias", "list").stdout
    assert "@dprk  " in listed
    (one,) = rows(wirewatch("alias", "list", "@dprk", "--json"))
    assert "북한" in one["forms"]["ko"]
    assert "  ko: 북한" in wirewatch("alias", "list", "dprk").stdout
    unknown = wirewatch("alias", "list", "drpk")
    assert unknown.exit_code == 2
    assert "dprk" in unknown.stderr
    (folder / "wirewatch.toml").write_text(MINIMAL + WATCHES, encoding="utf-8")
    assert "호위함" in wirewatch("alias", "list", "ships").stdout


def test_aliases_are_checked(folder: Path) -> None:
    (folder / "good.toml").write_text('[[aliases]]\nname = "boats"\nforms.en = ["wirewatchboat*"]\n')
    assert wirewatch("alias", "check", "good.toml").stdout == "1 set checked, 0 findings\n"
    (folder / "bad.toml").write_text('[[aliases]]\nname = "nk"\nforms.en = ["DPRK", "a"]\n')
    found = wirewatch("alias", "check", "good.toml", "bad.toml", "--json")
    assert found.exit_code == 1
    assert {(one["name"], one["form"], one["kind"]) for one in rows(found)} >= {("nk", "DPRK", "overlap")}
    (folder / "worse.toml").write_text('[[aliases]]\nname = "nk"\n')
    refused = wirewatch("alias", "check", "worse.toml")
    assert (refused.exit_code, refused.stderr) == (
        2,
        'wirewatch: worse.toml: @nk: Has no forms; write forms.en = ["..."]\n',
    )
    assert wirewatch("alias", "check", "none.toml").exit_code == 2
