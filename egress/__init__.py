"""Which addresses may be connected to. Pure: it judges, and whoever opens sockets asks it when they connect."""

from egress.errors import EgressRefusedError
from egress.policy import Policy

__all__ = ["EgressRefusedError", "Policy"]
