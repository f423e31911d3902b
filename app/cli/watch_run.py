"""Texts one JSON object a line, and what watches hit in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.cli.shown_match import aliases_shown, said, sentence_line
from app.cli.terminal import as_json, plain
from app.cli.text_lines import Broken, NoTextError, Row, TextId, read_texts
from app.cli.watch_files import OpenedWatches
from app.shown.evidence import Fields, evidence_rows
from watch import Document, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of a file; `id` as the file gives it."""

    id: TextId
    title: str
    text: str
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHit:
    """What a watch hit in a text."""

    watch: str
    text: Text
    match: Match

    @property
    def fields(self) -> Fields:
        """The texts that its spans may lie in."""
        return {"title": self.text.title, "text": self.text.text}


def texts(path: Path) -> Iterator[Text | Broken]:
    """The texts of a file, one after the other; `-` is standard input."""
    return read_texts(path, _text)


def hits(watches: OpenedWatches, text: Text) -> Iterator[TextHit]:
    """What the watches hit in a text, in the order of their file."""
    for place, found in sorted(watches.together.matches(text.document), key=lambda pair: pair[0]):
        yield TextHit(watch=watches.names[place], text=text, match=found)


def as_line(hit: TextHit) -> str:
    """A hit for programs, as one line of JSON."""
    return as_json(
        {
            "watch": hit.watch,
            "id": hit.text.id,
            "polarity": hit.match.polarity,
            "evidence": evidence_rows(hit.fields, hit.match),
        }
    )


def print_hit(hit: TextHit) -> None:
    """A hit for people: the sentence with its evidence marked, and what stands for an alias in another script."""
    found = hit.match
    heading = [plain(hit.watch), plain(str(hit.text.id)), said(hit.fields, found)]
    print("  ".join(filter(None, heading)))
    if hit.text.title and (found.sentence is None or found.sentence.field != "title"):
        print(f"    {plain(hit.text.title)}")
    if sentence := sentence_line(hit.fields, found):
        print(f"    {sentence}")
    if stand_in := aliases_shown(hit.fields, found.spans):
        print(f"    {'; '.join(stand_in)}")


def _text(row: Row) -> Text:
    title, text = row.string("title"), row.string("text")
    if row.values.get("text") is None:
        raise NoTextError("has no text")
    return Text(
        id=row.id,
        title=title,
        text=text,
        document=Document.of(
            title,
            text,
            source=row.string("source"),
            lang=row.string("lang") or None,
            published_at=row.published_at,
        ),
    )
