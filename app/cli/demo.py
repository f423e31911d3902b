"""`wirewatch demo`: the whole job on loopback, checked by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[
        Path,
        typer.Option("--folder", help="Where the demo's archive is left; an earlier demo there is replaced."),
    ] = Path("wirewatch-demo"),
) -> None:
    """Run a newsroom of seven fictitious outlets on loopback and the real worker against it, without internet.

    Stage by stage it says what was told to whom, and what was told to nobody and why.

    Exit codes: 0 all was told as it must be, once, and nothing else; 1 it was not; 2 it could not start.

    Example: wirewatch demo --folder /tmp/wirewatch-demo
    """
    import asyncio

    from app.cli.progress import Progress
    from app.demo.ground import DemoFolderError
    from app.demo.report import lines
    from app.demo.runner import run_demo

    try:
        with Progress("the demo") as progress:
            result = asyncio.run(run_demo(folder, progress.say, progress.share))
    except DemoFolderError as error:
        typer.echo(f"wirewatch: {error}", err=True)
        raise typer.Exit(2) from error
    for line in lines(result):
        print(line)
    if result.missing:
        raise typer.Exit(1)
