"""A notice about a hit in words, for mails. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alerts.channels.story_words import is_linkable, other_reports, plain, report_line, standing
from alerts.cleaning import clean, defang, one_line
from alerts.marked import Mark, Segment, segments
from alerts.moments import human
from alerts.notice import Notice
from alerts.shown_story import Fate


def hit_subject(notice: Notice) -> str:
    """One line; for what is new in a story the one under which it was told first, or clients would not thread it."""
    if notice.thread_title is not None:
        return f"Re: [{notice.watch}] {notice.thread_title}"
    test = "[test] " if notice.is_test else ""
    return f"{test}[{notice.watch}] {notice.title}"


def hit_words(notice: Notice) -> Mapping[str, object]:
    """What the templates say."""
    url = one_line(notice.url, limit=4000)
    return {
        "standing": standing(notice),
        "title": _cut(notice.title.replace("\n", " "), notice.title_marks),
        "source": one_line(notice.source),
        "section": plain(notice.section or ""),
        "authors": [plain(author) for author in notice.authors],
        "language": notice.language,
        "change": [
            {
                "removed": words.fate is Fate.REMOVED,
                "added": words.fate is Fate.ADDED,
                "text": plain(words.text),
            }
            for words in notice.change
        ],
        "passages": [_cut(passage.text, passage.marks) for passage in notice.passages],
        "url": url,
        "linked": is_linkable(url),
        "reports": [_report(line, url) for line, url in _reports(notice)],
        "more_reports": notice.story.more if notice.story else 0,
        "published": human(notice.published_at),
        "collected": human(notice.collected_at),
        "told": human(notice.told_at),
        "watch": one_line(notice.watch),
        "query": one_line(notice.query, limit=2000),
        "reported": _reported(notice),
        "evidence": [
            *dict.fromkeys(plain(f"{one.text} = @{one.alias}") for one in notice.evidence if one.alias)
        ],
        "article_id": notice.article_id,
        "story": "" if notice.story is None or notice.story.id is None else str(notice.story.id),
        "route": one_line(notice.route or ""),
        "hit": f"{notice.hit_id} (wirewatch hit mark {notice.hit_id} relevant|noise|handled)",
        "delivery_id": notice.delivery_id,
    }


def _reports(notice: Notice) -> list[tuple[str, str]]:
    return [(report_line(report), one_line(report.url, limit=4000)) for report in other_reports(notice)]


def _report(line: str, url: str) -> Mapping[str, object]:
    return {"line": line, "url": url, "linked": is_linkable(url)}


def _reported(notice: Notice) -> str:
    """What the article says of the event, and by which words."""
    if notice.polarity is None:
        return ""
    return plain(f"{notice.polarity} ({notice.cue})" if notice.cue else notice.polarity)


def _cut(text: str, marks: Sequence[Mark]) -> list[Segment]:
    return segments(*defang(*clean(text, marks)))
