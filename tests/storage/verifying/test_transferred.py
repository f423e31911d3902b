"""What was saved in any order, and what came in from another archive of the other kind, is whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.records import Article
from storage.verifying.check import Fault, found_by
from storage.verifying.checks import checks
from tests.databases import PostgresServer
from tests.storage.test_transfer import databases, fill, into, out, saves

NOWHERE = Path("nowhere")


def faults(db: Database) -> list[Fault]:
    return [fault for check in checks(db, NOWHERE) for fault in found_by(check, lambda _: None)]


@pytest.mark.parametrize("kinds", [("sqlite", "postgresql"), ("postgresql", "sqlite")])
@settings(
    max_examples=10,
    deadline=None,
    # Each example makes two databases: to look for the smallest that fails takes minutes.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(batches=saves(), size=st.integers(1, 4))
def test_nothing_differs(
    postgres_server: PostgresServer,
    kinds: Sequence[str],
    batches: list[tuple[int, list[Article]]],
    size: int,
) -> None:
    with databases(postgres_server, kinds) as (first, second):
        fill(first, batches)
        assert faults(first) == []
        into(second, out(first), size)
        assert faults(second) == []
