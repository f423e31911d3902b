"""One client that asks too much is told so, and no other one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.web.problems import MEDIA_TYPE
from app.web.rate_limit import Buckets, Limit, client_of
from app.web.security.access import LOCAL, Access, Scope
from storage.database import Database
from tests.app.web.filled import asked


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    found = Database(sqlite_url)
    yield found
    found.close()


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_emptied_and_fills_evenly() -> None:
    clock = Clock()
    buckets = Buckets(Limit(requests=3, window=60), clock=clock)
    assert [buckets.take("a").is_allowed for _ in range(4)] == [True, True, True, False]
    refused = buckets.take("a")
    assert (refused.remaining, refused.retry_in, refused.full_in) == (0, 20, 60)
    assert buckets.take("b").remaining == 2
    clock.now = 20
    assert buckets.take("a").is_allowed
    assert not buckets.take("a").is_allowed
    clock.now = 1e6
    assert buckets.take("a").remaining == 2


def test_only_so_many_clients_are_remembered_those_that_asked_last() -> None:
    buckets = Buckets(Limit(requests=1, window=60), most_clients=3, clock=Clock())
    for number in range(1000):
        buckets.take(f"address {number}")
    assert len(buckets) == 3
    assert not buckets.take("address 999").is_allowed
    assert buckets.take("address 1").is_allowed


def test_the_answer_says_how_much_is_left_and_when_to_come_back(database: Database) -> None:
    with asked(database, limit=Limit(requests=2, window=100)) as client:
        first = client.get("/api/v1/watches")
        assert first.headers["ratelimit"] == '"default";r=1;t=50'
        assert first.headers["ratelimit-policy"] == '"default";q=2;w=100'
        client.get("/search.atom?q=a")
        refused = client.get("/api/v1/watches")
        assert refused.status_code == 429
        assert refused.headers["content-type"] == MEDIA_TYPE
        assert 0 < int(refused.headers["retry-after"]) <= 50
        assert refused.headers["x-content-type-options"] == "nosniff"
        # Monitors and people go on.
        assert client.get("/healthz").status_code == 200
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.1", "address 192.0.2.1"),
        ("2001:db8:1:2:3::4", "address 2001:db8:1:2::/64"),
        ("testclient", "address testclient"),
    ],
)
def test_a_client_is_an_address(host: str, client: str) -> None:
    assert client_of({"client": (host, 1), "state": {"access": LOCAL}}) == client
    assert client_of({"client": (host, 1)}) == client


def test_a_client_is_a_token() -> None:
    access = Access(name="script", scopes=frozenset({Scope.READ}))
    assert client_of({"client": ("192.0.2.1", 1), "state": {"access": access}}) == "token script"
    assert client_of({"client": None}) == "address "
