"""Examples of watches, and the reasons of those that fail."""

from __future__ import annotations

import pytest

from tests.watch.alias_books import book_of
from watch import parse
from watch.files import Example, failures

BOOK = book_of(
    {"dprk": ["North Korea", "북한"], "deploy": ["sent", "send", "보냈"], "russia": ["Russia", "러시아"]}
)
EVENT = "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=asserted|hedged)"
SHORT = f"{EVENT[:57]}..."


@pytest.mark.parametrize(
    ("query", "text", "reason"),
    [
        ("troops AND armour", "troops", "armour is not there"),
        ("troops OR armour", "ships", "nothing of troops OR armour is there"),
        (
            "troops NEAR/2 armour",
            "troops that came with some armour",
            "troops NEAR/2 armour: 'troops' and 'armour' are 5 words apart; you asked for 2",
        ),
        ("troops NEAR/2 armour", "troops", "armour is not there"),
        ("troops NOT drill", "troops drill", "NOT drill: excluded by 'drill'"),
        (EVENT, "North Korea sent it", "the target @russia is not there in any of its forms"),
        (
            EVENT,
            "North Korea sent it. Russia was silent.",
            f"{SHORT}: the sentence that holds actor and action has no target",
        ),
        (
            EVENT,
            "North Korea never sent it to Russia",
            f"{SHORT}: denied by 'never'; you asked for asserted or hedged",
        ),
        (f"{EVENT} OR troops", "북한 러시아", "the action @deploy is not there in any of its forms"),
        ("ATLEAST3(troops)", "troops", "ATLEAST3(troops): 1 of 3 times"),
        ("SCORE(a^2, b) >= 3", "a", "SCORE(a^2, b) >= 3: adds up to 2; you asked for 3 (a 2)"),
    ],
)
def test_why_a_text_that_must_match_does_not(query: str, text: str, reason: str) -> None:
    [failure] = failures(parse(query, BOOK), [Example(text=text)], [])
    assert (failure.must_match, failure.place, failure.reason) == (True, 0, reason)


def test_why_a_text_that_must_not_match_does() -> None:
    query = parse(EVENT, BOOK)
    [one, other] = failures(
        query,
        [],
        [
            Example(text="ships"),
            Example(title="북한", text="북한이 러시아에 보냈다."),
            Example(text="North Korea could have sent it to Russia"),
        ],
    )
    assert (one.place, one.reason) == (
        1,
        "it holds '북한' = @dprk, '러시아' = @russia, '보냈' = @deploy, which is asserted",
    )
    assert other.reason.endswith("which is hedged by 'could'")
    assert str(other).startswith(
        '"North Korea could have sent it to Russia" must not match and does: it holds'
    )


def test_examples_that_come_out_as_they_must_are_no_failures() -> None:
    query = parse("title:troops armour")
    wanted = Example(title="Troops", text="armour")
    assert list(failures(query, [wanted], [Example(text="Troops, armour")])) == []
