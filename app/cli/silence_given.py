"""What a silence is given on the command line but for names: its time, its words, and how much it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import typer

from app.cli.moments import moment_given
from app.cli.terminal import moment, plain
from app.periods import UNITS

if TYPE_CHECKING:
    from storage.records import Severity

LONGEST = timedelta(days=365)
MOST_CHARACTERS = 500


def span_given(
    start: str | None, length: str | None, until: str | None, now: datetime
) -> tuple[datetime, datetime]:
    """From when until when, by --from, --for and --until.

    Raises:
        typer.BadParameter: not exactly one of --for and --until is given, or what is given is no time, lies in the
            past, or lasts no time or more than 365 days.
    """
    if (length is None) == (until is None):
        raise typer.BadParameter("give one of them: how long, or until when", param_hint="--for, --until")
    starts_at = _to_come(start, "--from", now) or now
    ends_at = _to_come(until, "--until", now) or _after(starts_at, length or "")
    if ends_at <= starts_at:
        said = f"it would be over before it begins, {moment(starts_at)}"
        raise typer.BadParameter(said, param_hint="--until")
    if ends_at - starts_at > LONGEST:
        hint = "--until" if length is None else "--for"
        raise typer.BadParameter(f"a silence lasts {LONGEST.days} days at most", param_hint=hint)
    return starts_at, ends_at


def line_given(words: str, option: str) -> str:
    """Words that are one line, without what a terminal would obey.

    Raises:
        typer.BadParameter: they are empty, several lines, or longer than 500 characters.
    """
    # What a pasted line ends with is no second line.
    if len(words.strip().splitlines()) > 1:
        raise typer.BadParameter("must be one line", param_hint=option)
    line = plain(words.strip()).strip()
    if not line:
        raise typer.BadParameter("must not be empty", param_hint=option)
    if len(line) > MOST_CHARACTERS:
        said = f"has {len(line):,} characters; {MOST_CHARACTERS} are the most"
        raise typer.BadParameter(said, param_hint=option)
    return line


def author_given(name: str | None) -> str:
    """Who keeps the silence: the login name, unless one is given. typer.BadParameter where neither will do."""
    import getpass

    if name is None:
        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError) as error:
            raise typer.BadParameter(
                "you have no login name: say who you are", param_hint="--author"
            ) from error
    return line_given(name, "--author")


def languages_given(given: Iterable[str]) -> tuple[str, ...]:
    """Languages in two letters; typer.BadParameter for anything else."""
    from app.config.refusals import language

    found = []
    for written in given:
        try:
            found.append(language(written.casefold()))
        except ValueError as error:
            raise typer.BadParameter(f"{plain(written)!r} {error}", param_hint="--language") from error
    return tuple(dict.fromkeys(found))


def severity_given(written: str | None) -> Severity | None:
    """The severity of that name; typer.BadParameter where there is none."""
    from storage.records import Severity

    if written is not None and written not in set(Severity):
        said = f"{plain(written)!r} is none of {', '.join(Severity)}"
        raise typer.BadParameter(said, param_hint="--up-to")
    return None if written is None else Severity(written)


def check_meant(*, narrows: bool, everything: bool) -> None:
    """Refuse a silence for all hits that is not said to be one, or the other way round; typer.BadParameter."""
    if not narrows and not everything:
        said = "say what it is for (--watch, --source, --language, --story, --route, --up-to), or give --everything"
        raise typer.BadParameter(said)
    if narrows and everything:
        raise typer.BadParameter("what narrows a silence stands beside it", param_hint="--everything")


def _to_come(words: str | None, option: str, now: datetime) -> datetime | None:
    at = moment_given(words, option, now)
    if at is not None and at <= now:
        said = f"{moment(at)} is past; give a time to come, such as 2026-12-01T07:00"
        raise typer.BadParameter(said, param_hint=option)
    return at


def _after(start: datetime, length: str) -> datetime:
    """When it is over that lasts so long; `length` is 30m, 8h, 7d or 2w."""
    found = re.fullmatch(r"([0-9]{1,6})([mhdw])", length.strip())
    if found is None or not int(found[1]):
        said = f"{plain(length)!r} is no length of time: give 30m, 8h, 7d or 2w"
        raise typer.BadParameter(said, param_hint="--for")
    try:
        return start + int(found[1]) * UNITS[found[2]]
    except OverflowError as error:
        raise typer.BadParameter("it would outlast the calendar", param_hint="--for") from error
