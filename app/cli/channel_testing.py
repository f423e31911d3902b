"""`wirewatch channel test` and `wirewatch channel list`: whether a channel works, and which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from alerts.channels import Channel
    from app.config.channel_tables import ChannelTable


def try_channel(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The channel.")],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Send a notice that is marked as a test, and say what the other side answered.

    It is sent once, past the outbox: the channel's state, its rate and its fallback are left alone.

    Example: wirewatch channel test desk
    """
    import asyncio

    from app.cli.known import check_name
    from app.cli.terminal import as_json, plain
    from app.config import config_path, load
    from app.config.projection import channels

    found = load(config_path(config))
    check_name("channel", name, {table.name for table in found.channels}, config, hint="NAME")
    kind = next(table.type for table in found.channels if table.name == name)
    said = asyncio.run(_tried(channels(found)[name]))
    if json:
        print(as_json({"channel": name, "type": kind, **said}))
    else:
        fate = "accepted" if said["accepted"] else "not accepted"
        print(f"{plain(name)} ({kind}): {fate}: {plain(said['answer'])}")
        if not said["accepted"]:
            print(_meaning(said))
    if not said["accepted"]:
        raise typer.Exit(1)


def list_(json: JsonOption = False, config: ConfigOption = None) -> None:
    """List the channels of the configuration, without their secrets.

    Example: wirewatch channel list --json
    """
    from app.cli.terminal import as_json, plain
    from app.config import config_path, load

    tables = load(config_path(config)).channels
    if not tables and not json:
        print("no channels: hits are kept, and nobody is told")
    for table in tables:
        if json:
            print(as_json(_row(table)))
            continue
        row = _row(table)
        beside = [f"fallback {plain(row['fallback'])}"] if row["fallback"] else []
        beside += [f"rate {row['rate']}"] if row["rate"] else []
        print("  ".join([plain(table.name), table.type, plain(row["address"]), *beside]).rstrip())


async def _tried(channel: Channel) -> dict[str, Any]:
    from alerts.errors import DeliveryError
    from alerts.trial import trial_notice
    from storage.clock import utc_now

    notice = trial_notice(channel.name, utc_now())
    said: dict[str, Any] = {
        "accepted": True,
        "delivery_id": notice.delivery_id,
        "retryable": None,
        "retry_after": None,
        "gone": None,
    }
    try:
        return {**said, "answer": await channel.deliver(notice)}
    except DeliveryError as error:
        wish = None if error.retry_after is None else error.retry_after.total_seconds()
        return {
            **said,
            "accepted": False,
            "answer": str(error),
            "retryable": error.retryable,
            "retry_after": wish,
            "gone": error.gone,
        }
    finally:
        await channel.close()


def _meaning(said: dict[str, Any]) -> str:
    if said["gone"]:
        return "the address is no more: a notice would disable the channel"
    return "a notice would be tried again" if said["retryable"] else "a notice would be a dead letter"


def _row(table: ChannelTable) -> dict[str, Any]:
    shown = table.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {
        "channel": table.name,
        "type": table.type,
        "address": _address(shown),
        "fallback": shown.get("fallback"),
        "rate": shown.get("rate"),
    }


def _address(shown: dict[str, Any]) -> str:
    """Where notices go, as far as it may be shown."""
    if "to" in shown:
        return ", ".join(shown["to"])
    return str(shown.get("url") or shown.get("path") or shown.get("chat") or "")
