"""What a person or a program is told where a request cannot be answered."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.web.problems import Problem, problem_answer
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


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return failure(request, error.status_code, str(error.detail), dict(error.headers or {}))


def _misunderstood(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    said = "; ".join(f"{one['loc'][-1] if one['loc'] else 'request'}: {one['msg']}" for one in error.errors())
    return failure(request, 422, said, {})


def _no_archive(request: Request, error: Exception) -> Response:
    log.error("%s", error)
    return failure(request, 503, str(error), {"Retry-After": "5"})


def wants_page(request: Request) -> bool:
    """Whether a page was asked for: by somebody who takes HTML, and not of the API."""
    return "text/html" in request.headers.get("accept", "") and not _is_api(request)


def failure(request: Request, status: int, said: str, headers: Mapping[str, str] | None = None) -> Response:
    """A page that says why a request is not answered; problem details where the API was asked."""
    if _is_api(request):
        return problem_answer(Problem.of(status, said), headers)
    told = {"title": _TITLES.get(status, "This did not work"), "said": said, "status": status}
    return page(request, "failure.html", told, status=status, headers=headers)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")
