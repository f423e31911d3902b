"""An article: its words, where each field came from, what it said before, its story, and what hit it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.shown.article_rows import article_texts
from app.shown.clauses import clause_row, fields_of
from app.shown.diff_runs import revised_runs
from app.shown.evidence import words_at
from app.web.asking import Fault, understood
from app.web.desk import Desk, DeskOfRequest
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.numbers import Number
from app.web.pages.search import note
from app.web.rendering import page
from app.web.security.access import Writer
from app.web.security.audit import audited
from storage.archive import Archive
from storage.documents import document_of
from storage.flags import Flags
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from storage.records import ArchivedArticle, Hit
from storage.stories import Stories
from storage.telling.reading import Verdicts
from storage.telling.verdicts import in_force
from watch import match
from watch.why import nearest_miss, why

router = APIRouter()

Marks_ = list[tuple[int, int]]


@router.get("/articles/{number}")
def show(
    request: Request,
    desk: DeskOfRequest,
    number: Number,
    q: Annotated[str | None, Query(max_length=10_000, pattern=NO_NUL_OR_NOTHING)] = None,
) -> HTMLResponse:
    """The article; with `q` what matches that query is marked, else what the watches hit."""
    archived = _archived(desk, number)
    hits = Flags(desk.database).of_article(number)
    numbers = [hit.id for hit in hits]
    marks = Marks(desk.database).marks_of(numbers)
    deliveries = Outbox(desk.database).of_hits(numbers)
    verdicts = Verdicts(desk.database).of_hits(numbers)
    title, text = _evidence(desk, archived, hits, q)
    shown = {
        "title": archived.article.title or "An article",
        "archived": archived,
        "article": archived.article,
        "note": note(archived.article),
        "title_marks": title,
        "paragraphs": paragraphs(archived.article.text, text),
        "revisions": Archive(desk.database).revisions(number),
        "story": Stories(desk.database).of_article(number),
        "hits": [
            {
                "hit": hit,
                "cue": hit.cue and words_at(article_texts(archived), hit.cue),
                "forms": list(dict.fromkeys(span.form for span in hit.spans)),
                "marks": marks[hit.id],
                "deliveries": deliveries[hit.id],
                "verdicts": in_force(verdicts[hit.id]),
            }
            for hit in hits
        ],
        "marks": list(Mark),
        "query": q,
    }
    return page(request, "article.html", shown)


@router.get("/articles/{number}/why")
def reasons(
    request: Request,
    desk: DeskOfRequest,
    number: Number,
    hit: Annotated[int, Query(ge=1, le=2**63 - 1)],
) -> HTMLResponse:
    """Which clause of a hit's query held in the article's latest words, and which did not."""
    archived = _archived(desk, number)
    found = next((one for one in Flags(desk.database).of_article(number) if one.id == hit), None)
    if found is None:
        raise HTTPException(404, f"article {number} has no hit {hit}")
    query = understood(found.query, desk.configuration.current().book)
    shown: dict[str, Any] = {"title": "Why it matched", "archived": archived, "hit": found, "fault": None}
    if isinstance(query, Fault):
        return page(request, "why.html", {**shown, "fault": query, "root": None, "miss": None})
    document = document_of(archived)
    root = why(query, document)
    told = {"root": clause_row(root, fields_of(document)), "miss": nearest_miss(root)}
    return page(request, "why.html", {**shown, **told})


@router.get("/articles/{number}/revisions")
def compare(
    request: Request,
    desk: DeskOfRequest,
    number: Number,
    before: Annotated[int | None, Query(ge=1, le=2**31)] = None,
    after: Annotated[int | None, Query(ge=1, le=2**31)] = None,
) -> HTMLResponse:
    """Two revisions side by side; without numbers the last two."""
    found = {one.revision: one for one in Archive(desk.database).revisions(number)}
    if not found:
        raise HTTPException(404, f"the archive has no article {number}")
    latest = max(found)
    after = after or latest
    before = before or max((one for one in found if one < after), default=after)
    for wanted in (before, after):
        if wanted not in found:
            raise HTTPException(404, f"article {number} has no revision {wanted}; it has {len(found)}")
    older, newer = found[before], found[after]
    shown = {
        "title": newer.article.title or "An article",
        "number": number,
        "revisions": list(found),
        "older": older,
        "newer": newer,
        "title_runs": revised_runs(older.article.title, newer.article.title),
        "text_runs": revised_runs(older.article.text, newer.article.text),
    }
    return page(request, "revisions.html", shown)


@router.post("/hits/{number}/mark")
def mark(
    request: Request,
    desk: DeskOfRequest,
    who: Writer,
    number: Number,
    mark: Annotated[Mark, Form()],
    note: Annotated[str, Form(max_length=500, pattern=NO_NUL_OR_NOTHING)] = "",
) -> RedirectResponse:
    """Say what a hit is: relevant, noise or handled."""
    found = Flags(desk.database).get(number)
    if found is None or Marks(desk.database).mark(number, mark, note.strip() or None, desk.clock()) is None:
        raise HTTPException(404, f"there is no hit {number}")
    audited(request, desk, who, "hit.mark", f"{number}", mark=mark, note=note.strip())
    return RedirectResponse(f"/articles/{found[1].id}#hit-{number}", 303)


def _archived(desk: Desk, number: int) -> ArchivedArticle:
    archived = Archive(desk.database).get(number)
    if archived is None:
        raise HTTPException(404, f"the archive has no article {number}")
    return archived


def _evidence(
    desk: Desk, archived: ArchivedArticle, hits: Sequence[Hit], q: str | None
) -> tuple[Marks_, Marks_]:
    """What to mark in the title, and in the text."""
    if q:
        query = understood(q, desk.configuration.current().book)
        found = None if isinstance(query, Fault) else match(query, document_of(archived), with_sentence=False)
        spans = [] if found is None else [(span.field, span.start, span.end) for span in found.spans]
    else:
        # Those of a hit point into the wording that was hit.
        current = [hit for hit in hits if hit.revision == archived.revision]
        spans = [(span.field, span.start, span.end) for hit in current for span in hit.spans]
    ordered = sorted(set(spans))
    return (
        [(start, end) for field, start, end in ordered if field == "title"],
        [(start, end) for field, start, end in ordered if field == "text"],
    )


def paragraphs(text: str, marks: Marks_) -> list[tuple[str, Marks_]]:
    """The paragraphs of a text, each with its own marks; one that reaches over an end is in both."""
    found: list[tuple[str, Marks_]] = []
    start = 0
    for words in text.split("\n\n"):
        end = start + len(words)
        inside = [
            (max(left, start) - start, min(right, end) - start)
            for left, right in marks
            if left < end and right > start
        ]
        if words.strip():
            found.append((words, inside))
        start = end + 2
    return found
