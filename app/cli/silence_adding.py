"""`wirewatch silence add`: a silence is written down."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

#: The greatest number that a database keeps.
LARGEST = 2**63 - 1


def add(
    comment: Annotated[
        str, typer.Option("--comment", help="Why, for whoever asks at night.", show_default=False)
    ],
    watch: Annotated[
        list[str] | None,
        typer.Option(
            "--watch",
            metavar="GLOB",
            help="Only hits of this watch; * and ? stand for any signs. May be given several times, as all "
            "that narrow may.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="GLOB", help="Only articles of this source.", show_default=False),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language", metavar="XX", help="Only articles in this language, such as ko.", show_default=False
        ),
    ] = None,
    story: Annotated[
        list[int] | None,
        typer.Option(
            "--story",
            metavar="NUMBER",
            min=1,
            max=LARGEST,
            help="Only this story, by its number in story list.",
            show_default=False,
        ),
    ] = None,
    route: Annotated[
        list[str] | None,
        typer.Option("--route", metavar="NAME", help="Only on this route.", show_default=False),
    ] = None,
    up_to: Annotated[
        str | None,
        typer.Option(
            "--up-to",
            help="Only so grave: info, warning or critical. Graver hits are told.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="All hits: nobody is told of any.")
    ] = False,
    length: Annotated[
        str | None,
        typer.Option("--for", help="How long: 30m, 8h, 7d or 2w; at most 365 days.", show_default=False),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", help="Until when: 2026-12-01T07:00, UTC unless it says otherwise.", show_default=False
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", help="From when on: a time to come. Default: now.", show_default=False),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option("--author", help="Who you are. Default: the login name.", show_default=False),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Keep what matches from being told for a time. What is given must all hold; of one kind one is enough.

    Hits are kept, with the outcome silenced-by. They are not told afterwards. A worker that runs heeds it at once.

    Exit codes: 0 it is written down, 2 it could not be done.

    Example: wirewatch silence add --watch "North*" --up-to warning --for 8h --comment "drill until the evening"
    """
    from app.cli.database import opened
    from app.cli.silence_given import (
        author_given,
        check_meant,
        languages_given,
        line_given,
        severity_given,
        span_given,
    )
    from app.cli.silence_names import globs_given, names_known, routes_given, stories_given
    from app.cli.silence_report import silence_lines, silence_row
    from app.cli.terminal import as_json
    from storage.clock import utc_now
    from storage.records import Severity, Silence
    from storage.telling.silences import Silences

    now = utc_now()
    starts_at, ends_at = span_given(start, length, until, now)
    written_by, why = author_given(author), line_given(comment, "--comment")
    languages, gravest = languages_given(language or ()), severity_given(up_to)
    narrows = any((watch, source, language, story, route)) or gravest not in (None, Severity.CRITICAL)
    check_meant(narrows=narrows, everything=everything)
    with opened(config) as database:
        known = names_known(config)
        draft = Silence(
            id=0,
            starts_at=starts_at,
            ends_at=ends_at,
            author=written_by,
            comment=why,
            watches=globs_given("watch", watch or (), known.watches),
            sources=globs_given("source", source or (), known.sources),
            languages=languages,
            stories=stories_given(database, story or ()),
            routes=routes_given(route or (), known.routes),
            up_to=gravest,
        )
        silence = Silences(database).add(draft)
    print(as_json(silence_row(silence, now)) if json else silence_lines(silence, now))
