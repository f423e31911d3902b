"""Options that name a moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from app.periods import moment_of

if TYPE_CHECKING:
    from storage.search import Period


def moment_given(words: str | None, option: str, now: datetime) -> datetime | None:
    """The moment of an option, None where it was not given; typer.BadParameter where it is none."""
    if words is None:
        return None
    try:
        return moment_of(words, now)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def period_given(since: str | None, until: str | None, now: datetime) -> Period:
    """From --since on and before --until; typer.BadParameter where nothing lies between them."""
    from storage.search import Period

    period = Period(since=moment_given(since, "--since", now), until=moment_given(until, "--until", now))
    if period.since is not None and period.until is not None and period.until <= period.since:
        raise typer.BadParameter("nothing lies between --since and --until", param_hint="--until")
    return period
