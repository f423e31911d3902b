"""Tries every way of `tests.inside` in a reactor of its own, as a program: prints what each came to as JSON.

The name service is this process's own: what it looks up, by whichever library, a way's names answer.
"""

from __future__ import annotations

import json
import logging
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from twisted.internet._resolver import GAIResolver

from app.config import load
from app.scrapy_settings import settings_for
from crawler.host_slots import HostSlots
from crawler.source import Credentials, Source
from scheduler.reactor import run_in_reactor
from storage.records import SourceKind
from tests.crawler.egress.polling import polled
from tests.inside import ALL, LEAKS
from tests.inside.credentials import Leak
from tests.inside.listener import Listener, attempts, forbidden, is_inside
from tests.inside.outside import Outside, Resolver, serving
from tests.inside.ways import Ground, Way

CONFIG = '[manners]\ncontact = "desk@news.test"\ndelay = "0ms"\ntimeout = "1s"\n'
_REAL_LOOK_UP = socket.getaddrinfo


class NameService:
    """Stands in for the system's: `resolver` is set for each way."""

    resolver = Resolver({})

    def getaddrinfo(self, host: Any, port: Any, family: int = 0, *more: int, **options: int) -> list[Any]:
        kind, proto, flags = [*more, 0, 0, 0][:3]
        kind, proto, flags = (
            options.get("type", kind),
            options.get("proto", proto),
            options.get("flags", flags),
        )
        name = host.decode() if isinstance(host, bytes) else host
        try:
            return _REAL_LOOK_UP(name, port, family, kind, proto, flags | socket.AI_NUMERICHOST)
        except (OSError, UnicodeError):
            addresses = self.found(str(name))
        found: list[Any] = []
        for address in addresses:
            with suppress(OSError):
                found += _REAL_LOOK_UP(address, port, family, kind, proto, flags)
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return found

    def found(self, name: str) -> tuple[str, ...]:
        try:
            return self.resolver.look_up(name)
        except LookupError:
            raise socket.gaierror(socket.EAI_NONAME, "no such name") from None


NAMES = NameService()


async def tried(
    settings: Mapping[str, Any], way: Way, listener: Listener, outside: Outside
) -> dict[str, Any]:
    ground = Ground(outside=outside.host, inside_port=listener.port)
    outside.answers = way.answers(ground)
    NAMES.resolver = outside.resolver = Resolver(way.names)
    outside.heard.clear()
    listener.connects.clear()
    source = _source(way.name, way.kind, way.source_url(ground), way.links)
    if way.proxy is not None:
        source = replace(source, credentials=Credentials(proxy=SecretStr(way.proxy(ground))))
    with attempts() as made:
        polls = max((len(turns) for turns in way.names.values()), default=1)
        said = [await polled(settings, source, HostSlots()) for _ in range(polls)]
    inside = [f"{host}:{port}" for host, port in made if is_inside(host, port, ground)]
    return {
        "said": said,
        "connects": len(listener.connects),
        "inside": inside,
        "heard": len(outside.heard),
        "outside": [f"{host}:{port}" for host, port in made],
    }


async def leaked(settings: Mapping[str, Any], leak: Leak) -> dict[str, Any]:
    async with serving() as first, serving() as other:
        ground = Ground(outside=first.host, inside_port=9)
        first.answers = leak.answers(ground, other.host)
        other.answers = leak.other_answers(ground, other.host)
        held = leak.credentials
        credentials = Credentials(
            headers={name: SecretStr(value) for name, value in held.headers.items()},
            cookies={name: SecretStr(value) for name, value in held.cookies.items()},
            basic_auth=(held.user, SecretStr(held.password)) if held.user and not held.in_url else None,
        )
        source = _source(leak.name, leak.kind, held.source_url(ground), leak.links)
        source = replace(source, credentials=credentials)
        policy = settings["WIREWATCH_EGRESS"].naming_urls(f"http://{other.host}/")
        said = await polled(dict(settings) | {"WIREWATCH_EGRESS": policy}, source, HostSlots())
        return {
            "said": said,
            "seen": held.seen_in(one.head for one in other.heard),
            "heard": len(held.seen_in(one.head for one in first.heard)),
            "other": len(other.heard),
        }


def _source(name: str, kind: str, url: str, links: str | None) -> Source:
    return Source(
        name=name,
        kind=SourceKind(kind),
        url=url,
        links=links,
        interval=timedelta(hours=1),
        delay=timedelta(0),
    )


async def main() -> int:
    folder, wanted = Path(sys.argv[1]), sys.argv[2:]
    config = folder / "exam.toml"
    config.write_text(CONFIG, encoding="utf-8")
    settings = settings_for(load(config))
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    vars(socket).update(getaddrinfo=NAMES.getaddrinfo)
    reactor: Any = sys.modules["twisted.internet.reactor"]
    reactor.installNameResolver(GAIResolver(reactor, getaddrinfo=NAMES.getaddrinfo))
    results: dict[str, Any] = {"ways": {}, "leaks": {}}
    async with forbidden() as listener, serving() as outside:
        for way in ALL:
            if not wanted or way.name in wanted:
                results["ways"][way.name] = await tried(settings, way, listener, outside)
    for leak in LEAKS:
        if not wanted or leak.name in wanted:
            results["leaks"][leak.name] = await leaked(settings, leak)
    print(json.dumps(results))
    return 0


if __name__ == "__main__":
    sys.exit(run_in_reactor(main))
