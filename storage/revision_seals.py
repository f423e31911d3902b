"""What of a revision its seal is over: every column that says what an article read like, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage.seals import Sealed, seal

SEALED = Sealed(
    version=1,
    columns=(
        *(
            "article_id",
            "source_id",
            "number",
            "fetched_url",
            "title",
            "text",
            "authors",
            "opening",
            "agency",
            "section",
        ),
        *("tags", "language", "published_at", "published_precision", "modified_at", "modified_precision"),
        *("fetched_at", "image_url", "amp_url", "is_paywalled", "text_source", "page_kind", "agreement"),
        *("partial", "provenance", "content_hash", "saved_at"),
    ),
)


def sealed(values: Mapping[str, Any], source_id: int) -> dict[str, Any]:
    """The columns of a revision that is about to be inserted, with their seal; `source_id` is its article's."""
    return {**values, "seal": seal({**values, "source_id": source_id}, SEALED)}
