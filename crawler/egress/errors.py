"""Answers that are not taken."""

from __future__ import annotations


class BadAnswerError(Exception):
    """What came back is no answer that can be used. One line for people."""
