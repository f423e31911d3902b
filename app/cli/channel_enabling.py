"""`wirewatch channel enable`: a channel that was disabled, or rests, is sent to again."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from app.cli.options import ConfigOption


def enable(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The channel.")],
    config: ConfigOption = None,
) -> None:
    """Send to a channel again that was disabled, to its addresses that were refused, or that rests.

    What waits for it is sent at once. What became a dead letter meanwhile: `wirewatch deliveries replay --channel`.

    Example: wirewatch channel enable desk
    """
    from app.cli.database import opened
    from app.cli.known import check_name
    from storage.channel_states import enabled
    from storage.clock import utc_now
    from storage.outbox import Outbox
    from storage.records import ChannelState

    with opened(config) as database:
        outbox = Outbox(database)
        states = outbox.states.all()
        check_name("channel", name, {*states, *outbox.states.queues()}, config)
        before = states.get(name, ChannelState(channel=name))
        outbox.states.change(name, partial(enabled, digest=before.digest))
        waiting = outbox.hurry(name, utc_now())
    was = "was disabled" if before.disabled_at else "rested" if before.opened_at else ""
    was = was or ("had addresses that were refused" if before.refused else "was in order")
    print(f"{name} {was}; it is sent to again, {waiting} of its notices sooner")
