"""Whether a text that comes in is a copy of one that came before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from stories.copies.frames import keys, lines_of, own_lines
from stories.copies.index import Additions, CopyIndex, KeptText
from stories.copies.sketch import Sketch, sketched
from stories.copies.verdict import Likeness, likeness
from stories.records import Text

#: Of a key that many texts share the last ones are looked at: copies come within days.
MOST_HOLDERS = 32
LEAST_KEYS_SHARED = 2
MOST_COMPARED = 24

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer for a text, and what it adds to the index.

    `copy_of` is a text that came before and of which this one is a copy: the wire that it credits, else the one that
    was published first. `similarity` is the share of the shorter text's words that stand in the other, 0 to 1.
    """

    copy_of: str | None
    similarity: float
    additions: Additions


def find_copy(text: Text, index: CopyIndex) -> Found:
    """What a text is a copy of. Nothing is kept before its additions are added."""
    lines = lines_of(text.text or text.title)
    line_keys = keys(lines)
    counts = index.line_counts(text.outlet, line_keys)
    sketch, text_keys = sketched([line.words for line in own_lines(lines, counts)])
    matches = _matches(text, sketch, text_keys, index)
    if not counts.are_settled:
        matches = [match for match in matches if not match.in_doubt]
    best = _best(text, matches)
    printed_before = any(match.kept.outlet == text.outlet and not match.in_doubt for match in matches)
    return Found(
        copy_of=best.kept.id if best else None,
        similarity=best.alike.contained if best else 0.0,
        additions=Additions(
            kept=KeptText(
                id=text.id,
                outlet=text.outlet,
                published_at=text.published_at,
                original=best.kept.original if best else text.id,
                sketch=sketch,
            ),
            keys=text_keys,
            lines=[] if printed_before else line_keys,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """A text that came before and is alike. In doubt, when what is alike may be the frame of their outlet."""

    kept: KeptText
    alike: Likeness
    in_doubt: bool


def _matches(text: Text, sketch: Sketch, text_keys: Sequence[int], index: CopyIndex) -> list[_Match]:
    """The candidates that are copies, and the originals of these."""
    matches: list[_Match] = []
    compared = {text.id}
    waiting = _candidates(index.holders(text_keys, MOST_HOLDERS))
    while waiting:
        for kept in index.kept([one for one in waiting if one not in compared]).values():
            alike = likeness(sketch, kept.sketch)
            if alike is not None and alike.is_copy:
                in_doubt = kept.outlet == text.outlet and alike.may_be_frame
                matches.append(_Match(kept=kept, alike=alike, in_doubt=in_doubt))
        compared.update(waiting)
        waiting = sorted({match.kept.original for match in matches} - compared)
    return matches


def _candidates(holders: Mapping[int, Sequence[str]]) -> list[str]:
    """The texts that share most of the keys, a key counting the more the fewer texts have it."""
    shared: defaultdict[str, int] = defaultdict(int)
    weights: defaultdict[str, float] = defaultdict(float)
    for ids in holders.values():
        for holder in ids:
            shared[holder] += 1
            weights[holder] += 1 / len(ids)
    found = [holder for holder, count in shared.items() if count >= LEAST_KEYS_SHARED]
    return sorted(found, key=lambda holder: (-weights[holder], holder))[:MOST_COMPARED]


def _best(text: Text, matches: Sequence[_Match]) -> _Match | None:
    """Of those that the closest one was copied from, or with, the one that is named as the original."""
    if not matches:
        return None
    closest = max(matches, key=lambda match: (match.alike.contained, match.alike.shared, match.kept.original))
    return min(
        (match for match in matches if match.kept.original == closest.kept.original),
        key=lambda match: (
            not _credits(text, match.kept.outlet),
            match.kept.published_at or _NEVER,
            -match.alike.contained,
            match.kept.id,
        ),
    )


def _credits(text: Text, outlet: str | None) -> bool:
    """Whether a text names an outlet that is not its own."""
    return outlet is not None and outlet != text.outlet and outlet in text.text
