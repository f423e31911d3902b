"""A notice in a few lines, before a chat service gives them its own form. Pure.

Words from the web are clean and hold nothing that a program makes a link of; addresses are runs of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from alerts.channel_notice import ChannelNotice
from alerts.channels.care_words import care_subject
from alerts.channels.channel_words import channel_lines, channel_subject
from alerts.channels.story_words import (
    is_linkable,
    item_counts,
    item_state,
    other_reports,
    plain,
    report_line,
    standing,
    stories_subject,
)
from alerts.cleaning import clean, defang, one_line
from alerts.marked import segments
from alerts.moments import human
from alerts.notice import AnyNotice, CareNotice, Notice, Passage, StoriesNotice
from alerts.shown_story import ChangedWords, Fate
from storage.records import SourceCare

_PASSAGES = 2
_REPORTS = 4
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in a row that look the same. `is_url` is an article's own address, to be shown in full and linked."""

    text: str
    strong: bool = False
    is_url: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line. What has the greatest `rank` goes first where there is no room; 0 stays."""

    runs: tuple[Run, ...]
    rank: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


def in_bytes(text: str) -> int:
    """The length in UTF-8, for services that count so."""
    return len(text.encode())


def subject(notice: AnyNotice) -> str:
    """What stands on top, as plain words."""
    if isinstance(notice, CareNotice):
        return plain(care_subject(notice))
    if isinstance(notice, ChannelNotice):
        return plain(channel_subject(notice))
    if isinstance(notice, StoriesNotice):
        return plain(stories_subject(notice))
    test = "[test] " if notice.is_test else ""
    return plain(f"{test}[{notice.watch}] {notice.title}")


def lines(notice: AnyNotice) -> tuple[Line, ...]:
    """All that a chat shows, the subject first, the delivery id last."""
    if isinstance(notice, CareNotice):
        shown = _care(notice)
    elif isinstance(notice, ChannelNotice):
        shown = (_line(line) for line in channel_lines(notice))
    elif isinstance(notice, StoriesNotice):
        shown = _stories(notice)
    else:
        shown = _hit(notice)
    foot = f"hit {notice.hit_id}, " if isinstance(notice, Notice) else ""
    return (
        _strong(subject(notice)),
        *(line for line in shown if any(run.text for run in line.runs)),
        _line(f"{foot}delivery {notice.delivery_id}"),
    )


def fitted(
    shown: Sequence[Line],
    limit: int,
    render: Callable[[Line], str] = attrgetter("text"),
    size: Callable[[str], int] = len,
) -> list[tuple[Line, str]]:
    """As many lines as there is room for, each with its form; those that matter least are left out, the last first.

    An address is never cut: one that is too long by itself is left out with its line.
    """
    kept = [(line, form) for line in shown if size(form := render(line)) < limit]
    room = limit - sum(size(form) + 1 for _, form in kept)
    while room < 0 and kept:
        at = max(range(len(kept)), key=lambda place: (kept[place][0].rank, 0 < place < len(kept) - 1, place))
        room += size(kept.pop(at)[1]) + 1
    return kept


def _hit(notice: Notice) -> Iterator[Line]:
    if said := standing(notice):
        yield _line(said)
    yield _line(f"{one_line(notice.source)}, {human(notice.published_at or notice.collected_at)}", rank=1)
    if notice.change:
        yield _changed(notice.change)
    for place, passage in enumerate(notice.passages[:_PASSAGES]):
        yield _passage(passage, 3 + place)
    yield _address(notice.url)
    for place, report in enumerate(other_reports(notice)[:_REPORTS]):
        yield _line(f"Also {report_line(report)}", rank=5 + place)
        yield _address(report.url, rank=5 + place)


def _stories(notice: StoriesNotice) -> Iterator[Line]:
    for place, item in enumerate(notice.items):
        rank = 1 + place
        yield _strong(plain(item.title), rank=rank)
        yield _line(f"{one_line(item.source)}, {human(item.at)}", rank=rank)
        yield _line(plain(f"{item_state(item)}: {item_counts(item)}; hit {item.hit_id}"), rank=rank)
        yield _address(item.url, rank=rank)
    if notice.more:
        yield _line(f"and {notice.more} more: wirewatch hits")


def _care(notice: CareNotice) -> Iterator[Line]:
    for place, source in enumerate(notice.sources):
        for said in _of_source(source):
            yield _line(plain(f"{source.name}: {said}"), rank=1 + place)
    if notice.more:
        yield _line(f"and {notice.more} more: wirewatch status --trouble")


def _of_source(source: SourceCare) -> Iterator[str]:
    for one in source.conditions:
        yield f"{one.state.value} since {human(one.since)}. {one.evidence}"
    for past in source.over:
        yield f"no more {past.state.value}, as it was from {human(past.since)} to {human(past.ended_at)}"


def _changed(change: Sequence[ChangedWords]) -> Line:
    shown = {Fate.KEPT: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "{{+{}+}}"}
    words = " ".join(shown[words.fate].format(plain(words.text)) for words in change)
    return _line(f"Changed: {words}"[:_LONGEST], rank=2)


def _passage(passage: Passage, rank: int) -> Line:
    text, marks = defang(*clean(passage.text[:_LONGEST].replace("\n", " "), passage.marks))
    return Line(
        runs=tuple(Run(text=part.text, strong=part.marked) for part in segments(text, marks)), rank=rank
    )


def _address(url: str, rank: int = 0) -> Line:
    written = one_line(url, 4000)
    if not is_linkable(written):
        return _line(plain(written), rank)
    return Line(runs=(Run(text=written, is_url=True),), rank=rank)


def _strong(text: str, rank: int = 0) -> Line:
    return Line(runs=(Run(text=text, strong=True),), rank=rank)


def _line(text: str, rank: int = 0) -> Line:
    return Line(runs=(Run(text=one_line(text, _LONGEST + 50)),), rank=rank)
