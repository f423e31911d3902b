"""The languages, with how common each is."""

from tests.archive_texts.language import Language
from tests.archive_texts.languages import (
    chinese_simplified,
    chinese_traditional,
    english,
    french,
    german,
    japanese,
    korean,
    russian,
    thai,
    turkish,
    ukrainian,
)

LANGUAGES: tuple[tuple[Language, int], ...] = (
    (english.ENGLISH, 28),
    (german.GERMAN, 8),
    (french.FRENCH, 8),
    (turkish.TURKISH, 7),
    (russian.RUSSIAN, 10),
    (ukrainian.UKRAINIAN, 7),
    (korean.KOREAN, 11),
    (chinese_simplified.CHINESE_SIMPLIFIED, 7),
    (chinese_traditional.CHINESE_TRADITIONAL, 4),
    (japanese.JAPANESE, 6),
    (thai.THAI, 4),
)
