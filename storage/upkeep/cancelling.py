"""Ends a statement that a database is busy with, from another thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection

from storage.upkeep.pace import Stop


@contextmanager
def cancelled_by(stop: Stop, connection: Connection) -> Iterator[None]:
    """Within this, once `stop` is asked, what the connection is busy with fails."""
    driver = connection.connection.driver_connection
    if isinstance(driver, psycopg.Connection):
        cancel = driver.cancel
    elif isinstance(driver, sqlite3.Connection):
        cancel = driver.interrupt
    else:
        raise TypeError(f"nobody knows how to cancel {type(driver)}")
    with stop.cancelling(cancel):
        yield
