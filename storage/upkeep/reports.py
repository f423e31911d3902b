"""The reports of runs, kept in the database."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from storage.database import Database
from storage.records import UpkeepReport, UpkeepStep
from storage.tables import UpkeepRunRow

#: Some two years of daily runs.
KEPT = 800


def keep_report(db: Database, report: UpkeepReport) -> None:
    """Write a report down; the oldest ones are forgotten."""
    with db.write() as connection:
        connection.execute(
            insert(UpkeepRunRow).values(
                started_at=report.started_at,
                finished_at=report.finished_at,
                begun_by=report.by,
                whole=report.whole,
                steps={"steps": [asdict(step) for step in report.steps]},
                articles=report.articles,
                sizes=dict(report.sizes),
            )
        )
        newest = select(UpkeepRunRow.id).order_by(UpkeepRunRow.id.desc()).limit(KEPT)
        connection.execute(delete(UpkeepRunRow).where(UpkeepRunRow.id.not_in(newest)))


def last_report(connection: Connection, *, whole: bool = False) -> UpkeepReport | None:
    """The report of the run that ended last; where it is to be `whole`, of those that nothing ended half-way."""
    statement = select(*UpkeepRunRow.__table__.columns).order_by(UpkeepRunRow.finished_at.desc())
    if whole:
        statement = statement.where(UpkeepRunRow.whole)
    row = connection.execute(statement.limit(1)).one_or_none()
    return None if row is None else _report(row)


def reports(connection: Connection) -> list[UpkeepReport]:
    """All reports, the first one first."""
    statement = select(*UpkeepRunRow.__table__.columns).order_by(UpkeepRunRow.finished_at)
    return [_report(row) for row in connection.execute(statement)]


def _report(row: Row[*tuple[Any, ...]]) -> UpkeepReport:
    return UpkeepReport(
        started_at=row.started_at,
        finished_at=row.finished_at,
        by=row.begun_by,
        whole=row.whole,
        steps=tuple(UpkeepStep(**step) for step in row.steps["steps"]),
        articles=row.articles,
        sizes=row.sizes,
    )
