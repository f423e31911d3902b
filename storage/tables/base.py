"""What all tables share: the names of their constraints, and how types are stored."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import JSON, Float, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase

from storage.columns import Seconds, UtcDateTime
from storage.span_items import SentenceItem, SpanItem, SpanList


class Base(DeclarativeBase):
    """The tables of the archive."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        float: Float(),
        datetime: UtcDateTime(),
        timedelta: Seconds(),
        SpanList: JSON(),
        SpanItem: JSON(none_as_null=True),
        SentenceItem: JSON(none_as_null=True),
        list[str]: JSON(),
        dict[str, str]: JSON(),
        dict[str, Any]: JSON(),
    }


def where(condition: str) -> dict[str, Any]:
    """The condition of a partial index, for both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
