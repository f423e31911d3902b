"""Telling people by any service that Apprise knows: each notice by a process of its own, which is guarded.

docs/decisions/0022-chat-channels.md says why.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pydantic import SecretStr

from alerts import retry_after
from alerts.channels.chat_lines import Line, fitted, lines, subject
from alerts.channels.posting import RETRYABLE
from alerts.errors import DeliveryError
from alerts.notice import AnyNotice
from alerts.redaction import Redactor

_AT_ONCE = 2
_STARTING = 60.0
_LIMIT = 2000
_MOST_SAID = 65536
#: The signs that any of the services takes for markup, a mention or a link, each as its twin of full width.
_TWINS = {ord(sign): ord(sign) + 0xFEE0 for sign in "\\*_~`|<>[](){}#@&$"}
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseSettings:
    """An address of Apprise (`gotify://host/token`), a secret; `timeout` is seconds for all of its requests.

    `allow` is what may be connected to beside the public internet, as `Policy.allowing` reads it; an address with a
    port that the URL itself spells out always may.
    """

    url: SecretStr
    timeout: float = 30.0
    allow: tuple[str, ...] = ()


class AppriseChannel:
    """One process a notice, two at once. It refuses what the guard refuses, follows no redirect, starts no program.

    Of the last answer it says the status: 408, 425, 429, 5xx, none, or a 2xx that Apprise did not like, are tried
    again; 410 disables the channel, every other one is for good.
    """

    def __init__(self, name: str, settings: AppriseSettings) -> None:
        self.name = name
        self._settings = settings
        url = settings.url.get_secret_value()
        self._service = url.partition(":")[0]
        self._redactor = Redactor(_secrets(url))
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def deliver(self, notice: AnyNotice) -> str:
        """Send the notice; see `Channel.deliver`."""
        title, body = written(notice)
        job = {
            "url": self._settings.url.get_secret_value(),
            "title": title,
            "body": body,
            "allow": self._settings.allow,
            "timeout": self._settings.timeout,
        }
        async with self._places:
            said = await _told(json.dumps(job).encode() + b"\n", self._settings.timeout)
        return self._judged(said)

    async def close(self) -> None:
        """Nothing is held between two notices."""

    def _judged(self, said: dict[str, Any] | str) -> str:
        if isinstance(said, str):
            raise DeliveryError(f"{self._service}: {said}", retryable=True)
        status, reason = said["status"], said["reason"]
        words = "no answer" if status is None else f"{status} {reason}"
        if said["accepted"]:
            return self._redactor.line(f"accepted: {words}")
        if said["refused"]:
            raise DeliveryError(self._redactor.line(f"{self._service}: {said['refused']}"), retryable=True)
        if not said["known"]:
            raise DeliveryError(f"{self._service}: Apprise cannot use this address", retryable=False)
        if status is not None and 300 <= status < 400:
            words = f"{status}: redirects are not followed"
        retryable = status is None or status in RETRYABLE or status >= 500 or status < 300
        raise DeliveryError(
            self._redactor.line(f"{self._service}: {words}"),
            retryable=retryable,
            retry_after=retry_after.parse(said["retry_after"], datetime.now(UTC)) if retryable else None,
            gone=status == 410,
        )


def written(notice: AnyNotice) -> tuple[str, str]:
    """The title and the text. What one of the services could read as markup is written in signs of full width."""
    _, *rest = lines(notice)
    shown = fitted(rest, _LIMIT, _line)
    return subject(notice).translate(_TWINS)[:250], "\n".join(rendered for _, rendered in shown)


def _line(line: Line) -> str:
    return "".join(run.text if run.is_url else run.text.translate(_TWINS) for run in line.runs)


async def _told(job: bytes, seconds: float) -> dict[str, Any] | str:
    """What the process said, or in a few words why it said nothing. It is gone afterwards, whatever happens."""
    root = str(Path(__file__).parents[2])
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "alerts.channels.apprise_process"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {"PYTHONPATH": root},
        limit=_MOST_SAID,
    )
    try:
        return await _asked(process, job, seconds)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _asked(process: asyncio.subprocess.Process, job: bytes, seconds: float) -> dict[str, Any] | str:
    into, out = process.stdin, process.stdout
    assert into is not None
    assert out is not None
    said = b""
    try:
        async with asyncio.timeout(_STARTING):
            said = await out.readline()
        if said:
            into.write(job)
            async with asyncio.timeout(seconds):
                said = await out.readline()
    except TimeoutError:
        return f"no answer within {seconds:g} s" if said else "the process did not start"
    except (OSError, ValueError):
        said = b""
    if not said:
        return "the process ended"
    answer: dict[str, Any] = json.loads(said)
    return answer


def _secrets(url: str) -> list[str]:
    """All parts of the address but short words: which of them are keys, only the service knows."""
    place, _, query = url.partition("://")[2].partition("?")
    pieces = [
        place,
        query,
        *re.split(r"[/@:]", place),
        *(pair.partition("=")[2] for pair in query.split("&")),
    ]
    found = [url, *pieces, *(unquote(piece) for piece in pieces)]
    return [piece for piece in found if len(piece) >= 6]
