"""A column that is one of many numbers, in one statement however many they are.

A list of as many parameters as there are numbers is another statement for each count: SQLAlchemy writes it anew each
time, psycopg parses it anew, and no server keeps a plan for it. One array, or on SQLite one text of JSON, is one value.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import Boolean, Text, TypeDecorator, TypeEngine


class Numbers(TypeDecorator[Sequence[int]]):
    """Whole numbers of 64 bits as one value of a statement."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(BigInteger()))

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> str | list[int] | None:
        if value is None:
            return None
        return json.dumps(list(value)) if dialect.name == "sqlite" else list(value)


_PARTS = [
    ("column", InternalTraversal.dp_clauseelement),
    ("numbers", InternalTraversal.dp_clauseelement),
]


class _OneOf(ColumnElement[bool]):
    inherit_cache = True
    type = Boolean()
    _traverse_internals = _PARTS

    def __init__(self, column: ColumnElement[int], name: str) -> None:
        self.column = column
        self.numbers = bindparam(name, type_=Numbers())

    def self_group(self, against: OperatorType | None = None) -> _OneOf:
        """As it is: held against 1, as SQLAlchemy writes what is true for SQLite, it would be looked up in no index."""
        return self


def one_of(column: InstrumentedAttribute[int], name: str) -> ColumnElement[bool]:
    """Whether a column is one of the numbers that the statement is given as `name`, a sequence."""
    return _OneOf(column.expression, name)


@compiles(_OneOf, "sqlite")
def _for_sqlite(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    given = func.json_each(element.numbers).table_valued("value").c.value
    return compiler.process(element.column.in_(select(given)), **options)


@compiles(_OneOf, "postgresql")
def _for_postgresql(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.column == any_(element.numbers), **options)
