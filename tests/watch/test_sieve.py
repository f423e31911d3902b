"""A quick look rejects what the matcher rejects, and never what it finds; it is sharp where texts are plain."""

from __future__ import annotations

import pytest

from watch import Document, match, parse, sieve_of

APART = "The north gave way.\n\nKorea sent no troops and no armour at all that winter.\n\nRussia was silent."
TOGETHER = "The north gave way.\n\nNorth Korea will send troops and armour.\n\nRussia was silent."
ACROSS = "They went to north\n\nKorea sends troops."


@pytest.mark.parametrize(
    ("query", "text", "passes"),
    [
        ("EVENT(actor=korea, action=send*, target=troops)", TOGETHER, True),
        ("EVENT(actor=korea, action=gave)", APART, False),
        ("russia W/S troops", TOGETHER, False),
        ("russia W/S (troops OR silent)", TOGETHER, True),
        ("(russia W/P korea) OR troops", APART, None),
        ("armour AND (russia W/P korea)", APART, False),
        ("title:(russia W/S korea)", APART, False),
        ('"north korea" W/S troops', ACROSS, True),
        ('"north korea"', ACROSS, True),
        ('"north korea"', APART, False),
        ('"north kor*" AND troops', TOGETHER, True),
        ('("north korea" OR "was silent")', APART, True),
        ('("north korea" OR silent)', APART, None),
        ("korea NEAR/3 troops", APART, True),
        ("korea NEAR/2 armour", APART, False),
        ("korea NEAR/2 (winter OR silent)", APART, False),
        ("way NEAR/1 korea", APART, True),
        ('"no troops" NEAR/4 armour', APART, True),
        ("korea NOT russia", APART, None),
        ("korea", APART, None),
    ],
)
def test_what_passes(query: str, text: str, passes: bool | None) -> None:
    sieve = sieve_of(parse(query), has_places=False)
    assert (None if sieve is None else sieve.lets_pass("News", text)) is passes
    if passes is False:
        assert match(parse(query), Document.of("News", text)) is None


def test_an_index_with_places_has_told_phrases_and_nearness() -> None:
    for query in ('"north korea"', "korea NEAR/3 troops"):
        assert sieve_of(parse(query), has_places=True) is None
    assert sieve_of(parse("korea W/S troops"), has_places=True) is not None


def test_a_text_that_is_not_plain_passes() -> None:
    sieve = sieve_of(parse("북한 W/S 러시아"), has_places=True)
    assert sieve is not None
    assert sieve.lets_pass("북한", "러시아")
