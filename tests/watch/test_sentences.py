"""Where sentences and paragraphs end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.runaway import runaway
from watch.sentences import paragraph_ends, sentence_ends


def cut(text: str, ends: list[int]) -> list[str]:
    """The stretches of a text, without the white space around them."""
    return [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]


def sentences(text: str) -> list[str]:
    return cut(text, sentence_ends(text))


ONE_SENTENCE = [
    "Gen. Robert Brooks met Lt. Col. J. F. Meyer and Sgt. Ann Lee in St. Petersburg.",
    "Maj. Gen. O'Hara said No. 5 battalion left on Jan. 3 at 6 a.m. from Ft. Bragg.",
    "The U.S. Navy sent 3.5 tons of Mk. 41 cells, i.e. six, to Mr. Ito.",
    "He asked why... and then left.",
    '"Will they come?" he asked on Friday.',
    "Yahoo! reported it, as did others.",
    "The road is long, approx. 5 km.",
    "THE U.S. EMBASSY SAID GEN. RAFAEL BUSTILLO AND COL. J. A. PONCE LEFT AT 6 P.M. FROM ST. ANN.",
    "THE U.S. AND SALVADORAN TROOPS LEFT",
    "the u.s. and salvadoran troops left with gen. bustillo",
    "В 2024 г. Россия перебросила 3,5 тыс. солдат на ул. Ленина к памятнику им. Жукова.",
    "Ген. Иванов и полк. Петров, т. е. командиры, прибыли.",
    "У 2024 р. Україна отримала 5 млн. снарядів, сказав ген. Бойко.",
    "金正恩は「派兵する。」と述べた。",
    "Kim . . . Jong Un",
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_abbreviations_initials_and_numbers_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He moved to the U.S.| The army followed.",
        "They met at 5 p.m.| However, nothing came of it.",
        'He said "we go."| Then he left.',
        "He left (at last.)| She stayed.",
        "Will they send troops?| No.| The minister said so.",
        "They work for Hanwha Inc.| It builds howitzers.",
        "They waited...| Nothing came.",
        "It is over!!| Go home.",
        "They fired 155.| Others fell.",
        "The troops left .| The tanks stayed .",
        "The troops left.| 2,000 remained.",
        "The troops left.|The tanks stayed.",
        "Troops from Seoul arrived, he said.| (Reuters)",
        "TROOPS LEFT THE CITY.| BUSTILLO STAYED.| NOBODY KNOWS WHY.",
        "HE CAME FROM THE U.S.| HE STAYED.",
        "the troops left.| nobody stayed.| the tanks came.",
        "북한군이 러시아에 갔다.| 국방부가 밝혔다.",
        "북한군이 갔다.|국방부가 밝혔다.",
        "朝鲜派兵。|俄罗斯否认！|为什么？|没有人知道。",
        "朝鲜“派兵。”|俄罗斯否认。",
        "北朝鮮が派兵した。|ロシアは否定した。",
        "Солдаты прибыли.| Это подтвердили в Киеве.",
        "Он сказал: «Мы идём».| Потом ушёл.",
        "Это было в 2024 г.| Однако войска ушли.",
        "Військові прибули.| Про це повідомили в Києві.",
        "وصلت القوات؟| نعم.",
    ],
)
def test_sentences_end(text: str) -> None:
    assert sentences(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\nTwo.|One.|Two.",
        "One\r\n \r\nTwo|One|Two",
        "One of them\n   Two of them|One of them|Two of them",
        "Arms:\n• tanks\n• guns|Arms:|• tanks|• guns",
        "Arms sent:\n- tanks|Arms sent:|- tanks",
        "one\ntwo|one\ntwo",
        "|",
    ],
)
def test_paragraphs_end(text: str) -> None:
    text, *expected = text.split("|")
    assert cut(text, paragraph_ends(text)) == expected


WIRE = """SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT] THE SALVADORAN ARMED FORCES
ANNOUNCED TODAY THAT GEN. BUSTILLO WOULD NOT SEND THE BATTALION TO SAN
MIGUEL.  THE BATTALION STAYED.

   COL. PONCE SAID NOTHING."""


def test_lines_of_a_wire_are_wrapped() -> None:
    assert [(part[:8], part[-8:]) for part in sentences(WIRE)] == [
        ("SAN SALV", "\nMIGUEL."),
        ("THE BATT", " STAYED."),
        ("COL. PON", "NOTHING."),
    ]


def test_a_line_that_is_cut_short_is_a_heading_or_the_end_of_a_paragraph() -> None:
    text = (
        "Background\n"
        "The ministry said on Friday that it had sent the troops to the border\n"
        "and that more would follow in the spring\n"
        "Another view\n"
        "The opposition said that nothing of the kind had ever happened there"
    )
    assert [part.split()[0] for part in cut(text, paragraph_ends(text))] == [
        "Background",
        "The",
        "Another",
        "The",
    ]


def test_long_lines_are_paragraphs_and_so_are_the_short_ones_between_them() -> None:
    text = f"Heading\n{'word ' * 30}\nNext\n{'word ' * 40}"
    assert [part.split()[0] for part in cut(text, paragraph_ends(text))] == [
        "Heading",
        "word",
        "Next",
        "word",
    ]


PIECES = [
    "Gen", "U.S.", "a", "A", " ", "\n", "  ", ".", "...", "!", "?", "。", '"', "”", "」", "と", "다", "word", "\n\n",
    "•", "- ", "г", "5", "x" * 90, "\r", "\u3000", "(", "THE",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
@settings(max_examples=300, deadline=None)
def test_ends_are_in_order_and_a_paragraph_ends_a_sentence(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(text)
    assert all(0 <= end <= len(text) for end in ends)
    assert set(paragraph_ends(text)) <= set(ends)


HOSTILE = [
    ". ", ".", "a. ", "A. ", "Gen. ", "." * 999 + "x", "\n", "a\n", "\n  ", '" ', '."', "。", "x" * 50 + "\ny\n", "다.",
    "U.S. The ", " ", "\n" + " " * 500, ".\"'\"'", "\r\n", "。」", ". " + " " * 999 + "(",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    text = "x" + piece * (100_000 // len(piece)) + "x"
    with runaway(20):
        sentence_ends(text)
