"""All routes of an application, found by walking it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Mount

from app.web.security.access import admin

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A method of a route; `path` as it is declared, `target` with something in its place."""

    method: str
    path: str
    target: str
    is_for_admins: bool = False


def walked(routes: Sequence[BaseRoute], above: str = "") -> Iterator[Asked]:
    """Each method of each route, those of mounts too. A mount that tells no routes is asked by every method.

    Raises:
        AssertionError: a route is of a kind that nobody knows how to ask, such as a websocket.
    """
    for route in iter_route_contexts(routes):
        found = route.original_route
        path = above + str(route.path)
        if isinstance(found, Mount):
            if found.routes:
                yield from walked(found.routes, path)
            else:
                for method in METHODS:
                    yield Asked(method=method, path=f"{path}/...", target=f"{path}/1")
            continue
        assert route.methods, f"{path} is asked by no method: {found!r}"
        is_for_admins = _depends_on_admin(getattr(route, "dependant", None))
        for method in sorted(route.methods, key=METHODS.index):
            target = re.sub(r"\{[^}]*\}", "1", path)
            yield Asked(method=method, path=path, target=target, is_for_admins=is_for_admins)


def _depends_on_admin(dependant: Dependant | None) -> bool:
    if dependant is None:
        return False
    return dependant.call is admin or any(_depends_on_admin(one) for one in dependant.dependencies)
