"""Sources: what is polled, and how it is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from app.web.api.describing import named_as_written, problems
from app.web.api.models.sources import CheckAsked, SourceDocument, SourceSummary
from app.web.api.models.sources import Sources as SourcesDocument
from app.web.desk import DeskOfRequest
from app.web.no_nul import NO_NUL
from app.web.problems import ProblemError, not_there
from app.web.security.access import Writer
from app.web.security.audit import audited
from storage import source_events
from storage.sources import Sources

router = APIRouter(prefix="/api/v1/sources", tags=["sources"], generate_unique_id_function=named_as_written)

# A slash in a name may stand as it is, or be written %2F.
Name = Annotated[
    str,
    Path(
        min_length=1,
        max_length=500,
        pattern=NO_NUL,
        description="The source's name, percent-encoded.",
        examples=["Yonhap"],
        json_schema_extra={"format": "source-name"},
    ),
]


@router.get("", summary="The sources that are polled, each with how it is", responses=problems())
def list_sources(desk: DeskOfRequest) -> SourcesDocument:
    """By name."""
    return SourcesDocument(items=[SourceSummary.of(one) for one in Sources(desk.database).list()])


# Before the other one, whose address takes any: the methods of an address are those of the first that takes it.
@router.post("/{name:path}/check", status_code=202, summary="Ask for a poll now", responses=problems(404))
def check_source_now(request: Request, desk: DeskOfRequest, who: Writer, name: Name) -> CheckAsked:
    """The source is due now: the worker polls it within seconds, as politely as ever, if one runs."""
    now = desk.clock()
    if not Sources(desk.database).make_due(name, now):
        raise _unknown()
    audited(request, desk, who, "source.check", name)
    return CheckAsked(name=name, due_at=now)


@router.get("/{name:path}", summary="A source, and what changed lately", responses=problems(404))
def get_source(desk: DeskOfRequest, name: Name) -> SourceDocument:
    """How it is, since when and by what evidence, its last poll and its next."""
    state = Sources(desk.database).get(name)
    if state is None:
        raise _unknown()
    with desk.database.read() as connection:
        events = source_events.listed(connection, desk.clock())
    return SourceDocument.with_events(state, [one for one in events if one.source == name])


def _unknown() -> ProblemError:
    return not_there("no source of this name is polled")
