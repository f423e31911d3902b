"""The sets that ship, and the page that lists them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import watch
from watch.aliases import shipped
from watch.expansion import expanded

PAGE = (Path(__file__).parents[3] / "docs" / "aliases.md").read_text("utf-8")


def test_the_page_lists_every_set_as_it_is() -> None:
    listed = re.findall(r"^\| `@([a-z0-9_-]+)` \| (.*?) \| ([a-z, ]+) \| (\d+) \|$", PAGE, re.MULTILINE)
    assert listed == [
        (
            alias.name,
            alias.about,
            ", ".join(dict.fromkeys(form.language for form in alias.forms)),
            str(len(alias.forms)),
        )
        for alias in sorted(shipped().values(), key=lambda alias: alias.name)
    ]


def test_each_form_of_each_set_is_found_where_it_stands() -> None:
    for alias in shipped().values():
        for term in expanded(alias)[1]:
            written = term.written.replace("*", "").replace("?", "x")
            document = watch.Document.of("", f"({written})")
            assert term.holds(document.scope), (alias.name, term.label)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dprk", "Pyongyang"),
        ("dprk", "북한군이"),
        ("dprk", "北朝鮮"),
        ("dprk", "朝鲜"),
        ("dprk", "Північної Кореї"),
        ("russia", "в России"),
        ("deploy", "відправила"),
        ("deploy", "파병했다"),
        ("troops", "солдат"),
    ],
)
def test_a_set_finds_the_forms_of_its_languages(name: str, text: str) -> None:
    assert watch.match(watch.parse(f"@{name}"), watch.Document.of("", text)) is not None


@pytest.mark.parametrize(
    ("name", "text"), [("dprk", "조선소에서 배를 만들었다"), ("usa", "tell us"), ("tank", "an oil tanker")]
)
def test_a_set_does_not_find_what_only_looks_like_it(name: str, text: str) -> None:
    assert watch.match(watch.parse(f"@{name}"), watch.Document.of("", text)) is None
