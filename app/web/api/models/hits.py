"""Hits: what matched, what people say of it, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from app.shown.article_rows import article_texts
from app.shown.evidence import Shown, evidence_rows, words_at
from app.web.api.models.articles import ArticleSummary
from storage.marks import HitMark, Mark
from storage.records import ArchivedArticle, Delivery, DeliveryState, Hit, HitOutcome
from storage.telling.verdicts import KeptVerdict


class Evidence(BaseModel):
    """A place in an article that made it match."""

    field: str = Field(description="title, text, byline, source or section.", examples=["title"])
    start: int = Field(description="In characters.")
    end: int
    form: str = Field(description="The term as the query, or its alias, writes it.")
    alias: str | None = Field(description="The set of aliases that it belongs to.")
    text: str = Field(description="What the article wrote there.")


class Sentence(BaseModel):
    """The sentence to show of a match."""

    field: str
    start: int
    end: int
    text: str


class MarkOfHit(BaseModel):
    """What a person said of a hit."""

    model_config = ConfigDict(from_attributes=True)

    mark: Mark
    note: str | None
    marked_at: datetime


class DeliveryOfHit(BaseModel):
    """What was sent of a hit."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    channel: str
    state: DeliveryState
    attempts: int
    delivered_at: datetime | None
    last_error: str | None


class VerdictOfHit(BaseModel):
    """What was decided on a route."""

    model_config = ConfigDict(from_attributes=True)

    route: str
    revision: int
    outcome: HitOutcome
    rule: str
    decided_at: datetime
    until_at: datetime | None


class HitDocument(BaseModel):
    """A hit, with the article in the words that matched."""

    id: int = Field(examples=[17])
    watch: str
    version: int | None = Field(description="The version of the watch that made it.")
    query: str
    outcome: HitOutcome
    flagged_at: datetime
    polarity: str | None = Field(description="That of its EVENT: asserted, hedged or denied.")
    cue: str | None = Field(description="The words that decided it.")
    sentence: Sentence | None
    evidence: list[Evidence]
    marks: list[MarkOfHit] = Field(description="The latest last: that one counts.")
    deliveries: list[DeliveryOfHit]
    article: ArticleSummary

    @classmethod
    def of(
        cls,
        hit: Hit,
        archived: ArchivedArticle,
        marks: Sequence[HitMark],
        deliveries: Sequence[Delivery],
    ) -> Self:
        """A hit of the archive."""
        return cls.model_validate(_hit(hit, archived, marks, deliveries))


class WholeHit(HitDocument):
    """The same, and what was decided of it."""

    verdicts: list[VerdictOfHit] = Field(description="That which holds on each route.")

    @classmethod
    def decided(
        cls,
        hit: Hit,
        archived: ArchivedArticle,
        marks: Sequence[HitMark],
        deliveries: Sequence[Delivery],
        verdicts: Sequence[KeptVerdict],
    ) -> Self:
        """A hit of the archive; `verdicts` are those in force."""
        told = [VerdictOfHit.model_validate(one) for one in verdicts]
        return cls.model_validate(_hit(hit, archived, marks, deliveries) | {"verdicts": told})


class HitPage(BaseModel):
    """A page of hits, the latest first."""

    items: list[HitDocument]
    next: str | None = Field(description="What `after` takes to go on; null on the last page.")


class MarkGiven(BaseModel):
    """What is said of a hit."""

    model_config = ConfigDict(extra="forbid")

    mark: Mark = Field(
        description="`handled` ends repeats: what of the hit still waits to be told is not told.",
        examples=["noise"],
    )
    note: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]+$")] | None = Field(
        default=None, description="Why, for colleagues.", examples=["a drill"]
    )


class MarkKept(BaseModel):
    """A mark that was made."""

    hit: int
    mark: Mark
    note: str | None
    ended: int = Field(description="How many deliveries that waited will not be sent.")


def evidence_of(archived: ArchivedArticle, shown: Shown) -> list[Evidence]:
    """The evidence, with the words of the article there."""
    return [Evidence.model_validate(row) for row in evidence_rows(article_texts(archived), shown)]


def cue_of(archived: ArchivedArticle, shown: Shown) -> str | None:
    """The words that decided the polarity."""
    return None if shown.cue is None else words_at(article_texts(archived), shown.cue)


def _hit(
    hit: Hit, archived: ArchivedArticle, marks: Sequence[HitMark], deliveries: Sequence[Delivery]
) -> dict[str, object]:
    shown, texts = hit.sentence, article_texts(archived)
    sentence = shown and Sentence(
        field=shown.field,
        start=shown.start,
        end=shown.end,
        text=texts.get(shown.field, "")[shown.start : shown.end],
    )
    return {
        "id": hit.id,
        "watch": hit.watch,
        "version": hit.version,
        "query": hit.query,
        "outcome": hit.outcome,
        "flagged_at": hit.flagged_at,
        "polarity": hit.polarity,
        "cue": cue_of(archived, hit),
        "sentence": sentence,
        "evidence": evidence_of(archived, hit),
        "marks": [MarkOfHit.model_validate(one) for one in marks],
        "deliveries": [DeliveryOfHit.model_validate(one) for one in deliveries],
        "article": ArticleSummary.of(archived),
    }
