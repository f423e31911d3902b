"""The process that sends one notice by Apprise: `python -m alerts.channels.apprise_process`.

It says that it is ready, reads a job (one line of JSON), sends, and says what the other side answered. Apprise has
neither a guard nor a status: both are added here from outside, in a process that does nothing else.
"""

from __future__ import annotations

import http.client
import json
import resource
import signal
import sys
import threading
from dataclasses import dataclass
from typing import Any

import apprise

from egress import EgressRefusedError, Policy

_MEMORY = 1 << 30
_CONNECTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"})


@dataclass(slots=True)
class Heard:
    """What the last answer was, and the last connection that was refused here."""

    status: int | None = None
    reason: str = ""
    retry_after: str | None = None
    refused: str | None = None


heard = Heard()


class HeardResponse(http.client.HTTPResponse):
    """An answer of which the status is noted, and that leads nowhere else.

    `http.client` takes the class of its answers from `response_class`; requests and urllib3 build on it.
    """

    def begin(self) -> None:
        """Read the head of the answer."""
        super().begin()
        heard.status, heard.reason = self.status, self.reason
        heard.retry_after = self.getheader("Retry-After")
        if 300 <= self.status < 400 and self.getheader("Location") is not None:
            raise ConnectionAbortedError("redirects are not followed")


class Guard:
    """An audit hook (PEP 578): what Python is about to connect to is judged, and no program is started."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._asked = threading.local()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise EgressRefusedError where what is about to happen must not."""
        if event == "socket.getaddrinfo":
            self._asked.host = arguments[0]
        elif event in _CONNECTS:
            self._check(arguments[1])
        elif event in _PROGRAMS:
            raise self._refused("a program", "a channel starts none")

    def _check(self, address: object) -> None:
        if address is None:
            # a datagram on a socket that was connected, and judged then
            return
        if not isinstance(address, tuple) or len(address) < 2:
            raise self._refused("a socket of this machine", "local")
        where, port = str(address[0]), int(address[1])
        asked = getattr(self._asked, "host", None)
        host = asked.decode() if isinstance(asked, bytes) else asked or where
        try:
            self._policy.check(str(host), port, where)
        except EgressRefusedError as error:
            heard.refused = str(error)
            raise
        except ValueError:
            # a name, which the system would look up behind our back
            raise self._refused(where, "not looked up") from None

    def _refused(self, what: str, why: str) -> EgressRefusedError:
        error = EgressRefusedError(what, why)
        heard.refused = str(error)
        return error


def main() -> None:
    """Send what standard input says."""
    _say("ready")
    job = json.loads(sys.stdin.readline())
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    # who started this ends it; where that one was killed, this ends itself
    signal.alarm(int(job["timeout"]) + 10)
    policy = Policy.allowing(job["allow"]).naming_urls(job["url"], localhost=True)
    http.client.HTTPConnection.response_class = HeardResponse
    sys.addaudithook(Guard(policy))
    asset = apprise.AppriseAsset(
        http_redirects=False,
        async_mode=False,
        app_id="wirewatch",
        app_desc="wirewatch",
        app_url="",
        storage_mode=apprise.PersistentStoreMode.MEMORY,
    )
    sender = apprise.Apprise(asset=asset)
    known = sender.add(job["url"])
    accepted = known and bool(
        sender.notify(title=job["title"], body=job["body"], body_format=apprise.NotifyFormat.TEXT)
    )
    said = {
        "known": known,
        "accepted": accepted,
        "status": heard.status,
        "reason": heard.reason,
        "retry_after": heard.retry_after,
        "refused": heard.refused,
    }
    _say(json.dumps(said))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
