"""`wirewatch web`: the desk."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import ConfigOption

PORT = 8765


def web(
    host: Annotated[
        str, typer.Option("--host", help="The address of this machine to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port to listen on; 0 is any that is free.")
    ] = PORT,
    config: ConfigOption = None,
) -> None:
    """Serve the desk: pages, feeds and an API over the archive, until SIGTERM or Ctrl-C.

    It runs beside the worker, over the same database, and needs none to read.

    Exit codes: 0 it was asked to stop, 2 it could not start.

    Example: wirewatch web --port 8765
    """
    from app.cli.database import opened
    from app.cli.logs import set_up
    from app.config import config_path
    from app.declared import DeclaredByFile
    from app.web.application import build
    from app.web.desk import Desk
    from app.web.security.hosts import LOOPBACK
    from app.web.serving import bind, serve

    try:
        bound = bind(host, port)
    except OSError as error:
        typer.echo(f"wirewatch: {host}:{port}: {error.strerror or error}", err=True)
        raise typer.Exit(2) from error
    with bound.listener, opened(config) as database:
        set_up(verbose=False)
        desk = Desk(database=database, configuration=DeclaredByFile(config_path(config)))
        print(f"the desk is at {bound.url}; Ctrl-C stops it", flush=True)
        serve(build(desk, hosts=LOOPBACK), bound)
