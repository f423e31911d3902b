"""Queries of somebody who means harm, or whose cat walked over the keys."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

LONGEST = 32 * 1024
DEEPEST = 64

_SYNTAX = """
AND OR NOT NEAR/5 NEAR/255 NEAR/0 NEAR ONEAR/3 W/S W/P W/5 PRE/2 ADJ3 and ( ) （ ） " “ ”
* ? ~ ~3 ~99 = : + - ! && ||
title: body: lead: byline: source: section: domain: lang: country: published:
published:2026-08 domain:a.b
ATLEAST3( EVENT( SCORE( actor= action= target= polarity= polarity=denied , ， ^4 ^-4 ^ >= >=4 // \\ '
a ab* w?n wom?n =NATO @dprk @ 북 북한 军队 ทหาร ﷺ ½ ʼn
"""
_STRANGE = "\u0301\u200d\u202e\x00\x1b\ud800\u3164\u1161\u0e33\u2028\U0001f600\U000e0041"
_PIECES = (*_SYNTAX.split(), *_STRANGE)


def hostile(valid: Sequence[str], count: int, seed: int = 7) -> list[str]:
    """So many different queries of every kind, first those that cost most to match; some are over-long or too deep."""
    dice = random.Random(seed)
    kinds: Sequence[Callable[[], str]] = (
        lambda: _random_text(dice),
        lambda: _pieces(dice),
        lambda: _pieces(dice),
        lambda: _spoilt(dice, dice.choice(valid)),
        lambda: _spoilt(dice, dice.choice(valid)),
        lambda: _nested(dice),
        lambda: _unbalanced(dice),
        lambda: _long(dice),
        lambda: _too_long(dice),
    )
    made = dict.fromkeys(islice(costly(), count))
    coming = cycle(kinds)
    while len(made) < count:
        made[next(coming)()] = None
    return list(made)


def refused_unread(query: str) -> bool:
    """Whether it is over 32 kB, or holds more than 64 parentheses in each other: refused before it is parsed."""
    if len(query) > LONGEST or len(query.encode("utf-8", "replace")) > LONGEST:
        return True
    depth = 0
    quoted = False
    for char in query:
        if char in '"“”„＂':
            quoted = not quoted
        elif not quoted and char in "(（":
            depth += 1
            if depth > DEEPEST:
                return True
        elif not quoted and char in ")）":
            if not depth:
                return False
            depth -= 1
    return False


def _random_text(dice: random.Random) -> str:
    """Any characters at all, of all planes, lone surrogates among them."""
    planes = (
        (0, 0x80),
        (0, 0x250),
        (0x250, 0x3000),
        (0x3000, 0xD800),
        (0xD800, 0x10000),
        (0x10000, 0x110000),
    )
    first, behind = dice.choice(planes)
    length = dice.choice([1, 5, 40, 400, 4_000, 8_000])
    return "".join(chr(dice.randrange(first, behind)) for _ in range(length))


def _pieces(dice: random.Random) -> str:
    gap = dice.choice(["", " ", " ", "\n"])
    return gap.join(dice.choices(_PIECES, k=dice.choice([2, 6, 20, 200, 2_000])))


def _spoilt(dice: random.Random, query: str) -> str:
    """A good query with a few pieces taken out, doubled or put in."""
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(query) + 1)
        to = min(len(query), at + dice.randint(0, 12))
        put = dice.choice(["", query[at:to] * 2, dice.choice(_PIECES), chr(dice.randrange(0x110000))])
        query = query[:at] + put + query[to:]
    return query


def _nested(dice: random.Random) -> str:
    opened = dice.choice(
        [
            "(",
            "（",
            "NOT (",
            "a (",
            "ATLEAST2(",
            "EVENT(action=",
            "SCORE(",
            "title:(",
            "a NEAR/5 (",
            "a OR NOT (b ",
        ]
    )
    deep = dice.choice([3, 30, 63, 64, 65, 66, 500, 5_000])
    closing = ") >= 1" if opened == "SCORE(" else ")"
    return opened * deep + "a" + closing * deep


def _unbalanced(dice: random.Random) -> str:
    return dice.choice(["a ", "", '"', "title:"]) + "".join(
        dice.choices('()（）"“”', k=dice.choice([1, 7, 60, 900, 9_000]))
    )


def _long(dice: random.Random) -> str:
    """As long as a query may be, of one piece or a few."""
    some = dice.sample(_PIECES, dice.choice([1, 2, 3]))
    piece = dice.choice(["", " "]).join(some) + " "
    return piece * (LONGEST // len(piece.encode("utf-8", "replace")))


def _too_long(dice: random.Random) -> str:
    piece = dice.choice(["a ", "(", '"', "한", "\U0001f600", "NOT ", "a NEAR/5 ", *_PIECES]) or "a"
    return piece * (
        dice.choice([LONGEST + 1, 2 * LONGEST, 20 * LONGEST, 300 * LONGEST])
        // len(piece.encode("utf-8", "replace"))
        + 1
    )


def costly() -> Iterator[str]:
    """Queries that are accepted, if anything is, and would cost most to match."""
    words = (
        "a",
        "北",
        "한",
        "aa*",
        "a?a*",
        "=a",
        '"a a"',
        '"a a a a"~10',
        "@many",
        '"中 国"',
        "lead:a",
        "body:aa*",
        "the",
    )
    chains = ("NEAR/255", "ONEAR/255", "NEAR/1", "W/S", "W/P", "NOT W/255", "NOT W/S", "NOT W/P")
    for word in words:
        for reach in chains:
            yield f" {reach} ".join([word] * 60)
            yield f"({word} OR b) {reach} ({word} OR zz)"
        yield f" {'NEAR/255'} ".join([f"({word} OR b OR c)"] * 40)
        yield f"ATLEAST255({word})"
        yield f"SCORE({', '.join(f'ATLEAST{number + 2}({word})' for number in range(250))}) >= 250"
        yield " AND ".join(f"ATLEAST{number}({word} OR b{number})" for number in range(1, 250))
        yield f"SCORE({', '.join(f'ATLEAST{255 - number}({word})' for number in range(32))}) >= 32"
        yield " AND ".join(f"ATLEAST{255 - number}({word} OR b{number})" for number in range(32))
        event = f"EVENT(actor={word}, action={word}, target={word}, polarity=denied)"
        yield event
        yield " OR ".join(
            event.replace("target=", f"target=(b{number} OR ").replace(", pol", "), pol")
            for number in range(16)
        )
        yield f"zz OR NOT (zzz {word}) {word}"
    for one in ("a", "aa", "ab", "中", "한", "북한", "ทหาร"):
        yield f'"{" ".join([one] * 64)[: 64 if ord(one[0]) > 0x500 else None]}"'
        yield " OR ".join(f'"{" ".join([one] * count)}"' for count in range(2, 60 // len(one)))
        yield " OR ".join(f'"{" ".join([one] * count)}"~10' for count in range(2, 9))
        yield " OR ".join(f'"{" ".join([*[one] * count, "zz"])}"' for count in range(2, 60 // len(one)))
        yield " OR ".join(f'"{" ".join([one] * 7)} {chr(98 + number)}"~10' for number in range(16))
    yield " OR ".join(f"a{'a' * number}*" for number in range(1, 240))
    yield " OR ".join(f"{chr(97 + number // 26)}{chr(97 + number % 26)}*" for number in range(676))
    yield " OR ".join(f"a{'?a' * number}*" for number in range(1, 32))
    yield " OR ".join(f"{chr(97 + number)}?{'?a' * 12}*" for number in range(26))
    yield " OR ".join(f"w{number}" for number in range(1_000))
    yield " OR ".join(f"=W{number}" for number in range(1_000))
    yield f"SCORE({', '.join(f'w{number}^0.01' for number in range(999))}, a^5) >= 1"
    yield f"SCORE({', '.join(f'(a NEAR/255 aa* NOT w{number})' for number in range(99))}, a^99) >= 1"
    yield " AND ".join(f"(@many NEAR/{number} (a OR b{number}))" for number in range(1, 100))
    yield " AND ".join(f"(@many W/S (@forms OR b{number}))" for number in range(1, 100))
    yield f"SCORE({', '.join(f'(a NEAR/255 aa* NOT w{number})' for number in range(60))}, a^99) >= 1"
    yield " AND ".join(f"(@many NEAR/{number} (a OR b{number}))" for number in range(1, 61))
    yield " AND ".join(f"(@many W/S (@forms OR b{number}))" for number in range(1, 61))
    yield "EVENT(actor=@many, action=@forms, target=@many, polarity=hedged)"
    yield "@many NEAR/255 @forms NOT W/255 @many"
    yield 'ATLEAST255(@many OR @forms OR aa* OR "a a"~10)'
    yield 'a AND "a b c d e f g h"~10 AND "h g f e d c b a"~10'
    yield " ".join(f'"a b"~{number % 10 + 1}' for number in range(16))
