"""What the tests of the API ask: a desk over a filled archive, once for each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from storage.database import Database
from tests.app.web.filled import asked


@pytest.fixture
def db(filled_db: Database) -> Database:
    return filled_db


@pytest.fixture
def client(db: Database) -> Iterator[TestClient]:
    with asked(db) as found:
        yield found
