"""Requests that never left."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class HeldBackError(IgnoreRequest):
    """A request was not sent, for a reason that says nothing about its page: it is still to be made."""


class HeldElsewhereError(HeldBackError):
    """Another worker asks the host now: this says nothing about the host either."""
