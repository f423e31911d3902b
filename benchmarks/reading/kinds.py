"""Whether pages that are no article are named: the project's own page forms, each of a known kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.mutation_run import Outcome, SavedPage, readings
from crawler.pages import PageKind
from tests.page_kinds.forms import forms


@dataclass(slots=True, kw_only=True)
class Naming:
    """How many forms there are, and which of them were taken for something else than they are."""

    others: int = 0
    articles: int = 0
    misnamed: list[Outcome] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)

    @property
    def named(self) -> float:
        """The share of the forms that are no article and were named as what they are."""
        return 1 - len(self.misnamed) / self.others

    def lines(self) -> Iterator[str]:
        """The report."""
        yield f"{self.others} forms of pages that are no article: {self.others - len(self.misnamed)} named"
        yield from (f"  {outcome}" for outcome in self.misnamed)
        yield f"{self.articles} forms of articles that look like none: {len(self.refused)} refused"
        yield from (f"  {outcome}" for outcome in self.refused)


def naming() -> Naming:
    """Read all forms."""
    examined = forms()
    result = Naming()
    pages = [SavedPage(name=form.name, path=form.path, url=form.url) for form in examined]
    for form, outcome in zip(examined, readings(pages), strict=True):
        is_article = form.kind is PageKind.ARTICLE
        result.articles += is_article
        result.others += not is_article
        if outcome.kind is not form.kind:
            (result.refused if is_article else result.misnamed).append(outcome)
    return result
