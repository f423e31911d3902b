"""From what a page shows to HTML: every word of it is escaped by the templates, and none is taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from app.shown.evidence import apart


@cache
def templates() -> Environment:
    """The desk's templates. Whatever their names end in, all that they are given is escaped."""
    environment = Environment(
        loader=PackageLoader("app.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(moment=moment, iso=iso, marked=marked, web=web_address, count=counted)
    environment.globals.update(asked_at=asked_at)
    return environment


def page(
    request: Request,
    template: str,
    shown: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page, or a part of one."""
    given = {"path": request.url.path, "access": getattr(request.state, "access", None), **shown}
    written = templates().get_template(template).render(given)
    # What is a part of a page must not be taken for the page when the reader goes back to it.
    return HTMLResponse(written, status, headers={"Vary": "HX-Request", **(headers or {})})


def wants_part(request: Request) -> bool:
    """Whether htmx asks, and will put the answer into a page that is there."""
    return request.headers.get("hx-request") == "true"


def moment(at: datetime | None, precision: str | None = None) -> Markup:
    """A time as an element that the browser shows in the reader's zone; in UTC, and with it, where no script runs."""
    if at is None:
        return Markup("<span class=unknown>unknown</span>")
    utc = at.astimezone(UTC)
    if precision == "day":
        return Markup("<time datetime={0} data-day>{0}</time>").format(f"{utc:%Y-%m-%d}")
    written = f"{utc:%Y-%m-%d %H:%M} UTC"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        utc.isoformat(timespec="seconds"), written, written
    )


def iso(at: datetime | None) -> str | None:
    """A time as programs write it (ISO 8601), to the second."""
    return None if at is None else at.isoformat(timespec="seconds")


def marked(text: str, marks: Iterable[Sequence[int]]) -> Markup:
    """The text with the stretches of evidence in it as <mark>; those that overlap another are left out."""
    pieces: list[Markup] = []
    at = 0
    for start, end in apart([(one[0], one[1]) for one in marks]):
        pieces += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def web_address(url: str) -> str | None:
    """The address where a link may lead to it; None for what is not http or https, or has no host."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if is_web and url.isprintable() and not url[:1].isspace() else None


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 outlet`, `2 outlets`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def asked_at(path: str, given: Mapping[str, object], **changes: object) -> str:
    """The address of a page with what it was asked, but for the changes; what is None or empty is left out."""
    kept = {name: value for name, value in {**given, **changes}.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path
