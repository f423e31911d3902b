"""Articles as a file, sent while it is made: memory is that of some dozens of articles."""

from __future__ import annotations

import io
import logging
from collections.abc import Generator
from contextlib import closing
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Query
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.archive_files import ArchiveFileError, FileFormat, require, writing
from app.web.api.asked import AskedFilter, Written, filter_of, query_of
from app.web.api.describing import Answers, named_as_written, problems
from app.web.desk import DeskOfRequest
from app.web.heavy import FILES, busy
from app.web.problems import Problem, ProblemError, problem_answer
from storage.database import Database
from storage.exporting import Chosen, exported

log = logging.getLogger(__name__)

router = APIRouter(tags=["export"], generate_unique_id_function=named_as_written)

#: Seconds in which the other side must take what is sent: while it does not, SQLite keeps its log.
PATIENCE = 60.0
_PIECE = 64 * 1024
_MEDIA_TYPES = {
    FileFormat.JSONL: "application/jsonl",
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.PARQUET: "application/vnd.apache.parquet",
}


class AskedExport(AskedFilter):
    """Which articles are wanted, and as what."""

    format: FileFormat = Field(
        default=FileFormat.JSONL,
        description="JSON Lines, CSV with formulas defused, or Parquet.",
        examples=["jsonl"],
    )
    q: Written | None = None
    latest: bool = Field(
        default=False, description="Articles in their latest words alone, without this every revision."
    )


class Sink(io.BytesIO):
    """What a file is written into, to be taken out of again piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self._taken = 0

    def seekable(self) -> bool:
        """What was taken is gone."""
        return False

    def tell(self) -> int:
        """How much was written so far."""
        return self._taken + self.waiting

    @property
    def waiting(self) -> int:
        """How much of it was not taken yet."""
        return super().tell()

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = self.getvalue()
        self._taken += len(found)
        self.seek(0)
        self.truncate()
        return found


def pieces(database: Database, chosen: Chosen, format_: FileFormat) -> Generator[bytes, None, None]:
    """The file, some dozens of kilobytes at a time. A transaction is open from the first to the last, or `close()`."""
    sink = Sink()
    rows = writing(sink, format_)
    with closing(exported(database, chosen)) as batches:
        for batch in batches:
            rows.write(batch.wordings)
            if sink.waiting >= _PIECE:
                yield sink.taken()
    rows.finish()
    yield sink.taken()


class SentFile(StreamingResponse):
    """A file that is made while it is sent; it ends with the connection, or when nobody takes anything."""

    def __init__(self, made: Generator[bytes, None, None], **about: Any) -> None:
        super().__init__(made, **about)
        self._made = made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""

        async def patient(message: Any) -> None:
            with anyio.fail_after(PATIENCE):
                await send(message)

        if not FILES.acquire(blocking=False):
            said = busy()
            await problem_answer(said.problem, said.headers)(scope, receive, send)
            return
        try:
            await super().__call__(scope, receive, patient)
        except TimeoutError:
            log.warning("an export was given up: nobody took it for %d s", PATIENCE)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._made.close)
            FILES.release()


_FILE: Answers = {
    200: {
        "description": "The file. It is whole where the connection ends well.",
        "content": {
            media_type.partition(";")[0]: {"schema": {"type": "string"}}
            for media_type in _MEDIA_TYPES.values()
        },
        "headers": {
            "Content-Disposition": {"description": "A name for the file.", "schema": {"type": "string"}}
        },
    }
}


@router.get(
    "/export",
    summary="Articles as a file",
    response_class=StreamingResponse,
    responses={**_FILE, **problems(501)},
)
def export_articles(desk: DeskOfRequest, asked: Annotated[AskedExport, Query()]) -> SentFile:
    """All articles, or those that a query and filters choose by their latest words, as of one moment.

    The oldest comes first. docs/archive.md describes the columns; `wirewatch archive import` takes the file. 501 says
    that Parquet needs pyarrow, which is not installed.
    """
    query = None if asked.q is None else query_of(desk, asked.q)
    only = filter_of(desk, asked)
    try:
        require(asked.format)
    except ArchiveFileError as error:
        raise ProblemError(Problem.of(501, str(error), parameter="format")) from error
    name = f"wirewatch-{desk.clock():%Y-%m-%d}.{asked.format.value}"
    chosen = Chosen(query=query, only=only, latest=asked.latest)
    return SentFile(
        pieces(desk.database, chosen, asked.format),
        media_type=_MEDIA_TYPES[asked.format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
