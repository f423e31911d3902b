"""A notice in a few lines, before a chat service gives them its own form. Pure.

Words from the web are clean and hold nothing that a program makes a link of; addresses are runs of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
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
class Rest:
    """How many items are not shown, and the command that shows them."""

    count: int
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line. What has the greatest `rank` goes first where there is no room; 0 stays.

    The lines of an item (a story, a source) have one rank and go together. `rest` is the line that says how many items
    are not shown, and those that were left out before, or None.
    """

    runs: tuple[Run, ...]
    rank: int = 0
    is_of_item: bool = False
    rest: Rest | None = None

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
        *(line for line in shown if line.rest or any(run.text for run in line.runs)),
        _line(f"{foot}delivery {notice.delivery_id}"),
    )


def fitted(
    shown: Sequence[Line],
    limit: int,
    render: Callable[[Line], str] = attrgetter("text"),
    size: Callable[[str], int] = len,
) -> list[tuple[Line, str]]:
    """As many lines as there is room for, each with its form; those that matter least are left out, the last first.

    An address is never cut: one that is too long by itself is left out with its line. An item is shown whole or not at
    all, and the reader is told of how many there was no room for.
    """
    found = dict(enumerate(shown))
    forms = {place: render(line) for place, line in found.items()}
    sizes = {place: size(form) + 1 for place, form in forms.items()}
    gone = {place for place in found if sizes[place] > limit}
    while True:
        left_out = {line.rank for place, line in found.items() if line.is_of_item and place in gone}
        gone |= {place for place, line in found.items() if line.is_of_item and line.rank in left_out}
        kept = [place for place in found if place not in gone]
        for place in kept:
            if (rest := shown[place].rest) is not None:
                found[place] = _rest(rest.count + len(left_out), rest.command)
                forms[place] = render(found[place])
                sizes[place] = size(forms[place]) + 1
        if not kept or sum(sizes[place] for place in kept) <= limit:
            return [(found[place], forms[place]) for place in kept if found[place].text]
        last = len(kept) - 1
        gone.add(kept[max(range(len(kept)), key=lambda at: (found[kept[at]].rank, 0 < at < last, at))])


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
        for line in (
            _strong(plain(item.title)),
            _line(f"{one_line(item.source)}, {human(item.at)}"),
            _line(plain(f"{item_state(item)}: {item_counts(item)}; hit {item.hit_id}")),
            _address(item.url),
        ):
            yield replace(line, rank=rank, is_of_item=True)
    yield _rest(notice.more, "wirewatch hits")


def _care(notice: CareNotice) -> Iterator[Line]:
    for place, source in enumerate(notice.sources):
        for said in _of_source(source):
            yield replace(_line(plain(f"{source.name}: {said}"), rank=1 + place), is_of_item=True)
    yield _rest(notice.more, "wirewatch status --trouble")


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


def _rest(count: int, command: str) -> Line:
    """How many are not shown; nothing where all are."""
    line = _line(f"and {count} more: {command}" if count else "")
    return replace(line, rest=Rest(count=count, command=command))


def _strong(text: str, rank: int = 0) -> Line:
    return Line(runs=(Run(text=text, strong=True),), rank=rank)


def _line(text: str, rank: int = 0) -> Line:
    return Line(runs=(Run(text=one_line(text, _LONGEST + 50)),), rank=rank)
