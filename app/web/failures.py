"""What a person or a program is told where a request cannot be answered."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from app.web.for_programs import is_for_programs
from app.web.problems import Problem, ProblemError, problem_answer
from app.web.rendering import page
from storage.errors import StorageError

log = logging.getLogger(__name__)

_TITLES = {
    400: "This cannot be asked",
    401: "Who are you?",
    403: "This is not allowed",
    404: "There is nothing here",
    413: "This is too much",
    414: "This address is too long",
    429: "Too many attempts",
    503: "The archive does not answer",
}


def add_failures(application: FastAPI) -> None:
    """Answer errors with a page, or with problem details (RFC 9457) where the API was asked."""
    application.add_exception_handler(HTTPException, _refused)
    application.add_exception_handler(RequestValidationError, _misunderstood)
    application.add_exception_handler(StorageError, _no_archive)
    application.add_exception_handler(ProblemError, _problem)
    application.add_exception_handler(Exception, _broken)


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return failure(request, error.status_code, str(error.detail), dict(error.headers or {}))


def _misunderstood(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    faults = [(str(one["loc"][-1]) if one["loc"] else "request", one["msg"]) for one in error.errors()]
    said = "; ".join(f"{name}: {wrong}" for name, wrong in faults)
    return _told(request, Problem.of(422, said, parameter=faults[0][0] if len(faults) == 1 else None), {})


def _no_archive(request: Request, error: Exception) -> Response:
    log.error("%s", error)
    return failure(request, 503, str(error), {"Retry-After": "5"})


def _problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, ProblemError):
        raise error
    return _told(request, error.problem, error.headers)


def _broken(request: Request, _error: Exception) -> Response:
    """What nobody thought of. It is answered outside of all middleware; the server logs it with its traceback."""
    said, headers = "this is a fault of the desk; its log says more", {"X-Content-Type-Options": "nosniff"}
    if is_for_programs(request.url.path):
        return problem_answer(Problem.of(500, said), headers)
    return PlainTextResponse(f"{said}\n", 500, headers)


def wants_page(request: Request) -> bool:
    """Whether a page was asked for: by somebody who takes HTML, and of what is not for programs."""
    return "text/html" in request.headers.get("accept", "") and not is_for_programs(request.url.path)


def failure(request: Request, status: int, said: str, headers: Mapping[str, str] | None = None) -> Response:
    """A page that says why a request is not answered; problem details where a program asked."""
    return _told(request, Problem.of(status, said), headers)


def _told(request: Request, problem: Problem, headers: Mapping[str, str] | None) -> Response:
    if is_for_programs(request.url.path):
        return problem_answer(problem, headers)
    status = problem.status
    told = {"title": _TITLES.get(status, "This did not work"), "said": problem.detail, "status": status}
    return page(request, "failure.html", told, status=status, headers=headers)
