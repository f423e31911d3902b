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
    hostname: Annotated[
        list[str] | None,
        typer.Option("--hostname", help="A name by which browsers call the desk.", show_default=False),
    ] = None,
    require_token: Annotated[
        bool, typer.Option("--require-token", help="Ask for tokens on loopback too.")
    ] = False,
    behind_proxy: Annotated[
        bool,
        typer.Option(
            "--behind-proxy", help="Browsers come by https through a proxy that sets X-Forwarded-For."
        ),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Serve the desk: pages, feeds and an API over the archive, until SIGTERM or Ctrl-C.

    It runs beside the worker, over the same database, and needs none to read. On loopback it is open to whoever is on
    this machine; on another address, by another name or behind a proxy it asks for tokens (wirewatch token create).

    Exit codes: 0 it was asked to stop, 2 it could not start.

    Example: wirewatch web --port 8765
    """
    from app.cli.database import opened
    from app.cli.logs import set_up
    from app.cli.web_gate import gate_given
    from app.config import config_path
    from app.declared import DeclaredByFile
    from app.web.application import build
    from app.web.desk import Desk
    from app.web.serving import bind, serve

    try:
        bound = bind(host, port)
    except OSError as error:
        typer.echo(f"wirewatch: {host}:{port}: {error.strerror or error}", err=True)
        raise typer.Exit(2) from error
    with bound.listener, opened(config) as database:
        gate, hosts = gate_given(
            database,
            bound.listener.getsockname()[0],
            hostnames=hostname or (),
            require_token=require_token,
            behind_proxy=behind_proxy,
        )
        set_up(verbose=False)
        desk = Desk(database=database, configuration=DeclaredByFile(config_path(config)))
        print(f"the desk is at {bound.url}; Ctrl-C stops it", flush=True)
        serve(build(desk, hosts=hosts, gate=gate), bound)
