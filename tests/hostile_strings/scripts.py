"""Scripts, marks and forms of letters in which folding, counting and cutting go wrong."""

import random
import unicodedata
from typing import Literal

from tests.hostile_strings.words import valid_query, word

_MARKS = "".join(chr(code) for code in range(0x300, 0x370))
_EXPANDING = (
    "ﷺ﷽ΐΰßŉǰẖẗẘẙẚևﬀﬃﬅﬆﬓ㎯㏒㋿㌔㍿ſİǅȸ½⅒⑩㈱㉐\u0344\u1e9e\u2126\u212a\u212b\u0958\ufb2c\U0001d15e\U0001f12f"
)
_RIGHT_TO_LEFT = ("صاروخ", "جنود", "גדוד", "צה״ל", "قوات كوريا", "ܣܘܪܝܝܐ", "ދިވެހި", "ـــكــ", "لا", "ﻻ")


def zalgo(rng: random.Random) -> str:
    return "".join(
        character + "".join(rng.choices(_MARKS, k=rng.randint(1, 12)))
        for character in rng.choice((word(rng), valid_query(rng)))
    )


def piled_marks(rng: random.Random) -> str:
    """Marks by the thousand on one letter; their canonical order is a sort."""
    marks = rng.choice(
        (
            _MARKS,
            "\u0301\u0323",
            "\u05b0\u05bc",
            "\u3099",
            "\u0e31\u0e48",
            "\U0001d165\U0001d16d",
            "\u0f71\u0f72",
        )
    )
    return word(rng) + "".join(rng.choices(marks, k=rng.choice((31, 100, 1000, 5000))))


def marks_alone(rng: random.Random) -> str:
    return "".join(rng.choices(_MARKS + "\u0e31\u0e4d\u20dd\ufe0f\u064b\u093c", k=rng.randint(1, 30)))


def normal_forms(rng: random.Random) -> str:
    forms: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
    text = f"{word(rng)} Łódź ﬃ 각 が ﾐｻｲﾙ ắ ñ й ї ё {rng.choice(_EXPANDING)} {valid_query(rng)}"
    return unicodedata.normalize(rng.choice(forms), text)


def letters_that_grow(rng: random.Random) -> str:
    """Characters that become several when they are folded or decomposed: up to eighteen."""
    return word(rng) + "".join(rng.choices(_EXPANDING, k=rng.randint(1, 20))) + rng.choice(("", "*", "?"))


def turkish_i(rng: random.Random) -> str:
    text = "".join(rng.choices("iıİIi̇ĳÌ", k=rng.randint(2, 12)))
    return rng.choice(
        (
            text,
            f"{text}*",
            f"={text}",
            f"title:{text}",
            f'"{text} {text.lower()}"',
            text.upper().lower().title(),
        )
    )


def full_width(rng: random.Random) -> str:
    """The language's own signs among them, as an input method writes them."""
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return valid_query(rng).translate({**wide, 0x20: rng.choice((0x20, 0x3000))})


def styled_letters(rng: random.Random) -> str:
    start = rng.choice((0x1D400, 0x1D49C, 0x1D504, 0x24B6, 0x1F130, 0x1F150, 0x1F170, 0xFF21, 0x1F1E6))
    return "".join(
        chr(start + ord(letter) - 97) if "a" <= letter <= "z" else letter
        for letter in valid_query(rng).lower()
    )


def digits_of_all_scripts(rng: random.Random) -> str:
    zero = ord(rng.choice("٠۰०๐０𝟎𝟘߀᠐𞥐"))
    number = "".join(chr(zero + rng.randrange(10)) for _ in range(rng.randint(1, 20)))
    return rng.choice(
        (
            number,
            f"troops NEAR/{number} sent",
            f"{number}-{number}-{number}",
            f"ATLEAST{number}(a)",
            "²³¼",
            "Ⅻ",
            "一千二百",
            f"a^{number}",
        )
    )


def right_to_left(rng: random.Random) -> str:
    return rng.choice((" ", " OR ", " NEAR/3 ", "")).join(
        rng.choice((*_RIGHT_TO_LEFT, word(rng))) for _ in range(rng.randint(1, 6))
    )


def hangul_jamo(rng: random.Random) -> str:
    leading = [chr(code) for code in range(0x1100, 0x1113)]
    vowels = [chr(code) for code in range(0x1161, 0x1176)]
    trailing = [chr(code) for code in range(0x11A8, 0x11C3)]
    kinds = [leading, vowels, trailing, list("ㄱㄴㅏㅎㅀ"), list("ﾡﾢￂￃ"), list("ힰퟋꥠ"), list("북한")]
    return "".join(rng.choice(rng.choice(kinds)) for _ in range(rng.randint(1, 24)))


def thai_and_kin(rng: random.Random) -> str:
    letters = rng.choice(("กขคงทหารเแโใไ", "ກຂຄທະຫານ", "កខគ្ព្រះ", "ကခဂ္ဃ", "བོད་ཡིག"))
    marks = rng.choice(("ิีึืุู่้๊๋์ํ", "ັິີຶື່້", "្៉់", "ို့း်", "ཱིེོུ"))
    return "".join(
        rng.choice(letters) + "".join(rng.choices(marks, k=rng.randint(0, 4)))
        for _ in range(rng.randint(1, 15))
    )


def han_and_kin(rng: random.Random) -> str:
    ranges = (
        (0x4E00, 0x9FFF),
        (0x3400, 0x4DBF),
        (0x20000, 0x2A6DF),
        (0x30000, 0x3134A),
        (0xF900, 0xFAD9),
        (0x2F800, 0x2FA1D),
        (0x2E80, 0x2FD5),
        (0x2FF0, 0x2FFB),
        (0x3190, 0x319F),
        (0x3040, 0x30FF),
        (0x17000, 0x187F7),
    )
    return "".join(chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randint(1, 20))) + rng.choice(
        ("", "*", "?", "〇", "々", "ー", "゛")
    )


def half_width_kana(rng: random.Random) -> str:
    return "".join(rng.choices("ｱｲｶﾞﾐｻｲﾙﾟｰｯﾝ･｡", k=rng.randint(1, 20)))


def emoji(rng: random.Random) -> str:
    pictures = (
        "👨‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "🇰🇷",
        "🇰",
        "1️⃣",
        "👍🏿",
        "❤️‍🔥",
        "🏳️‍🌈",
        "☢︎",
        "🚀",
        "👩🏽‍✈️",
        "\u200d🚀\u200d",
        "🧑‍🚀" * 30,
    )
    return rng.choice((" ", "", "\u200d")).join(
        rng.choice((*pictures, word(rng))) for _ in range(rng.randint(1, 8))
    )


def four_byte_characters(rng: random.Random) -> str:
    return "".join(chr(rng.randint(0x10000, 0x1FBFF)) for _ in range(rng.randint(1, 40)))


def confusable_letters(rng: random.Random) -> str:
    alike = str.maketrans(
        {
            "a": "а",
            "e": "е",
            "o": "о",
            "p": "р",
            "c": "с",
            "N": "Ν",
            "O": "О",
            "R": "Ʀ",
            "T": "Τ",
            "/": "\u2215",
            ":": "\ua789",
            "*": "\u2217",
            "-": "\u2010",
            "(": "\u2768",
        }
    )
    return "".join(letter.translate(alike) if rng.random() < 0.5 else letter for letter in valid_query(rng))


def scripts_mixed(rng: random.Random) -> str:
    letters = "aßжї가か漢กעعα\u0915ა\u1200Ꭰ\U00010400\U0001e900𐎀"
    return "".join(rng.choices(letters + " -", k=rng.randint(2, 40)))


DRAWS = (
    zalgo,
    piled_marks,
    marks_alone,
    normal_forms,
    letters_that_grow,
    turkish_i,
    full_width,
    styled_letters,
    digits_of_all_scripts,
    right_to_left,
    hangul_jamo,
    thai_and_kin,
    han_and_kin,
    half_width_kana,
    emoji,
    four_byte_characters,
    confusable_letters,
    scripts_mixed,
)
