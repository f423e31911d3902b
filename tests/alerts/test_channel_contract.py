"""What every channel owes the outbox, whatever the other side does."""

from __future__ import annotations

import asyncio
import traceback

import pytest

from alerts.errors import DeliveryError
from tests.alerts.rigs import RIGS, Answer
from tests.alerts.samples import notice_now

# Longer than any channel waits: what takes so long hangs.
PATIENCE = 60
RETRYABLE = (
    Answer.TEMPORARY,
    Answer.HANG,
    Answer.RESET,
    Answer.GARBAGE,
    Answer.CLOSED,
    Answer.REFUSED,
)
PERMANENT = (Answer.PERMANENT, Answer.UNAUTHORISED)

every_channel = pytest.mark.parametrize("name", RIGS)


def test_no_answer_is_left_out() -> None:
    assert {*RETRYABLE, *PERMANENT, Answer.ACCEPTED} == set(Answer)


@every_channel
async def test_what_is_accepted_is_answered_in_one_line(name: str) -> None:
    async with RIGS[name](Answer.ACCEPTED) as rig:
        notice = notice_now()
        answer = await rig.channel.deliver(notice)
    assert rig.received == [notice.delivery_id]
    assert answer
    assert answer.isprintable()
    assert not [secret for secret in rig.secrets if secret in answer]


@every_channel
async def test_a_repeated_notice_carries_the_same_delivery_id(name: str) -> None:
    async with RIGS[name](Answer.ACCEPTED) as rig:
        notice = notice_now()
        await rig.channel.deliver(notice)
        await rig.channel.deliver(notice)
    assert rig.received == [notice.delivery_id] * 2


@every_channel
@pytest.mark.parametrize("answer", [*RETRYABLE, *PERMANENT])
async def test_a_refusal_is_told_in_one_line_without_a_secret(name: str, answer: Answer) -> None:
    async with RIGS[name](answer) as rig:
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(DeliveryError) as caught:
                await rig.channel.deliver(notice_now())
    error = caught.value
    assert error.retryable is (answer in RETRYABLE)
    assert 0 < len(str(error)) <= 400
    assert str(error).isprintable()
    shown = "".join(traceback.format_exception(error))
    assert not [secret for secret in rig.secrets if secret in shown]
    # nothing that a debugger or a log of causes would unfold, either
    assert error.__cause__ is None
    assert error.__context__ is None


@every_channel
async def test_the_channel_shows_no_secret_itself(name: str) -> None:
    async with RIGS[name](Answer.ACCEPTED) as rig:
        shown = f"{rig.channel!r} {vars(rig.channel).get('_settings')!r}"
    assert not [secret for secret in rig.secrets if secret in shown]


@every_channel
async def test_a_send_that_is_cancelled_ends_at_once(name: str) -> None:
    async with RIGS[name](Answer.HANG) as rig:
        sending = asyncio.create_task(rig.channel.deliver(notice_now()))
        done, _ = await asyncio.wait({sending}, timeout=0.2)
        assert not done
        sending.cancel()
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(asyncio.CancelledError):
                await sending


@every_channel
async def test_a_closed_channel_can_be_closed_again(name: str) -> None:
    async with RIGS[name](Answer.ACCEPTED) as rig:
        await rig.channel.deliver(notice_now())
        await rig.channel.close()
        await rig.channel.close()
