"""What can go wrong when people are told."""

from __future__ import annotations

from datetime import timedelta


class DeliveryError(Exception):
    """A notice was not accepted.

    `retryable` says whether a later try can help; `retry_after` is the other side's own wish, if it had one. `gone`
    says that the address is no more, so that no notice would be accepted: the channel is disabled, and what it was
    sent waits. The message is one line and holds no secret.
    """

    def __init__(
        self, message: str, *, retryable: bool, retry_after: timedelta | None = None, gone: bool = False
    ) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.retry_after = retry_after
        self.gone = gone
