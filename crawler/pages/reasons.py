"""What stands behind an article: each text reader's answer, and what each place on the page says of title and dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.pages import date_claims, date_witnesses, text, title_claims
from crawler.pages.caps import markup_of
from crawler.pages.date_claims import DateClaim
from crawler.pages.found import Claim
from crawler.pages.page import Page

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCandidate:
    """One reader's text. `words` is its size, `agreement` its mean likeness to the others, from 0 to 1; 1 if alone."""

    origin: str
    lines: tuple[str, ...]
    words: int
    agreement: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """All that was weighed for the text, the title and the dates, in the order in which it is asked."""

    texts: tuple[TextCandidate, ...]
    titles: tuple[Claim, ...]
    published: tuple[Claim, ...]
    modified: tuple[Claim, ...]


def reasons(
    body: bytes, url: str, *, content_type: str | None = None, fetched_at: datetime | None = None
) -> Reasons:
    """What the generic reader weighs for a page. Every reader of the text is run, also the slow ones."""
    markup, _ = markup_of(body, content_type)
    page = Page.parse(markup, url, None, fetched_at)
    if page is None:
        return Reasons(texts=(), titles=(), published=(), modified=())
    return Reasons(
        texts=_texts(page),
        titles=tuple(_titles(page)),
        published=_dates(
            witness.claim
            for asked in (date_witnesses.markup, date_witnesses.address, date_witnesses.headline)
            for witness in asked(page)
        ),
        modified=_dates(date_claims.modified(page)),
    )


def _texts(page: Page) -> tuple[TextCandidate, ...]:
    found = text.candidates(page)
    words = [Counter(_WORD.findall(" ".join(candidate.lines).casefold())) for candidate in found]
    return tuple(
        TextCandidate(
            origin=candidate.origin,
            lines=candidate.lines,
            words=words[place].total(),
            agreement=_agreement(words[place], words[:place] + words[place + 1 :]),
        )
        for place, candidate in enumerate(found)
    )


def _agreement(words: Counter[str], others: Sequence[Counter[str]]) -> float:
    likeness = [2 * (words & other).total() / max(words.total() + other.total(), 1) for other in others]
    return sum(likeness) / len(likeness) if likeness else 1.0


def _titles(page: Page) -> Iterator[Claim]:
    for origin, said in title_claims.described(page):
        yield Claim(origin, said)
    for heading in title_claims.headings(page):
        yield Claim("h1", heading.text)


def _dates(claims: Iterator[DateClaim]) -> tuple[Claim, ...]:
    said = (Claim(claim.origin, f"{claim.moment.isoformat(' ')} ({claim.precision})") for claim in claims)
    return tuple(dict.fromkeys(said))
