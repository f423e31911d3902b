"""Jobs that come into the queue with the transaction that decides upon them: committed with it, or not at all."""

from __future__ import annotations

import psycopg
from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from scheduler.engines.queues import COLLECT, DELIVER, FLAG, Queue
from scheduler.rhythm.choosing import is_slow, is_unproven
from storage.handover import Stage
from storage.jobs import source_lock, waits
from storage.records import SourceState

_TASKS = {Stage.FLAG: FLAG, Stage.DELIVER: DELIVER}


class Enqueueing:
    """Puts jobs into the queue; a job that waits there already is not put there twice."""

    def __init__(self) -> None:
        # Its connector is never opened: each job goes by the connection of the transaction.
        self._app = App(connector=SyncPsycopgConnector())

    def run_of(self, connection: Connection, state: SourceState) -> None:
        """A run of a source, one at a time for each host group on all machines."""
        queue = Queue.SLOW if is_slow(state) or is_unproven(state) else Queue.COLLECT
        self._enqueue(
            connection,
            COLLECT,
            queue,
            lock=state.host_group,
            queueing_lock=source_lock(state.id),
            source_id=state.id,
        )

    def follow_up(self, connection: Connection, stage: Stage) -> None:
        """What a transaction leaves to be done (see `storage.handover`)."""
        task = _TASKS[stage]
        # A question first: a savepoint that is rolled back costs more, and each batch of articles asks for the same.
        if not waits(connection, task):
            self._enqueue(connection, task, Queue.TELL, lock=task, queueing_lock=task)

    def _enqueue(
        self,
        connection: Connection,
        task: str,
        queue: Queue,
        *,
        lock: str,
        queueing_lock: str,
        **arguments: int,
    ) -> None:
        deferrer = self._app.configure_task(
            task,
            allow_unknown=True,
            queue=queue.value,
            lock=lock,
            queueing_lock=queueing_lock,
            connection=connection.connection.driver_connection,
        )
        try:
            # Without a savepoint a job that waits already would take the whole transaction down.
            with connection.begin_nested():
                deferrer.defer(**arguments)
        except AlreadyEnqueued:
            return
        except ConnectorException as error:
            # The driver's own error, as any other statement of the transaction raises it.
            if isinstance(cause := error.__cause__, psycopg.Error):
                raise DBAPIError(f"a job of {task}", None, cause) from error
            raise
