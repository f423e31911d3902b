"""Words that are operators, and words that look like one but are none: those of other languages, slips of the pen.

None of the latter is ever taken as a word to search for: whoever writes W/SEG or +troops means something by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from watch.axis import FARTHEST_NEAR
from watch.errors import Fault, shown

MOST_COUNT = 255

_QUOTE_IT = "Put it in quotes if you mean the words"
_FIELDS = "title: lead: body: byline: source: section: domain: lang: country: published:"
_NEAR = re.compile(r"(?:NEAR|(?i:W|WITHIN))/([0-9]{1,9})")
_ONEAR = re.compile(r"(?:ONEAR|(?i:PRE))/([0-9]{1,9})|ADJ([0-9]{1,9})")
_SENTENCE = re.compile(r"(?i:W?/S(?:ENT)?|NEAR/S)")
_PARAGRAPH = re.compile(r"(?i:W?/P(?:ARA)?|NEAR/P)")


def reach_of(word: str) -> str | None:
    """A proximity operator in its canonical form (NEAR/5, ONEAR/5, W/S, W/P); None when `word` is none.

    Raises Fault for one that is not written right.
    """
    if word[0] not in "NnOoWwPpAa/" or (word.isalpha() and word.islower()):
        return None
    if _SENTENCE.fullmatch(word):
        return "W/S"
    if _PARAGRAPH.fullmatch(word):
        return "W/P"
    for name, pattern in (("NEAR", _NEAR), ("ONEAR", _ONEAR)):
        exact = pattern.fullmatch(word)
        if exact is not None:
            distance = int(next(number for number in exact.groups() if number))
            if not 1 <= distance <= FARTHEST_NEAR:
                raise Fault(
                    0, f"{name} takes a number of words from 1 to {FARTHEST_NEAR}", f"Write {name}/10"
                )
            return f"{name}/{distance}"
    _misspelt(word)
    return None


def call(word: str) -> tuple[str, str] | None:
    """The operator that takes a list in parentheses, and its number; None when `word` is none."""
    if word in {"EVENT", "SCORE"}:
        return word, ""
    count = re.fullmatch(r"(?i:ATLEAST)([0-9]{1,9})", word)
    return ("ATLEAST", count[1]) if count is not None else None


def refuse(word: str) -> None:
    """Raise Fault if a bare word is reserved."""
    if word.isalpha() and word.islower():
        return
    if re.fullmatch(r"(?i:ATLEAST)[0-9]+", word):
        raise Fault(0, f"{shown(word)} has no parenthesis after it", f"Write {word.upper()}(term)")
    if word == "ATLEAST":
        raise Fault(0, "ATLEAST needs a number", "Write ATLEAST3(term)")
    for check in _CHECKS:
        check(word)


def _misspelt(word: str) -> None:
    number = re.search(r"[0-9]{1,3}", word)
    count = number[0] if number else 10
    if word == "NEAR" or re.fullmatch(r"(?i)near(?:/.*|\d+)", word, re.DOTALL):
        raise Fault(0, f"{shown(word)} is no NEAR/n", f"Write NEAR/{count}")
    if word == "ONEAR" or re.fullmatch(r"(?i)(?:onear|pre)(?:/.*|\d+)", word, re.DOTALL):
        raise Fault(0, f"{shown(word)} is no ONEAR/n", f"Write ONEAR/{count}")
    if re.fullmatch(r"(?i)W?/SEG", word):
        raise Fault(
            0, f"{shown(word)} has no meaning here", "Write W/S, W/P, or title:(...), which is a segment"
        )
    if word == "ADJ" or re.fullmatch(r"(?i)adj/[0-9]+", word):
        raise Fault(0, f"{shown(word)} is no operator", f"Write ONEAR/{count}, or a phrase in quotes")
    if re.fullmatch(r"/[0-9]+", word):
        raise Fault(0, f"{shown(word)} is no operator", f"Write NEAR{word}")


def _signs(word: str) -> None:
    if word == "@":
        raise Fault(0, "@ has no name after it", "Write @dprk; wirewatch alias list shows the names")
    if "=" in word.lstrip("="):
        raise Fault(word.index("="), "= stands before a word that is met as written", "Write =NATO")
    if "~" in word:
        raise Fault(word.index("~"), "~ stands behind a phrase in quotes", 'Write "north troops"~3')
    if "^" in word:
        raise Fault(word.index("^"), "A weight has a meaning in SCORE(...) only", "Take the ^ out")
    if "?" in word and not re.fullmatch(r"=?(?:[^\W_]|[^\w?]|(?<=[^\W_])\?(?=[^\W_]))+", word):
        raise Fault(
            word.index("?"),
            "A ? stands for one letter inside a word: wom?n",
            "Take it out, or write a * at the end",
        )


def _fields(word: str) -> None:
    named = re.match(r"([^\W\d_]+):", word)
    if named is None:
        return
    name = named[1].lower()
    if f"{name}:" in _FIELDS.split():
        raise Fault(0, f"{shown(named[0])} is no field", f"Write {name}: in small letters, before its term")
    raise Fault(0, f"{shown(named[0])} is no field", f"Fields are {_FIELDS}. {_QUOTE_IT}")


def _other_languages(word: str) -> None:
    if word in {"&", "&&", "|", "||", "!"}:
        instead = {"&": "AND", "|": "OR", "!": "NOT"}[word[0]]
        raise Fault(0, f"{shown(word)} is no operator", f"Write {instead}")
    if word == "SAME":
        raise Fault(0, "SAME is no operator here", "Write W/P for the same paragraph, or put it in quotes")
    if re.match(r"[-+!][^\W_]", word):
        instead = "Every word is required already" if word[0] == "+" else "Write NOT before what you exclude"
        raise Fault(0, f"{shown(word[0])} before a word is no operator", f"{instead}, or {_QUOTE_IT.lower()}")


_CHECKS: tuple[Callable[[str], None], ...] = (_signs, _fields, _other_languages)
