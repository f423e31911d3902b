"""What was found on a site, for people and for programs, and the table that is written of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import typer

from app.cli.terminal import moment, plain
from scheduler.counted import counted

if TYPE_CHECKING:
    from app.discovering import Discovery, ReadArticle
    from crawler.discovery import Survey
    from crawler.discovery.found import Offer

_LONGEST_NAME = 64
_SHOWN_OFFERS = 8
_SHOWN_LEFT_OUT = 8


def offer_row(offer: Offer, rank: int, configured: Mapping[str, str]) -> dict[str, Any]:
    """An offer, for programs."""
    source = offer.source
    return {
        "rank": rank,
        "kind": source.kind.value,
        "url": source.url,
        "links": source.links,
        "title": source.title or None,
        "language": source.language,
        "newest_at": source.newest_at,
        "per_day": source.per_day,
        "entries": len(source.leads),
        "why": list(offer.why),
        "cautions": list(offer.cautions),
        "configured": configured.get(source.url),
    }


def article_row(read: ReadArticle) -> dict[str, Any]:
    """An article that was read, for programs: `text_length` counts characters."""
    article = read.article
    return {
        "url": read.url,
        "kind": read.kind,
        "title": article.title if article else None,
        "published_at": article.published_at if article else None,
        "text_length": len(article.text) if article else 0,
        "trouble": read.trouble,
    }


def document(found: Discovery, configured: Mapping[str, str]) -> dict[str, Any]:
    """All that was found, for programs."""
    return {
        "url": found.survey.start,
        "site": found.survey.site_name or None,
        "requests": found.requests,
        "offers": [offer_row(offer, rank, configured) for rank, offer in enumerate(found.offers, 1)],
        "left_out": [
            {"kind": one.kind.value, "url": one.url, "reason": one.reason, "how": one.how}
            for one in found.left_out
        ],
        "articles": [article_row(read) for read in found.articles],
    }


def print_offers(found: Discovery, configured: Mapping[str, str]) -> None:
    """The offers, what is left out, and the articles of the first."""
    for rank, offer in enumerate(found.offers[:_SHOWN_OFFERS], 1):
        source = offer.source
        known = f"  (already here: {plain(configured[source.url])})" if source.url in configured else ""
        typer.echo(f"{rank}. {source.kind.value:<9} {plain(source.url)}{known}")
        typer.echo(f"     {plain('; '.join([*offer.why, counted(len(source.leads), 'entry', 'entries')]))}")
        if source.links:
            typer.echo(f"     links: {plain(source.links)}")
        for caution in offer.cautions:
            typer.echo(f"     but: {plain(caution)}")
    if (further := len(found.offers) - _SHOWN_OFFERS) > 0:
        typer.echo(f"and {further} more; --json shows all")
    if found.left_out:
        typer.echo("\nLeft out:")
        for one in found.left_out[:_SHOWN_LEFT_OUT]:
            typer.echo(f"  {one.kind.value:<9} {plain(one.url)}: {plain(one.reason)}")
        if (more := len(found.left_out) - _SHOWN_LEFT_OUT) > 0:
            typer.echo(f"  and {more} more; --json shows all")
    if found.articles:
        typer.echo("\nWhat the first would collect:")
        for read in found.articles:
            typer.echo(f"  {_article_line(read)}")


def _article_line(read: ReadArticle) -> str:
    if read.trouble is not None:
        return f"{plain(read.url)}: {plain(read.trouble)}"
    article = read.article
    if not read.is_article or article is None:
        return f"{plain(read.url)}: no article ({plain(read.kind or 'unknown')})"
    return (
        f"{moment(article.published_at)}  {plain(article.title)}  ({counted(len(article.text), 'character')})"
    )


def table_of(
    offer: Offer, survey: Survey, taken: Collection[str], given: Mapping[str, str | None]
) -> dict[str, Any]:
    """The `[[sources]]` table of an offer. `given` holds `name` and `group` where a person chose them."""
    source = offer.source
    name = given.get("name") or free_name(_names(offer, survey.site_name), taken)
    table: dict[str, Any] = {"name": name, "kind": source.kind.value, "url": source.url}
    if source.links:
        table["links"] = source.links
    if language := source.language or survey.language:
        table["language"] = language
    if given.get("group"):
        table["group"] = given["group"]
    return table


def _names(offer: Offer, site_name: str) -> list[str]:
    source = offer.source
    parts = urlsplit(source.url)
    host = (parts.hostname or "").removeprefix("www.")
    section = parts.path.strip("/").replace("/", " ")
    return [
        site_name,
        source.title,
        f"{site_name or host} ({source.kind.value})",
        f"{site_name or host} {section}",
        host,
    ]


def free_name(wanted: Sequence[str], taken: Collection[str]) -> str:
    """The first of the names that no source has, made fit for the configuration; else the first with a number."""
    used = {name.casefold() for name in taken}
    fit = [name for one in wanted if (name := " ".join(plain(one).split())[:_LONGEST_NAME].strip())]
    for name in fit:
        if name.casefold() not in used:
            return name
    first = (fit or ["source"])[0][: _LONGEST_NAME - 4]
    return next(name for number in range(2, 10_000) if (name := f"{first} {number}").casefold() not in used)
