"""`wirewatch deliveries`: what was sent, what waits, and what could not be delivered."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

app = typer.Typer(
    help="Show what was sent, what waits and what failed.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def group() -> None:
    """Show what was sent, what waits and what failed."""


@app.command("list")
def list_(
    state: Annotated[
        str | None, typer.Option("--state", help="Only these: waiting, sending, delivered or dead.")
    ] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="Only those of one channel.")] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=10_000, help="How many, the newest first.")
    ] = 50,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List deliveries, dead letters among them, with the last answer of the other side.

    Example: wirewatch deliveries list --state dead
    """
    from app.cli.database import opened
    from app.cli.terminal import as_json, moment, plain
    from storage.outbox import Outbox
    from storage.records import DeliveryState

    if state is not None and state not in set(DeliveryState):
        raise typer.BadParameter(f"{state!r} is none of {', '.join(DeliveryState)}", param_hint="--state")
    wanted = None if state is None else DeliveryState(state)
    with opened(config) as database:
        found = Outbox(database).list(state=wanted, channel=channel, limit=limit)
    if json:
        for delivery in found:
            print(as_json(asdict(delivery)))
        return
    if not found:
        print("no deliveries")
    for delivery in found:
        at = delivery.delivered_at or delivery.created_at
        about = f"{plain(delivery.watch or '')}  article {delivery.article_id}"
        if delivery.notice_kind is not None:
            about = f"{delivery.notice_kind}  notice {delivery.notice_id}"
        print(
            f"{moment(at)}  {delivery.state:<9}  {plain(delivery.channel)}  {about}  "
            f"tries {delivery.attempts}  {delivery.id}"
        )
        if delivery.last_error:
            print(f"    {plain(delivery.last_error)}")


@app.command("replay")
def replay(
    delivery_id: Annotated[
        str | None,
        typer.Argument(
            metavar="ID", help="The delivery's id, as `deliveries list` shows it.", show_default=False
        ),
    ] = None,
    channel: Annotated[
        str | None, typer.Option("--channel", help="With --all: of this channel.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All dead letters of a channel.")] = False,
    config: ConfigOption = None,
) -> None:
    """Let a dead letter wait again, or all of a channel, under the same ids; the worker sends them.

    Example: wirewatch deliveries replay --channel desk --all
    """
    from app.cli.database import opened
    from storage.clock import utc_now
    from storage.outbox import Outbox

    if (delivery_id is None) == (channel is None) or everything != (channel is not None):
        raise typer.BadParameter("name a delivery by its id, or give --channel NAME and --all")
    with opened(config) as database:
        outbox = Outbox(database)
        if channel is not None:
            print(f"{outbox.replay_dead(channel, utc_now())} wait again")
            return
        if not outbox.replay(delivery_id or "", utc_now()):
            typer.echo(f"wirewatch: no dead letter has the id {delivery_id!r}", err=True)
            raise typer.Exit(1)
    print("it waits again")
