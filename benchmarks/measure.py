"""What all benchmarks share: the machine in one line, percentiles, the verdict with its exit code."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar and what was measured. `holds` says whether it was met; `above` wants more than the limit."""

    name: str
    measured: float
    limit: float
    unit: str = "s"
    at_least: bool = False
    above: bool = False

    @property
    def holds(self) -> bool:
        if self.above:
            return self.measured > self.limit
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def relation(self) -> str:
        """How the measured must stand to the limit."""
        return "above" if self.above else "at least" if self.at_least else "at most"

    def __str__(self) -> str:
        verdict = "met" if self.holds else "MISSED"
        measured = f"{self.measured:.4g} {self.unit}".rstrip()
        return f"{self.name}: {measured} ({self.relation} {self.limit:g}): {verdict}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share (0 to 1) of the values lies, by nearest rank; values must not be empty."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def machine() -> str:
    """The machine in one line."""
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def options(description: str) -> argparse.ArgumentParser:
    """The options that every benchmark takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="under a minute, fewer repetitions")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    parser.add_argument(
        "--check", action="store_true", help="exit 1 if a bar was missed; the last line says which"
    )
    return parser


def finish(arguments: argparse.Namespace, bars: Sequence[Bar], figures: dict[str, Any]) -> None:
    """Print the bars, keep the figures, and end with the exit code that `--check` asks for."""
    print(f"machine: {machine()}")
    for bar in bars:
        print(bar)
    if arguments.json:
        document = {
            "machine": machine(),
            "figures": figures,
            "bars": [
                {"name": bar.name, "measured": bar.measured, "limit": bar.limit, "met": bar.holds}
                for bar in bars
            ],
        }
        arguments.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    missed = [bar.name for bar in bars if not bar.holds]
    if arguments.check and missed:
        print(f"missed: {'; '.join(missed)}")
        sys.exit(1)
