"""Problem details for HTTP APIs (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Self

from pydantic import BaseModel, Field
from starlette.responses import Response

from watch import WatchSyntaxError

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """Why a request was not answered."""

    type: str = Field(
        default="about:blank", description="Always about:blank: the status says what kind it is."
    )
    title: str = Field(description="The name of the status.", examples=["Unprocessable Content"])
    status: int = Field(description="The status of the answer.", examples=[422])
    detail: str = Field(description="What is wrong, for people.", examples=["limit: should be at least 1"])
    column: int | None = Field(
        default=None, description="Where a query cannot be understood: the character, from 1.", examples=[7]
    )
    parameter: str | None = Field(default=None, description="The parameter that is at fault.", examples=["q"])

    @classmethod
    def of(cls, status: int, detail: str, *, column: int | None = None, parameter: str | None = None) -> Self:
        """The problem of a status, with the status's own title."""
        title = HTTPStatus(status).phrase
        return cls(title=title, status=status, detail=detail, column=column, parameter=parameter)


class ProblemError(Exception):
    """A request cannot be answered; whoever asked is told the problem."""

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.headers = dict(headers or {})


def cannot_be_meant(parameter: str, detail: str, *, column: int | None = None) -> ProblemError:
    """The problem of a parameter that has the right form, and no meaning here."""
    return ProblemError(Problem.of(422, detail, column=column, parameter=parameter))


def not_understood(error: WatchSyntaxError, parameter: str = "q") -> ProblemError:
    """The problem of a query."""
    said = error.message if error.suggestion is None else f"{error.message}. {error.suggestion}"
    return cannot_be_meant(parameter, said, column=error.column)


def not_there(detail: str) -> ProblemError:
    """The problem of what is not there."""
    return ProblemError(Problem.of(404, detail))


def problem_answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that carries it."""
    return Response(
        problem.model_dump_json(exclude_none=True),
        problem.status,
        headers=dict(headers or {}),
        media_type=MEDIA_TYPE,
    )
