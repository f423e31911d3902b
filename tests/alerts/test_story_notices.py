"""From a claimed notice about stories to what channels are given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.changes import changed
from alerts.composing import composed
from alerts.notice import Notice, StoriesNotice
from alerts.shown_story import Fate
from storage.records import (
    ClaimedStories,
    Report,
    RoutedHit,
    Severity,
    StoryNotice,
    StoryNoticeKind,
    StorySummary,
    StoryToTell,
    ToldStory,
)
from tests.alerts.archives import NOW
from tests.alerts.test_notices import claimed_with

TOLD = NOW + timedelta(seconds=2)
ROUTED = RoutedHit(article="a", article_id=1, revision=1, watch="w", source="gazette")


def claimed(
    kind: StoryNoticeKind, *, words: str = "Troops go", before: str | None = None, count: int = 1
) -> ClaimedStories:
    """A notice of so many stories, of which every word is `words`."""
    lead = claimed_with(words, words, [words], [("title", 0, 6)])
    report = Report(source="gazette", title=words, url="https://gazette.example/a", at=NOW)
    told = ToldStory(
        group="story 5",
        story_id=5,
        kind=StoryNoticeKind.FIRST_REPORT,
        severity=Severity.WARNING,
        voices=2,
        hits=(ROUTED,),
        copies=3,
        joined=1,
    )
    earlier = None
    if before is not None:
        article = replace(lead.article.article, title=before, text=before)
        earlier = replace(lead.article, article=article)
    story = StoryToTell(
        told=told,
        hit=lead.hit,
        article=lead.article,
        summary=StorySummary(
            id=5,
            outlets=5,
            independent=2,
            languages=("en",),
            first=report,
            others=(report,) * 15,
            more=2,
            copies=3,
        ),
        before=earlier,
    )
    notice = StoryNotice(
        key="k",
        kind=kind,
        route="desk",
        channels=("mail",),
        severity=Severity.WARNING,
        stories=(told,),
        created_at=NOW,
        since_at=NOW - timedelta(days=1),
    )
    return ClaimedStories(delivery=lead.delivery, notice=notice, stories=(story,) * count)


@pytest.mark.parametrize("kind", [kind for kind in StoryNoticeKind if kind not in ("held", "digest")])
def test_of_one_story_the_lead_article_is_told_with_the_story_around_it(kind: StoryNoticeKind) -> None:
    notice = composed(claimed(kind), TOLD)
    assert isinstance(notice, Notice)
    assert (notice.kind, notice.route, notice.severity) == (kind, "desk", Severity.WARNING)
    assert (notice.title, notice.title_marks) == ("Troops go", ((0, 6),))
    assert notice.story is not None
    assert notice.story.counted == "5 outlets, 2 independent"
    assert (len(notice.story.others), notice.story.more) == (10, 7)
    assert (notice.delivery_id, notice.told_at) == ("ab", TOLD)


def test_all_notices_of_a_story_on_a_route_share_a_thread() -> None:
    first = composed(claimed(StoryNoticeKind.FIRST_REPORT), TOLD)
    later = claimed(StoryNoticeKind.UPDATE, before="Troops stay")
    second = composed(replace(later, thread_title="Troops go\r\nBcc: x"), TOLD)
    other = composed(replace(later, notice=replace(later.notice, route="phone")), TOLD)
    assert isinstance(first, Notice)
    assert isinstance(second, Notice)
    assert isinstance(other, Notice)
    assert first.thread == second.thread != other.thread
    assert (first.thread_title, second.thread_title) == (None, "Troops go Bcc: x")


@pytest.mark.parametrize("kind", [StoryNoticeKind.HELD, StoryNoticeKind.DIGEST])
def test_of_several_each_is_a_line_with_its_counts(kind: StoryNoticeKind) -> None:
    notice = composed(replace(claimed(kind, count=120), more=4), TOLD)
    assert isinstance(notice, StoriesNotice)
    assert (len(notice.items), notice.more) == (100, 24)
    item = notice.items[0]
    assert (item.outlets, item.independent, item.new, item.copies) == (5, 2, 5, 3)
    assert (item.watch, item.hit_id, item.url) == ("w", 1, "https://gazette.example/a")


def test_a_digest_may_be_empty() -> None:
    notice = composed(claimed(StoryNoticeKind.DIGEST, count=0), TOLD)
    assert isinstance(notice, StoriesNotice)
    assert notice.items == ()


def test_a_hit_that_is_grouped_by_watch_has_no_story() -> None:
    alone = claimed(StoryNoticeKind.FIRST_REPORT)
    story = replace(alone.stories[0], summary=None)
    notice = composed(replace(alone, stories=(story,)), TOLD)
    assert isinstance(notice, Notice)
    assert notice.story is None


def test_an_update_says_what_changed() -> None:
    notice = composed(
        claimed(StoryNoticeKind.UPDATE, words="Some 6,000 troops go", before="Some 1,000 troops go"), TOLD
    )
    assert isinstance(notice, Notice)
    assert [(words.fate, words.text) for words in notice.change] == [
        (Fate.KEPT, "Some"),
        (Fate.REMOVED, "1,000"),
        (Fate.ADDED, "6,000"),
        (Fate.KEPT, "troops go"),
    ] * 2


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_the_web_says_a_notice_of_stories_is_clean(words: str, before: str) -> None:
    for kind in StoryNoticeKind:
        notice = composed(claimed(kind, words=words, before=before), TOLD)
        if isinstance(notice, StoriesNotice):
            told = [line for item in notice.items for line in (item.title, item.sentence or "")]
        else:
            assert isinstance(notice, Notice)
            assert notice.story is not None
            told = [notice.story.first.title, *(change.text for change in notice.change)]
        for line in told:
            assert len(line) <= 600
            assert len(line.splitlines()) <= 1
            assert "\x00" not in line


words = st.lists(st.sampled_from(["troops", "go", "1,000", "by", "rail", "北", "韓"]), max_size=40).map(
    " ".join
)


@given(words, words)
def test_what_was_kept_and_added_is_the_new_wording(before: str, after: str) -> None:
    change = changed(before, after)
    if before.split() == after.split():
        assert change == ()
        return
    new = " ".join(one.text for one in change if one.fate is not Fate.REMOVED)
    old = " ".join(one.text for one in change if one.fate is not Fate.ADDED)
    if "…" not in new + old and len(change) < 40:
        assert new.replace(" ", "") in after.replace(" ", "")
        assert old.replace(" ", "") in before.replace(" ", "")


def test_a_text_that_is_written_anew_is_compared_in_its_beginning_alone() -> None:
    change = changed("a " * 50_000, "b " * 50_000)
    assert [one.fate for one in change] == [Fate.REMOVED, Fate.ADDED]
    assert all(len(one.text) <= 600 for one in change)
