"""What somebody is answered who is not known: a browser is led to where it can say who it is, a program is told."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.web.failures import failure, wants_page
from app.web.problems import Problem, problem_answer
from app.web.security.origins import SAFE_METHODS
from app.web.security.returning import session_page

_UNKNOWN = "this desk asks for a token: Authorization: Bearer wirewatch_..."


def no_access(request: Request) -> Response:
    """The answer to a request without credentials that live: 303 for pages, 401 for all else (RFC 6750, 3)."""
    headers = {"WWW-Authenticate": "Bearer"}
    if request.headers.get("hx-request") == "true":
        # htmx asks for parts of a page, and follows a redirect as if that were the part.
        return _problem(_UNKNOWN, headers | {"HX-Redirect": session_page(_open_page(request))})
    if wants_page(request):
        return RedirectResponse(session_page(_asked(request)), 303)
    return _problem(_UNKNOWN, headers)


def wrong_token() -> Response:
    """The answer to a token that is none, has expired or was revoked: which of them, nobody is told."""
    return _problem("this is no token that lives", {"WWW-Authenticate": 'Bearer error="invalid_token"'})


def too_many(request: Request, seconds: int) -> Response:
    """The answer to an address that tried too many wrong tokens."""
    said = f"too many wrong tokens came from this address; try again in {seconds} s"
    return failure(request, 429, said, {"Retry-After": str(seconds)})


def _problem(said: str, headers: dict[str, str]) -> Response:
    return problem_answer(Problem.of(401, said), headers)


def _asked(request: Request) -> str | None:
    """The path to come back to; None where it would be asked for in another way than it was."""
    if request.method not in SAFE_METHODS:
        return None
    path = (request.scope.get("raw_path") or request.url.path.encode()).decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def _open_page(request: Request) -> str | None:
    """The page that asked for a part."""
    try:
        at = urlsplit(request.headers.get("hx-current-url", ""))
    except ValueError:
        return None
    return f"{at.path}?{at.query}" if at.query else at.path
