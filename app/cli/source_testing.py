"""`wirewatch source test`: one article of a source, read as the worker would, with the provenance of each field."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.cli.given_page import refuse
from app.cli.terminal import as_json, plain

if TYPE_CHECKING:
    from app.discovering import ReadArticle

_FIELDS = (
    "url", "title", "authors", "agency", "published_at", "modified_at", "section", "tags", "language", "image_url",
    "amp_url", "is_paywalled", "opening", "text",
)  # fmt: skip
_LONGEST = 200


def test_source(name: str, *, url: str | None, json: bool, config: Path | None) -> None:
    """Read and show. Raises typer.Exit with 1 or 2."""
    from app.cli.known import check_name
    from app.config import config_path, load
    from app.config.projection import crawl_sources, page_limits
    from app.discovering import read_lead
    from app.readers.configured import use_configured
    from app.source_checks import check, visit_for
    from crawler.lead import Lead

    found = load(config_path(config))
    check_name("source", name, {table.name for table in found.sources}, config, hint="NAME")
    source = next((one for one in crawl_sources(found) if one.name == name), None)
    if source is None:
        refuse(f"{name} is not enabled")
    use_configured(found)
    with visit_for(found, source) as visit:
        lead = Lead(url=url) if url else None
        if lead is None:
            checked = check(source, visit)
            newest = checked.read.newest(1) if checked.read else []
            if not newest:
                refuse(f"{name}: {checked.state}, {checked.evidence}")
            lead = newest[0]
        read = read_lead(lead, visit, page_limits(found))
    if read.trouble is not None:
        refuse(f"{lead.url}: {read.trouble}")
    if json:
        article = asdict(read.article) if read.article else None
        print(
            as_json(
                {
                    "source": name,
                    "url": read.url,
                    "kind": read.kind,
                    "reader": read.reader,
                    "article": article,
                }
            )
        )
    else:
        _print(name, read)
    if not read.is_article:
        raise typer.Exit(1)


def _print(name: str, read: ReadArticle) -> None:
    typer.echo(f"{plain(name)}: {plain(read.url)}\n{read.kind}, read by {plain(read.reader)}")
    article = read.article
    if article is None:
        return
    for field in _FIELDS:
        value = getattr(article, field)
        where = article.provenance.get(field)
        if not value and where is None:
            continue
        typer.echo(f"  {field}: {_shown(field, value)}")
        if where:
            typer.echo(f"      from: {plain(where)}")
    if article.text:
        typer.echo(f"\n{plain(article.text, lines=True)}")


def _shown(field: str, value: object) -> str:
    if field == "text":
        return f"{len(str(value).split())} words"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    said = "; ".join(value) if isinstance(value, tuple) else str(value)
    return plain(said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …")
