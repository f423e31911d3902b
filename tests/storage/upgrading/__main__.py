"""Takes an archive of the first release the whole way, and says how long each step takes.

    python -m tests.storage.upgrading [--articles 100000] [--kind sqlite|postgresql]

Exit code 1 if something was not as it should be.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.databases import KINDS, served
from tests.storage.upgrading.proof import Proof, moments, prove


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.storage.upgrading")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--kind", choices=KINDS)
    asked = parser.parse_args()
    faults = 0
    for kind in (asked.kind,) if asked.kind else KINDS:
        with tempfile.TemporaryDirectory(prefix="wirewatch-upgrade-") as folder:
            proof = _proof(kind, Path(folder), asked.articles)
        print(f"{kind}, {asked.articles} articles\n{proof.table()}", flush=True)
        faults += len(proof.faults)
    return int(faults > 0)


def _proof(kind: str, folder: Path, articles: int) -> Proof:
    if kind == "sqlite":
        return prove(
            f"sqlite:///{folder / 'archive.db'}", folder, articles=articles, long=5.0, kills=moments(articles)
        )
    with served() as server:
        url = server.url(server.make(migrated=False))
        return prove(url, folder, articles=articles, long=5.0, kills=moments(articles))


if __name__ == "__main__":
    sys.exit(main())
