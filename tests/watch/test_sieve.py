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
        ('"north korea" W/S troops', APART, False),
        ('"north kor*" W/P armour', TOGETHER, True),
        ('("north korea" OR "was silent") W/S russia', APART, True),
        ('"north korea"', APART, None),
        ("korea NEAR/3 troops", APART, None),
        ('"alpha beta"~6 W/S omega', "They saw alpha\n\nand then beta met omega there.", True),
        ('"alpha beta" W/S omega', "They saw alpha\n\nand then beta met omega there.", False),
        ('"alpha beta" W/S omega', "They saw alpha\n\n \n\n*\n\nbeta met omega there.", True),
        ("alpha W/S omega", "Omega saw alpha", True),
        ("korea W/S (way OR gave OR a OR b OR c OR d OR e OR f OR g OR at*)", APART, True),
        ("russia W/S (way OR gave OR a OR b OR c OR d OR e OR f OR g OR at*)", APART, False),
        ("news W/S gave", APART, False),
        ('"silent again" W/S "troops now"', "Russia was silent. It went. They had troops", False),
        ("korea W/S gave", "The north gave way. Korea sent troops.", False),
        ("korea W/P gave", "The north gave way. Korea sent troops.", True),
        ("korea W/S gave", "The U.S. gave way to N. Korea at last.", True),
        ('"way korea" W/S gave', "The north gave way. Korea sent troops.", True),
        ('"way korea" W/S troops', "The north gave way. Korea sent troops.", True),
        ('"way korea" W/S troops', "The north gave way.\n\nKorea stayed. It sent troops.", True),
        ('"north gave" W/S troops', "The north gave way. Korea stayed. It sent troops.", False),
        (
            "EVENT(actor=korea, action=gave, target=troops)",
            "Korea gave. It gave troops. Korea had troops.",
            False,
        ),
        ("way W/S troops", "THE WAY. troops", True),
        ("korea NOT russia", APART, None),
        ("korea", APART, None),
    ],
)
def test_what_passes(query: str, text: str, passes: bool | None) -> None:
    sieve = sieve_of(parse(query))
    assert (None if sieve is None else sieve.lets_pass("News", text)) is passes
    if match(parse(query), Document.of("News", text)) is not None:
        assert passes is not False


def test_a_text_that_is_not_plain_passes() -> None:
    sieve = sieve_of(parse("북한 W/S 러시아"))
    assert sieve is not None
    assert sieve.lets_pass("북한", "러시아")
