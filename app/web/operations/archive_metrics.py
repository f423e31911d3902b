"""What Prometheus is told of the archive, its worker, its sources and its outbox."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from app.version import program_version
from app.web.desk import Desk
from storage.errors import StorageError
from storage.records import Health
from storage.status import Status, snapshot

log = logging.getLogger(__name__)

UNPROBED = "unprobed"


class ArchiveMetrics(Collector):
    """Reads the state of everything whenever it is asked.

    Moments are seconds since 1970, and left out where there is none.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self) -> Iterable[Metric]:
        """Nothing: to register it must not ask the database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The figures; only that the archive does not answer, where it does not."""
        yield _info(program_version())
        try:
            found = snapshot(self._desk.database, self._desk.clock())
        except StorageError as error:
            log.warning("the archive cannot be measured: %s", error)
            yield _gauge("archive_up", "Whether the database answers.", 0)
            return
        yield _gauge("archive_up", "Whether the database answers.", 1)
        yield from metrics(found)


def metrics(found: Status) -> Iterator[Metric]:
    """The figures of a state."""
    yield _gauge("articles", "Articles in the archive.", found.articles)
    yield _gauge("hits", "Hits of watches in the archive.", found.hits)
    yield _gauge("revisions_unflagged", "Revisions that no pass has seen yet.", found.unflagged)
    yield _moment(
        "revision_oldest_unflagged_timestamp_seconds",
        "When the oldest revision of news was saved that no pass has seen.",
        found.oldest_unflagged_at,
    )
    yield _gauge("deliveries_waiting", "Deliveries that are not accepted yet.", found.waiting)
    yield _gauge("deliveries_dead", "Dead letters.", found.dead)
    yield _moment(
        "delivery_oldest_waiting_timestamp_seconds",
        "When the oldest delivery that is not accepted was put into the outbox.",
        found.oldest_waiting_at,
    )
    yield _gauge("stories_held", "Stories that wait on a route.", found.held)
    yield _moment(
        "story_next_release_timestamp_seconds",
        "When the first of the stories that wait on a route is due.",
        found.next_release_at,
    )
    yield from _of_workers(found)
    yield _sources(found)
    yield from _channels(found)


def _of_workers(found: Status) -> Iterator[Metric]:
    running = [one for one in found.workers if one.stopped_at is None]
    yield _gauge("workers", "Workers that did not say that they stopped.", len(running))
    yield _moment(
        "worker_heartbeat_timestamp_seconds",
        "The last sign of life of any of them.",
        max((one.heartbeat_at for one in running), default=None),
    )
    yield _moment(
        "worker_last_pass_timestamp_seconds",
        "The end of the last pass of any worker that did all its work.",
        found.last_passed_at,
    )
    refused = sum(one.config_error is not None for one in running)
    yield _gauge("workers_config_refused", "Workers that refused the configuration on the disk.", refused)
    failing = sum(one.capture_error is not None for one in running)
    yield _gauge("workers_capture_failing", "Workers that cannot keep captures that they should.", failing)


def _sources(found: Status) -> Metric:
    """Each source once, under the gravest of the states that it is in; every state, lest a series come and go."""
    counted = Counter(
        source.conditions[0].state.value if source.conditions else UNPROBED for source in found.sources
    )
    metric = GaugeMetricFamily(
        "wirewatch_sources", "Sources by the gravest state that they are in.", labels=("state",)
    )
    for state in (*(one.value for one in Health), UNPROBED):
        metric.add_metric((state,), counted[state])
    return metric


def _channels(found: Status) -> Iterator[Metric]:
    waiting = _by_channel("channel_deliveries_waiting", "Deliveries that wait for a channel.")
    dead = _by_channel("channel_deliveries_dead", "Dead letters of a channel.")
    failures = _by_channel("channel_failures", "Deliveries that a channel failed at, in a row.")
    for one in found.channels:
        name = (one.state.channel,)
        waiting.add_metric(name, one.queue.waiting)
        dead.add_metric(name, one.dead)
        failures.add_metric(name, one.state.failures)
    yield from (waiting, dead, failures)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"wirewatch_{name}", about, value=value)


def _by_channel(name: str, about: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"wirewatch_{name}", about, labels=("channel",))


def _moment(name: str, about: str, at: datetime | None) -> Metric:
    metric = GaugeMetricFamily(f"wirewatch_{name}", about, labels=())
    if at is not None:
        metric.add_metric((), at.timestamp())
    return metric


def _info(version: str) -> Metric:
    metric = GaugeMetricFamily("wirewatch_build_info", "The version of the desk.", labels=("version",))
    metric.add_metric((version,), 1)
    return metric
