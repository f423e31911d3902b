"""Plain words and good queries, which the classes break."""

import random

WORDS = (
    "troops",
    "frigate",
    "missile",
    "north",
    "korea",
    "deploy",
    "the",
    "a",
    "łódź",
    "straße",
    "КНДР",
    "війська",
    "солдаты",
    "북한",
    "파병",
    "朝鲜",
    "俄羅斯",
    "ミサイル",
    "ทหาร",
    "6000",
    "KN-23",
    "title",
    "near",
    "x",
)

VALID_QUERIES = (
    '"north korea" (troops OR armour)',
    "deploy* NEAR/5 (troop* OR soldier*)",
    "troops NOT (exercise NEAR/3 annual)",
    "title:(missile OR rocket) test*",
    '"sent to*"',
    "북한 NEAR/3 파병",
    "朝鲜 NEAR/4 俄罗斯",
    "troops W/S russia",
    "troops W/P russia",
    "troops ONEAR/5 russia",
    "missile NOT W/2 test",
    '"north troops"~3',
    '=US OR ="Al Shabaab"',
    "wom?n",
    "ATLEAST3(drone*)",
    "SCORE(missile^2, launch*, film^-3) >= 3",
    "lead:blockade",
    "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=asserted|hedged)",
    "lang:(ko OR ja) 미사일",
    "published:2025-08-01..2025-08-15 frigate",
    "country:KR domain:yna.co.kr @dprk",
    "a PRE/5 b",
    "a ADJ5 b",
)

STOP_WORDS = (
    "the",
    "a",
    "an",
    "of",
    "to",
    "in",
    "and",
    "or",
    "not",
    "is",
    "it",
    "that",
    "was",
    "for",
    "on",
    "as",
    "with",
    "at",
    "by",
    "from",
    "der",
    "die",
    "и",
    "в",
    "не",
    "的",
    "は",
    "를",
    "ve",
)


def word(rng: random.Random) -> str:
    return rng.choice(WORDS)


def several_words(rng: random.Random, least: int, most: int, between: str = " ") -> str:
    return between.join(word(rng) for _ in range(rng.randint(least, most)))


def valid_query(rng: random.Random) -> str:
    return rng.choice(VALID_QUERIES)
