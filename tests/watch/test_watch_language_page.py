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
    assert str(watch.parse("a b OR c NEAR/3 d")) == "(a AND b) OR c NEAR/3 d"


def test_what_the_page_lists_as_not_yet_is_refused() -> None:
    listed = re.search(r"\*\*Not yet\.\*\*(.*?)\n\n", PAGE, re.DOTALL)
    assert listed is not None
    for code in re.findall(r"`([^`]+)`", listed[1]):
        written = re.sub(r"(?<=[/~T])n\b|(?<=ATLEAST)n", "3", code).replace("...", "a")
        for piece in written.split() if ":" in written else [written]:
            with pytest.raises(watch.WatchSyntaxError, match="not supported yet"):
                watch.parse(f"{piece}a" if piece.endswith(":") else piece)
