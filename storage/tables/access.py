"""Who may use the desk, and what was changed there. No secret is here: of tokens and sessions their SHA-256 alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base, where


class AccessTokenRow(Base):
    """A token; see `storage.records.AccessToken`. None is ever deleted: the audit names them."""

    __tablename__ = "access_tokens"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str]
    scopes: Mapped[list[str]]
    digest: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("digest"),
        Index("ix_access_tokens_living", "name", unique=True, **where("revoked_at IS NULL")),
    )


class AccessSessionRow(Base):
    """The session of a browser, which a token was exchanged for."""

    __tablename__ = "access_sessions"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    digest: Mapped[str]
    token_id: Mapped[int] = mapped_column(ForeignKey("access_tokens.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("digest"),
        Index("ix_access_sessions_token", "token_id"),
        Index("ix_access_sessions_expires", "expires_at"),
    )


class AuditRow(Base):
    """One change; see `storage.records.AuditEntry`."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]]
    client: Mapped[str | None]

    __table_args__ = (Index("ix_audit_at", "at", "id"),)
