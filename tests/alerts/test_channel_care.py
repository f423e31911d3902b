"""A channel that cannot deliver is told of on its fallback channel, once; so is its recovery."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alerts.channel_care import ChannelCare, ChannelTerms, tell_of_channels, untold_troubles
from alerts.channel_notice import ChannelNotice
from alerts.errors import DeliveryError
from alerts.limits import Limits
from storage.database import Database
from storage.outbox import Outbox
from storage.records import ChannelNoticeKind, ChannelState
from tests.alerts.archives import NOW, due_for
from tests.alerts.scripted import Scripted, ScriptedMail, deliver_all

TERMS = {"hook": ChannelTerms(fallback="mail"), "mail": ChannelTerms(fallback="hook")}
CARE = ChannelCare(terms=TERMS, limits=Limits())
ALONE = ChannelCare(terms={"hook": ChannelTerms()})
HANGS = DeliveryError("no answer within 30 s", retryable=True)
GONE = DeliveryError("410 Gone", retryable=False, gone=True)
MINUTE = timedelta(minutes=1)


async def told(db: Database, at: datetime) -> list[ChannelNotice]:
    """What the mail is told of the hook, having looked for it."""
    tell_of_channels(db, CARE, at)
    mail = Scripted("mail")
    await deliver_all(db, mail, at=at, terms=TERMS)
    return [notice for notice in mail.taken if isinstance(notice, ChannelNotice)]


async def test_one_that_hangs_is_told_of_once_and_its_recovery_once(db: Database) -> None:
    due_for(db, 3, "hook")
    hook = Scripted("hook", fails=HANGS)
    await deliver_all(db, hook, terms=TERMS)
    assert await told(db, NOW + MINUTE) == []
    (failing,) = await told(db, NOW + 2 * MINUTE)
    assert (failing.kind, failing.channel, failing.waiting) == (ChannelNoticeKind.FAILING, "hook", 3)
    assert failing.trouble == "3 tries in a row failed: no answer within 30 s"
    assert failing.since_at == NOW
    await deliver_all(db, hook, at=NOW + 10 * MINUTE, terms=TERMS)
    for minutes in (11, 60, 2000):
        assert await told(db, NOW + minutes * MINUTE) == []

    hook.fails = None
    back_at = NOW + timedelta(days=2)
    await deliver_all(db, hook, at=back_at, terms=TERMS)
    (recovered,) = await told(db, back_at + MINUTE)
    assert (recovered.kind, recovered.channel, recovered.waiting) == (ChannelNoticeKind.RECOVERED, "hook", 0)
    assert recovered.delivery_id != failing.delivery_id
    assert await told(db, back_at + 2 * MINUTE) == []

    # and again, should it fail again
    Outbox(db).states.change("hook", lambda old: replace(old, failures=2, failing_at=back_at))
    assert len(await told(db, back_at + 9 * MINUTE)) == 1


async def test_one_that_is_disabled_is_told_of_at_once_and_recovers_when_something_is_accepted(
    db: Database,
) -> None:
    due_for(db, 2, "hook")
    await deliver_all(db, Scripted("hook", fails=GONE), terms=TERMS)
    (disabled,) = await told(db, NOW)
    assert disabled.trouble == "disabled: 410 Gone"
    Outbox(db).states.change("hook", lambda old: replace(old, disabled_at=None, failures=0, failing_at=None))
    assert await told(db, NOW + MINUTE) == []
    await deliver_all(db, Scripted("hook"), at=NOW + MINUTE, terms=TERMS)
    (recovered,) = await told(db, NOW + MINUTE)
    assert recovered.kind is ChannelNoticeKind.RECOVERED


async def test_a_notice_that_waits_for_too_long_is_told_of_whatever_the_reason(db: Database) -> None:
    due_for(db, 1, "hook")
    assert await told(db, NOW + 29 * MINUTE) == []
    (late,) = await told(db, NOW + 30 * MINUTE)
    assert (late.trouble, late.oldest_at) == ("a notice is not delivered in time", NOW)


async def test_an_address_that_is_refused_is_told_of_once(db: Database) -> None:
    due_for(db, 1, "hook")
    await deliver_all(db, ScriptedMail("hook", {"gone@desk.example": "550 5.1.1 no"}), terms=TERMS)
    (refused,) = await told(db, NOW)
    assert refused.trouble.startswith("gone@desk.example is refused for good")
    assert await told(db, NOW + MINUTE) == []


def test_without_a_fallback_nobody_is_told(db: Database) -> None:
    Outbox(db).states.change("hook", lambda old: replace(old, disabled_at=NOW))
    assert tell_of_channels(db, ALONE, NOW) == 0
    assert Outbox(db).list() == []


@pytest.mark.parametrize(
    ("state", "care", "untold"),
    [
        (ChannelState(channel="hook"), CARE, []),
        (ChannelState(channel="hook", disabled_at=NOW), CARE, ["hook"]),
        (ChannelState(channel="hook", disabled_at=NOW, told=("stuck",)), CARE, []),
        (ChannelState(channel="hook", disabled_at=NOW, told=("stuck",)), ALONE, ["hook"]),
        (ChannelState(channel="gone", disabled_at=NOW), CARE, []),
    ],
)
def test_who_cannot_deliver_without_anybody_knowing(
    state: ChannelState, care: ChannelCare, untold: list[str], db: Database
) -> None:
    Outbox(db).states.change(state.channel, lambda _: state)
    assert untold_troubles(db, care, NOW) == untold


def test_two_that_watch_over_each_other_and_both_fail_are_known_to_nobody(db: Database) -> None:
    for name in ("hook", "mail"):
        Outbox(db).states.change(name, lambda old: replace(old, disabled_at=NOW, told=("stuck",)))
    assert untold_troubles(db, CARE, NOW) == ["hook", "mail"]
