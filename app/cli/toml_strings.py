"""Words of the web as strings of TOML, ready to be copied from a terminal."""

from __future__ import annotations

from app.cli.terminal import plain

_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def toml_string(text: str) -> str:
    """The text in quotes, on one line, with escapes for what a terminal would obey.

    A half of a pair of surrogates, which no TOML can hold, becomes U+FFFD.
    """
    return f'"{"".join(map(_written, text))}"'


def _written(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if plain(char) == char:
        return char
    code = ord(char)
    if 0xD800 <= code < 0xE000:
        return "\ufffd"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
