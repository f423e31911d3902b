"""What can be wrong with a configuration, said so that a person finds the place at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, or doubtful, in the configuration file.

    `path` names the key ("watches.0.query"; empty for the file as a whole). `column` and `row` (both from 1)
    point into the key's own value, `line` (from 1) into the file. The message holds no secret.
    """

    path: str
    message: str
    line: int | None = None
    row: int | None = None
    column: int | None = None

    def describe(self, file: str) -> str:
        """The problem on one line: `wirewatch.toml: watches.0.query, column 14: ... (line 31)`."""
        row = f"line {self.row}" if self.row is not None else ""
        column = f"column {self.column}" if self.column is not None else ""
        place = ", ".join(part for part in (self.path, row, column) if part)
        found = f" (line {self.line})" if self.line is not None else ""
        return visible(": ".join(part for part in (file, place, self.message) if part) + found)


class ConfigError(Exception):
    """The configuration cannot be used; `problems` holds all that is wrong with it, not only the first thing."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.describe(file) for problem in problems))
        self.file = file
        self.problems = problems


def key_path(keys: tuple[str | int, ...]) -> str:
    """Keys as one dotted path; a key that holds anything but word characters and hyphens is quoted."""
    return ".".join(_part(key) for key in keys)


def visible(text: str) -> str:
    """`text` with every control character escaped: a terminal shows it and obeys none of it."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _part(key: str | int) -> str:
    if isinstance(key, int) or key.replace("-", "").isidentifier():
        return str(key)
    cut = key if len(key) <= 64 else f"{key[:63]}…"
    return f'"{cut}"'
