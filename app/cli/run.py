"""`wirewatch run`: the worker."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import ConfigOption
from app.cli.web import PORT
from scheduler.engines import EngineName


def run(
    config: ConfigOption = None,
    once: Annotated[
        bool, typer.Option("--once", help="Poll all that is due, flag, deliver, print a summary and exit.")
    ] = False,
    engine: Annotated[
        EngineName,
        typer.Option(
            "--engine",
            help="Who hands out the work: local (this worker is alone), or procrastinate (it shares the work with "
            "others on the same PostgreSQL).",
        ),
    ] = EngineName.LOCAL,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also log polls that found all as it was.")
    ] = False,
    web: Annotated[
        bool, typer.Option("--web", help="Also serve the desk on this machine, as wirewatch web does.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="With --web: the desk's port.")
    ] = PORT,
) -> None:
    """Collect, flag and deliver, until SIGTERM or Ctrl-C.

    A changed configuration (or SIGHUP) is taken over while it runs. Exit codes: 0 all that was under way was
    finished, 1 with --once: a source or a delivery had trouble, 2 it could not start, 3 a server hung and was
    left after a few seconds (nothing is lost).

    Example: wirewatch run --config /etc/wirewatch.toml
    """
    from contextlib import nullcontext

    from app.cli.logs import set_up
    from app.cli.run_web import desk_beside
    from app.cli.summary import print_summary
    from app.config import config_path, load
    from app.plans import ConfigPlans
    from app.readers.configured import use_configured
    from scheduler.reactor import run_in_reactor
    from scheduler.worker import Worker
    from storage.database import Database
    from storage.schema import create

    if once and engine is not EngineName.LOCAL:
        raise typer.BadParameter("one pass is made alone: --once goes with --engine local")
    path = config_path(config)
    plans = ConfigPlans(path)
    url = plans.database_url()
    use_configured(load(path))
    create(url)
    set_up(verbose=verbose)
    database = Database(url)
    try:

        async def work() -> int:
            worker = Worker(database, plans, engine=engine, url=url)
            if not once:
                return await worker.run()
            ending = await worker.run_once()
            trouble = print_summary(worker.totals, worker.deliveries, database)
            return ending or int(trouble)

        with desk_beside(path, port) if web else nullcontext():
            code = run_in_reactor(work)
    finally:
        database.close()
    raise typer.Exit(code)
