"""The worker's tasks as Procrastinate's: https://procrastinate.readthedocs.io."""

from __future__ import annotations

from procrastinate import App, PsycopgConnector

from scheduler.engines import Tasks
from scheduler.engines.queues import COLLECT, DELIVER, FLAG, RESCUE, UPKEEP, Queue
from scheduler.engines.rescue import rescued, say_rescued
from scheduler.troubles import Troubles, Work

#: Each five seconds, ten, and each minute. What is written asks for its next step at once; these find what was missed.
OFTEN, RESCUES, SELDOM = "* * * * * */5", "* * * * * */10", "* * * * *"


def collecting_app(connector: PsycopgConnector, tasks: Tasks, troubles: Troubles) -> App:
    """The jobs that poll."""
    app = App(connector=connector)

    @app.task(name=COLLECT)
    async def collect(source_id: int) -> None:
        await troubles.guard(COLLECT, lambda: tasks.collect(source_id))

    return app


def telling_app(
    connector: PsycopgConnector, tasks: Tasks, troubles: Troubles, *, flagged: Work, bury: Work
) -> App:
    """The jobs that tell and take care.

    `flagged` is called when flagging went well, and `bury` finds dead workers before their jobs are looked for.
    """
    app = App(connector=connector)
    queue = Queue.TELL.value

    async def all_of_it() -> None:
        while not await tasks.flag():
            await tasks.deliver()

    async def find_the_dead() -> None:
        await bury()
        say_rescued(await rescued(app.job_manager))

    @app.periodic(cron=OFTEN)
    @app.task(name=FLAG, queue=queue, lock=FLAG, queueing_lock=FLAG)
    async def flag(timestamp: int = 0) -> None:
        if await troubles.guard(FLAG, all_of_it):
            await troubles.guard("pass", flagged)

    @app.periodic(cron=OFTEN)
    @app.task(name=DELIVER, queue=queue, lock=DELIVER, queueing_lock=DELIVER)
    async def deliver(timestamp: int = 0) -> None:
        await troubles.guard(DELIVER, tasks.deliver)

    @app.periodic(cron=SELDOM)
    @app.task(name=UPKEEP, queue=queue, lock=UPKEEP, queueing_lock=UPKEEP)
    async def upkeep(timestamp: int = 0) -> None:
        await troubles.guard(UPKEEP, tasks.upkeep)

    # Without a lock: one whose worker died would keep all others from finding out.
    @app.periodic(cron=RESCUES)
    @app.task(name=RESCUE, queue=queue, queueing_lock=RESCUE)
    async def rescue(timestamp: int = 0) -> None:
        await troubles.guard(RESCUE, find_the_dead)

    return app
