"""A worker that is dead, a mail server that hangs, a disk that is full: each is noticed from outside.

The seconds are printed, for docs/reliability.md; how busy the machine is decides no test.
"""

from __future__ import annotations

import asyncio
import resource
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.demo.mailserver import MailManners, MailServer, Taking
from tests.alerts.watcher import Watcher, watching
from tests.scheduler.desk import Desk, hook, source, watch
from tests.scheduler.outlet import Outlet, an_outlet

pytestmark = pytest.mark.soak

#: A watcher outside that is to be called each second raises the alarm after so many of silence.
ALARM = 10.0
PATIENCE = 600.0


def is_alarmed(watcher: Watcher) -> bool:
    """Whether the watcher was not called for too long."""
    return time.monotonic() - watcher.called_at > ALARM


def heartbeat(watcher: Watcher) -> str:
    return f'[heartbeat]\nurl = "{watcher.url}"\nevery = "1s"\n'


async def until(condition: Callable[[], bool | Awaitable[bool]], what: str, began: float) -> None:
    """Wait until it holds, and print after how many seconds that was."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = condition()
            if found if isinstance(found, bool) else await found:
                break
            await asyncio.sleep(0.5)
    print(f"{what}: {time.monotonic() - began:.0f} s")


def fails(desk: Desk) -> Callable[[], Awaitable[bool]]:
    """Whether `wirewatch status` ends with exit code 1."""

    async def asked() -> bool:
        return (await desk.command("status")).code == 1

    return asked


@asynccontextmanager
async def working(folder: Path, outlet: Outlet, watcher: Watcher, *tables: str) -> AsyncIterator[Desk]:
    """A desk whose worker has come through passes and calls the watcher."""
    desk = Desk(folder)
    desk.write(
        source("Outlet", f"{outlet.base}/feed"), watch("Troops", "troops"), heartbeat(watcher), *tables
    )
    await desk.start()
    try:
        await desk.until(lambda: len(watcher.calls) > 1, seconds=PATIENCE)
        assert (await desk.command("status")).code == 0
        yield desk
    finally:
        await desk.close()


async def test_a_worker_that_is_killed(tmp_path: Path) -> None:
    async with watching() as watcher, an_outlet("Zero") as outlet, working(tmp_path, outlet, watcher) as desk:
        desk.send(signal.SIGKILL)
        await desk.ending()
        began = time.monotonic()
        await until(lambda: is_alarmed(watcher), "killed, the heartbeat's silence", began)
        await until(fails(desk), "killed, exit code of status", began)


async def test_a_mail_server_that_hangs(tmp_path: Path) -> None:
    mail = MailServer(manners=MailManners(mail=lambda: Taking.HUNG))
    host, port = await mail.start()
    async with watching() as watcher, an_outlet("Zero") as outlet:
        desk_mail = (
            f'[[channels]]\nname = "desk"\ntype = "email"\nhost = "{host}"\nport = {port}\nsecurity = "none"\n'
            'from = "wirewatch@news.test"\nto = ["desk@news.test"]\nfallback = "bot"\n'
        )
        tables = (
            desk_mail,
            hook(f"{outlet.base}/hook"),
            '[health]\nchannels = []\n[[watches]]\nname = "Mailed"\nquery = "drones"\nchannels = ["desk"]\n',
        )
        async with working(tmp_path, outlet, watcher, *tables) as desk:
            outlet.publish("Drones over the port", "Drones were seen.")
            await desk.until(lambda: bool(desk.deliveries()), seconds=PATIENCE)
            began = time.monotonic()
            await until(fails(desk), "hanging mail server, exit code of status", began)
            await until(lambda: bool(outlet.calls), "hanging mail server, told on the fallback", began)
            (told,) = [one for one in desk.deliveries() if one.channel == "bot"]
            assert (told.notice_kind, outlet.calls) == ("channel-failing", [told.id])
            # somebody knows, and so this is no reason to look dead
            assert not is_alarmed(watcher)
    await mail.stop()


async def test_a_mail_server_that_hangs_where_nobody_can_be_told(tmp_path: Path) -> None:
    mail = MailServer(manners=MailManners(mail=lambda: Taking.HUNG))
    host, port = await mail.start()
    async with watching() as watcher, an_outlet("Zero") as outlet:
        desk_mail = (
            f'[[channels]]\nname = "desk"\ntype = "email"\nhost = "{host}"\nport = {port}\nsecurity = "none"\n'
            'from = "wirewatch@news.test"\nto = ["desk@news.test"]\n'
        )
        async with working(tmp_path, outlet, watcher, desk_mail) as desk:
            outlet.publish("Troops over the port", "Troops were seen.")
            await desk.until(lambda: bool(desk.deliveries()), seconds=PATIENCE)
            began = time.monotonic()
            await until(
                lambda: is_alarmed(watcher),
                "hanging mail server, no fallback, the heartbeat's silence",
                began,
            )
    await mail.stop()


async def test_a_disk_that_is_full(tmp_path: Path) -> None:
    async with watching() as watcher, an_outlet("Zero") as outlet, working(tmp_path, outlet, watcher) as desk:
        # To the worker every file is full from here on, as on a disk that is.
        resource.prlimit(desk.pid, resource.RLIMIT_FSIZE, (4096, 4096))
        began = time.monotonic()
        await until(lambda: is_alarmed(watcher), "full disk, the heartbeat's silence", began)
        await until(fails(desk), "full disk, exit code of status", began)
