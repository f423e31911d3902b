"""Names that stop to resolve, for the worker alone: it has a hosts file and a name server of its own.

Its process runs in a mount namespace in which a file of the test lies over /etc/hosts; what is not in that is asked
of a name server that is nobody, or of one that never answers.
"""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from tests.acceptance.faults.faults import Fault
from tests.acceptance.faults.newsdesk import Newsdesk

HOSTS = ("outlet-0.test", "outlet-1.test", "outlet-2.test", "hook.test", "mail.test")
ALLOW = '[egress]\nallow = ["127.0.0.0/8"]\n'
_NOBODY, _SILENT = "127.9.9.1", "127.9.9.53"
_NAMED = re.compile(r"resolve|no address|[Nn]ame or service|Temporary failure|name server")


class Names:
    """The names that the worker knows, in files of this folder."""

    def __init__(self, folder: Path, *, is_silent: bool) -> None:
        self._hosts, self._servers = folder / "hosts", folder / "resolv.conf"
        self._is_silent = is_silent
        self._servers.write_text(f"nameserver {_SILENT if is_silent else _NOBODY}\n")
        self.give()

    @property
    def command(self) -> tuple[str, ...]:
        """A command that becomes the one that follows, with these names."""
        mounts = f"mount --bind {self._hosts} /etc/hosts && mount --bind {self._servers} /etc/resolv.conf"
        return ("unshare", "--mount", "sh", "-c", f'{mounts} && exec "$@"', "sh")

    def give(self) -> None:
        """Let them resolve."""
        # In place: the file that lies over another is this one.
        self._hosts.write_text("127.0.0.1 localhost\n" + "".join(f"127.0.0.1 {name}\n" for name in HOSTS))

    def take(self) -> None:
        """Let none resolve."""
        self._hosts.write_text("127.0.0.1 localhost\n")

    @asynccontextmanager
    async def gone(self, _: Newsdesk) -> AsyncIterator[None]:
        """No name resolves."""
        with socket.socket(type=socket.SOCK_DGRAM) if self._is_silent else nullcontext() as server:
            if server is not None:
                server.bind((_SILENT, 53))
            self.take()
            try:
                yield
            finally:
                self.give()

    def fault(self) -> Fault:
        """That they fail."""
        how = "the name server is silent" if self._is_silent else "no name server"
        return Fault(name=f"DNS fails: {how}", at=self.gone, names=_NAMED, held=40.0, soon=20.0)
