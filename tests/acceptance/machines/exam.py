"""One exam: everything is started, harmed, left to finish, and judged."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.machines import network, postgres
from tests.acceptance.machines.archived import gathered
from tests.acceptance.machines.chaos import APART, Harm, schedule
from tests.acceptance.machines.desk import DELAY, Desk, delays
from tests.acceptance.machines.edition import Size, edition
from tests.acceptance.machines.figures import Run
from tests.acceptance.machines.finishing import finished, first_reads_done
from tests.acceptance.machines.harming import Harming
from tests.acceptance.machines.ledger import Ledger, read
from tests.acceptance.machines.machine import ROOT, Machine
from tests.acceptance.machines.places import LOOPBACK, Places
from tests.acceptance.machines.politeness import TOLERANCE, politeness
from tests.acceptance.machines.verdict import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """`every` is how often sources are polled, `patience` how long nothing may happen until it is given up: seconds.

    `tolerance` is how much nearer than their delay two requests may be, as a share of it.
    """

    folder: Path
    seed: int
    size: Size
    harm: Harm
    workers: int
    engine: str
    database: str
    every: int
    patience: float
    tolerance: float = TOLERANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where the press (a port) and the receiver (an address) listen."""

    port: int
    hook: str


async def sit(exam: Exam) -> Run:
    """Run one exam, in a folder that is new or empty."""
    began = time.monotonic()
    exam.folder.mkdir(parents=True, exist_ok=True)
    published = edition(exam.seed, exam.size)
    async with AsyncExitStack() as stack:
        net, skipped = _network(exam, stack)
        prefix, receiver = (LOOPBACK, "127.0.0.1") if net is None else (net.prefix, net.receiver)
        server = None
        if exam.database == "postgresql":
            address = "127.0.0.1" if net is None else net.database
            server = stack.enter_context(postgres.served([address], trusted=f"{prefix}.0.0/16"))
        outside, state = await _outside(exam, prefix, receiver)
        stack.push_async_callback(_ended, outside)
        places = Places(prefix=prefix, port=state.port)
        url = f"sqlite:///{exam.folder / 'wirewatch.db'}" if server is None else server.url
        desk = Desk(edition=published, places=places, hook=state.hook, database_url=url, every=exam.every)
        machines = _machines(exam, desk, net)
        await machines[0].ask("db", "upgrade")
        ledger = Ledger(exam.folder / "harm.jsonl")
        harming = Harming(
            machines={one.number: one for one in machines}, server=server, network=net, ledger=ledger
        )
        plan = schedule(exam.seed, exam.harm, machines=exam.workers, seconds=exam.size.seconds)
        for machine in machines:
            machine.start()
            stack.push_async_callback(machine.stop)
        await harming.kill(plan.first)
        await first_reads_done(url, exam.size.sources, exam.patience)
        outside.send_signal(signal.SIGUSR1)
        publishing = time.monotonic()
        async with asyncio.TaskGroup() as harm:
            harm.create_task(harming.kill(plan.kills))
            harm.create_task(harming.trouble(plan.others))
        await asyncio.sleep(max(0.0, publishing + exam.size.seconds - time.monotonic()))
        last = publishing + exam.size.seconds
        await finished(url, published, exam.patience)
        after = time.monotonic() - last
        await asyncio.gather(*(machine.stop() for machine in machines))
        archived = await gathered(machines)
        ledger.close()
    noted = read(exam.folder / "outside.jsonl")
    manners = politeness(noted.requests, delays(published), DELAY, exam.tolerance)
    return Run(
        published=published,
        archived=archived,
        noted=noted,
        politeness=manners,
        verdict=judge(published, archived, noted.calls, manners),
        machines=machines,
        restarts=harming.restarts,
        cut_for=harming.cut_for,
        skipped=skipped,
        whole=time.monotonic() - began,
        after=after,
        left_over=sum(machine.left_over() for machine in machines),
    )


def _network(exam: Exam, stack: AsyncExitStack) -> tuple[network.Network | None, str]:
    """A network for the machine that is cut off, or why there is none."""
    if not exam.harm.partition:
        return None, ""
    try:
        return stack.enter_context(network.built()), ""
    except network.NoNamespacesError as error:
        print(f"the partition is left out: {error}", file=sys.stderr)
        return None, f" (left out: {error})"


def _machines(exam: Exam, desk: Desk, net: network.Network | None) -> list[Machine]:
    machines = []
    for number in range(1, exam.workers + 1):
        apart = net is not None and number == APART
        machine = Machine(
            number=number,
            folder=exam.folder / f"worker-{number}",
            engine=exam.engine,
            namespace=net.namespace if apart and net is not None else None,
        )
        machine.folder.mkdir()
        machine.config.write_text(desk.configuration(machine.name), encoding="utf-8")
        machines.append(machine)
    return machines


async def _outside(exam: Exam, prefix: str, receiver: str) -> tuple[asyncio.subprocess.Process, State]:
    """The press and the receiver, and where they listen."""
    state = exam.folder / "outside.json"
    size = exam.size
    given = {
        "seed": exam.seed,
        "sources": size.sources,
        "articles": size.articles,
        "seconds": size.seconds,
        "prefix": prefix,
        "receiver": receiver,
    }
    words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.acceptance.machines.outside", str(state), *words), cwd=ROOT
    )
    async with asyncio.timeout(120):
        while not state.exists():
            await asyncio.sleep(0.05)
    return process, State(**json.loads(state.read_text("utf-8")))


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.wait()
