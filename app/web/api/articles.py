"""Articles: what was collected."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.shown.search_pages import letter_of
from app.web.api.asked import LARGEST, AskedList, below_of, filter_of
from app.web.api.describing import named_as_written, problems
from app.web.api.models.articles import ArticleDocument, ArticlePage, ArticleSummary, ArticleWords, Revisions
from app.web.desk import DeskOfRequest
from app.web.problems import ProblemError, not_there
from storage.archive import Archive
from storage.search import last_published, last_saved
from storage.stories import in_stories

router = APIRouter(prefix="/api/v1/articles", tags=["articles"], generate_unique_id_function=named_as_written)

ArticleNumber = Annotated[int, Path(ge=1, le=LARGEST, description="The article's number.", examples=[42])]


@router.get("", summary="The articles, newest first", responses=problems())
def list_articles(desk: DeskOfRequest, asked: Annotated[AskedList, Query()]) -> ArticlePage:
    """A cursor is a place in the order of the archive: what is collected meanwhile shifts nothing."""
    only, below = filter_of(desk, asked), below_of(asked)
    listed = last_saved if asked.sort == "collected" else last_published
    found = listed(desk.database, only, limit=asked.limit + 1, below=below)
    shown = found[: asked.limit]
    is_last = len(found) == len(shown)
    return ArticlePage(
        items=[ArticleSummary.of(article) for article, _ in shown],
        next=None if is_last else f"{letter_of(asked.sort)}{shown[-1][1]}",
    )


@router.get("/{article_id}", summary="An article with its text", responses=problems(404))
def get_article(desk: DeskOfRequest, article_id: ArticleNumber) -> ArticleDocument:
    """In its latest words, with where each field came from."""
    archived = Archive(desk.database).get(article_id)
    if archived is None:
        raise _unknown(article_id)
    with desk.database.read() as connection:
        place = in_stories(connection, [article_id]).get(article_id)
    return ArticleDocument.standing(archived, place)


@router.get("/{article_id}/revisions", summary="All wordings of an article", responses=problems(404))
def list_revisions(desk: DeskOfRequest, article_id: ArticleNumber) -> Revisions:
    """The first one first, each whole."""
    revisions = Archive(desk.database).revisions(article_id)
    if not revisions:
        raise _unknown(article_id)
    return Revisions(items=[ArticleWords.of(one) for one in revisions])


def _unknown(article_id: int) -> ProblemError:
    return not_there(f"the archive has no article {article_id}")
