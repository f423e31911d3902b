"""Rows read one by one where many at once cannot be: a byte that is not what it was may make a row unreadable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression
from sqlalchemy.orm import InstrumentedAttribute

from storage.database import Database
from storage.errors import StorageError

Columns = Mapping[str, SQLColumnExpression[Any]]

_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A row that the database does not give: its number, and the columns that it does not give, with why."""

    id: int
    why: str
    columns: tuple[str, ...]
    values: Mapping[str, Any]


def check_order(last: int, following: object) -> None:
    """Raise StorageError where the next row of a table does not follow the last one: its pages may lead in a circle."""
    if not isinstance(following, int) or following <= last:
        raise StorageError("its rows are not in their order any more")


class Walk:
    """The rows of a statement by number, some hundred at a time, whatever state they are in."""

    def __init__(
        self,
        db: Database,
        key: InstrumentedAttribute[int],
        columns: Columns,
        joined: Select[*tuple[Any, ...]],
    ) -> None:
        self._db = db
        self._key = key
        self._columns = columns
        self._joined = joined

    def rows(self) -> Iterator[Mapping[str, Any] | Unreadable]:
        """Every row, in the order of the numbers.

        Raises:
            StorageError: not even the numbers can be read.
        """
        last = -1
        while ids := self._ids(last):
            check_order(last, ids[-1])
            last = ids[-1]
            try:
                found = self._read(ids, self._columns)
            except (StorageError, ValueError, TypeError):
                found = []
            if len(found) == len(ids):
                yield from found
            else:
                for number in ids:
                    yield self._alone(number)

    def _ids(self, after: int) -> list[int]:
        statement = self._joined.with_only_columns(self._key).where(self._key > after)
        with self._db.read() as connection:
            return list(connection.scalars(statement.order_by(self._key).limit(_BATCH)))

    def _read(self, ids: Sequence[int], columns: Columns) -> list[Mapping[str, Any]]:
        named: list[ColumnElement[Any]] = [column.label(name) for name, column in columns.items()]
        statement = self._joined.with_only_columns(*named).where(self._key.in_(ids)).order_by(self._key)
        with self._db.read() as connection:
            return [dict(row._mapping) for row in connection.execute(statement)]

    def _alone(self, number: int) -> Mapping[str, Any] | Unreadable:
        values: dict[str, Any] = {}
        wrong, why = [], ""
        for name, column in self._columns.items():
            try:
                values |= self._read([number], {name: column})[0]
            except (StorageError, ValueError, TypeError, IndexError) as error:
                wrong.append(name)
                why = str(error) or "it is not there"
        return Unreadable(id=number, why=why, columns=tuple(wrong), values=values) if wrong else values
