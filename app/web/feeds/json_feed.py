"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from app.web.feeds.entries import Entry, Feed

MEDIA_TYPE = "application/feed+json"


class JsonAuthor(BaseModel):
    """Who wrote an item, or the source that brought it."""

    name: str


class JsonItem(BaseModel):
    """An article."""

    id: str = Field(examples=["urn:uuid:5d0f0f8e-2b7a-5c9d-8d0f-0f8e2b7a4c9d"])
    url: str | None = Field(default=None, description="Where it is an address of the web.")
    title: str
    content_text: str
    date_published: datetime
    date_modified: datetime
    authors: list[JsonAuthor]
    tags: list[str]
    language: str | None = None


class JsonFeed(BaseModel):
    """A feed."""

    version: str = Field(examples=["https://jsonfeed.org/version/1.1"])
    title: str
    home_page_url: str
    feed_url: str
    items: list[JsonItem]


def document(feed: Feed) -> dict[str, Any]:
    """The feed; what is not known is left out, as the format asks."""
    told = JsonFeed(
        version="https://jsonfeed.org/version/1.1",
        title=feed.title,
        home_page_url=feed.home,
        feed_url=feed.address,
        items=[_item(entry) for entry in feed.entries],
    )
    return told.model_dump(mode="json", exclude_none=True)


def _item(entry: Entry) -> JsonItem:
    return JsonItem(
        id=entry.id,
        url=entry.url,
        title=entry.title,
        content_text=entry.summary,
        date_published=entry.published_at,
        date_modified=entry.updated_at,
        authors=[JsonAuthor(name=name) for name in entry.authors or (entry.source,)],
        tags=list(entry.tags),
        language=entry.language,
    )
