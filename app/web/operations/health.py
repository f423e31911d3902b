"""Whether the desk can answer."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.web.api.describing import named_as_written, problems
from app.web.desk import DeskOfRequest
from app.web.problems import Problem, ProblemError
from storage.schema import is_current

router = APIRouter(tags=["operations"], generate_unique_id_function=named_as_written)


class Healthy(BaseModel):
    """The desk can answer."""

    status: Literal["ok"] = Field(default="ok", examples=["ok"])


@router.get("/healthz", summary="Whether the desk can answer", responses=problems())
def check_health(desk: DeskOfRequest) -> Healthy:
    """200 where the database answers and its schema is this program's, else 503. It says nothing of the worker."""
    if not is_current(desk.database):
        said = "the database has the schema of another version; run `wirewatch db upgrade`"
        raise ProblemError(Problem.of(503, said), {"Retry-After": "60"})
    return Healthy()
