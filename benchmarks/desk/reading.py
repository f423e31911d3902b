"""Readers of the desk: each looks at a page, and after a moment at the next one."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx2

from benchmarks.desk.archive import WATCHES
from benchmarks.press import Press
from benchmarks.search.forms import forms
from benchmarks.search.sample import sampled

WIRE, SEARCH, ARTICLE, COUNTS = "Wire", "Search", "Article", "counts of a search"
_FORMS = ("common term", "middling term", "AND", "phrase", "NEAR/10", "EVENT")


@dataclass(slots=True, kw_only=True)
class Seen:
    """Of each kind of page the seconds that it took; and what was answered with anything but 200."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page to look at."""

    kind: str
    address: str


def looks(count: int) -> list[Look]:
    """The pages that readers of an archive of so many articles look at: as many searches as wires."""
    queries = [
        asked.written
        for form in forms(sampled(Press(count)))
        if any(form.name.startswith(name) for name in _FORMS)
        for asked in form.asked[:10]
    ]
    wires = [{}, {"hits": "1"}, {"outlets": "2"}, *({"watch": name} for name in WATCHES)]
    found = [Look(kind=SEARCH, address=f"/search?{urlencode({'q': query})}") for query in queries]
    found += [
        Look(kind=WIRE, address=f"/?{urlencode(wires[number % len(wires)])}") for number in range(len(found))
    ]
    dice = random.Random(3)
    for each in range(len(queries) // 3):
        found.append(Look(kind=ARTICLE, address=f"/articles/{dice.randint(1, count)}"))
        found.append(Look(kind=COUNTS, address=f"/search/counts?{urlencode({'q': queries[each]})}"))
    return found


def read(
    base: str, wanted: Sequence[Look], *, readers: int, seconds: float, pause: float, listening: bool
) -> Seen:
    """Let so many readers look for so long, `pause` seconds between two pages of one; some listen for news."""
    seen, lock = Seen(), threading.Lock()
    begin = time.monotonic() + 0.5

    def one(number: int) -> None:
        dice = random.Random(number)
        mine: list[tuple[Look, float, int]] = []
        with httpx2.Client(base_url=base, timeout=60) as client:
            time.sleep(max(0.0, begin - time.monotonic()) + dice.random() * pause)
            while time.monotonic() - begin < seconds:
                look = dice.choice(wanted)
                asked = time.perf_counter()
                answer = client.get(look.address)
                mine.append((look, time.perf_counter() - asked, answer.status_code))
                time.sleep(pause)
        with lock:
            for look, took, status in mine:
                seen.seconds[look.kind].append(took)
                if status != 200:
                    seen.refused.append(f"{look.address}: {status}")

    def listen() -> None:
        with (
            httpx2.Client(base_url=base, timeout=60) as client,
            client.stream("GET", "/wire/events") as answer,
        ):
            for _ in answer.iter_lines():
                if time.monotonic() - begin > seconds:
                    return

    threads = [threading.Thread(target=one, args=(number,)) for number in range(readers)]
    if listening:
        threads += [threading.Thread(target=listen, daemon=True) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads[:readers]:
        thread.join()
    return seen
