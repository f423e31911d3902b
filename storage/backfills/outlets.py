"""Which source the archived pages of a host are kept under."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.database import Database
from storage.records import SourceDeclaration, SourceKind
from storage.source_declarations import declarations, kept_sources
from storage.tables import SourceRow


class Outlets:
    """Finds the source of a page that no source led to; what is declared from now on, only the next `Outlets` know."""

    def __init__(self, db: Database) -> None:
        self._by_group = _declared(db)

    def of(self, host_group: str) -> SourceDeclaration:
        """The first declared source of the host group, else one of the host group's own name, which nobody polls.

        A source that tells its backlog is none for it: a backfill is silent.
        """
        found = self._by_group.get(host_group)
        if found is None:
            found = self._by_group[host_group] = _unpolled(host_group)
        return found


def sitemap_source(db: Database, url: str, host_group: str, now: datetime) -> tuple[int, int]:
    """The numbers of two sources: one that holds the leads of a sitemap's backfill, and the one of its articles.

    They are not the same: the leads of a declared source are news to it, unless it has read them itself.
    """
    leads = replace(_unpolled(host_group), name=f"backfill of {url}", url=url)
    articles = Outlets(db).of(host_group)
    with db.write() as connection:
        found = kept_sources(connection, [leads, articles], now)
    return found[leads.name], found[articles.name]


def _declared(db: Database) -> dict[str, SourceDeclaration]:
    living = (
        select(SourceRow.name)
        .where(SourceRow.removed_at.is_(None), SourceRow.tell_backlog.is_(False))
        .order_by(SourceRow.id.desc())
    )
    with db.read() as connection:
        every = declarations(connection)
        return {every[name].host_group: every[name] for name in connection.scalars(living)}


def _unpolled(host_group: str) -> SourceDeclaration:
    return SourceDeclaration(
        name=host_group,
        kind=SourceKind.SITEMAP,
        url=f"https://{host_group}/",
        host_group=host_group,
        interval=timedelta(days=1),
    )
