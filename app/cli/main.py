"""All commands. What a command needs it imports when it runs, so that `--help` answers at once."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli import (
    alias,
    archive,
    audit,
    backfill,
    backup,
    capture,
    channel,
    cite,
    config,
    db,
    deliveries,
    demo,
    diff,
    feed,
    hit,
    init,
    quarantine,
    query,
    read,
    reader,
    reread,
    restore,
    run,
    search,
    silence,
    source,
    stats,
    status,
    story,
    token,
    upkeep,
    verify,
    watch,
    web,
    why,
)

app = typer.Typer(
    name="wirewatch",
    help="Collects the press, flags what matches your watches, and tells you with the evidence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from app.version import program_version

        print(f"wirewatch {program_version()}")
        raise typer.Exit


@app.callback()
def wirewatch(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """What holds for every command: its options end the program before any command runs."""


app.command("init")(init.init)
app.command("run")(run.run)
app.command("status")(status.status)
app.command("read")(read.read)
app.command("search")(search.search)
app.command("show")(query.show)
app.command("diff")(diff.diff)
app.command("hits")(query.hits)
app.command("capture")(capture.capture)
app.command("cite")(cite.cite)
app.command("verify")(verify.verify)
app.command("backfill")(backfill.backfill)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("reread")(reread.reread)
app.command("stats")(stats.stats)
app.command("upkeep")(upkeep.upkeep)
app.command("why")(why.why)
app.command("audit")(audit.audit)
app.command("web")(web.web)
app.command("demo")(demo.demo)
app.add_typer(config.app, name="config")
app.add_typer(archive.app, name="archive")
app.add_typer(source.app, name="source")
app.add_typer(watch.app, name="watch")
app.add_typer(story.app, name="story")
app.add_typer(silence.app, name="silence")
app.add_typer(token.app, name="token")
app.add_typer(alias.app, name="alias")
app.add_typer(hit.app, name="hit")
app.add_typer(reader.app, name="reader")
app.add_typer(feed.app, name="feed")
app.add_typer(channel.app, name="channel")
app.add_typer(deliveries.app, name="deliveries")
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(db.app, name="db")
