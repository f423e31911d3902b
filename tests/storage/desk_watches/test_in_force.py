"""Which watches of the desk are in force."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.desk_watches import in_force
from storage.records import DeskWatch, DeskWatchVersion, Severity
from watch.aliases import shipped

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def watch(name: str, query: str) -> DeskWatch:
    version = DeskWatchVersion(
        number=1, query=query, severity=Severity.INFO, note="", author="anna", saved_at=NOW
    )
    return DeskWatch(id=1, name=name, author="anna", created_at=NOW, version=version)


def test_one_broken_watch_stops_no_other() -> None:
    living = [watch("gone alias", "@nowhere_at_all"), watch("rail", "train*"), watch("Ships", "frigate")]
    found = in_force(living, shipped(), ["ships", "other"])
    assert [(one.watch.name, str(one.query)) for one in found.watches] == [("rail", "train*")]
    broken, twin = found.troubles
    assert broken.name == "gone alias"
    assert "cannot be understood: column 1" in broken.said
    assert twin.name == "Ships"
    assert "the configuration file has a watch of this name too" in twin.said
