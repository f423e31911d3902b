"""A row of an archive file: what may stand in it, and the wording that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.archive_files.values import Address, Label, Name, Precision, Time, Words
from storage.host_groups import outlet_of
from storage.records import (
    ARTICLE_PAGE,
    ArchivedArticle,
    Article,
    SourceDeclaration,
    SourceKind,
    TextSource,
    Wording,
)

#: How often a source is polled is no business of an archive: a source that comes by a file is not polled.
_INTERVAL = timedelta(days=1)
_MOST = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a row of a file says, and how people find the row there: "line 7"."""

    place: str
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A row that cannot be taken in, and why, in one line without anything of its content."""

    place: str
    why: str


class Row(BaseModel):
    """The columns, in their order; see docs/archive.md."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    id: int = Field(default=0, ge=0, le=_MOST)
    url: Address
    revision: int = Field(default=1, ge=1, le=_MOST)
    source: Name
    title: Words
    text: Words
    authors: list[Words] = Field(default_factory=list, max_length=10_000)
    opening: Words | None = None
    agency: Words | None = None
    section: Words | None = None
    tags: list[Words] = Field(default_factory=list, max_length=10_000)
    language: Label | None = None
    published_at: Time | None = None
    published_precision: Precision | None = None
    modified_at: Time | None = None
    modified_precision: Precision | None = None
    fetched_at: Time | None = None
    collected_at: Time
    revised_at: Time
    backlog: bool = False
    fetched_url: Words
    image_url: Words | None = None
    amp_url: Words | None = None
    is_paywalled: bool = False
    text_source: TextSource = Field(default=TextSource.PAGE, strict=False)
    page_kind: Label = ARTICLE_PAGE
    agreement: float | None = Field(default=None, ge=0, le=1, allow_inf_nan=False)
    partial: Words | None = None
    provenance: dict[Words, Words] = Field(default_factory=dict, max_length=1_000)
    source_kind: SourceKind = Field(default=SourceKind.FEED, strict=False)
    source_url: Address
    source_host_group: Label
    source_country: Label | None = None
    source_language: Label | None = None
    source_owner: Label | None = None
    source_group: Label | None = None
    content_hash: Label | None = None

    @model_validator(mode="before")
    @classmethod
    def _with_what_follows(cls, given: object) -> object:
        """What other programs need not write: of an article by its address, of a revision by the first one."""
        if not isinstance(given, dict):
            return given
        url = given.get("url")
        implied = {"revised_at": given.get("collected_at"), "fetched_url": url}
        if isinstance(url, str):
            implied |= _implied_source(url)
        return {key: value for key, value in implied.items() if value is not None} | given

    @model_validator(mode="after")
    def _holds_what_was_hashed(self) -> Self:
        if self.content_hash is not None and self.content_hash != self._article().content_hash:
            raise ValueError("title and text are not those that were hashed")
        return self

    def wording(self) -> Wording:
        """What the row stands for."""
        return Wording(
            archived=ArchivedArticle(
                id=self.id,
                revision=self.revision,
                source=self.source,
                country=self.source_country,
                article=self._article(),
                collected_at=self.collected_at,
                revised_at=self.revised_at,
                backlog=self.backlog,
            ),
            source=SourceDeclaration(
                name=self.source,
                kind=self.source_kind,
                url=self.source_url,
                host_group=self.source_host_group,
                interval=_INTERVAL,
                country=self.source_country,
                language=self.source_language,
                owner=self.source_owner,
                group_name=self.source_group,
            ),
        )

    def _article(self) -> Article:
        return Article(
            url=self.url,
            fetched_url=self.fetched_url,
            title=self.title,
            text=self.text,
            authors=tuple(self.authors),
            opening=self.opening,
            agency=self.agency,
            section=self.section,
            tags=tuple(self.tags),
            language=self.language,
            published_at=self.published_at,
            published_precision=self.published_precision,
            modified_at=self.modified_at,
            modified_precision=self.modified_precision,
            fetched_at=self.fetched_at,
            image_url=self.image_url,
            amp_url=self.amp_url,
            is_paywalled=self.is_paywalled,
            text_source=self.text_source,
            page_kind=self.page_kind,
            agreement=self.agreement,
            partial=self.partial,
            provenance=self.provenance,
        )


COLUMNS = tuple(Row.model_fields)


def values_of(wording: Wording) -> dict[str, Any]:
    """The columns of a wording: texts, times, numbers, truths, lists of texts, and a table of texts."""
    archived, source = wording.archived, wording.source
    article = archived.article
    return {
        "id": archived.id,
        "url": article.url,
        "revision": archived.revision,
        "source": archived.source,
        "title": article.title,
        "text": article.text,
        "authors": list(article.authors),
        "opening": article.opening,
        "agency": article.agency,
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "modified_at": article.modified_at,
        "modified_precision": article.modified_precision,
        "fetched_at": article.fetched_at,
        "collected_at": archived.collected_at,
        "revised_at": archived.revised_at,
        "backlog": archived.backlog,
        "fetched_url": article.fetched_url,
        "image_url": article.image_url,
        "amp_url": article.amp_url,
        "is_paywalled": article.is_paywalled,
        "text_source": article.text_source.value,
        "page_kind": article.page_kind,
        "agreement": article.agreement,
        "partial": article.partial,
        "provenance": dict(article.provenance),
        "source_kind": source.kind.value,
        "source_url": source.url,
        "source_host_group": source.host_group,
        "source_country": source.country,
        "source_language": source.language,
        "source_owner": source.owner,
        "source_group": source.group_name,
        "content_hash": article.content_hash,
    }


def found(place: str, values: Mapping[str, Any] | object) -> Found | Broken:
    """The wording of a row's values, or what is wrong with them."""
    try:
        return Found(place=place, wording=Row.model_validate(values).wording())
    except ValidationError as error:
        return Broken(place=place, why=_why(error))


def _implied_source(url: str) -> dict[str, str]:
    try:
        outlet = outlet_of(url)
    except ValueError:
        return {}
    return {"source_url": f"https://{outlet}/", "source_host_group": outlet} if outlet else {}


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = str(first["loc"][0]) if first["loc"] else ""
    if where and where not in COLUMNS:
        return "a column that no export has; docs/archive.md lists those that it has"
    if first["type"] == "missing":
        says = "is missing"
    elif first["type"] == "value_error":
        says = str(first["ctx"]["error"])
    else:
        says = first["msg"].replace("Input should be", "should be", 1)
    return f"{where}: {says}" if where else says
