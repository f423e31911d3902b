"""Articles on their way from one archive to another."""

from __future__ import annotations

from dataclasses import dataclass

from storage.records.articles import ArchivedArticle
from storage.records.sources import SourceDeclaration
from watch import IndexWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """An article in the words of one revision, with all that another archive needs to keep it as this one does.

    `archived.id` is the article's number where it comes from. Of the `source` its interval is not known elsewhere.
    `host`, `left_out` and `terms` are those of `CollectedArticle`, where its page was read for this archive.
    """

    archived: ArchivedArticle
    source: SourceDeclaration
    host: str | None = None
    left_out: tuple[str, ...] = ()
    terms: IndexWords | None = None


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
