"""`wirewatch reread`: what the readers of today make of the pages of then."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.cli.progress import Progress
    from app.rereading import Reread, Rereading
    from storage.archive import Archive
    from storage.captures.latest import CapturedArticles

_MOST_IN_A_BATCH = 50
_LONGEST = 100


def reread(
    source: Annotated[
        str | None, typer.Option("--source", help="Only articles of this source.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="Only pages fetched from then on: 90d, 12h or 2026-11-24.", show_default=False
        ),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Save what changed as a revision of its article.")
    ] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Read the captured pages again with the readers of today, and show what would change. Nothing is asked of a site.

    With --apply each article that reads differently gets a revision, the earlier ones stay. Nobody is told of them:
    they are not flagged. `wirewatch watch rematch NAME` finds what a watch matches in them.

    Exit codes: 0 something reads differently, 1 nothing does, 2 it could not be done.

    Example: wirewatch reread --source "The Defense News" --since 30d
    """
    import asyncio

    from app.cli.captures_folder import captures_of
    from app.cli.database import opened
    from app.cli.known import check_name
    from app.cli.moments import moment_given
    from app.cli.progress import Progress
    from app.config import config_path, load
    from app.config.projection import page_limits
    from app.readers.configured import use_configured
    from app.rereading import Rereading
    from storage.archive import Archive
    from storage.captures.latest import CapturedArticles
    from storage.clock import utc_now
    from storage.host_lines import HostLines
    from storage.sources import Sources

    found = load(config_path(config))
    use_configured(found)
    after = moment_given(since, "--since", utc_now())
    with opened(config) as database, Progress("reading again") as progress:
        check_name("source", source, Sources(database).names(), config)
        reading = Rereading(
            HostLines(database), captures_of(config), page_limits(found), found.manners.max_response
        )
        chosen = CapturedArticles(database, source=source, since=after)
        archive = Archive(database) if apply else None
        seen = asyncio.run(_read(reading, chosen, archive, progress, json=json))
    if not json:
        _print_summary(seen, is_saved=apply)
    if not seen["changed"]:
        raise typer.Exit(1)


async def _read(
    reading: Rereading, chosen: CapturedArticles, archive: Archive | None, progress: Progress, *, json: bool
) -> Counter[str]:
    """Read and show them all, and save what changed where there is an archive to save it in; what came of it."""
    from app.cli.terminal import as_json

    total, seen, changed = chosen.count(), Counter[str](), list[Any]()
    async for one in reading.all(iter(chosen)):
        seen["read"] += 1
        progress.share(seen["read"] / max(total, 1))
        changes = one.changes
        if one.trouble is not None:
            seen["not read"] += 1
        elif changes:
            seen["changed"] += 1
            seen.update(f"field {name}" for name in changes)
            changed.append(one.collected())
        else:
            continue
        if json:
            print(as_json(_document(one, changes)))
        else:
            _print(one, changes)
        if archive is not None and len(changed) >= _MOST_IN_A_BATCH:
            seen["saved"] += await _save(archive, changed)
            changed.clear()
    if archive is not None:
        seen["saved"] += await _save(archive, changed)
    return seen


async def _save(archive: Archive, changed: list[Any]) -> int:
    import asyncio

    from storage.clock import utc_now
    from storage.records import SaveOutcome

    if not changed:
        return 0
    saved = await asyncio.to_thread(archive.save, list(changed), utc_now())
    return sum(one.outcome is SaveOutcome.REVISED for one in saved)


def _document(one: Reread, changes: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    archived = one.captured.archived
    return {
        "article": archived.id,
        "revision": archived.revision,
        "source": archived.source,
        "url": archived.article.url,
        "trouble": one.trouble,
        "changes": {name: {"before": before, "now": now} for name, (before, now) in changes.items()},
    }


def _print(one: Reread, changes: Mapping[str, tuple[Any, Any]]) -> None:
    from app.cli.terminal import plain

    archived = one.captured.archived
    print(plain(f"{archived.id}  {archived.article.title} ({archived.source})"))
    if one.trouble is not None:
        print(f"    not read: {plain(one.trouble)}")
    for name, (before, now) in changes.items():
        if name == "text":
            print(f"    text: {_words(before, now)}")
        else:
            print(f"    {name}: {_shown(before)} -> {_shown(now)}")


def _words(before: str, now: str) -> str:
    """How many words go and come."""
    old, new = Counter(before.split()), Counter(now.split())
    gone, come = (old - new).total(), (new - old).total()
    return f"{old.total()} -> {new.total()} words, {gone} go and {come} come"


def _shown(value: object) -> str:
    from app.cli.terminal import moment, plain

    if isinstance(value, datetime):
        return moment(value)
    words = ", ".join(value) if isinstance(value, tuple) else str(value)
    return (
        plain(words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …")
        if value not in (None, ())
        else "-"
    )


def _print_summary(seen: Counter[str], *, is_saved: bool) -> None:
    from scheduler.counted import counted

    fields = sorted(
        ((name.removeprefix("field "), many) for name, many in seen.items() if name.startswith("field ")),
        key=lambda each: -each[1],
    )
    named = ", ".join(f"{name} {many}" for name, many in fields)
    print(
        f"{counted(seen['read'], 'page')} read again, {seen['changed']} read differently"
        + (f": {named}" if named else "")
    )
    if seen["not read"]:
        print(f"{seen['not read']} could not be read, or are no article any more; they stay as they are")
    if is_saved:
        print(f"{counted(seen['saved'], 'revision')} saved; nobody is told of them")
    elif seen["changed"]:
        print("nothing is saved: --apply does that")
