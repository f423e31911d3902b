"""The figures for a terminal, or for docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.matching.compiling import Compiled
from benchmarks.matching.figures import Speeds
from benchmarks.matching.hostile.slowness import Slowness
from benchmarks.matching.peers import PEERS
from benchmarks.matching.speed import Beside
from benchmarks.tables import Line


def speed_table(speeds: Speeds) -> list[Line]:
    """Ours by the number of watches, each with folding and folding with a pass as they ran beside it."""
    names = list(dict.fromkeys(name for rates in speeds.rates.values() for name in rates))
    lines: list[Line] = [["documents a CPU second", *(f"{count:,} watches" for count in speeds.ours)]]
    for name in names:
        rates = [speeds.rates[count].get(name) for count in speeds.ours]
        lines.append([name, *("-" if rate is None else f"{rate.a_second:,.0f}" for rate in rates)])
    for title, ours in (("wirewatch", speeds.ours), ("wirewatch, with evidence", speeds.with_evidence)):
        lines.append([title, *(f"{rate.a_second:,.0f}" for rate in ours.values())])
        for name in names:
            beside = [(rate, speeds.rates[count].get(name)) for count, rate in ours.items()]
            shares = ("-" if it is None else f"{rate.a_second / it.a_second:.2f}" for rate, it in beside)
            lines.append([f"{title}, to {name}", *shares])
    return lines


def peer_table(peers: Mapping[tuple[str, int], Beside]) -> list[Line]:
    """Each peer, how many documents it was given, and how far it agreed."""
    parts = {peer.name: peer.part for peer in PEERS}
    head = [
        "",
        "watches",
        "answers",
        "documents",
        "a CPU second",
        "ours, the same",
        "ours to it",
        "hits missed, extra",
    ]
    lines: list[Line] = [head]
    for (name, count), found in peers.items():
        agreed = f"{found.missed}, {found.extra} of {found.hits}" if parts[name].startswith("all") else "-"
        lines.append(
            [
                name,
                f"{count:,}",
                parts[name],
                f"{found.peer.documents:,}",
                f"{found.peer.a_second:,.3g}",
                f"{found.ours.a_second:,.0f}",
                f"{found.times:,.3g}",
                agreed,
            ]
        )
    return lines


def compiled_lines(found: Compiled) -> Iterator[str]:
    """What was measured in the fresh process."""
    seconds = found.parse_seconds + found.compile_seconds
    megabytes = found.parse_megabytes + found.compile_megabytes
    yield f"{found.watches:,} watches in a fresh process (RSS):"
    yield f"  parsed    {found.parse_seconds:6.2f} CPU s  {found.parse_megabytes:6.0f} MB"
    yield f"  compiled  {found.compile_seconds:6.2f} CPU s  {found.compile_megabytes:6.0f} MB"
    yield f"  together  {seconds:6.2f} CPU s  {megabytes:6.0f} MB"
    median, longest = found.edit_median * 1000, found.edit_longest * 1000
    yield f"  one added or changed: median {median:.2f} ms, longest {longest:.2f} ms"


def hostile_lines(found: Slowness) -> Iterator[str]:
    """The worst of each kind."""
    yield f"hostile queries ({found.accepted:,} were accepted), and hostile articles of 100 kB:"
    yield f"  refused unread     {found.refused}"
    yield f"  answered           {found.answered}"
    yield f"  matched            {found.matched}"
    yield f"  beyond its reading {found.beyond_reading}"
    yield from (f"  crashed: {crash}" for crash in found.crashes)


def hits_line(speeds: Speeds) -> str:
    """How many hits a document has, by the number of watches."""
    hits = (f"{mean:.2f} of {count:,} watches" for count, mean in speeds.hits.items())
    return f"hits a document: {', '.join(hits)}"
