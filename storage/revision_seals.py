"""What of a revision its seal is over: every column that says what an article read like and when, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from storage.seals import Sealed, seal

#: What of the article itself never changes.
OF_ARTICLE = ("source_id", "collected_at")
SEALED = Sealed(
    version=1,
    columns=(
        *("article_id", "number", *OF_ARTICLE, "saved_at", "fetched_at", "fetched_url", "title", "text"),
        *("authors", "opening", "agency", "section", "tags", "language", "published_at", "modified_at"),
        *("published_precision", "modified_precision", "image_url", "amp_url", "is_paywalled"),
        *("text_source", "page_kind", "agreement", "partial", "provenance", "content_hash"),
    ),
)


def sealed(values: Mapping[str, Any], *, source_id: int, collected_at: datetime) -> dict[str, Any]:
    """The columns of a revision that is about to be inserted, with their seal; the others are its article's."""
    of_article = {"source_id": source_id, "collected_at": collected_at}
    return {**values, "seal": seal({**values, **of_article}, SEALED)}
