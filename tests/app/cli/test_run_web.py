"""`wirewatch run --web`: the desk lives as long as the worker, and the worker lives without the desk."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.app.cli.archives import Archive

_GRACE = 60


@contextmanager
def running(archive: Archive, port: int) -> Iterator[subprocess.Popen[str]]:
    """The worker with its desk; what both say can be read."""
    command = (sys.executable, "-m", "app.cli", "run", "--web", "--port", str(port))
    with subprocess.Popen(
        (*command, "--config", str(archive.config)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """The first line that says so; the test fails where the output ends before."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(pattern, line):
            return found
    raise AssertionError(f"nobody said {pattern}")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A configuration without a source."""
    return Archive(tmp_path)


def test_the_desk_answers_beside_the_worker_and_ends_with_it(archive: Archive) -> None:
    with running(archive, 0) as process:
        base = said(process, r"the desk is at (http://\S+);")[1]
        with urllib.request.urlopen(f"{base}/sources", timeout=_GRACE) as answer:
            assert b"There is no source yet" in answer.read()
        process.send_signal(signal.SIGTERM)
        assert process.wait(_GRACE) == 0
        with pytest.raises(URLError):
            urllib.request.urlopen(f"{base}/sources", timeout=_GRACE)


def test_a_port_that_is_taken_keeps_no_worker_from_working(archive: Archive) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with running(archive, taken.getsockname()[1]) as process:
            said(process, r"the desk ended with exit code 2; the worker goes on without it")
            process.send_signal(signal.SIGTERM)
            assert process.wait(_GRACE) == 0
