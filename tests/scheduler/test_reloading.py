"""A changed configuration is taken over while the worker runs, whole or not at all."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scheduler.desk import KEY, Desk, hook, source, watch
from tests.scheduler.outlet import Outlet, an_outlet

OTHER_KEY = "whsec_b3RoZXIgc2lnbmluZyBrZXkgb2YgYSByZWNlaXZlcg=="


@pytest.fixture
async def outlet() -> AsyncIterator[Outlet]:
    async with an_outlet("Zero", "One") as outlet:
        yield outlet


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    await desk.close()


async def test_sources_watches_and_secrets_change_without_a_restart(desk: Desk, outlet: Outlet) -> None:
    feed, second, receiver = f"{outlet.base}/feed", f"{outlet.base}/feed2", f"{outlet.base}/hook"
    secret = desk.folder / "key"
    secret.write_text(KEY)
    told = (watch("movements", "regiment"), hook(receiver, "file:key"))
    desk.write(source("First", feed), *told)
    await desk.start()
    await desk.until(desk.is_read)
    process = desk.state().workers[0].pid

    # One is renamed and one added: the articles follow the name.
    desk.write(source("Renamed", feed), source("Second", second), *told)
    await desk.until(lambda: {"Renamed", "Second"} == set(desk.sources()) and desk.is_read())
    assert {one.source for one in desk.articles()} == {"Renamed"}
    assert "source renamed: First is now Renamed" in desk.logged()
    await desk.until(lambda: outlet.asked["/feed2"])

    # One is removed: its articles stay, and it is asked no more.
    desk.write(source("Second", second), *told)
    await desk.until(lambda: set(desk.sources()) == {"Second"})
    assert {one.source for one in desk.articles()} == {"Renamed"}
    asked = outlet.asked["/feed"]

    # An invalid one is refused, the old one stays in force, and status says so, as text and as JSON.
    desk.write(source("Second", second), watch("movements", "regiment AND"))
    await desk.until(lambda: desk.state().workers[0].config_error)
    said = desk.status()
    assert "worker: alive" in said
    assert "the changed one is REFUSED" in said
    assert "watches.0.query, column" in said
    (worker,) = desk.status_json()["workers"]
    assert worker["alive"] is True
    assert "watches.0.query, column" in worker["config_error"]
    assert worker["config_loaded_at"] is not None
    outlet.publish("Flagged by the old watch", "The regiment crossed the river.")
    await desk.until(lambda: len(outlet.calls) == 1)

    # A file that is no TOML any more keeps nobody from the status either.
    desk.config.write_text(f'[[sources\n[database]\nurl = "{desk.url}"\n')
    await desk.until(lambda: "']]'" in (desk.state().workers[0].config_error or ""))
    assert "REFUSED" in desk.status()

    # Mended, with another watch: what comes now is matched with it.
    desk.write(source("Second", second), watch("ships", "frigate"), hook(receiver, "file:key"))
    await desk.until(lambda: desk.state().workers[0].config_error is None)
    outlet.publish("For the new watch", "The regiment boarded a frigate.")
    await desk.until(lambda: len(outlet.calls) == 2)
    assert desk.deliveries()[0].watch == "ships"

    # The file is the same and a secret in another one changed: SIGHUP takes it over.
    before = outlet.received[-1].get("webhook-signature")
    secret.write_text(OTHER_KEY)
    loaded_at = desk.state().workers[0].config_loaded_at
    desk.send(signal.SIGHUP)
    await desk.until(lambda: desk.state().workers[0].config_loaded_at != loaded_at)
    outlet.publish("Signed anew", "Another frigate.")
    await desk.until(lambda: len(outlet.calls) == 3)
    assert OTHER_KEY not in desk.logged()
    assert KEY not in desk.logged()
    assert before != [one for one in outlet.received if "webhook-id" in one][-1]["webhook-signature"]

    assert outlet.asked["/feed"] == asked
    assert [one.pid for one in desk.state().workers] == [process]
    assert await desk.stop() == 0


async def test_another_database_is_refused_while_the_worker_runs(desk: Desk, outlet: Outlet) -> None:
    tables = (source("First", f"{outlet.base}/feed"), watch("movements", "regiment"))
    desk.write(*tables)
    await desk.start()
    await desk.until(desk.is_read)
    old_url, desk.url = desk.url, f"sqlite:///{desk.folder / 'other.db'}"
    desk.write(*tables)
    desk.url = old_url
    await desk.until(lambda: desk.state().workers[0].config_error)
    assert "database.url: another database" in (desk.state().workers[0].config_error or "")
    assert not (desk.folder / "other.db").exists()
