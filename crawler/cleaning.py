"""Text from strangers made fit to store, to search and to show: lines and paragraphs without tricks.

What is taken out: NULs and other control characters, lone surrogates, non-characters, marks that reverse the
direction of writing (they make a text show differently from what it says), and invisible characters that split
a word (soft hyphen, zero-width space). What stays is NFC, with white space collapsed.
"""

from __future__ import annotations

import re
import unicodedata

_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef"
    "\ufffe\uffff\ud800-\udfff]"
)
# a letter has at most a few marks; to sort a million of them takes as long as their number squared
_RUN_OF_MARKS = re.compile(r"([^\w\s\x00-\x7f]{30})([^\w\s\x00-\x7f]+)")
_SHORT = 500
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_STOPPING = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_MARKUP_BREAKING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def line(text: str) -> str:
    """`text` on one line."""
    text = without_tricks(text)
    if len(text) > _SHORT and not text.isascii():
        text = _RUN_OF_MARKS.sub(_less_marked, text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def without_tricks(text: str) -> str:
    """`text` without the characters that are taken out of every text; white space is left as it is."""
    return _REMOVED.sub("", text)


def _less_marked(run: re.Match[str]) -> str:
    """At most 30 marks on a letter, which is what Unicode (UAX #15, Stream-Safe Text) asks to be borne."""
    return run[1] + "".join(sign for sign in run[2] if not _is_mark(sign))


def _is_mark(sign: str) -> bool:
    # some that are none by themselves are made of two
    return unicodedata.combining(unicodedata.normalize("NFD", sign)[0]) > 0


def lines(text: str) -> list[str]:
    """The lines of `text` that hold something, each cleaned."""
    return [cleaned for raw in _LINE_END.split(text) if (cleaned := line(raw))]


def paragraphs(text: str) -> str:
    """`text` with every line a paragraph, and one blank line between two of them."""
    return "\n\n".join(lines(text))


def markup_bytes(text: str) -> bytes:
    """`text` as UTF-8 without the characters at which a parser of HTML stops."""
    return text.encode("utf-8", "ignore").translate(None, _STOPPING)


def markup(text: str) -> str:
    """`text` without the characters that no HTML or XML may hold; white space is left as it is."""
    return _MARKUP_BREAKING.sub("", text)
