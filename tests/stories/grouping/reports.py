"""Made reports on made events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from stories import Text

BEGIN = datetime(2026, 3, 2, 6, tzinfo=UTC)

FERRY = (
    "A ferry with 214 people on board ran aground off Port Amalie on Monday, the coast guard said.",
    "The ferry Morning Star left Port Amalie for Kestrel Island when its engine failed, said Captain Ines Duarte.",
    "Divers searched the ferry Morning Star, which ran aground off Port Amalie; Captain Ines Duarte was heard.",
)
BRIDGE = (
    "A road bridge across the Velm near Ashgrove gave way under a lorry on Monday, and 3 people were hurt.",
    "Engineers had warned Ashgrove of cracks in the Velm bridge, said its mayor, Tomas Reuel.",
)
QUAKES = (
    "An earthquake of magnitude 6.1 shook Tamarin Bay on Monday; 14 people were injured, said Governor Lio Amaru.",
    "An earthquake of magnitude 4.4 shook Cedar Falls on Monday; 2 people were injured, said Sheriff Dale Hobart.",
)


def report(number: int, text: str, *, title: str = "", hours: float | None = None) -> Text:
    """A report of an outlet of its own, so many hours after the begin (its number, if not said)."""
    return Text(
        id=f"t{number}",
        outlet=f"Outlet {number}",
        published_at=BEGIN + timedelta(hours=number if hours is None else hours),
        title=title,
        text=text,
    )
