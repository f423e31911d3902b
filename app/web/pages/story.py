"""A story: who reports it, who repeats whom, and what ties each article in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from app.web.desk import DeskOfRequest
from app.web.numbers import Number
from app.web.rendering import page
from storage.records import StoryMember
from storage.stories import Stories

router = APIRouter()


@router.get("/stories/{number}")
def show(request: Request, desk: DeskOfRequest, number: Number) -> Response:
    """The story; one that was merged leads to the story that has its articles now."""
    story = Stories(desk.database).get(number)
    if story is None:
        raise HTTPException(404, f"the archive has no story {number}")
    if story.id != number:
        return RedirectResponse(f"/stories/{story.id}", 308)
    first = story.first_report
    shown = {
        "title": first.title or "A story",
        "story": story,
        "first": first,
        "members": [{"member": one, "tie": _tie(one)} for one in story.members],
    }
    return page(request, "story.html", shown)


def _tie(member: StoryMember) -> str | None:
    """What tied an article in, in words."""
    bond: dict[str, Any] = dict(member.bond)
    ties = bond.get("ties")
    if not ties or not isinstance(ties, list):
        return None
    names = [str(one[0]) if isinstance(one, list | tuple) and one else str(one) for one in ties]
    return ", ".join(names[:8])
