"""One article against the watches, with the evidence. Pure; processes that match need nothing else of ours."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.matching import Complain, Matcher, logged
from storage.evidence import evidence
from storage.records import ArchivedArticle, Evidence

#: The watches that match an article, in no order, with what made them.
Found = dict[str, Evidence]
#: What an article is passed over for that cannot be judged.
FAULTS = (ValueError, ArithmeticError, LookupError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An article to be matched, with all watches or with the `names` alone."""

    article: ArchivedArticle
    names: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return f"article {self.article.id}, revision {self.article.revision}"


def judged(matcher: Matcher, asked: Asked, complain: Complain = logged) -> Found | None:
    """What matches, with its evidence; None, and a complaint, where that could not be judged."""
    article, names = asked.article, asked.names
    try:
        found = matcher.matches(article) if names is None else matcher.among(names, article)
        return {name: evidence(one) for name, one in found.items()}
    except FAULTS:
        complain(f"{asked}, could not be judged", None)
        return None
