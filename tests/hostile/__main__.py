"""Sits the exam and prints how it went: `python -m tests.hostile [NAMES]`, names or parts of them; all without."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.hostile import ALL
from tests.hostile.delays import Delays, measure, percentile
from tests.hostile.exam import CALM, sit

MEGABYTE = 1_000_000


def main() -> int:
    """Print each case that is not as it should be; 1 if there is one."""
    asked = sys.argv[1:]
    cases = [case for case in ALL if not asked or any(part in case.name for part in asked)]
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    exam = asyncio.run(sit(cases, folder))
    for one in exam.failed:
        print(f"{one.case.name}: {'; '.join(one.faults + one.late)} [{one.evidence}]")
    print(f"{len(exam.sat) - len(exam.failed)} of {len(exam.sat)} cases are as they should be")
    print(f"{len(exam.trapped)} connections to where nobody may connect: {', '.join(exam.trapped[:5])}")
    print(f"{exam.calm_read} of {CALM} calm sources were read whole")
    grown = (exam.peak_memory - exam.base_memory) / MEGABYTE
    print(f"memory: {exam.base_memory / MEGABYTE:.0f} MB, at its peak {grown:.0f} MB more")
    print(f"log: {folder / 'all' / 'worker.log'}")
    print(told(asyncio.run(measure(cases, folder / "delays"))))
    return 1 if exam.failed or exam.trapped else 0


def told(delays: Delays) -> str:
    """The delays of the steady sources in a line."""
    alone, beside = percentile(delays.alone, 95), percentile(delays.beside, 95)
    return (
        f"steady sources, from publication into the archive, 95th percentile: {alone:.1f} s alone"
        f" ({len(delays.alone)} articles), {beside:.1f} s beside these ({len(delays.beside)}): {delays.times:.2f} times"
    )


if __name__ == "__main__":
    sys.exit(main())
