"""Problem details for HTTP APIs (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Self

from pydantic import BaseModel
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """Why a request was not answered. `column` counts from 1, in the query that was asked."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    column: int | None = None

    @classmethod
    def of(cls, status: int, detail: str, *, column: int | None = None) -> Self:
        """The problem of a status, with the status's own title."""
        return cls(title=HTTPStatus(status).phrase, status=status, detail=detail, column=column)


def problem_answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that carries it."""
    return Response(
        problem.model_dump_json(exclude_none=True),
        problem.status,
        headers=dict(headers or {}),
        media_type=MEDIA_TYPE,
    )
