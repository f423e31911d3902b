"""The ways to tell people: one file a channel, one protocol for all."""

from __future__ import annotations

from typing import Protocol

from alerts.notice import AnyNotice


class Channel(Protocol):
    """Somewhere that notices go."""

    name: str

    async def deliver(self, notice: AnyNotice) -> str:
        """Hand the notice over and return, in one line, what the other side answered.

        Raises:
            DeliveryError: the other side did not accept it, in time or at all.
        """
        ...

    async def close(self) -> None:
        """Release connections."""
        ...
