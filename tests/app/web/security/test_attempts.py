"""Wrong attempts are counted by address, in bounded memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.web.security.attempts import Attempts

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def tried(attempts: Attempts, client: str | None, count: int, now: datetime = NOW) -> None:
    for _ in range(count):
        attempts.failed(client, now)


def test_after_ten_a_client_waits_until_the_minute_is_over() -> None:
    attempts = Attempts()
    tried(attempts, "192.0.2.7", 9)
    assert attempts.wait("192.0.2.7", NOW) == 0
    tried(attempts, "192.0.2.7", 1, NOW + SECOND)
    assert attempts.wait("192.0.2.7", NOW + SECOND) == 59
    assert attempts.wait("192.0.2.7", NOW + 59.5 * SECOND) == 1
    assert attempts.wait("192.0.2.8", NOW) == 0
    assert attempts.wait("192.0.2.7", NOW + 60 * SECOND) == 0
    tried(attempts, "192.0.2.7", 9, NOW + 60 * SECOND)
    assert attempts.wait("192.0.2.7", NOW + 60 * SECOND) == 0


def test_a_network_of_64_bits_is_one_client() -> None:
    attempts = Attempts()
    for number in range(10):
        attempts.failed(f"2001:db8:0:1::{number:x}", NOW)
    assert attempts.wait("2001:db8:0:1:ffff::9", NOW) == 60
    assert attempts.wait("2001:db8:0:2::1", NOW) == 0


def test_an_address_is_the_same_in_either_form() -> None:
    attempts = Attempts()
    tried(attempts, "::ffff:192.0.2.7", 10)
    assert attempts.wait("192.0.2.7", NOW) == 60


def test_who_has_no_address_is_one_client() -> None:
    attempts = Attempts()
    tried(attempts, None, 10)
    assert attempts.wait(None, NOW) == 60


def test_only_so_many_addresses_are_remembered_the_last_ones() -> None:
    attempts = Attempts()
    tried(attempts, "192.0.2.7", 10)
    tried(attempts, "192.0.2.8", 10)
    for number in range(4095):
        attempts.failed(f"10.0.{number // 256}.{number % 256}", NOW)
    assert attempts.wait("192.0.2.7", NOW) == 0
    assert attempts.wait("192.0.2.8", NOW) == 60
