"""Work on a page that is done once, however many fields ask for its outcome."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from crawler.pages.page import Page

T = TypeVar("T")


def once_a_page(reading: Callable[[Page], T]) -> Callable[[Page], T]:
    """`reading` with its answer kept for as long as the page itself; the answer must not hold the page."""
    known: WeakKeyDictionary[Page, T] = WeakKeyDictionary()

    @wraps(reading)
    def remembered(page: Page) -> T:
        try:
            return known[page]
        except KeyError:
            answer = known[page] = reading(page)
            return answer

    return remembered
