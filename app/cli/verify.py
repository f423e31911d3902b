"""`wirewatch verify`: proof that nothing in the archive changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.verifying.check import Fault


def verify(
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="Only what was saved from then on: 90d, 12h or 2026-11-24.", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Hold every revision and every capture against its digest, and the full-text index against the articles' words.

    Hits, notices and deliveries are held against each other: nothing that was decided is without what follows from it.
    Each fault is a line: the file and offset or the article and revision, and what differs. It takes memory for some
    hundred rows, however large the archive is, and changes nothing.

    Exit codes: 0 all is as it was written, 1 something is not, 2 it could not be checked.

    Example: wirewatch verify --since 30d
    """
    from app.cli.captures_folder import captures_of
    from app.cli.database import opened
    from app.cli.moments import moment_given
    from app.cli.progress import Progress
    from app.cli.terminal import as_json
    from scheduler.counted import counted
    from storage.clock import utc_now
    from storage.verifying.check import found_by, size_of
    from storage.verifying.checks import checks

    after = moment_given(since, "--since", utc_now())
    faults = 0
    with opened(config) as database, Progress("verifying") as progress:
        made = checks(database, captures_of(config), after)
        total, done = sum(map(size_of, made)), 0

        def look(more: int) -> None:
            nonlocal done
            done += more
            progress.share(done / total if total else 1.0)

        for check in made:
            for fault in found_by(check, look):
                faults += 1
                print(as_json(asdict(fault)) if json else _line(fault))
    looked = [each for check in made for each in check.counted()]
    if json:
        print(as_json({"faults": faults, "looked_at": [asdict(each) for each in looked]}))
    else:
        for each in looked:
            print(f"{each.count} {each.what}" + (f" ({each.note})" if each.note else ""))
        print(counted(faults, "fault") if faults else "nothing differs from what was written")
    if faults:
        raise typer.Exit(1)


def _line(fault: Fault) -> str:
    from app.cli.terminal import plain

    where = []
    if fault.file is not None:
        where.append(fault.file if fault.offset is None else f"{fault.file} at {fault.offset}")
    if fault.article_id is not None:
        revision = "" if fault.revision is None else f", revision {fault.revision}"
        where.append(f"article {fault.article_id}{revision}")
    return plain(f"FAULT {'; '.join(where) or 'archive'}: {fault.what}")
