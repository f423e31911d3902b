"""The clauses of a query on a terminal, each held or failed."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import typer

from app.cli.shown_match import aliases_shown, sentence_line
from app.cli.terminal import plain
from app.shown.clauses import Sight
from app.shown.evidence import Fields, words_at
from watch import Span
from watch.why import Clause, is_nowhere

# Alternatives that are not there and not nearly so are told together where there are more.
_MOST_ALIKE = 4
_MOST_WORDS = 4
_LONGEST = 100


def print_tree(root: Clause, fields: Fields) -> None:
    """The tree, a clause a line, and below it what there is to see."""
    for line in _lines(root, fields, 0):
        print(line)


def _lines(clause: Clause, fields: Fields, depth: int) -> Iterator[str]:
    told = [_written(clause)]
    if clause.parts and is_nowhere(clause):
        yield _line(False, depth, f"{told[0]}  nothing of it is there")
        return
    if clause.note is not None:
        told.append(clause.note)
    elif clause.held and _is_leaf(clause) and clause.spans:
        told.append(_words(clause.spans, fields))
    yield _line(clause.held, depth, "  ".join(told))
    if clause.stretch is not None:
        inside = tuple(span for part in clause.parts for span in part.spans)
        sight = sentence_line(fields, Sight(spans=inside, sentence=clause.stretch))
        yield f"{'':<9}{'  ' * depth}  {sight}"
        if others := aliases_shown(fields, inside):
            yield f"{'':<9}{'  ' * depth}  {'; '.join(others)}"
    if _is_leaf(clause):
        return
    alike = [part for part in clause.parts if not part.held and not part.parts and part.short >= 1]
    folded = alike if clause.kind in {"or", "score"} and len(alike) > _MOST_ALIKE else []
    for part in clause.parts:
        if not any(part is one for one in folded):
            yield from _lines(part, fields, depth + 1)
    if folded:
        names = ", ".join(part.written for part in folded)
        yield _line(False, depth + 1, f"{len(folded)} that are not there: {_cut(names)}")


def _line(held: bool, depth: int, told: str) -> str:
    word = f"{'held' if held else 'failed':<9}"
    if sys.stdout.isatty():
        word = typer.style(word, fg=typer.colors.GREEN if held else typer.colors.RED)
    return f"{word}{'  ' * depth}{plain(told)}"


def _is_leaf(clause: Clause) -> bool:
    """Whether all is said in one line: of NOT and of a field with one word the part would only say it again."""
    return not clause.parts or (clause.kind in {"not", "field"} and not clause.parts[0].parts)


def _written(clause: Clause) -> str:
    return _cut(clause.written if clause.role is None else f"{clause.role}: {clause.written}")


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}..."


def _words(spans: tuple[Span, ...], fields: Fields) -> str:
    """The different words that stand there, and how often any does."""
    found = [f"'{' '.join(words_at(fields, span).split())}'" for span in spans]
    shown = list(dict.fromkeys(found))
    words = ", ".join(shown[:_MOST_WORDS]) + (", ..." if len(shown) > _MOST_WORDS else "")
    where = " and ".join(dict.fromkeys(span.field for span in spans))
    return f"{words} ({len(found)} times, {where})" if len(found) > 1 else f"{words} ({where})"
