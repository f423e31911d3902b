"""What the benchmark of matching judges, and what it leaves unjudged."""

from __future__ import annotations

from dataclasses import replace

import watch
from benchmarks.matching.compiling import Compiled
from benchmarks.matching.corpus import Text
from benchmarks.matching.figures import BARE, FEW, MANY, MOST, ONE_PASS, RE, Figures, Speeds, bars
from benchmarks.matching.hostile.slowness import Slowness, Times
from benchmarks.matching.identity import Identity, compared
from benchmarks.matching.speed import Beside, Rate
from benchmarks.matching.tables import peer_table, speed_table
from benchmarks.tables import aligned, markdown


def rate(a_second: float) -> Rate:
    return Rate(documents=1_000, seconds=1_000 / a_second)


def times(milliseconds: float) -> Times:
    return Times(count=9, longest=milliseconds / 1_000, p99=0.0, slowest="a")


GOOD = Figures(
    speeds=Speeds(
        rates={key: {BARE: rate(2000), ONE_PASS: rate(1500)} for key in (FEW, MANY, MOST)},
        ours={FEW: rate(1_500), MANY: rate(800), MOST: rate(350)},
        hits={FEW: 0.2, MANY: 2.0, MOST: 20.0},
    ),
    peers={(RE, FEW): Beside(peer=rate(4), ours=rate(1_200), hits=5, missed=0, extra=0)},
    compiled=Compiled(
        watches=MOST,
        parse_seconds=30,
        parse_megabytes=300,
        compile_seconds=4,
        compile_megabytes=140,
        edit_longest=0.01,
        edit_median=0.001,
    ),
    identity=Identity(watches=1_000, documents=2_000, hits=5, differences=()),
    slowness=Slowness(
        refused=times(0.9),
        answered=times(149),
        accepted=9,
        matched=times(49),
        beyond_reading=times(40),
        crashes=(),
    ),
)


def missed(figures: Figures) -> list[str]:
    return [bar.name for bar in bars(figures) if not bar.holds]


def test_all_bars_are_judged_and_what_was_not_run_is_not() -> None:
    assert len(bars(GOOD)) == 11
    assert missed(GOOD) == []
    assert bars(Figures()) == []


def test_the_bar_at_100_000_watches_is_told_by_the_pass_of_the_same_machine() -> None:
    faster = replace(
        GOOD.speeds, rates={key: {BARE: rate(2000), ONE_PASS: rate(1501)} for key in (FEW, MANY, MOST)}
    )
    assert missed(replace(GOOD, speeds=faster)) == ["to folding + one pass, 100,000 watches"]
    slower = replace(GOOD.speeds, ours={MANY: rate(799)})
    assert missed(replace(GOOD, speeds=slower)) == ["to fold(), 10,000 watches"]


def test_a_peer_that_is_too_near_is_missed() -> None:
    near = {(RE, FEW): Beside(peer=rate(4.1), ours=rate(1_200), hits=5, missed=0, extra=0)}
    assert missed(replace(GOOD, peers=near)) == ["to one compiled re per watch, 1,000 watches"]


def test_every_cost_has_its_bar() -> None:
    assert GOOD.compiled is not None
    assert GOOD.slowness is not None
    slow = replace(GOOD.compiled, compile_seconds=5.1, compile_megabytes=151.0, edit_longest=0.021)
    assert len(missed(replace(GOOD, compiled=slow))) == 3
    few = replace(slow, watches=MANY)
    assert missed(replace(GOOD, compiled=few)) == ["a watch added or changed among 10,000, longest"]
    harmed = replace(
        GOOD.slowness,
        refused=times(1.1),
        answered=times(151),
        beyond_reading=times(51),
        crashes=("a: KeyError",),
    )
    assert len(missed(replace(GOOD, slowness=harmed))) == 4


def test_a_difference_from_the_oracle_is_found() -> None:
    texts = [Text(title="a", text="b c"), Text(title="", text="b " * 30)]
    queries = [watch.parse(query) for query in ("a b", "b NEAR/2 c", "b", "c NOT b")]
    found = compared(texts, queries)
    assert (found.watches, found.documents, found.hits, found.differences) == (4, 2, 4, [])
    assert missed(replace(GOOD, identity=replace(found, differences=("b in ''",)))) == [
        "differences from the oracle (4 watches, 2 documents)"
    ]


def test_tables_tell_ratios() -> None:
    lines = speed_table(GOOD.speeds)
    assert lines[0] == ["documents a CPU second", "1,000 watches", "10,000 watches", "100,000 watches"]
    assert lines[1:] == [
        ["fold()", "2,000", "2,000", "2,000"],
        ["folding + one pass", "1,500", "1,500", "1,500"],
        ["wirewatch", "1,500", "800", "350"],
        ["wirewatch, to fold()", "0.75", "0.40", "0.17"],
        ["wirewatch, to folding + one pass", "1.00", "0.53", "0.23"],
        ["wirewatch, with evidence"],
        ["wirewatch, with evidence, to fold()"],
        ["wirewatch, with evidence, to folding + one pass"],
    ]
    assert markdown(lines).splitlines()[1] == "|---|---|---|---|"
    peers = aligned(peer_table(GOOD.peers))
    assert "300" in peers
    assert "0, 0 of 5" in peers
