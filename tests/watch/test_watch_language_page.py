"""The page about the language says what the language does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import watch

PAGE = (Path(__file__).parents[2] / "docs" / "watch-language.md").read_text("utf-8")
EXAMPLES = [
    [tuple(line.split(maxsplit=1)) for line in block.strip().splitlines()]
    for block in re.findall(r"```example\n(.*?)```", PAGE, re.DOTALL)
]


def document(shown: str) -> watch.Document:
    return (
        watch.Document.of(shown.removeprefix("#"), "")
        if shown.startswith("#")
        else watch.Document.of("", shown)
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=[example[0][1] for example in EXAMPLES])
def test_an_example_matches_and_misses_as_it_says(example: list[tuple[str, str]]) -> None:
    (first, query), *texts = example
    assert first == "query"
    assert {verb for verb, _ in texts} == {"matches", "misses"}
    for verb, text in texts:
        found = watch.match(watch.parse(query), document(text))
        assert (found is not None) is (verb == "matches"), text


def test_what_the_page_says_of_binding_holds() -> None:
    assert watch.parse("a b OR c NEAR/3 d") == watch.parse("(a AND b) OR (c NEAR/3 d)")


def test_what_the_table_lists_is_understood() -> None:
    table = re.search(r"\| you write.*?\n\n", PAGE, re.DOTALL)
    assert table is not None
    written = [
        code for row in table[0].splitlines()[2:-1] for code in re.findall(r"`([^`]+)`", row.split("|")[1])
    ]
    assert len(written) > 25
    for query in written:
        if query not in {"( )", "lead:", "body:", "byline:", "source:", "section:"}:
            assert watch.parse(query).root.printed()
