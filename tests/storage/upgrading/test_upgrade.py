"""An archive of the first release comes to this one and back, whatever happens on the way.

What is expected, written before the first run:

- the upgrade ends: no deadlock, and no endless wait for programs that read;
- on SQLite no program of the first release is ever told that the database is locked; on PostgreSQL none waits for
  longer than an upgrade takes, which is measured;
- each of its answers is what it was before, or one clear line: the schema is another one (commands look before they
  read), or the full-text index is (programs that opened the database before). None sees half an upgrade;
- at the head and back at the first revision every column of the first release holds what it held, byte for byte, and
  back there the full-text index too; `wirewatch verify` finds no fault at the head;
- killed at any moment, an upgrade leaves the database as it was, and it can be upgraded.

The first runs taught: on PostgreSQL the first step ended with "deadlock detected"; on SQLite a program that asks the
full-text index without looking at the schema is told nothing, and finds nothing. See docs/reliability.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.upgrading.migrating import REVISIONS
from tests.storage.upgrading.proof import moments, prove


def test_an_archive_of_the_first_release_goes_up_and_down(new_database_url: str, tmp_path: Path) -> None:
    proof = prove(new_database_url, tmp_path, articles=300, long=0.3, kills=(7, len(REVISIONS) - 1))
    assert proof.faults == [], proof.table()


@pytest.mark.soak
def test_a_hundred_thousand_articles_go_up_and_down(new_database_url: str, tmp_path: Path) -> None:
    proof = prove(new_database_url, tmp_path, articles=100_000, long=5.0, kills=moments(100_000))
    print(proof.table())
    assert proof.faults == []
