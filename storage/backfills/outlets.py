"""Which source the archived pages of a host are kept under."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage.database import Database
from storage.records import SourceDeclaration, SourceKind
from storage.source_declarations import declarations
from storage.tables import SourceRow


class Outlets:
    """Finds the source of a page that no source led to; what is declared meanwhile is seen by the next `Outlets`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._declared: dict[str, SourceDeclaration] | None = None

    def of(self, host_group: str) -> SourceDeclaration:
        """The first declared source of the host group, else one of the host group's own name, which nobody polls.

        A source that tells its backlog is none for it: a backfill is silent.
        """
        if self._declared is None:
            self._declared = self._by_group()
        found = self._declared.get(host_group)
        if found is None:
            found = self._declared[host_group] = _unpolled(host_group)
        return found

    def _by_group(self) -> dict[str, SourceDeclaration]:
        living = (
            select(SourceRow.name)
            .where(SourceRow.removed_at.is_(None), SourceRow.tell_backlog.is_(False))
            .order_by(SourceRow.id.desc())
        )
        with self._db.read() as connection:
            all_sources = declarations(connection)
            return {all_sources[name].host_group: all_sources[name] for name in connection.scalars(living)}


def _unpolled(host_group: str) -> SourceDeclaration:
    return SourceDeclaration(
        name=host_group,
        kind=SourceKind.SITEMAP,
        url=f"https://{host_group}/",
        host_group=host_group,
        interval=timedelta(days=1),
    )
