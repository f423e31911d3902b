"""A silence as somebody writes it into a form, and what is wrong with one that cannot be kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.periods import UNITS
from app.silenced_names import Names, known_glob
from storage.records import Severity, Silence

LONGEST_DAYS = 365
MOST_CHARACTERS = 500
_LANGUAGE = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form; empty for what is not asked."""

    comment: str = ""
    length: str = ""
    story: int | None = None
    watch: str = ""
    source: str = ""
    language: str = ""
    up_to: str = ""


def silence_of(draft: Draft, author: str, now: datetime, names: Names) -> Silence | str:
    """The silence, from now on; or a sentence that says what is wrong."""
    comment = draft.comment.strip()
    if not comment or not comment.isprintable() or len(comment) > MOST_CHARACTERS:
        return f"say why, in one line of at most {MOST_CHARACTERS} characters"
    length = re.fullmatch(r"([1-9][0-9]{0,5})([mhdw])", draft.length.strip())
    if length is None:
        return "say for how long: 30m, 8h, 7d or 2w"
    span = int(length[1]) * UNITS[length[2]]
    if span.days > LONGEST_DAYS or (span.days == LONGEST_DAYS and span.seconds):
        return f"a silence lasts {LONGEST_DAYS} days at most"
    if draft.up_to and draft.up_to not in set(Severity):
        return f"the severity is one of {', '.join(Severity)}"
    if draft.language and not _LANGUAGE.fullmatch(draft.language):
        return "a language has two letters, such as ko"
    narrows = draft.story or draft.watch or draft.source or draft.language
    if not narrows and draft.up_to in ("", Severity.CRITICAL):
        return "say what it is for: a story, a watch, a source, a language, or up to which severity"
    try:
        watches = _globs("watch", draft.watch, names.watches)
        sources = _globs("source", draft.source, names.sources)
    except ValueError as error:
        return str(error)
    return Silence(
        id=0,
        starts_at=now,
        ends_at=now + span,
        author=author,
        comment=comment,
        watches=watches,
        sources=sources,
        languages=(draft.language.lower(),) if draft.language else (),
        stories=(draft.story,) if draft.story else (),
        up_to=Severity(draft.up_to) if draft.up_to else None,
    )


def _globs(what: str, written: str, known: Collection[str] | None) -> tuple[str, ...]:
    return (known_glob(what, written, known),) if written else ()
