"""An edit that touches what matched."""

from __future__ import annotations

from dataclasses import replace

from alerts.routing.articles import decide_updates
from alerts.routing.asked import NewHit
from alerts.routing.quiet import parse_quiet
from alerts.routing.tree import RouteTree
from storage.records import Decision, HitOutcome, Silence, StoryNoticeKind
from storage.telling.outcomes import supersedes
from tests.alerts.routing.samples import HOUR, NOW, OneRoute, new, route, silence


def edited(one: NewHit) -> NewHit:
    """The same hit in a later wording."""
    return replace(one, hit=replace(one.hit, revision=one.hit.revision + 1))


def update(on: OneRoute, *news: NewHit, silences: tuple[Silence, ...] = (), hours: int = 1) -> Decision:
    """Decide an edit of hits that were told."""
    assert on.state is not None
    return decide_updates(
        news,
        {one.hit.ref: {on.route.name, "gone"} for one in news},
        RouteTree(root=on.route),
        {(on.route.name, on.state.group): on.state},
        silences,
        NOW + hours * HOUR,
    )


def test_it_is_told_at_once_past_a_cool_down() -> None:
    one = OneRoute(route(repeat_interval=24 * HOUR))
    one.decide(new())
    found = update(one, edited(new()))
    [notice] = found.notices
    assert (notice.kind, notice.stories[0].hits[0].revision) == (StoryNoticeKind.UPDATE, 2)
    assert found.verdicts[0].rule == "an edit touched what matched (route root)"


def test_each_edit_has_a_notice_of_its_own() -> None:
    one = OneRoute(route())
    one.decide(new())
    first, second = edited(new()), edited(edited(new()))
    assert update(one, first).notices[0].key != update(one, second).notices[0].key


def test_the_hits_of_two_watches_are_told_as_one() -> None:
    both = (new(), new(watch="North launches"))
    one = OneRoute(route())
    one.decide(*both)
    [notice] = update(one, *map(edited, both)).notices
    assert len(notice.stories[0].hits) == 2


def test_what_waits_for_two_watches_waits_in_the_new_words_for_both() -> None:
    both = (new(), new(watch="North launches"))
    one = OneRoute(route(quiet=(parse_quiet("12:00-22:00"),)))
    one.decide(*both)
    [state] = update(one, *map(edited, both)).states
    assert state.held is not None
    assert [hit.revision for hit in state.held.hits] == [2, 2]


def test_what_waits_beside_what_was_told_is_told_in_the_new_words() -> None:
    told, waits = new(), new(watch="North launches")
    one = OneRoute(route(repeat_interval=6 * HOUR))
    one.decide(told)
    one.decide(waits)
    assert one.state is not None
    found = decide_updates(
        [edited(told), edited(waits)],
        {told.hit.ref: {"root"}},
        RouteTree(root=one.route),
        {("root", one.state.group): one.state},
        (),
        NOW + HOUR,
    )
    [notice] = found.notices
    assert [(hit.watch, hit.revision) for hit in notice.stories[0].hits] == [
        ("North drills", 2),
        ("North launches", 2),
    ], "shown is what was edited"


def test_quiet_hours_and_silences_hold_for_it_too() -> None:
    one = OneRoute(route(quiet=(parse_quiet("20:00-22:00"),)))
    one.decide(new())
    assert update(one, edited(new()), hours=9).verdicts[0].outcome is HitOutcome.HELD_UNTIL
    found = update(one, edited(new()), silences=(silence(),))
    assert [verdict.outcome for verdict in found.verdicts] == [HitOutcome.SILENCED_BY]
    assert found.notices == ()


def test_what_was_told_stays_told() -> None:
    assert not supersedes(HitOutcome.HELD_UNTIL, HitOutcome.TOLD)
    assert not supersedes(HitOutcome.SILENCED_BY, HitOutcome.TOLD)
    assert supersedes(HitOutcome.FAILED, HitOutcome.TOLD)
    assert supersedes(HitOutcome.TOLD, HitOutcome.HELD_UNTIL)
