"""Wordings for the tests of archive files, plain and hostile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from storage.records import ArchivedArticle, Article, SourceDeclaration, SourceKind, TextSource, Wording

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOSTILE = (
    '=HYPERLINK("http://evil.example";"x")',
    "+1+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "'quoted",
    "''",
    "＝1",
    "\r\n=1",
    'a "quoted", comma; and\nlines\r\nof\rthem\x85\u2028\u2029',
    "\x1b[31m\x9b31m\u202egnp.exe\u2066 북한 \ufeff\U0001f680",
    "null",
    "true",
    "[1]",
    "\\N",
    "\ue000",
    " ",
    "",
)
# No database takes a NUL or half a surrogate pair; `normalise` lets none through.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40
) | st.sampled_from(HOSTILE)
TIMES = st.integers(0, 10**15).map(lambda number: NOW - timedelta(microseconds=number)) | st.sampled_from(
    [
        NOW,
        NOW + timedelta(microseconds=1),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
    ]
)
_PRECISIONS = st.none() | st.sampled_from(["day", "minute", "second"])

SOURCE = SourceDeclaration(
    name="gazette",
    kind=SourceKind.SITEMAP,
    url="https://gazette.example/sitemap.xml",
    host_group="gazette.example",
    interval=timedelta(days=1),
    country="KR",
    language="ko",
    owner="wire",
    group_name="asia",
)


def articles(url: str = "https://gazette.example/1") -> st.SearchStrategy[Article]:
    """Articles with anything in their fields that an archive may hold."""
    return st.builds(
        Article,
        url=st.just(url),
        fetched_url=TEXTS,
        title=TEXTS,
        text=TEXTS,
        authors=st.lists(TEXTS, max_size=3).map(tuple),
        opening=st.none() | TEXTS,
        agency=st.none() | TEXTS,
        section=st.none() | TEXTS,
        tags=st.lists(TEXTS, max_size=3).map(tuple),
        language=st.none() | st.sampled_from(["en", "ko", "zh-hans"]),
        published_at=st.none() | TIMES,
        published_precision=_PRECISIONS,
        modified_at=st.none() | TIMES,
        modified_precision=_PRECISIONS,
        fetched_at=st.none() | TIMES,
        image_url=st.none() | TEXTS,
        amp_url=st.none() | TEXTS,
        is_paywalled=st.booleans(),
        text_source=st.sampled_from(TextSource),
        page_kind=st.sampled_from(["article", "consent wall"]),
        agreement=st.none() | st.floats(0, 1),
        partial=st.none() | TEXTS,
        provenance=st.dictionaries(TEXTS, TEXTS, max_size=3),
    )


WORDINGS = st.builds(
    Wording,
    archived=st.builds(
        ArchivedArticle,
        id=st.integers(0, 2**62),
        revision=st.integers(1, 2**31),
        source=st.just(SOURCE.name),
        country=st.just(SOURCE.country),
        article=articles(),
        collected_at=TIMES,
        revised_at=TIMES,
        backlog=st.booleans(),
    ),
    source=st.just(SOURCE),
)
