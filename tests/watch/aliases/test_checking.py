"""The check of aliases finds what will not do what its writer meant, and nothing in the sets that ship."""

from __future__ import annotations

import pytest

from watch.aliases import AliasBook, shipped
from watch.aliases.checking import check

TWO = """
[[aliases]]
name = "one"
about = "The first"
forms.{language} = [{form}]

[[aliases]]
name = "two"
about = "The second"
forms.en = ["frigate"]
"""


@pytest.mark.parametrize(
    ("kind", "form", "language"),
    [
        ("overlap", '"Frigate"', "en"),
        ("covered", '"deplo*", "deployed"', "en"),
        ("everyday", '"with"', "en"),
        ("everyday", '"선생"', "ko"),
        ("short", '"x"', "en"),
        ("never", '"..."', "en"),
        ("never", '"*tank"', "en"),
        ("idle", '"북한*"', "ko"),
    ],
)
def test_a_finding_names_its_kind_and_form(kind: str, form: str, language: str) -> None:
    book = AliasBook.of().with_pack(TWO.format(form=form, language=language), "mine.toml")
    found = [finding for finding in check(book) if finding.kind == kind]
    assert found, [(finding.kind, finding.form) for finding in check(book)]
    assert found[0].source == "mine.toml"
    assert found[0].sentence.isprintable()


def test_what_is_written_as_it_must_stand_is_no_everyday_word() -> None:
    book = AliasBook.of().with_pack(TWO.format(form='"=US"', language="en"), "mine.toml")
    assert check(book) == []


def test_an_overlap_that_is_meant_is_none() -> None:
    pack = TWO.format(form='"frigate"', language="en").replace("forms.en", 'shares = ["two"]\nforms.en', 1)
    assert check(AliasBook.of().with_pack(pack, "mine.toml")) == []


def test_the_sets_that_ship_are_clean() -> None:
    assert [(finding.name, finding.form, finding.sentence) for finding in check(shipped())] == []
