"""From the bytes of a file to TOML values, or to the one thing that is wrong with them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from app.config.errors import Problem

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
# The parser quotes the file in these; a piece of a file can be a secret that lost its quotation marks.
_WITHOUT_QUOTES = (
    ("Cannot declare", "this table is declared twice"),
    ("Cannot mutate", "this table was closed before and cannot be added to"),
    ("Cannot redefine", "this table was given before in another form"),
    ("Cannot overwrite", "this key was given before"),
    ("Duplicate inline", "this key is given twice in one inline table"),
    ("Found invalid", "a character stands here that TOML does not allow"),
    ("Illegal", "a character stands here that TOML does not allow"),
)


class Unreadable(Exception):
    """The file gives no TOML values at all; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_bytes(path: Path) -> bytes:
    """The file's content. Raises Unreadable."""
    if path.is_dir():
        raise Unreadable(Problem(path="", message="is a folder; name the file in it"))
    try:
        return path.read_bytes()
    except FileNotFoundError:
        message = "there is no such file; `wirewatch init` writes one"
    except (OSError, ValueError) as error:
        message = f"cannot be read: {getattr(error, 'strerror', None) or 'not a path'}"
    raise Unreadable(Problem(path="", message=message))


def read_text(content: bytes) -> str:
    """The content as text, a byte order mark dropped. Raises Unreadable."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    raise Unreadable(Problem(path="", row=line, message="is not UTF-8 text; save the file as UTF-8"))


def read_toml(text: str) -> dict[str, Any]:
    """The text's values. Raises Unreadable, pointing at line and column."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = _syntax(str(error), text)
    except RecursionError:
        problem = Problem(path="", message="lists or tables are nested too deeply")
    except ValueError:
        problem = Problem(path="", message="holds a number with too many digits")
    raise Unreadable(problem)


def _syntax(said: str, text: str) -> Problem:
    place = _PLACE.search(said)
    message = said if place is None else said[: place.start()]
    for beginning, instead in _WITHOUT_QUOTES:
        if message.startswith(beginning):
            message = instead
    if place is None:
        return Problem(path="", message=message)
    if place[1] is None:
        return Problem(
            path="", message=f"{message}, at the end of the file", row=text.rstrip().count("\n") + 1
        )
    return Problem(path="", message=message, row=int(place[1]), column=int(place[2]))
