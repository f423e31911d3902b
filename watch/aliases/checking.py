"""The check of aliases: what in a set will not do what its writer meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from watch.aliases.book import Alias, AliasBook, Form
from watch.aliases.covering import Forms
from watch.aliases.everyday import everyday_word
from watch.errors import Fault, printable
from watch.fold import fold
from watch.letters import is_glyph
from watch.terms import Unit, read_term

Kind = Literal["overlap", "covered", "everyday", "short", "never", "idle"]
"""overlap: the form is in another set too; covered: another form of the set finds all that it finds;
everyday: it is a common word; short: it says too little; never: no text can hold it; idle: a sign in it does nothing.
"""

_SHORTEST_STARRED = 3
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT|NEAR|ONEAR)\b|[A-Z]+/[0-9SP]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found about one form of the set `name`, which `source` declares. The sentence is safe to print."""

    kind: Kind
    name: str
    form: str
    language: str
    source: str
    sentence: str


def check(book: AliasBook, names: Collection[str] | None = None) -> list[Finding]:
    """The findings about the sets `names`, or about all, in the order of the book.

    A form that is in two sets is no finding where one includes the other, or names it in `shares`.
    """
    readings = {name: _read(alias) for name, alias in book.declared.items()}
    homes: dict[tuple[Unit, ...], list[str]] = {}
    for name, read in readings.items():
        for units in dict.fromkeys(units for _, units in read if units):
            homes.setdefault(units, []).append(name)
    found: list[Finding] = []
    for name, alias in book.declared.items():
        if names is not None and name not in names:
            continue
        forms = _Set(alias, Forms(_of_whole(book, name, readings)))
        for form, units in readings[name]:
            for kind, sentence in forms.told(form, units):
                found.append(_finding(alias, form, kind, sentence))
            others = [other for other in homes.get(units, ()) if not _may_share(book, name, other)]
            if others:
                found.append(_finding(alias, form, "overlap", _overlap(others)))
    return found


def _finding(alias: Alias, form: Form, kind: Kind, sentence: str) -> Finding:
    return Finding(
        kind=kind,
        name=alias.name,
        form=printable(form.written),
        language=form.language,
        source=alias.source,
        sentence=printable(sentence),
    )


def _read(alias: Alias) -> list[tuple[Form, tuple[Unit, ...]]]:
    return [(form, _units(form)) for form in alias.forms]


def _of_whole(
    book: AliasBook, name: str, readings: dict[str, list[tuple[Form, tuple[Unit, ...]]]]
) -> Iterator[tuple[Form, tuple[Unit, ...]]]:
    """The forms of the sets that `name` includes, then its own."""
    for other in book.declared:
        if other != name and book.reaches(name, other):
            yield from readings[other]
    yield from readings[name]


def _units(form: Form) -> tuple[Unit, ...]:
    """The units of a form; none where it cannot be read."""
    exact = form.written.startswith("=")
    try:
        return read_term(form.written[exact:], exact=exact).units
    except Fault:
        return ()


def _may_share(book: AliasBook, name: str, other: str) -> bool:
    return (
        name == other
        or book.reaches(name, other)
        or book.reaches(other, name)
        or other in book.declared[name].shares
        or name in book.declared[other].shares
    )


def _overlap(others: Sequence[str]) -> str:
    listed = " and ".join(f"@{other}" for other in others)
    names = ", ".join(f'"{other}"' for other in others)
    return f"{listed} has this form too; include the set, or write shares = [{names}] if both are meant"


class _Set:
    """What is told of the forms of one set without a look at the others."""

    def __init__(self, alias: Alias, forms: Forms) -> None:
        self._alias = alias
        self._forms = forms

    def told(self, form: Form, units: tuple[Unit, ...]) -> Iterator[tuple[Kind, str]]:
        if not units:
            yield "never", _why_unreadable(form)
            return
        hidden = _hidden(form.written) if units[0].exact is not None else None
        if hidden is not None:
            yield "never", f"It is met as written, and {hidden} is never seen in a text"
        yield from _idle(form, units)
        yield from _weak(units)
        covering = self._forms.covering(form, units)
        if covering is not None:
            yield "covered", f"'{covering.written}' of this set finds all that it finds"


def _why_unreadable(form: Form) -> str:
    exact = form.written.startswith("=")
    try:
        read_term(form.written[exact:], exact=exact)
    except Fault as fault:
        return fault.message
    return "It is no term"


def _hidden(written: str) -> str | None:
    """The name of the first character that folding drops, and no reader sees."""
    for char in unicodedata.normalize("NFC", written):
        if not unicodedata.combining(char) and not fold(char).text:
            return unicodedata.name(char, f"U+{ord(char):04X}")
    return None


def _idle(form: Form, units: Sequence[Unit]) -> Iterator[tuple[Kind, str]]:
    written = form.written.removeprefix("=")
    if "*" in written and sum(unit.prefix for unit in units) < written.count("*"):
        yield (
            "idle",
            "A star does nothing behind Han, Kana, Hangul and Thai, which are found inside longer words",
        )
    if form.written.startswith("=") and written.lower() == written.upper():
        yield "idle", "The = does nothing where letters have no case"
    sign = next((sign for sign in '"“”()@' if sign in written), None) or _OPERATOR.search(written)
    if sign is not None:
        shown = sign if isinstance(sign, str) else sign[0]
        yield "idle", f"A form is one term: {shown} is no operator in it"


def _weak(units: Sequence[Unit]) -> Iterator[tuple[Kind, str]]:
    """What is told of a form that stands in nearly every text."""
    if len(units) == 1 and not units[0].prefix and len(units[0].text) == 1:
        yield "short", "A single letter or character is in nearly every text"
    elif len(units) == 1 and units[0].prefix and len(units[0].stem) < _SHORTEST_STARRED:
        yield "short", f"Fewer than {_SHORTEST_STARRED} letters before a star begin too many words"
    elif all(unit.exact is None for unit in units):
        word = everyday_word(units)
        if word is not None:
            yield "everyday", _everyday(word, units)


def _everyday(word: str, units: Sequence[Unit]) -> str:
    text = "".join(unit.text for unit in units)
    if text == word:
        instead = "" if is_glyph(text) else ", or = before it if it is written in capitals"
        return f"It is an everyday word; write more of the name{instead}"
    if units[0].prefix:
        return f"The everyday word '{word}' begins so; write the forms out"
    return f"It is found inside the everyday word '{word}'; write it with what follows it"
