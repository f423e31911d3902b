"""From lexemes to operators, by the grammar in `watch.lark`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from lark import Lark, Token, UnexpectedToken

from watch.aliases import AliasBook
from watch.building import Alternatives, Builder, Items, NamedSet
from watch.errors import Fault, shown
from watch.expansion import alias_of
from watch.lexer import Lexeme
from watch.operators import Operator


def grow(lexemes: Sequence[Lexeme], aliases: AliasBook, *, end: int) -> Operator:
    """The tree of a query that is `end` characters long. Raises Fault where the grammar allows no such lexeme."""
    if not lexemes:
        raise Fault(0, "The query is empty", "Write a word to search for")
    parser = _grammar().parse_interactive()
    reached = 0
    try:
        for token, taken in _tokens(lexemes, aliases):
            parser.feed_token(token)
            reached += taken
        root = parser.feed_eof()
    except UnexpectedToken:
        raise _misplaced(lexemes, reached, end) from None
    if not isinstance(root, Operator):
        raise TypeError(f"the grammar built {type(root).__name__}, no operator")
    return root


@cache
def _grammar() -> Lark:
    grammar = Path(__file__).with_name("watch.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", transformer=Builder())


def _tokens(lexemes: Sequence[Lexeme], aliases: AliasBook) -> Iterator[tuple[Token, int]]:
    """What the grammar is given, each with the number of lexemes that it stands for."""
    at = 0
    are_facts = False
    while at < len(lexemes):
        kind = lexemes[at].kind
        are_facts = kind == "FACTS" or (are_facts and kind != "_RPAR")
        token: Token
        if not are_facts and (terms := _alternatives(lexemes, at)):
            token, taken = Alternatives.of(list(map(_plain, terms))), 2 * len(terms) - 1
        elif items := _items(lexemes, at):
            token, taken = (
                Items.of([list(map(_plain, item)) for item in items]),
                sum(map(len, items)) + len(items) - 1,
            )
        else:
            token, taken = _token(lexemes[at], aliases), 1
        yield token, taken
        at += taken


def _alternatives(lexemes: Sequence[Lexeme], first: int) -> Sequence[Lexeme]:
    """The terms from here on that OR alone joins, if they are several: the grammar takes as long as for one of them."""
    if lexemes[first].kind != "TERM" or (first and lexemes[first - 1].kind not in {"_OR", "_LPAR"}):
        return ()
    last = first
    while last + 2 < len(lexemes) and lexemes[last + 1].kind == "_OR" and lexemes[last + 2].kind == "TERM":
        last += 2
    if last + 1 < len(lexemes) and lexemes[last + 1].kind not in {"_OR", "_RPAR"}:
        last -= 2  # what stands behind it takes the last one
    return lexemes[first : last + 1 : 2] if last > first else ()


def _items(lexemes: Sequence[Lexeme], first: int) -> Sequence[Sequence[Lexeme]]:
    """The same of the terms of a SCORE, each with its weight."""
    items: list[Sequence[Lexeme]] = []
    at = first
    # a comma of EVENT is followed by no term
    while (
        0 < at < len(lexemes) and lexemes[at].kind == "TERM" and lexemes[at - 1].kind in {"SCORE", "_COMMA"}
    ):
        behind = at + 1
        if behind < len(lexemes) and lexemes[behind].kind == "WEIGHT":
            behind += 1
        if behind == len(lexemes) or lexemes[behind].kind not in {"_COMMA", "_RPAR"}:
            break
        items.append(lexemes[at:behind])
        at = behind + 1
    return items if len(items) > 1 else ()


def _token(lexeme: Lexeme, aliases: AliasBook) -> Token:
    if lexeme.kind != "ALIAS":
        return _plain(lexeme)
    return NamedSet.of(lexeme.text, lexeme.at, alias_of(lexeme.text, aliases, at=lexeme.at))


def _plain(lexeme: Lexeme) -> Token:
    return Token(lexeme.kind, lexeme.text, start_pos=lexeme.at)


def _misplaced(lexemes: Sequence[Lexeme], reached: int, end: int) -> Fault:
    """What to say of the first lexeme that the grammar has no use for."""
    before = lexemes[reached - 1] if reached else None
    if before is not None and before.kind in {"FIELD", "FACTS"}:
        name = f"{before.text}:"
        return Fault(
            before.at, f"{name} has no term directly after it", f'Write {name}word or {name}"some words"'
        )
    if reached == len(lexemes):
        last = lexemes[-1]
        return Fault(end, f"{_named(last)} needs a term after it", _quote_it(last))
    found = lexemes[reached]
    if before is None:
        return Fault(found.at, f"{_named(found)} needs a term before it", _quote_it(found))
    if before.kind == "EVENT" or (found.kind not in _OPERATORS and _in_event(lexemes[:reached])):
        return Fault(
            found.at,
            f"EVENT takes actor=, action=, target= and polarity=, not {_named(found)}",
            "Write EVENT(actor=@dprk, action=@deploy, target=@russia)",
        )
    return Fault(
        found.at, f"A term is missing between {_named(before)} and {_named(found)}", _quote_it(found)
    )


_OPERATORS = frozenset(["_AND", "_OR", "NOT", "REACH", "NOT_REACH", "_RPAR"])


def _in_event(lexemes: Sequence[Lexeme]) -> bool:
    opened: list[str] = []
    for lexeme in lexemes:
        if lexeme.kind in {"_LPAR", "EVENT", "SCORE", "ATLEAST"}:
            opened.append(lexeme.kind)
        elif lexeme.kind == "_RPAR":
            opened.pop()
    return bool(opened) and opened[-1] == "EVENT"


def _named(lexeme: Lexeme) -> str:
    written = {
        "NOT_REACH": f"NOT {lexeme.text}",
        "ATLEAST": f"ATLEAST{lexeme.text}(",
        "EVENT": "EVENT(",
        "SCORE": "SCORE(",
        "SLOT": f"{lexeme.text}=",
        "POLARITY": f"polarity={lexeme.text}",
        "WEIGHT": f"^{lexeme.text}",
        "THRESHOLD": f">= {lexeme.text}",
        "ALIAS": f"@{lexeme.text}",
        "FIELD": f"{lexeme.text}:",
        "FACTS": f"{lexeme.text}:",
    }.get(lexeme.kind, lexeme.text)
    return written if lexeme.kind in {"REACH", "NOT_REACH"} else shown(written)


def _quote_it(lexeme: Lexeme) -> str:
    if lexeme.kind in {"_AND", "_OR", "NOT"}:
        return f'Put "{lexeme.text}" in quotes, or in small letters, if you mean the word'
    return "Write the term, or take the operator out"
