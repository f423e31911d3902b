"""The world outside of the machines as a process: the press and the receiver. `python -m ...outside STATE ...`

It writes where it listens to the file STATE, and begins to publish at SIGUSR1.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import socket
from pathlib import Path

from aiohttp import web

from tests.acceptance.machines.arrivals import ArrivalServer
from tests.acceptance.machines.edition import Edition, Size, edition
from tests.acceptance.machines.ledger import Ledger
from tests.acceptance.machines.places import Places
from tests.acceptance.machines.press import Press
from tests.acceptance.machines.receiver import Receiver


async def serve(state: Path, published: Edition, *, seed: int, prefix: str, receiver_address: str) -> None:
    """Serve until SIGTERM."""
    ledger = Ledger(state.with_suffix(".jsonl"))
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    press_port, receiver_port = free_port(), free_port()
    places = Places(prefix=prefix, port=press_port)
    press = Press(published, places, ledger)
    loop.add_signal_handler(signal.SIGUSR1, press.begin)
    addresses = [places.address(host.number) for host in published.hosts]
    press_server = ArrivalServer(press.answer)
    press_server.listen(addresses, press_port)
    receiver = Receiver(random.Random(seed), ledger)
    receiver_server = await loop.create_server(
        web.Server(receiver.answer), receiver_address, receiver_port, backlog=512
    )
    partial = state.with_suffix(".partial")
    hook = f"http://{receiver_address}:{receiver_port}/hook"
    partial.write_text(json.dumps({"port": press_port, "hook": hook}), encoding="utf-8")
    partial.replace(state)
    await ended.wait()
    await press_server.close()
    receiver_server.close()


def free_port() -> int:
    """A port that no address of this machine uses."""
    with socket.socket() as found:
        found.bind(("", 0))
        port: int = found.getsockname()[1]
        return port


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=Path)
    for name, kind in (("seed", int), ("sources", int), ("articles", int), ("seconds", float)):
        parser.add_argument(f"--{name}", type=kind, required=True)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--receiver", required=True)
    given = parser.parse_args()
    # Others are slow, not the press.
    with contextlib.suppress(PermissionError):
        os.nice(-10)
    size = Size(sources=given.sources, articles=given.articles, seconds=given.seconds)
    published = edition(given.seed, size)
    asyncio.run(
        serve(given.state, published, seed=given.seed, prefix=given.prefix, receiver_address=given.receiver)
    )


if __name__ == "__main__":
    main()
