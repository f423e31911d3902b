"""The CPU time of a page ends whatever is at work on it, a regular expression too, and what comes after it."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

import pytest

from crawler.pages import PageKind, Precision
from crawler.pages.cpu_limit import GRACE, CpuLimitError, cpu_limit
from crawler.pages.found import Found
from crawler.pages.generic import GenericReader
from crawler.pages.page import Page
from crawler.pages.publication import Dated
from crawler.pages.reading import _assemble
from crawler.pages.site import SitePage
from crawler.reading import Body, PageLimits, PageRead, read_page
from tests.crawler.pages import forms

URL = "https://outlet.example/a"


def spin() -> None:
    """A loop without an end."""
    while True:
        pass


def catastrophe() -> None:
    """A regular expression whose time doubles with each letter."""
    re.match(r"(a+)+b", "a" * 60)


@pytest.mark.parametrize("work", [spin, catastrophe])
def test_it_ends_what_does_not_end(work: Callable[[], None]) -> None:
    with cpu_limit(0.2) as limit:
        assert limit.partial is None
        with pytest.raises(CpuLimitError):
            work()
        assert limit.partial == "its 0.2 s of CPU time were over"


def test_it_ends_each_step_that_follows() -> None:
    with cpu_limit(0.1):
        for _ in range(3):
            with pytest.raises(CpuLimitError):
                spin()


def test_once_it_is_left_nothing_is_interrupted() -> None:
    with cpu_limit(0.05), pytest.raises(CpuLimitError):
        spin()
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    signal.raise_signal(signal.SIGPROF)
    end = time.process_time() + 2 * GRACE
    while time.process_time() < end:
        pass


def test_who_is_done_in_time_is_not_partial() -> None:
    with cpu_limit(5) as limit:
        re.match("a", "a")
    assert limit.partial is None


class Slow(GenericReader):
    """Two of its fields never come."""

    @cached_property
    def canonical_url(self) -> Found[str] | None:
        spin()
        return None

    @cached_property
    def modified_at(self) -> Found[datetime] | None:
        catastrophe()
        return None


def test_a_field_that_takes_too_long_is_left_and_the_others_are_read() -> None:
    page = Page.parse(forms.FORMS[0](), URL)
    assert page is not None
    whole = _assemble(GenericReader(page), None)
    with cpu_limit(0.5) as limit:
        left = _assemble(Slow(page), None)
    assert limit.partial == "its 0.5 s of CPU time were over"
    assert left == replace(
        whole,
        canonical_url=None,
        modified_at=None,
        modified_precision=None,
        provenance={
            field: source
            for field, source in whole.provenance.items()
            if field not in ("canonical_url", "modified_at")
        },
    )


class Untrimmed(GenericReader):
    """Its rules for single lines, and its dates, never come to an end."""

    def trimmed(self, lines: list[str]) -> list[str]:
        spin()
        return []

    @cached_property
    def published(self) -> Dated | None:
        spin()
        return None


class Dates(SitePage):
    name, domain = "dates", "outlet.example"

    def published_at(self) -> datetime | None:
        return datetime(2025, 8, 4, 9, 30, tzinfo=UTC)


def test_a_text_that_was_found_is_kept_though_its_lines_were_not_judged_in_time() -> None:
    page = Page.parse(forms.FORMS[0](), URL)
    assert page is not None
    with cpu_limit(0.5) as limit:
        left = _assemble(Untrimmed(page), None)
    assert limit.partial is not None
    assert left.kind is PageKind.ARTICLE
    assert set(forms.PARAGRAPHS) <= set(left.text.split("\n\n"))


def test_a_sites_own_time_is_kept_though_the_generic_readers_was_not_found_in_time() -> None:
    page = Page.parse(forms.FORMS[0](), URL)
    assert page is not None
    with cpu_limit(0.5):
        left = _assemble(Untrimmed(page), Dates(page))
    assert left.published_at == datetime(2025, 8, 4, 9, 30, tzinfo=UTC)
    assert left.published_precision is Precision.MINUTE


def read_within(seconds: float, markup: bytes) -> PageRead:
    body = Body(content=markup, url=URL, content_type=None, fetched_at=datetime(2025, 8, 5, tzinfo=UTC))
    return read_page(body, None, limits=PageLimits(cpu_seconds=seconds))


def test_a_page_that_was_read_in_time_is_not_marked() -> None:
    read = read_within(20, forms.FORMS[0]().encode())
    assert read.article is not None
    assert read.article.partial is None


def test_a_page_whose_time_is_over_before_it_is_parsed_is_empty() -> None:
    read = read_within(1e-6, b"<p>word " * 200_000)
    assert read.kind is PageKind.EMPTY
    assert read.article is None
