"""What an index is asked."""

from __future__ import annotations

import pytest

import watch
from watch import AllOf, AnyOf, Close, Phrase, Together, Word


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("Troops", Word(term="troops")),
        ("title:troop*", Word(term="troop", field="title", prefix=True)),
        ("KN-23", Phrase(terms=("kn", "23"))),
        ("북한", Word(term="북한")),
        ("북한*", Word(term="북한")),
        ("북한군", Phrase(terms=("북한", "한군"))),
        ("军", Word(term="军", prefix=True)),
        ('"북한 군"', AllOf(parts=(Word(term="북한"), Word(term="군", prefix=True)))),
        (
            '"send troop* now"',
            AllOf(parts=(Word(term="send"), Word(term="troop", prefix=True), Word(term="now"))),
        ),
        ("ab NOT cd", Word(term="ab")),
        (
            "ab NEAR/3 (cd OR ef*)",
            Close(
                left=(Word(term="ab"),),
                right=(Word(term="cd"), Word(term="ef", prefix=True)),
                words=2,
                terms=11,
            ),
        ),
        ("ab W/S cd", Together(sides=((Word(term="ab"),), (Word(term="cd"),)))),
        (
            "EVENT(actor=(ab OR cd), action=ef*, target=gh)",
            Together(
                sides=(
                    (Word(term="ef", prefix=True),),
                    (Word(term="gh"),),
                    (Word(term="ab"), Word(term="cd")),
                )
            ),
        ),
        (
            "ab W/P cd W/P ef",
            AllOf(parts=(Together(sides=((Word(term="ab"),), (Word(term="cd"),))), Word(term="ef"))),
        ),
        (
            "ab NEAR/3 cd NEAR/2 ef",
            AllOf(
                parts=(
                    Close(left=(Word(term="ab"),), right=(Word(term="cd"),), words=2, terms=11),
                    Word(term="ef"),
                )
            ),
        ),
        ("ab (cd OR ef)", AllOf(parts=(Word(term="ab"), AnyOf(parts=(Word(term="cd"), Word(term="ef")))))),
        (
            "ab (cd OR (ef NOT gh))",
            AllOf(parts=(Word(term="ab"), AnyOf(parts=(Word(term="cd"), Word(term="ef"))))),
        ),
        ("x" * 70, Word(term="x" * 64)),
        ("x" * 70 + "*", Word(term="x" * 64, prefix=True)),
    ],
)
def test_candidates(query: str, asked: watch.Candidates) -> None:
    assert watch.candidates(watch.parse(query)) == asked
