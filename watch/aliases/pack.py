"""Reading a pack: from TOML to the sets that it declares."""

from __future__ import annotations

import re
import tomllib
from itertools import repeat

from watch.aliases.book import Alias, Form
from watch.aliases.errors import AliasError
from watch.errors import shown

LONGEST_FORM = 200
"""In characters."""

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_KEYS = frozenset(["name", "about", "includes", "shares", "forms"])


def read_pack(text: str, name: str) -> list[Alias]:
    """The sets of a pack, in its order; `name` is its file.

    A file of watches may hold sets too, so a list of watches beside them is none of a pack's business. Raises
    AliasError.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AliasError(f"Is no TOML: {error}", file=name) from None
    except RecursionError:
        raise AliasError("Is nested too deep", file=name) from None
    for key in tables:
        if key not in {"aliases", "watches"}:
            raise AliasError(f"Holds {shown(key)}; a pack holds [[aliases]]", file=name)
    return read_tables(tables.get("aliases", []), name)


def read_tables(tables: object, name: str) -> list[Alias]:
    """The sets of a list of tables, as tomllib reads [[aliases]]. Raises AliasError."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise AliasError("Sets are written as [[aliases]] tables", file=name)
    return [_Table(table, number, name).read() for number, table in enumerate(tables, 1)]


class _Table:
    """One [[aliases]] table."""

    def __init__(self, table: dict[str, object], number: int, file: str) -> None:
        self._table = table
        self._file = file
        name = table.get("name")
        if not isinstance(name, str):
            raise AliasError(f"[[aliases]] number {number} has no name", file=file)
        if _NAME.fullmatch(name) is None:
            raise AliasError(
                f"The name {shown(name)} is not written right: small letters, digits, _ and -, at most 64,"
                " and a letter first",
                file=file,
            )
        self._name = name

    def read(self) -> Alias:
        for key in self._table:
            if key not in _KEYS:
                raise self._error(f"Has no use for {shown(key)}; it takes {', '.join(sorted(_KEYS))}")
        about = self._table.get("about", "")
        if not isinstance(about, str):
            raise self._error("about is a sentence in quotes")
        includes = self._names("includes")
        forms = tuple(self._forms())
        if not forms and not includes:
            raise self._error('Has no forms; write forms.en = ["..."]')
        return Alias(
            name=self._name,
            forms=forms,
            about=about,
            includes=includes,
            shares=self._names("shares"),
            source=self._file,
        )

    def _names(self, key: str) -> tuple[str, ...]:
        names = self._strings(self._table.get(key, []), key)
        for name in names:
            if _NAME.fullmatch(name) is None:
                raise self._error(f"{key} holds {shown(name)}, which is no name of a set")
        return tuple(dict.fromkeys(names))

    def _forms(self) -> list[Form]:
        by_language = self._table.get("forms", {})
        if not isinstance(by_language, dict):
            raise self._error('Forms are written by language: forms.en = ["..."]')
        forms: list[Form] = []
        for language, written in by_language.items():
            if _LANGUAGE.fullmatch(language) is None:
                raise self._error(f"forms.{language[:20]} is no code of a language; write forms.en")
            listed = self._strings(written, f"forms.{language}")
            self._check(listed, language)
            forms.extend(map(Form, dict.fromkeys(listed), repeat(language)))
        return forms

    def _check(self, forms: list[str], language: str) -> None:
        # all at once first: a pack that ships holds thousands, and hardly ever a wrong one
        if (
            "".join(forms).isprintable()
            and all(forms)
            and len(max(forms, key=len, default="")) <= LONGEST_FORM
        ):
            return
        for form in forms:
            if len(form) > LONGEST_FORM:
                raise self._error(f"The form {shown(form)} is longer than {LONGEST_FORM} characters")
            if not form.strip(" ") or _CONTROL.search(form):
                raise self._error(f"The form {shown(form)} of forms.{language} is empty or no plain text")

    def _strings(self, value: object, key: str) -> list[str]:
        if not isinstance(value, list) or not {str}.issuperset(map(type, value)):
            raise self._error(f'{key} is a list in quotes: ["...", "..."]')
        return value

    def _error(self, message: str) -> AliasError:
        return AliasError(message, file=self._file, name=self._name)
