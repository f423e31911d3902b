"""Articles on their way from one archive to another."""

from __future__ import annotations

from dataclasses import dataclass

from storage.records.articles import ArchivedArticle
from storage.records.sources import SourceDeclaration


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """An article in the words of one revision, with all that another archive needs to keep it as this one does.

    `archived.id` is the article's number where it comes from. Of the `source` its interval is not known elsewhere.
    """

    archived: ArchivedArticle
    source: SourceDeclaration


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCount:
    """What came of wordings: articles that are new here, revisions of known ones, and wordings known already."""

    new: int = 0
    revised: int = 0
    known: int = 0

    def __add__(self, other: ImportCount) -> ImportCount:
        return ImportCount(
            new=self.new + other.new, revised=self.revised + other.revised, known=self.known + other.known
        )
