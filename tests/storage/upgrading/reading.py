"""The processes of the first release that read beside an upgrade, and what each of their reads said."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A read: when it began (`time.monotonic`), how many seconds it took, and what it said."""

    read: str
    began: float
    seconds: float
    said: str


class Readers:
    """Two processes: one with short transactions, one with long ones."""

    def __init__(self, files: Sequence[Path], processes: Sequence[subprocess.Popen[bytes]]) -> None:
        self._files = files
        self._processes = processes

    def answers(self) -> list[Answer]:
        """Every read that has ended."""
        lines = (line for file in self._files for line in file.read_text().splitlines(keepends=True))
        return [Answer(**json.loads(line)) for line in lines if line.endswith("\n")]

    def read_on(self) -> None:
        """Wait until each process has ended a read that begins from now on. Raises AssertionError if one does not."""
        since = time.monotonic()
        for file, process in zip(self._files, self._processes, strict=True):
            while not _has_read(file, since):
                assert process.poll() is None, f"a reader ended: {process.returncode}"
                assert time.monotonic() < since + _PATIENCE, "a reader stands still"
                time.sleep(0.05)


@contextmanager
def reading(url: str, folder: Path, long: float) -> Iterator[Readers]:
    """Programs of the first release read this database; long transactions take `long` seconds each."""
    files, processes = [], []
    with ExitStack() as stack:
        for name, arguments in (("short", []), ("long", [str(long)])):
            file = folder / f"{name}.jsonl"
            output = stack.enter_context(file.open("wb"))
            command = [sys.executable, "-m", "tests.storage.upgrading.first_program", url, *arguments]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output)
            stack.callback(process.wait)
            stack.callback(process.communicate)
            files.append(file)
            processes.append(process)
        readers = Readers(files, processes)
        readers.read_on()
        yield readers


def _has_read(file: Path, since: float) -> bool:
    last = file.read_text().rpartition("\n")[0].rpartition("\n")[2]
    return bool(last) and json.loads(last)["began"] >= since
