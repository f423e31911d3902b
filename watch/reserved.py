"""Words that look like operators but are none: those to come, those of other languages, and slips of the pen.

None of them is ever taken as a word to search for: whoever writes W/5 or body:troops means something by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from watch.errors import Fault, shown

FARTHEST_NEAR = 255

_QUOTE_IT = "Put it in quotes if you mean the words"
_FIELDS_TO_COME = frozenset(
    ["lead", "body", "byline", "source", "domain", "lang", "country", "section", "published"]
)
_SIGNS_TO_COME = (
    ("~", '"phrase"~n', "Write a NEAR/n b, or take the ~ out"),
    ("^", "A weight (term^n)", "Take the ^ out"),
    ("?", "The wildcard ?", "Write the forms out: (woman OR women)"),
)
_CALLS_TO_COME = re.compile(r"(?:ATLEAST\d*|EVENT|SCORE)")


def near_distance(word: str) -> int | None:
    """The n of NEAR/n; None when `word` is no NEAR. Raises Fault for one that is not written right."""
    if word[0] not in "nN":
        return None
    exact = re.fullmatch(r"NEAR/([0-9]{1,9})", word)
    if exact is not None and 1 <= int(exact[1]) <= FARTHEST_NEAR:
        return int(exact[1])
    if exact is not None:
        raise Fault(0, f"NEAR takes a number of words from 1 to {FARTHEST_NEAR}", "Write NEAR/10")
    if word == "NEAR" or re.fullmatch(r"(?i)near(?:/.*|\d+)", word, re.DOTALL):
        number = re.search(r"[0-9]{1,3}", word)
        raise Fault(0, f"{shown(word)} is no NEAR/n", f"Write NEAR/{number[0] if number else 10}")
    return None


def refuse(word: str, *, opens: bool) -> None:
    """Raise Fault if a bare word is reserved. `opens` says that a parenthesis follows it."""
    if word.isalpha() and word.islower():
        return
    if _CALLS_TO_COME.fullmatch(word) and (opens or word[-1].isdigit()):
        raise _to_come(word, "Write it in small letters if you mean the word")
    for check in _CHECKS:
        check(word)


def _distances(word: str) -> None:
    if re.fullmatch(r"(?i)(?:W|WITHIN)?/[0-9]+", word):
        raise _to_come(word, f"Write NEAR{word[word.index('/') :]}, which means the same")
    if re.fullmatch(r"(?i)W?/(?:S|P|SENT|PARA|SEG)", word):
        raise _to_come(word, "Write NEAR/15 for about a sentence, NEAR/50 for about a paragraph")
    if re.fullmatch(r"ONEAR|(?i:(?:ONEAR|PRE)/.*)|ADJ[0-9]*|(?i:ADJ/?[0-9]+)", word, re.DOTALL):
        raise _to_come(word, "Write NEAR/n, which finds either order, or a phrase in quotes")


def _signs(word: str) -> None:
    if word.startswith("@"):
        raise _to_come("An @alias", "Write its forms out: (one OR other)")
    if word.startswith("="):
        raise _to_come("=Exact", "Case makes no difference: leave the = out")
    for sign, name, instead in _SIGNS_TO_COME:
        if sign in word:
            raise Fault(word.index(sign), f"{name} is not supported yet", instead)


def _fields(word: str) -> None:
    named = re.match(r"([^\W\d_]+):", word)
    if named is None:
        return
    name = named[1].lower()
    if name == "title":
        raise Fault(0, f"{shown(named[0])} is no field", "Write title: in small letters, before its term")
    if name in _FIELDS_TO_COME:
        raise _to_come(f"{name}:", "The only field so far is title:")
    raise Fault(0, f"{shown(named[0])} is no field", _QUOTE_IT)


def _other_languages(word: str) -> None:
    if word in {"&", "&&", "|", "||", "!"}:
        instead = {"&": "AND", "|": "OR", "!": "NOT"}[word[0]]
        raise Fault(0, f"{shown(word)} is no operator", f"Write {instead}")
    if re.match(r"[-+!][^\W_]", word):
        instead = "Every word is required already" if word[0] == "+" else "Write NOT before what you exclude"
        raise Fault(0, f"{shown(word[0])} before a word is no operator", f"{instead}, or {_QUOTE_IT.lower()}")


def _to_come(what: str, suggestion: str) -> Fault:
    what = what if what.startswith(("An ", "A ", "=")) else shown(what)
    return Fault(0, f"{what} is not supported yet", suggestion)


_CHECKS: tuple[Callable[[str], None], ...] = (_distances, _signs, _fields, _other_languages)
