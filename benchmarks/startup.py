"""CPU time of `wirewatch --help`, beside `python -c pass`.

python -m benchmarks.startup [--quick] [--json FILE] [--check]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

from benchmarks.measure import Bar, finish, options


def cpu_seconds(command: list[str]) -> float:
    """User and system time of one run of a command, its children included."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure, the two commands in turn."""
    arguments = options("CPU time of wirewatch --help").parse_args()
    runs = 5 if arguments.quick else 20
    ours = [sys.executable, "-m", "app.cli", "--help"]
    peer = [sys.executable, "-c", "pass"]
    pairs = [(cpu_seconds(ours), cpu_seconds(peer)) for _ in range(runs)]
    help_seconds = statistics.median(pair[0] for pair in pairs)
    pass_seconds = statistics.median(pair[1] for pair in pairs)
    print(f"wirewatch --help  {help_seconds:.3f} s of CPU, median of {runs}")
    print(f"python -c pass    {pass_seconds:.3f} s   ratio {help_seconds / pass_seconds:.1f}")
    bars = [Bar(name="CPU of wirewatch --help", measured=help_seconds, limit=0.4)]
    finish(
        arguments, bars, {"help": help_seconds, "pass": pass_seconds, "ratio": help_seconds / pass_seconds}
    )


if __name__ == "__main__":
    main()
