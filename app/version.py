"""The version of this program."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def program_version() -> str:
    """The installed package's version; "unpackaged" for a checkout that is run without being installed."""
    try:
        return version("wirewatch")
    except PackageNotFoundError:
        return "unpackaged"
