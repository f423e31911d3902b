"""From lexemes to operators, by the grammar in `watch.lark`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from lark import Lark, Token, Transformer, UnexpectedToken

from watch.errors import Fault, shown
from watch.lexer import Lexeme
from watch.operators import And, InTitle, Near, Not, Operator, Or, Term


def grow(lexemes: Sequence[Lexeme], *, end: int) -> Operator:
    """The tree of a query that is `end` characters long. Raises Fault where the grammar allows no such lexeme."""
    if not lexemes:
        raise Fault(0, "The query is empty", "Write a word to search for")
    parser = _grammar().parse_interactive()
    reached = 0
    try:
        for lexeme in lexemes:
            parser.feed_token(Token(lexeme.kind, lexeme.text, start_pos=lexeme.at))
            reached += 1
        root = parser.feed_eof()
    except UnexpectedToken:
        raise _misplaced(lexemes, reached, end) from None
    if not isinstance(root, Operator):
        raise TypeError(f"the grammar built {type(root).__name__}, no operator")
    return root


@cache
def _grammar() -> Lark:
    grammar = Path(__file__).with_name("watch.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", transformer=_Builder())


class _Builder(Transformer[Token, Operator]):
    """One method for each rule of the grammar; called by the parser as it goes, so it never recurses."""

    def either(self, parts: list[Operator]) -> Operator:
        alternatives = _flat(Or, parts)
        return alternatives[0] if len(alternatives) == 1 else Or(parts=alternatives)

    def both(self, parts: list[Operator]) -> Operator:
        required = _flat(And, parts)
        return required[0] if len(required) == 1 else And(parts=required)

    def near(self, children: tuple[Operator, Token, Operator]) -> Operator:
        left, distance, right = children
        for side in (left, right):
            misplaced = side.misplaced()
            if misplaced is not None:
                raise _not_beside_near(misplaced, int(distance))
        return Near(left=left, right=right, distance=int(distance))

    def negation(self, children: tuple[Token, Operator]) -> Operator:
        word, part = children
        return part.part if isinstance(part, Not) else Not(part=part, column=_at(word) + 1)

    def in_title(self, children: tuple[Token, Operator]) -> Operator:
        word, part = children
        return part if isinstance(part, InTitle) else InTitle(part=part, column=_at(word) + 1)

    def term(self, children: tuple[Token]) -> Operator:
        (token,) = children
        at = _at(token)
        try:
            return Term.of(str(token), column=at + 1)
        except Fault as fault:
            quote = token.type == "PHRASE"
            raise Fault(at + quote + fault.offset, fault.message, fault.suggestion) from None


def _flat(kind: type[And | Or], parts: list[Operator]) -> tuple[Operator, ...]:
    """The parts without repeats, and without parentheses that change nothing: a AND (b AND a) is a AND b."""
    flat: dict[Operator, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return tuple(flat)


def _at(token: Token) -> int:
    return token.start_pos or 0


def _not_beside_near(operator: Operator, distance: int) -> Fault:
    word = "NOT" if isinstance(operator, Not) else "AND"
    beside = f"a NEAR/{distance} b"
    instead = f"NOT ({beside})" if word == "NOT" else f"a NEAR/{distance} c AND b NEAR/{distance} c"
    return Fault(
        operator.column - 1, f"{word} cannot stand beside NEAR, which joins places", f"Write {instead}"
    )


def _misplaced(lexemes: Sequence[Lexeme], reached: int, end: int) -> Fault:
    """What to say of the first lexeme that the grammar has no use for: it always stands where a term should."""
    before = lexemes[reached - 1] if reached else None
    if before is not None and before.kind == "TITLE":
        return Fault(
            before.at, "title: has no term directly after it", 'Write title:word or title:"some words"'
        )
    if reached == len(lexemes):
        last = lexemes[-1]
        return Fault(end, f"{_named(last)} needs a term after it", _quote_it(last))
    found = lexemes[reached]
    if before is None:
        return Fault(found.at, f"{_named(found)} needs a term before it", _quote_it(found))
    return Fault(
        found.at, f"A term is missing between {_named(before)} and {_named(found)}", _quote_it(found)
    )


def _named(lexeme: Lexeme) -> str:
    return f"NEAR/{lexeme.text}" if lexeme.kind == "NEAR" else shown(lexeme.text)


def _quote_it(lexeme: Lexeme) -> str:
    if lexeme.kind in {"_AND", "_OR", "NOT"}:
        return f'Put "{lexeme.text}" in quotes, or in small letters, if you mean the word'
    return "Write the term, or take the operator out"
