"""`wirewatch deliveries`: what was sent, what waits, and what could not be delivered."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.records import Delivery, StoryNotice

app = typer.Typer(
    help="Show what was sent, what waits and what failed.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def group() -> None:
    """Show what was sent, what waits and what failed."""


@app.command("list")
def list_(
    state: Annotated[
        str | None, typer.Option("--state", help="Only these: waiting, sending, delivered, dead or ended.")
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
    from storage.telling.reading import StoryNotices

    if state is not None and state not in set(DeliveryState):
        raise typer.BadParameter(f"{state!r} is none of {', '.join(DeliveryState)}", param_hint="--state")
    wanted = None if state is None else DeliveryState(state)
    with opened(config) as database:
        found = Outbox(database).list(state=wanted, channel=channel, limit=limit)
        keys = {one.story_notice_key for one in found if one.story_notice_key is not None}
        notices = StoryNotices(database).of_keys(keys)
    if not found and not json:
        print("no deliveries")
    for delivery in found:
        notice = notices.get(delivery.story_notice_key or "")
        if json:
            print(as_json(_row(delivery, notice)))
            continue
        at = delivery.delivered_at or delivery.created_at
        print(
            f"{moment(at)}  {delivery.state:<9}  {plain(delivery.channel)}  {_about(delivery, notice)}  "
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


def _row(delivery: Delivery, notice: StoryNotice | None) -> dict[str, Any]:
    """A delivery for programs; of a notice about stories also on which route, and how many stories it tells of."""
    route, stories = (None, None) if notice is None else (notice.route, len(notice.stories))
    return asdict(delivery) | {"route": route, "stories": stories}


def _about(delivery: Delivery, notice: StoryNotice | None) -> str:
    """What a delivery tells: `first-report  North drills  article 42`, `digest of 3 stories`."""
    from app.cli.terminal import plain

    if delivery.notice_kind is not None:
        return f"{delivery.notice_kind}  notice {delivery.notice_id}"
    parts = [] if notice is None else [_kind(notice)]
    if delivery.hit_id is not None:
        parts.append(f"{plain(delivery.watch or '')}  article {delivery.article_id}")
    elif notice is not None and len(notice.stories) == 1:
        parts.append(f"{len(notice.stories[0].hits)} hits")
    return "  ".join(parts)


def _kind(notice: StoryNotice) -> str:
    """The kind of a notice, and of which story or of how many."""
    from storage.records import StoryNoticeKind

    if notice.kind.is_of_several:
        count = len(notice.stories)
        what = "nothing" if count == 0 else "1 story" if count == 1 else f"{count:,} stories"
        return f"digest of {what}" if notice.kind is StoryNoticeKind.DIGEST else f"held, {what}"
    numbers = [story.story_id for story in notice.stories if story.story_id is not None]
    return f"{notice.kind} of story {numbers[0]}" if numbers else str(notice.kind)
