"""`wirewatch read`: one page, and what is read of it."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.given_page import PageArgument, UrlOption, configuration, given_page
from app.cli.options import ConfigOption, JsonOption


def read(
    page: PageArgument,
    url: UrlOption = None,
    why: Annotated[
        bool,
        typer.Option(
            "--why", help="Also show each reader's text side by side, and every claim of title and dates."
        ),
    ] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Read one page and show its article: each field, where it comes from, how sure it is, and what disagrees.

    A page that is fetched is asked for with the manners of the configuration: its contact in the User-Agent,
    robots.txt obeyed, its limits of size and time.

    Exit codes: 0 the page is an article, 1 it is something else, 2 it could not be had.

    Example: wirewatch read page.html --url https://gazette.example/2026/sea-trials --why
    """
    from app.cli.article_report import document, print_article, print_reasons
    from app.cli.terminal import as_json
    from app.readers.configured import use_configured
    from crawler import pages
    from crawler.pages.reasons import reasons

    found = configuration(config)
    if found is not None:
        use_configured(found)
    given = given_page(page, url, found)

    article = pages.read(given.body, given.url, content_type=given.content_type, fetched_at=given.fetched_at)
    behind = (
        reasons(given.body, given.url, content_type=given.content_type, fetched_at=given.fetched_at)
        if why
        else None
    )
    if json:
        print(as_json(document(article, behind)))
    else:
        print_article(article)
        if behind is not None:
            print_reasons(article, behind)
    if article.kind is not pages.PageKind.ARTICLE:
        raise typer.Exit(1)
