"""What made a query match, on a terminal: the sentence, its evidence, and who stands for whom."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.cli.terminal import marked, plain
from app.shown.evidence import Fields, Place, Shown, apart, words_at
from watch import passages

# What has no full stop for so long, such as a table that became text, is shown in part.
_LONGEST_SENTENCE = 400


def said(fields: Fields, found: Shown) -> str:
    """The polarity and the words that decided it: `hedged by 'could'`; nothing where no event was asked for."""
    if found.polarity is None:
        return ""
    cue = "" if found.cue is None else f" by '{plain(words_at(fields, found.cue))}'"
    return f"{found.polarity}{cue}"


def sentence_line(fields: Fields, found: Shown) -> str:
    """The sentence with its evidence marked; nothing where there is none, or it is in a field that is not known."""
    sentence = found.sentence
    if sentence is None or sentence.field not in fields:
        return ""
    whole = fields.get(sentence.field, "")
    inside = [
        (span.start, span.end)
        for span in found.spans
        if span.field == sentence.field and sentence.start <= span.start and span.end <= sentence.end
    ]
    start, end = sentence.start, sentence.end
    if end - start > _LONGEST_SENTENCE:
        relative = [(first - start, last - start) for first, last in inside]
        for part in passages(whole[start:end], relative, width=_LONGEST_SENTENCE, limit=1):
            start, end = start + part.start, start + part.end
    marks = [(first - start, last - start) for first, last in inside if start <= first and last <= end]
    return marked(whole[start:end], apart(marks), colour=sys.stdout.isatty())


def aliases_shown(fields: Fields, spans: Sequence[Place]) -> list[str]:
    """What is written in another script than the query's aliases are: 북한 = @dprk."""
    pairs = {
        words: span.alias
        for span in spans
        if span.alias is not None and not (words := words_at(fields, span)).isascii()
    }
    return [f"{plain(words)} = @{alias}" for words, alias in pairs.items()]
