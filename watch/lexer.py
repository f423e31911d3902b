"""Cutting a query into lexemes, and refusing what could only be misunderstood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from watch.errors import Fault, shown
from watch.operators.fields import FACT_FIELDS, TEXT_FIELDS
from watch.reserved import call, reach_of, refuse

LONGEST_QUERY_BYTES = 32 * 1024
DEEPEST_PARENTHESES = 64

# Keyboards for Chinese and Japanese type wide parentheses; word processors bend the quotes.
_QUOTES = '"“”„＂'
_LEXEME = re.compile(
    rf"(?P<SPACE>\s+)|(?P<LPAR>[(（])|(?P<RPAR>[)）])"
    rf"|(?P<EXACT>=?)[{_QUOTES}](?P<PHRASE>[^{_QUOTES}]*)[{_QUOTES}](?P<SLACK>~[0-9]*)?"
    rf"|(?P<QUOTE>[{_QUOTES}])|(?P<WORD>[^\s()（）{_QUOTES}]+)"
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_OPENS = re.compile(r"\s*[(（]")
_BRACKETS = re.compile(rf"[{_QUOTES}][^{_QUOTES}]*(?:[{_QUOTES}]|\Z)|[()（）]")
_STRANGE_SLOT = re.compile(r"[A-Za-z]{1,40}=")
_SLOT = re.compile(r"(actor|action|target)\s*=\s*|polarity\s*=\s*([^\s,()（）]*)")
_WEIGHT = re.compile(r"\^(-?[0-9]{1,6}(?:\.[0-9]{1,2})?)(?![^\s,()（）])")
_THRESHOLD = re.compile(r"\s*>=\s*(-?[0-9]{1,6}(?:\.[0-9]{1,2})?)(?![^\s()（）])")
_NOT_REACH = re.compile(rf"NOT\s+(?=[A-Za-z/]+[/0-9])([^\s()（）{_QUOTES}]+)(?=\s|\Z|[(（{_QUOTES}])")
_PLAIN = re.compile(r"[^\W_]+\*?")
# Most of a long list: words without capitals, of which none is an operator, and what joins them.
_SIMPLE = re.compile(r"([^\W\d_]+)(?=\s*\Z|\s+[^\s(（]|[)）])\s*")
_SIMPLE_IN_SCORE = re.compile(r"([^\W\d_]+)(?=[,，、^)）])")
_JOINING = {"AND": "_AND", "OR": "_OR"}


class Lexeme(NamedTuple):
    """A piece of a query: the terminal of the grammar, what it says, and where it begins (from 0)."""

    kind: str
    text: str
    at: int


def check_limits(query: str) -> None:
    """Raise Fault for a query over 32 kB, nested deeper than 64, or with a parenthesis that has no other."""
    if len(query) > LONGEST_QUERY_BYTES or len(query.encode("utf-8", "replace")) > LONGEST_QUERY_BYTES:
        raise Fault(0, "A query may be 32 kB long at most", "Put long lists into an alias")
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
    return _Cutter(query).lexemes()


def is_bare_term(written: str) -> bool:
    """Whether the lexer would read `written` back as this one term, without quotes."""
    if _PLAIN.fullmatch(written) and not written.isupper():
        return True
    try:
        found = list(lexemes(written))
    except Fault:
        return False
    if written.startswith("="):
        return found == [Lexeme(kind="EXACT", text=written[1:], at=0)]
    return found == [Lexeme(kind="TERM", text=written, at=0)]


class _Cutter:
    """Reads a query from left to right; `_open` holds what each open parenthesis belongs to."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._at = 0
        self._open: list[str] = []

    def lexemes(self) -> Iterator[Lexeme]:
        while self._at < len(self._query):
            inside = self._open[-1] if self._open else ""
            if inside in {"EVENT", "SCORE"}:
                special = self._in_call(inside)
                if special is not None:
                    yield special
                    continue
            simple = self._simple(inside)
            if simple is not None:
                yield simple
            else:
                yield from self._next(inside)

    def _simple(self, inside: str) -> Lexeme | None:
        """The shortest way to most lexemes; None where it takes the long one."""
        if inside == "EVENT":
            return None
        at = self._at
        found = (_SIMPLE_IN_SCORE if inside == "SCORE" else _SIMPLE).match(self._query, at)
        if found is None:
            return None
        word = found[1]
        kind = "TERM" if word == word.lower() else _JOINING.get(word)
        if kind is None:
            return None
        self._at = found.end()
        return Lexeme(kind, word, at)

    def _in_call(self, inside: str) -> Lexeme | None:
        query, at = self._query, self._at
        if query[at] in ",，、":
            self._at += 1
            return Lexeme(kind="_COMMA", text=",", at=at)
        if inside == "EVENT":
            slot = _SLOT.match(query, at)
            if slot is None:
                _refuse_slot(query, at)
                return None
            self._at = slot.end()
            if slot[1]:
                return Lexeme(kind="SLOT", text=slot[1], at=at)
            return Lexeme(kind="POLARITY", text=slot[2], at=at)
        if query[at] == "^":
            weight = _WEIGHT.match(query, at)
            if weight is None:
                raise Fault(at, "A weight is a number of at most two decimals behind ^", "Write troops^3")
            self._at = weight.end()
            return Lexeme(kind="WEIGHT", text=weight[1], at=at)
        return None

    def _next(self, inside: str) -> Iterator[Lexeme]:
        at = self._at
        negated = _NOT_REACH.match(self._query, at)
        reach = reach_of(negated[1]) if negated else None
        if negated is not None and reach is not None:
            self._at = negated.end()
            yield Lexeme(kind="NOT_REACH", text=reach, at=at)
            return
        found = _LEXEME.match(self._query, at)
        if found is None:  # every character begins a lexeme
            raise Fault(at, "This cannot be read", "Take it out")
        self._at = found.end()
        kind = found.lastgroup
        if found["WORD"]:
            yield from self._word(found["WORD"], at, inside)
        elif found["PHRASE"] is not None:
            yield self._phrase(found, at)
        elif kind == "QUOTE":
            raise Fault(at, "This quotation mark is never closed", "Add the closing one")
        elif kind == "LPAR":
            self._open.append("group")
            yield Lexeme(kind="_LPAR", text="(", at=at)
        elif kind == "RPAR":
            yield from self._closed(at)

    def _closed(self, at: int) -> Iterator[Lexeme]:
        opened = self._open.pop() if self._open else ""
        yield Lexeme(kind="_RPAR", text=")", at=at)
        if opened == "SCORE":
            threshold = _THRESHOLD.match(self._query, self._at)
            if threshold is None:
                raise Fault(self._at, "SCORE(...) needs the number to be reached", "Write SCORE(...) >= 4")
            yield Lexeme(kind="THRESHOLD", text=threshold[1], at=self._at)
            self._at = threshold.end()

    def _phrase(self, found: re.Match[str], at: int) -> Lexeme:
        if found["EXACT"]:
            if found["SLACK"]:
                raise Fault(
                    found.start("SLACK"), "A phrase is met as written or loosely, not both", "Take one out"
                )
            return Lexeme(kind="EXACT_PHRASE", text=found["PHRASE"], at=at)
        if found["SLACK"]:
            return Lexeme(kind="LOOSE", text=f"{found['SLACK'][1:]}~{found['PHRASE']}", at=at)
        return Lexeme(kind="PHRASE", text=found["PHRASE"], at=at)

    def _word(self, word: str, at: int, inside: str) -> Iterator[Lexeme]:
        if inside in {"EVENT", "SCORE"}:
            ends = re.search(r"[,，、^]" if inside == "SCORE" else r"[,，、]", word)
            if ends is not None and ends.start():
                word = word[: ends.start()]
                self._at = at + len(word)
        opens = _OPENS.match(self._query, self._at)
        if word in {"AND", "OR"}:
            yield Lexeme(kind=f"_{word}", text=word, at=at)
        elif word == "NOT":
            yield Lexeme(kind=word, text=word, at=at)
        elif opens is not None and (called := call(word)) is not None:
            self._open.append(called[0])
            self._at = opens.end()
            yield Lexeme(kind=f"{called[0]}", text=called[1], at=at)
        elif opens is not None and word.upper() == "EVENT" and _SLOT.match(self._query, opens.end()):
            raise Fault(at, "EVENT is written in capitals", "Write EVENT(actor=@dprk, action=@deploy)")
        else:
            yield from self._plain_word(word, at)

    def _plain_word(self, word: str, at: int) -> Iterator[Lexeme]:
        name, colon, value = word.partition(":")
        if colon and name in (*TEXT_FIELDS, *FACT_FIELDS):
            yield from self._field(name, value, at)
            return
        try:
            reach = reach_of(word)
            if reach is None:
                refuse(word)
        except Fault as fault:
            raise Fault(at + fault.offset, fault.message, fault.suggestion) from None
        if reach is not None:
            yield Lexeme(kind="REACH", text=reach, at=at)
        elif word[0] in "@=" and len(word) > 1:
            yield Lexeme(kind="ALIAS" if word[0] == "@" else "EXACT", text=word[1:], at=at)
        else:
            yield Lexeme(kind="TERM", text=word, at=at)

    def _field(self, name: str, value: str, at: int) -> Iterator[Lexeme]:
        behind = at + len(name) + 1
        if not value and self._query[behind : behind + 1].isspace():
            raise Fault(at, f"{name}: has a space after it", f"Write {name}:word or {name}:(several words)")
        if name in FACT_FIELDS and value:
            yield Lexeme(kind="FACT", text=f"{name}:{value}", at=at)
            return
        yield Lexeme(kind="FACTS" if name in FACT_FIELDS else "FIELD", text=name, at=at)
        self._at = behind
        if not value:
            return
        # what stands directly behind the colon is read on its own: title:ATLEAST2(x), title:="NATO"
        found = _LEXEME.match(self._query, behind)
        if found is not None and found["WORD"]:
            self._at = found.end()
            yield from self._word(found["WORD"], behind, self._open[-1] if self._open else "")


def _refuse_slot(query: str, at: int) -> None:
    """Raise Fault for a part of EVENT that there is none of."""
    strange = _STRANGE_SLOT.match(query, at)
    if strange is not None:
        raise Fault(
            at,
            f"EVENT takes actor=, action=, target= and polarity=, not {shown(strange[0])}",
            "Write EVENT(actor=@dprk, action=@deploy, target=@russia)",
        )


def check_slack(text: str) -> int:
    """The k of "phrase"~k; raises Fault."""
    from watch.operators.term import MOST_SLACK

    if not text.isdigit() or not 1 <= int(text) <= MOST_SLACK:
        raise Fault(
            0, f"~ takes a number of words from 1 to {MOST_SLACK}, not {shown(text)}", 'Write "a b"~3'
        )
    return int(text)
