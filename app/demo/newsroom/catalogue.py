"""The outlets and their articles as data: what is published when, and which watches it should set off.

All moments here are seconds from the start of the newsroom's clock; negative ones lie before it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

# An edit bears a time shortly before readers can see it, as with any desk behind a cache.
_EDIT_DATED_BEFORE_SHOWN = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a desk changes in an article, `after` seconds from its first appearance."""

    after: float
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletArticle:
    """An article of one outlet. Its page answers with `status`; any but 200 is a page that never works."""

    outlet: str
    slug: str
    title: str
    authors: tuple[str, ...]
    section: str
    paragraphs: tuple[str, ...]
    published_after: float
    appears_after: float
    expect: tuple[str, ...]
    wire: str | None
    credit: str | None
    is_denial: bool
    status: int
    edit: Edit | None

    @property
    def id(self) -> str:
        """Outlet and slug: unique in the newsroom."""
        return f"{self.outlet}/{self.slug}"

    @property
    def is_backlog(self) -> bool:
        """Whether the outlet shows it from the start, so that nobody is told of it."""
        return self.appears_after <= 0

    @property
    def is_readable(self) -> bool:
        """Whether its page can be read at all."""
        return self.status == 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """An article's words at one moment, and when they were last changed."""

    title: str
    paragraphs: tuple[str, ...]
    updated_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet: where it lists its articles (`source_path`, of a `kind`) and where it serves them.

    `links` is the CSS selector of the article links, for a listing page. `utc_offset_minutes` is the zone
    that the outlet writes its dates in. `is_broken` marks a source that is not well-formed XML.
    """

    slug: str
    name: str
    tagline: str
    language: str
    kind: str
    source_path: str
    article_path: str
    sections: tuple[str, ...]
    utc_offset_minutes: int
    links: str | None
    is_broken: bool
    articles: tuple[OutletArticle, ...]

    def path_of(self, article: OutletArticle) -> str:
        """The path of an article's page on this outlet's site."""
        return self.article_path.format(slug=article.slug)


def visible(outlet: Outlet, elapsed_seconds: float) -> tuple[OutletArticle, ...]:
    """The articles that an outlet shows at a moment, newest first."""
    shown = (article for article in outlet.articles if article.appears_after <= elapsed_seconds)
    return tuple(sorted(shown, key=lambda article: article.published_after, reverse=True))


def current(article: OutletArticle, elapsed_seconds: float) -> Wording:
    """The words of an article at a moment: after its edit, the edited ones with a later time."""
    edit = article.edit
    if edit is None or elapsed_seconds < article.appears_after + edit.after:
        return Wording(
            title=article.title, paragraphs=article.paragraphs, updated_after=article.published_after
        )
    return Wording(
        title=edit.title,
        paragraphs=edit.paragraphs,
        updated_after=article.appears_after + edit.after - _EDIT_DATED_BEFORE_SHOWN,
    )


def load_outlets() -> tuple[Outlet, ...]:
    """Read every outlet's folder, in the order of their slugs."""
    folders = (resources.files("app.demo.newsroom") / "outlets").iterdir()
    named = sorted((folder for folder in folders if folder.is_dir()), key=lambda folder: folder.name)
    return tuple(_outlet(folder) for folder in named if (folder / "outlet.toml").is_file())


def _outlet(folder: Traversable) -> Outlet:
    about = _toml(folder / "outlet.toml")
    return Outlet(
        slug=folder.name,
        name=about["name"],
        tagline=about["tagline"],
        language=about["language"],
        kind=about["kind"],
        source_path=about["source_path"],
        article_path=about["article_path"],
        sections=tuple(about["sections"]),
        utc_offset_minutes=about["utc_offset_minutes"],
        links=about.get("links"),
        is_broken=about.get("is_broken", False),
        articles=tuple(_article(folder.name, row) for row in _toml(folder / "articles.toml")["articles"]),
    )


def _article(outlet: str, row: dict[str, Any]) -> OutletArticle:
    appears_after = float(row["appears_after"])
    edit = row.get("edit")
    return OutletArticle(
        outlet=outlet,
        slug=row["slug"],
        title=row["title"],
        authors=tuple(row["authors"]),
        section=row["section"],
        paragraphs=tuple(row["paragraphs"]),
        published_after=appears_after - 60.0 * row["minutes_before"],
        appears_after=appears_after,
        expect=tuple(row.get("expect", ())),
        wire=row.get("wire"),
        credit=row.get("credit"),
        is_denial=row.get("is_denial", False),
        status=row.get("status", 200),
        edit=_edit(row, edit) if edit else None,
    )


def _edit(row: dict[str, Any], edit: dict[str, Any]) -> Edit:
    return Edit(
        after=float(edit["after"]),
        title=edit.get("title", row["title"]),
        paragraphs=tuple(edit.get("paragraphs", row["paragraphs"])),
    )


def _toml(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
