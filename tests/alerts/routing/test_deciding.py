"""One hit on one route: each outcome, with the rule that a person reads."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from alerts.routing.asked import NewHit
from alerts.routing.quiet import parse_quiet
from alerts.routing.schedule import parse_digest
from alerts.routing.tree import GroupBy
from storage.records import HitOutcome, Severity, StoryNoticeKind, WaitReason
from tests.alerts.routing.samples import COPY, CRITICAL, HOUR, NOW, OneRoute, hit, new, route, silence

NIGHT = {"quiet": (parse_quiet("22:00-06:00"),), "zone": ZoneInfo("Europe/Berlin")}
LATE = NOW + 11 * HOUR  # midnight in Berlin


def test_a_first_report_is_told_at_once() -> None:
    decision = OneRoute(route()).decide(new())
    [notice] = decision.notices
    [verdict] = decision.verdicts
    assert (notice.kind, notice.channels, notice.route) == (StoryNoticeKind.FIRST_REPORT, ("desk",), "root")
    assert (verdict.outcome, verdict.notice_key) == (HitOutcome.TOLD, notice.key)
    assert verdict.rule == "first report of its story (route root)"


def test_a_backlog_is_not_told_and_says_why() -> None:
    old = NewHit(hit=hit(), story_id=7, backlog="published before the watch was there")
    assert OneRoute(route()).said(old) == ("backlog", "published before the watch was there")


def test_a_route_without_channels_tells_nobody() -> None:
    assert OneRoute(route(channels=())).said(new()) == ("no-route", "route root has no channels")


def test_a_silence_is_named() -> None:
    one = OneRoute(route(), silence())
    assert one.said(new()) == ("silenced-by", "silence 4 until 2026-03-03 12:00 UTC (Kim: exercise)")
    assert one.said(new(2), at=NOW + 24 * HOUR)[0] == "told"


def test_copies_are_not_told_but_counted() -> None:
    one = OneRoute(route())
    one.decide(new())
    for number in (2, 3, 4):
        assert one.said(new(number, copy=COPY)) == (
            "copy-of",
            "copy of article 1 (.93), told on route root at 2026-03-02 12:00 (UTC) as first report",
        )
    assert one.state is not None
    assert (one.state.copies, one.state.joined) == (3, 0)


def test_a_copy_is_told_where_its_original_was_not() -> None:
    one = OneRoute(route(), silence(sources=("gazette",)))
    assert one.said(new())[0] == "silenced-by"
    assert one.said(new(2, copy=COPY, source="courier")) == ("told", "first report of its story (route root)")


def test_another_report_joins_the_story() -> None:
    one = OneRoute(route(corroboration=()))
    one.decide(new())
    assert one.said(new(2, voices=2)) == (
        "joined-story",
        "story 7 goes on, told on route root at 2026-03-02 12:00 (UTC) as first report",
    )


def test_each_number_of_outlets_is_told_once() -> None:
    one = OneRoute(route(corroboration=(2, 4)))
    one.decide(new())
    assert one.said(new(2, voices=2)) == ("told", "corroborated: 2 independent outlets (route root)")
    assert one.said(new(3, voices=2))[0] == "joined-story"
    assert one.said(new(4, voices=3))[0] == "joined-story"
    assert one.said(new(5, voices=5))[0] == "told"
    assert one.said(new(6, voices=6))[0] == "joined-story"


def test_a_copy_corroborates_nothing() -> None:
    one = OneRoute(route())
    one.decide(new())
    assert one.said(new(2, voices=2, copy=COPY))[0] == "copy-of"
    assert one.said(new(3, voices=2))[0] == "told"


def test_a_graver_hit_is_told_though_it_is_a_copy() -> None:
    one = OneRoute(route())
    one.decide(new())
    graver = one.decide(new(2, copy=COPY, severity=CRITICAL))
    assert graver.notices[0].kind is StoryNoticeKind.SEVERITY
    assert graver.verdicts[0].rule == "graver than what was told of its story (route root)"
    assert one.said(new(3, severity=CRITICAL))[0] == "joined-story"


def test_quiet_hours_hold_and_all_that_comes_joins() -> None:
    one = OneRoute(route(**NIGHT))
    verdict = one.verdict(new(), at=LATE)
    assert (verdict.outcome.value, verdict.rule) == (
        "held-until",
        "quiet hours of route root until 2026-03-03 06:00 (Europe/Berlin)",
    )
    assert verdict.until_at == NOW + 17 * HOUR
    assert one.verdict(new(2, copy=COPY), at=LATE + HOUR).until_at == verdict.until_at
    assert one.state is not None
    assert one.state.held is not None
    assert [each.article_id for each in one.state.held.hits] == [1, 2]


def test_what_is_grave_breaks_through_with_all_that_waited() -> None:
    one = OneRoute(route(**NIGHT, quiet_unless=CRITICAL))
    one.decide(new(), at=LATE)
    decision = one.decide(new(2, severity=CRITICAL), at=LATE)
    [notice] = decision.notices
    assert notice.kind is StoryNoticeKind.FIRST_REPORT
    assert [each.article_id for each in notice.stories[0].hits] == [2, 1], "shown is what breaks through"
    assert {verdict.outcome for verdict in decision.verdicts} == {HitOutcome.TOLD}


def test_what_broke_through_leaves_behind_what_was_silenced_since() -> None:
    one = OneRoute(route(**NIGHT, quiet_unless=CRITICAL))
    one.decide(new(), at=LATE)
    one.silences.append(silence(sources=("gazette",)))
    decision = one.decide(new(2, severity=CRITICAL, source="courier"), at=LATE)
    assert [(v.hit.article_id, v.outcome.value) for v in decision.verdicts] == [
        (1, "silenced-by"),
        (2, "told"),
    ]


def test_a_digest_takes_all_of_it() -> None:
    one = OneRoute(route(digest=parse_digest("daily 07:30"), zone=ZoneInfo("Europe/Berlin")))
    verdict = one.verdict(new(severity=CRITICAL))
    assert (verdict.outcome.value, verdict.rule) == (
        "held-until",
        "the digest of route root, 2026-03-03 07:30 (Europe/Berlin)",
    )


def test_a_story_waits_for_more_reports() -> None:
    one = OneRoute(route(group_wait=timedelta(minutes=90)))
    verdict = one.verdict(new())
    assert verdict.rule == "route root waits 1 h 30 min for more reports, until 2026-03-02 13:30 (UTC)"
    assert one.verdict(new(2), at=NOW + HOUR).until_at == NOW + 1.5 * HOUR


def test_a_story_cools_down_and_what_is_new_bypasses_it() -> None:
    one = OneRoute(route(repeat_interval=6 * HOUR))
    one.decide(new())
    verdict = one.verdict(new(2), at=NOW + HOUR)
    assert (verdict.outcome, verdict.until_at) == (HitOutcome.COOLING_DOWN, NOW + 6 * HOUR)
    assert verdict.rule == "its story was told on route root and cools down until 2026-03-02 18:00 (UTC)"
    corroborated = one.decide(new(3, voices=2), at=NOW + 2 * HOUR)
    [notice] = corroborated.notices
    assert notice.kind is StoryNoticeKind.CORROBORATION
    assert [each.article_id for each in notice.stories[0].hits] == [3, 2], "shown is what corroborates"
    assert one.state is not None
    assert one.state.held is None
    assert one.said(new(4, voices=2), at=NOW + 9 * HOUR) == ("told", "its story goes on (route root)")


def test_hits_of_two_watches_are_told_as_one_the_gravest_first() -> None:
    both = (new(), new(watch="North launches", severity=CRITICAL))
    decision = OneRoute(route()).decide(*both)
    [notice] = decision.notices
    assert [each.watch for each in notice.stories[0].hits] == ["North launches", "North drills"]
    assert notice.severity is CRITICAL
    assert OneRoute(route()).decide(*both[::-1]).notices == decision.notices


def test_of_two_watches_one_may_be_silenced() -> None:
    one = OneRoute(route(), silence(watches=("north d*",)))
    decision = one.decide(new(), new(watch="North launches"))
    assert [verdict.outcome.value for verdict in decision.verdicts] == ["silenced-by", "told"]


def test_grouped_by_watch_each_hit_is_told() -> None:
    one = route(group_by=GroupBy.WATCH)
    first, second = new(), new(2, copy=COPY)
    assert first.group_on(one) != second.group_on(one)
    assert first.unknown_on(one).story_id is None
    assert OneRoute(one).said(second)[0] == "told"


def test_a_hit_without_a_story_is_told_by_itself() -> None:
    alone = NewHit(hit=hit())
    assert alone.group_on(route()) == "hit gazette.example/1 North drills"
    assert OneRoute(route()).said(alone)[0] == "told"


def test_what_quiet_hours_held_waits_for_the_others_though_they_are_over() -> None:
    """The worker was down when they ended; the notice of all stories is about to be made."""
    one = OneRoute(route(**NIGHT))
    one.decide(new(), at=LATE)
    decision = one.decide(new(2), at=LATE + 9 * HOUR)
    assert decision.notices == ()
    assert one.state is not None
    assert one.state.held is not None
    assert (one.state.held.why, len(one.state.held.hits)) == (WaitReason.QUIET, 2)


def test_severities_have_an_order() -> None:
    assert [one.rank for one in Severity] == [0, 1, 2]
    assert Severity.CRITICAL.is_at_least(Severity.INFO)
    assert not Severity.INFO.is_at_least(Severity.WARNING)


def test_a_story_that_was_told_in_a_wrong_future_cools_down_from_now() -> None:
    one = OneRoute(route(repeat_interval=6 * HOUR))
    one.decide(new(), at=NOW + timedelta(days=400))
    assert one.verdict(new(2)).until_at == NOW + 6 * HOUR
