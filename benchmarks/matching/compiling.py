"""How long watches take to be parsed and compiled, and what they hold of memory: measured in a fresh process.

    python -m benchmarks.matching.compiling QUERIES

A query a line. Prints one JSON object. Memory is the growth of the resident set.
"""

from __future__ import annotations

import gc
import json
import random
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from watch import Document, WatchSet, parse

_EDITS = 200
_MEGABYTE = 1e6
# So many different words that a set of watches remembers as many as it ever does.
_DOCUMENTS_OF_NEW_WORDS = 120
_NEW_WORDS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """CPU seconds and megabytes of RSS; `edits` are CPU seconds of one watch parsed and added, or changed."""

    watches: int
    parse_seconds: float
    parse_megabytes: float
    compile_seconds: float
    compile_megabytes: float
    edit_longest: float
    edit_median: float


def compiled(queries: Sequence[str]) -> Compiled:
    """Compile them in a process of their own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "queries"
        file.write_text("\n".join(queries), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.matching.compiling", str(file)]
        output = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return Compiled(**json.loads(output))


def _measured(lines: Sequence[str]) -> Compiled:
    parse("to load the grammar (once OR twice)")
    process = psutil.Process()

    def resident() -> float:
        gc.collect()
        return float(process.memory_info().rss) / _MEGABYTE

    memory = [resident()]
    began = time.process_time()
    queries = [parse(line) for line in lines]
    parse_seconds = time.process_time() - began
    memory.append(resident())
    began = time.process_time()
    watches = WatchSet(enumerate(queries))
    compile_seconds = time.process_time() - began
    memory.append(resident())
    edits = _edits(watches, lines)
    return Compiled(
        watches=len(lines),
        parse_seconds=parse_seconds,
        parse_megabytes=memory[1] - memory[0],
        compile_seconds=compile_seconds,
        compile_megabytes=memory[2] - memory[1],
        edit_longest=max(edits),
        edit_median=sorted(edits)[len(edits) // 2],
    )


def _edits(watches: WatchSet[int], lines: Sequence[str]) -> list[float]:
    """Add and change one watch after another, between documents full of words that nobody wrote before."""
    dice = random.Random(1)
    for _ in range(_DOCUMENTS_OF_NEW_WORDS):
        words = ("".join(dice.choices(string.ascii_lowercase, k=9)) for _ in range(_NEW_WORDS))
        watches.matches(Document.of("", " ".join(words)))
    gc.collect()
    gc.freeze()
    taken = []
    for number in range(_EDITS):
        query = f"{dice.choice(lines)} OR edited{number} NEAR/10 edi{number}*"
        key = dice.randrange(len(lines)) if number % 2 else len(lines) + number
        began = time.process_time()
        watches.add(key, parse(query))
        taken.append(time.process_time() - began)
    return taken


if __name__ == "__main__":
    print(json.dumps(asdict(_measured(Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")))))
