"""Words from the web, made fit for a header, a mail, a log or a terminal.

Nothing here judges what the words say; it takes away what is no word: controls, direction overrides,
invisible characters, and the shapes that mail programs turn into links by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from alerts.marked import Mark, rewrite

# U+200C and U+200D are invisible too, and stay: Persian, the Indic scripts and emoji need them.
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
_CONTROL = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029"
_NO_WORD = re.compile(f"(?P<invisible>[{_INVISIBLE}])|(?P<control>[{_CONTROL}])|[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")

# Each alternative is the one character (or "://") without which nothing is linked.
_ENDINGS = r"[a-z]{2,24}|[A-Z]{2,24}|(?i:com|net|org|info|io|co|me|ru|cn|xn--\w+)|рф|укр|中国|한국"
_LINKING = re.compile(
    rf"""://
      | (?<=\w)@(?=\w)
      | (?<=[\w-])\.(?=(?:{_ENDINGS})(?!\w))
      | (?<=\b[Ww][Ww][Ww])\.
      | (?<=\b(?i:mailto)):
      | (?<=\b(?i:javascript)):
      | (?<=\b(?i:tel)):(?=\S)
    """,
    re.VERBOSE,
)


def clean(text: str, marks: Sequence[Mark] = ()) -> tuple[str, tuple[Mark, ...]]:
    """Take out what is no word, line feeds excepted, and move the marks along."""

    def word(found: re.Match[str]) -> str:
        if found["invisible"]:
            return ""
        return " " if found["control"] else "\ufffd"

    return rewrite(text, marks, _NO_WORD, word)


def one_line(text: str, limit: int = 500) -> str:
    """Return the text clean, on one line, in at most `limit` characters."""
    # spaces and invisible characters go, so more is looked at than is kept; never a whole hostile megabyte
    line = _SPACES.sub(" ", clean(text[: limit * 8])[0]).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def defang(text: str, marks: Sequence[Mark] = ()) -> tuple[str, tuple[Mark, ...]]:
    """Write addresses as analysts do (`evil[.]example`), so that no mail program makes a link of them."""
    return rewrite(text, marks, _LINKING, lambda found: f"[{found[0][0]}]{found[0][1:]}")
