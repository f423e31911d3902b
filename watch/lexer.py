"""Cutting a query into lexemes, and refusing what could only be misunderstood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watch.errors import Fault, shown
from watch.reserved import near_distance, refuse

LONGEST_QUERY_BYTES = 32 * 1024
DEEPEST_PARENTHESES = 64

# Keyboards for Chinese and Japanese type wide parentheses; word processors bend the quotes.
_LEXEME = re.compile(
    r"(?P<SPACE>\s+)|(?P<LPAR>[(（])|(?P<RPAR>[)）])"
    r'|["“”„＂](?P<PHRASE>[^"“”„＂]*)["“”„＂]|(?P<QUOTE>["“”„＂])|(?P<WORD>[^\s()（）"“”„＂]+)'
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_OPENS = re.compile(r"\s*[(（]")
_BRACKETS = re.compile(r'["“”„＂][^"“”„＂]*(?:["“”„＂]|\Z)|[()（）]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexeme:
    """A piece of a query: the terminal of the grammar, what it says, and where it begins (from 0)."""

    kind: str
    text: str
    at: int


def check_limits(query: str) -> None:
    """Raise Fault for a query over 32 kB, nested deeper than 64, or with a parenthesis that has no other."""
    too_long = Fault(0, "A query may be 32 kB long at most", "Split it into several watches")
    if len(query) > LONGEST_QUERY_BYTES or len(query.encode("utf-8", "replace")) > LONGEST_QUERY_BYTES:
        raise too_long
    opened: list[int] = []
    for bracket in _BRACKETS.finditer(query):
        if bracket[0] in "(（":
            opened.append(bracket.start())
            if len(opened) > DEEPEST_PARENTHESES:
                raise Fault(
                    bracket.start(),
                    f"Parentheses may be nested {DEEPEST_PARENTHESES} deep at most",
                    "Simplify it",
                )
        elif bracket[0] in ")）":
            if not opened:
                raise Fault(bracket.start(), "This parenthesis was never opened", "Take it out")
            opened.pop()
    if opened:
        raise Fault(opened[-1], "This parenthesis is never closed", "Add a ) where it should end")


def lexemes(query: str) -> Iterator[Lexeme]:
    """The lexemes of a query. Raises Fault at the first that cannot be one."""
    unprintable = _UNPRINTABLE.search(query)
    if unprintable is not None:
        code = f"U+{ord(unprintable[0]):04X}"
        raise Fault(unprintable.start(), f"A query cannot hold the control character {code}", "Take it out")
    for found in _LEXEME.finditer(query):
        kind, at = found.lastgroup, found.start()
        if kind == "WORD":
            if found[0].endswith("title:") and query[found.end() : found.end() + 1].isspace():
                raise Fault(at, "title: has a space after it", "Write title:word or title:(several words)")
            yield from _word(found[0], at, opens=_OPENS.match(query, found.end()) is not None)
        elif kind == "PHRASE":
            yield Lexeme(kind="PHRASE", text=_phrase(found["PHRASE"], at + 1), at=at)
        elif kind == "QUOTE":
            raise Fault(at, "This quotation mark is never closed", "Add the closing one")
        elif kind != "SPACE":
            yield Lexeme(kind=f"_{kind}", text=found[0], at=at)


def is_bare_term(written: str) -> bool:
    """Whether the lexer would read `written` back as this one term, without quotes."""
    if written.isalpha() and written.islower():
        return True
    try:
        return list(lexemes(written)) == [Lexeme(kind="TERM", text=written, at=0)]
    except Fault:
        return False


def _word(word: str, at: int, *, opens: bool) -> Iterator[Lexeme]:
    if word in {"AND", "OR"}:
        yield Lexeme(kind=f"_{word}", text=word, at=at)
    elif word == "NOT":
        yield Lexeme(kind=word, text=word, at=at)
    elif word.startswith("title:"):
        yield Lexeme(kind="TITLE", text="title:", at=at)
        rest = word.removeprefix("title:")
        if rest:
            yield from _word(rest, at + len("title:"), opens=opens)
    else:
        try:
            distance = near_distance(word)
            if distance is None:
                refuse(word, opens=opens)
        except Fault as fault:
            raise Fault(at + fault.offset, fault.message, fault.suggestion) from None
        kind, text = ("TERM", word) if distance is None else ("NEAR", str(distance))
        yield Lexeme(kind=kind, text=text, at=at)


def _phrase(inside: str, at: int) -> str:
    wildcard = re.search(r"[^\W_]\?[^\W_]", inside)
    if wildcard is not None:
        raise Fault(
            at + wildcard.start() + 1,
            f"The wildcard in {shown(inside)} is not supported yet",
            "Take the ? out",
        )
    return inside
