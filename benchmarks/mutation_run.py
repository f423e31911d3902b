"""Reads pages and mutants of them in processes of their own, and notes what each cost and what went wrong."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.isolated import Lost, answers
from benchmarks.mutations import SEED, Mutant, mutant
from crawler.normalise import normalise
from crawler.pages import PageKind, RawArticle, read
from crawler.pages.published import published

#: CPU seconds after which a page counts as a failure.
MOST_SECONDS = 10
# Where the archive would say that it was fetched: a mutant's own address may be none.
STORED_AS = "https://outlet.example/page"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A page on disk. Where `only_date`, it is asked for its date alone."""

    name: str
    path: Path
    url: str
    only_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one reading: its CPU time in seconds, and the failure, if it was one."""

    page: str
    how: tuple[str, ...] = ()
    number: int | None = None
    cpu: float = 0.0
    kind: PageKind | None = None
    failure: str | None = None

    def __str__(self) -> str:
        which = "" if self.number is None else f" mutant {self.number} ({', '.join(self.how) or '?'})"
        return f"{self.page}{which}: {self.failure or self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    page: SavedPage
    other: SavedPage
    number: int | None
    seed: int

    def made(self) -> Mutant:
        body = _body(self.page.path)
        if self.number is None:
            return Mutant(body=body, url=self.page.url)
        return mutant(self.number, body, self.page.url, _body(self.other.path), seed=self.seed)


@cache
def _body(path: Path) -> bytes:
    return path.read_bytes()


def readings(pages: Sequence[SavedPage], *, processes: int = 2) -> Iterator[Outcome]:
    """Each page as it is."""
    jobs = [_Job(page=page, other=page, number=None, seed=0) for page in pages]
    return _outcomes(jobs, processes)


def mutant_readings(
    pages: Sequence[SavedPage], count: int, *, seed: int = SEED, processes: int = 2
) -> Iterator[Outcome]:
    """`count` mutants of the pages, the same ones for the same pages and seed."""
    draw = Random(seed)
    jobs = [
        _Job(page=draw.choice(pages), other=draw.choice(pages), number=number, seed=seed)
        for number in range(count)
    ]
    return _outcomes(jobs, processes)


def _outcomes(jobs: Sequence[_Job], processes: int) -> Iterator[Outcome]:
    coming = answers(_outcome, jobs, seconds=MOST_SECONDS, processes=processes)
    for job, outcome in zip(jobs, coming, strict=True):
        if isinstance(outcome, Lost):
            how = job.made().how
            yield Outcome(
                page=job.page.name, how=how, number=job.number, cpu=MOST_SECONDS, failure=outcome.why
            )
        else:
            yield outcome


def _outcome(job: _Job) -> Outcome:
    made = job.made()
    raw: RawArticle | None = None
    failure = None
    start = time.process_time()
    cpu = None
    try:
        if job.page.only_date:
            published(made.body, made.url)
        else:
            raw = read(made.body, made.url, content_type=made.content_type)
            cpu = time.process_time() - start
            _store(raw)
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__}: {error} in {Path(last.filename).name}:{last.lineno}"[:300]
    if cpu is None:
        cpu = time.process_time() - start
    return Outcome(
        page=job.page.name,
        how=made.how,
        number=job.number,
        cpu=cpu,
        kind=raw.kind if raw else None,
        failure=failure,
    )


def _store(raw: RawArticle) -> None:
    """Raise where what was read cannot be put into a database."""
    if raw.kind is PageKind.ARTICLE:
        article = normalise(raw, fetched_url=STORED_AS, fetched_at=datetime.now(UTC), lead=None)
        kept = "".join([article.title, article.text, *article.authors, article.section or "", article.url])
        if "\0" in kept:
            raise ValueError("a NUL came through")
        kept.encode()
