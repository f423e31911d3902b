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
        ("(russia W/P korea) OR (silent W/P russia)", APART, True),
        ("(russia W/P korea) OR (silent W/P troops)", APART, False),
        ("(russia W/P korea) OR (silent NEAR/3 russia)", APART, None),
        ("SCORE(russia^2, troops, kim^3) >= 3", APART, True),
        ("SCORE(russia^2, troops, kim^3) >= 4", APART, False),
        ("SCORE(russia^2, troops, korea^-1) >= 3", APART, False),
        ("title:SCORE(news^2, korea^-1) >= 2", APART, True),
        ("SCORE(russia^2, sat*, kim*^3) >= 3", APART, False),
        ("SCORE(russia^2, sil*, kim*^3) >= 3", APART, True),
        ('SCORE(russia^2, "no troops", "no korea"^3) >= 3', APART, True),
        ('SCORE(russia^2, "no winter", "no korea"^3) >= 3', APART, False),
        ("SCORE(russia^2, (kim NOT way)) >= 3", APART, True),
        ("korea NOT russia", APART, None),
        ("korea", APART, None),
    ],
)
def test_what_passes(query: str, text: str, passes: bool | None) -> None:
    assert let_pass(query, "News", text) is passes


def let_pass(query: str, title: str, text: str) -> bool | None:
    """What the sieve of a query says, None where it has none; never False of what matches."""
    sieve = sieve_of(parse(query))
    passes = None if sieve is None else sieve.lets_pass(title, text)
    if match(parse(query), Document.of(title, text)) is not None:
        assert passes is not False
    return passes


KOREAN = "북한이 무기를 보냈다… 러시아는 말이 없다.\n\n러시아 정부가 답했다.\n\nNorth Korea said no."


@pytest.mark.parametrize(
    ("query", "text", "passes"),
    [
        ("북한 W/S 보냈다", KOREAN, True),
        ("북한 W/S 러시아", KOREAN, False),
        ("북한 W/P 러시아", KOREAN, True),
        ("북한 W/P 정부", KOREAN, False),
        ("북한 W/P 속보", KOREAN, False),
        ('"러시아 정부" W/S 답했다', KOREAN, True),
        ('"러시아 정부" W/S 무기를', KOREAN, False),
        ('"러시아 정부"~3 W/S 무기를', KOREAN, False),
        ('"무기를 정부"~9 W/S 러시아', KOREAN, True),
        ('"nor* korea" W/S said', KOREAN, True),
        ('"nor* korea" W/S 북한', KOREAN, False),
        ('"무기를 보냈다 러시아" W/S 말이', KOREAN, True),
        ('"답했다 North" W/S korea', KOREAN, True),
        ('"D.P.R.K." W/S 북한', KOREAN, False),
        ("nor* W/S kor?a", KOREAN, True),
        ("nor* W/S 러시아", KOREAN, False),
        ("EVENT(actor=(kim OR 북한), action=(send* OR 보냈다), target=(러시아 OR 무기))", KOREAN, True),
        ("EVENT(actor=(kim OR 북한), action=(send* OR 보냈다), target=(moscow OR 정부))", KOREAN, False),
        ("朝鲜 W/S 俄罗斯", "朝鲜派兵。俄罗斯沉默。", False),
        ("朝鲜 W/S 派兵", "朝\u00ad鲜派兵。俄罗斯沉默。", True),
        ("SCORE(북^2, korea) >= 3", KOREAN, True),
        ("SCORE(북^2, kore) >= 3", KOREAN, False),
        ("SCORE(북한^2, 러시아군) >= 3", KOREAN, False),
        ("हिन्दी W/S 朝鲜", "हिन्दी 朝鲜", True),
        ("ส่ง W/S ทหาร", "เกาหลีเหนือส่งทหาร", True),
    ],
)
def test_what_passes_of_texts_that_are_not_plain(query: str, text: str, passes: bool) -> None:
    assert let_pass(query, "속보", text) is passes
