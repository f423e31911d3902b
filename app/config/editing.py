"""Changes to a configuration file that leave the rest of it as it is: comments, order, blank lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array

from app.config.beside import written_beside
from app.config.errors import ConfigError, Problem
from app.config.locating import key_lines

_COMMENT = re.compile(r"\s*(?:#.*)?")

Values = Mapping[str, Any]


class EditError(Exception):
    """The file cannot be changed so that it says what it should. One line."""


def with_sources(
    text: str,
    sources: Sequence[Values],
    groups: Mapping[str, Values] | None = None,
    notes: Mapping[str, str] | None = None,
) -> str:
    """The file's text with these `[[sources]]` after its last one, and before them the groups that it lacks.

    `notes` are comments above sources, by name.

    Raises:
        EditError: the text is no TOML, or holds its sources in a form that nothing can be added to.
    """
    text, newline = text.replace("\r\n", "\n"), "\r\n" if "\r\n" in text else "\n"
    try:
        before = tomllib.loads(text)
        document = tomlkit.parse(text)
    except (ValueError, TOMLKitError, RecursionError):
        raise EditError("the file is no valid TOML") from None
    known = before.get("groups", {})
    missing = {name: values for name, values in (groups or {}).items() if name not in known}
    if isinstance(array := document.get("sources"), Array):
        for source in sources:
            row = tomlkit.inline_table()
            row.update(source)
            array.append(row)
        changed = tomlkit.dumps(document)
        lines = changed.split("\n")
        at = len(lines)
        block = _groups(missing)
    else:
        if array is not None and not isinstance(array, AoT):
            raise EditError("its sources are no tables")
        lines = text.split("\n")
        at = _end_of(lines, text, "sources")
        block = [*_groups(missing), *_tables(sources, notes or {})]
    changed = "\n".join(_put(lines, at, block)) if block else "\n".join(lines)
    expected: dict[str, Any] = {
        **before,
        "sources": [*before.get("sources", []), *(dict(source) for source in sources)],
    }
    if missing:
        expected["groups"] = {**known, **{name: dict(values) for name, values in missing.items()}}
    if tomllib.loads(changed) != expected:
        raise EditError("the file is written in a way that tables cannot be added to")
    return changed.replace("\n", newline)


def source_text(source: Values) -> str:
    """One `[[sources]]` table as it is written."""
    return "\n".join(_tables([source], {})) + "\n"


def write(path: Path, text: str, before: str) -> None:
    """Put the text in the file's place at once, with its rights; no worker ever reads half of it.

    Raises:
        EditError: the file changed meanwhile, or cannot be written.
    """
    target = path.resolve()
    try:
        if target.read_bytes().decode("utf-8-sig") != before:
            raise EditError(f"{path} was changed meanwhile; nothing was written")
        with written_beside(target, text.encode()) as beside:
            beside.chmod(target.stat().st_mode & 0o7777)
            beside.replace(target)
    except (OSError, UnicodeDecodeError) as error:
        raise EditError(f"{path} cannot be written: {getattr(error, 'strerror', 'is no UTF-8')}") from None


def refuse_invalid(path: Path, text: str) -> None:
    """Raise ConfigError, with the file's own name, where the text would be refused as the configuration `path`."""
    from app.config.loading import load

    with written_beside(path.resolve(), text.encode()) as beside:
        try:
            load(beside)
        except ConfigError as error:
            raise ConfigError(str(path), error.problems) from None


def add(
    path: Path,
    sources: Sequence[Values],
    groups: Mapping[str, Values] | None = None,
    notes: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
) -> None:
    """Put these sources into the file (see `with_sources`), unless it would then be refused; or only try.

    Raises:
        EditError: the file cannot be changed, or changed meanwhile.
        ConfigError: it is no valid configuration, or would be none.
    """
    before = read(path)
    after = with_sources(before, sources, groups, notes)
    refuse_invalid(path, after)
    if not dry_run:
        write(path, after, before)


def read(path: Path) -> str:
    """The file's text. Raises ConfigError."""
    from app.config.reading import Unreadable, read_bytes, read_text

    try:
        return read_text(read_bytes(path))
    except Unreadable as error:
        problem: Problem = error.problem
        raise ConfigError(str(path), (problem,)) from None


def _end_of(lines: list[str], text: str, table: str) -> int:
    """The place after the last line of the last row of `table`, or of the file's last statement."""
    places = key_lines(text)
    own = [line for keys, line in places.items() if keys[:1] == (table,)]
    if not own:
        return len(lines)
    following = [line for keys, line in places.items() if line > max(own) and keys[:1] != (table,)]
    end = min(following, default=len(lines) + 1) - 1
    # what stands between is values of more lines than one, then comments on what follows
    at = end
    while at > max(own) and _COMMENT.fullmatch(lines[at - 1]):
        at -= 1
    return at


def _put(lines: list[str], at: int, block: list[str]) -> list[str]:
    before, after = lines[:at], lines[at:]
    while before and not before[-1].strip():
        before.pop()
    gap = [""] if before else []
    rest = after if after and not after[0].strip() else [*([""] if after else []), *after]
    return [*before, *gap, *block, *(rest or [""])]


def _tables(sources: Sequence[Values], notes: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    for source in sources:
        note = notes.get(source["name"])
        said = [f"# {' '.join(note.split())}"] if note else []
        lines += ["", *said, "[[sources]]", *_pairs(source)]
    return lines[1:]


def _groups(groups: Mapping[str, Values]) -> list[str]:
    lines: list[str] = []
    for name, values in groups.items():
        lines += [f"[groups.{tomlkit.key(name).as_string()}]", *_pairs(values), ""]
    return lines


def _pairs(values: Values) -> list[str]:
    return [
        f"{tomlkit.key(key).as_string()} = {tomlkit.item(value).as_string()}" for key, value in values.items()
    ]
