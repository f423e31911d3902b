"""The ways to tell people: one file a channel, one protocol for all."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

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


@runtime_checkable
class Addressed(Protocol):
    """A channel with several addresses, each of which can be refused for good.

    `refused` holds those that were, with the answer; the channel adds to it, and leaves them out of later notices.
    """

    refused: dict[str, str]
