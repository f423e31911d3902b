"""What a search found, how much of it there is, and what a query would have hit."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, Field

from app.shown.article_rows import article_row
from app.shown.passages import passages_of
from app.web.api.models.articles import ArticleSummary
from app.web.api.models.hits import Evidence, cue_of, evidence_of
from storage.search import BacktestHit, Found


class Passage(BaseModel):
    """A passage of the text around the evidence."""

    text: str
    marks: list[tuple[int, int]] = Field(description="Where the evidence stands in it: from, to.")


class FoundArticle(ArticleSummary):
    """An article that a query matches, in its latest words."""

    passages: list[Passage]
    evidence: list[Evidence]
    polarity: str | None = Field(description="That of the query's EVENT: asserted, hedged or denied.")
    cue: str | None = Field(description="The words that decided it.")

    @classmethod
    def found(cls, one: Found) -> Self:
        """An article that a search found."""
        passages = [
            Passage(text=text, marks=list(marks)) for text, marks in passages_of(one.article, one.spans)
        ]
        return cls.model_validate(
            article_row(one.article)
            | {
                "passages": passages,
                "evidence": evidence_of(one.article, one.evidence),
                "polarity": one.evidence.polarity,
                "cue": cue_of(one.article, one.evidence),
            }
        )


class FoundPage(BaseModel):
    """A page of a search."""

    query: str = Field(description="As it was understood, in the canonical form.")
    items: list[FoundArticle]
    next: str | None = Field(description="What `after` takes to go on; null on the last page.")


class Count(BaseModel):
    """How many articles are of one day, source, language or watch."""

    of: str = Field(description="The day (UTC), or the name; empty where the language is unknown.")
    articles: int


class Counts(BaseModel):
    """How many articles a search finds: days in their order, the rest the greatest first."""

    query: str
    by: Literal["day", "source", "language", "watch"]
    items: list[Count]


class SampleHit(BaseModel):
    """An article that would have been a hit, in the words that would have hit."""

    article: ArticleSummary
    evidence: list[Evidence]
    polarity: str | None
    cue: str | None

    @classmethod
    def of(cls, hit: BacktestHit) -> Self:
        """A hit of a backtest."""
        return cls(
            article=ArticleSummary.of(hit.article),
            evidence=evidence_of(hit.article, hit.evidence),
            polarity=hit.evidence.polarity,
            cue=cue_of(hit.article, hit.evidence),
        )


class BacktestDocument(BaseModel):
    """What a query would have hit, had it been watched for: the articles that were collected last come first."""

    query: str
    since: datetime | None
    until: datetime | None
    hits: int
    verified: int = Field(description="How many revisions were looked at.")
    of: int = Field(description="Of about how many.")
    cut_off: Literal["time", "hits"] | None = Field(
        description="Why it ended before all were looked at; null where all were."
    )
    by_day: list[Count]
    by_source: list[Count]
    samples: list[SampleHit]
