"""What is not an article is named, and what is one is let through, on forms written apart from the rules."""

from collections import Counter

from crawler.pages import read
from crawler.pages.article import PageKind
from tests.page_kinds.forms import Form, forms

_NAMED_RIGHT = 0.95
_ARTICLES_REFUSED = 0.02
_LANGUAGES = {"en", "ko", "ja", "zh", "ru", "uk"}
_AT_LEAST = {
    PageKind.CONSENT: 7,
    PageKind.CHALLENGE: 6,
    PageKind.LOGIN: 5,
    PageKind.PAYWALL: 7,
    PageKind.ERROR: 6,
    PageKind.FRONT: 7,
    PageKind.TAG: 5,
    PageKind.SEARCH: 4,
    PageKind.VIDEO: 5,
    PageKind.PDF: 2,
    PageKind.ARTICLE: 16,
}


def _misses(asked: list[Form]) -> list[str]:
    read_as = [(form, read(form.body, form.url).kind) for form in asked]
    return [f"{form.name}: read as {kind} ({form.note})" for form, kind in read_as if kind != form.kind]


def _report(misses: list[str], asked: list[Form]) -> str:
    return "\n".join([f"{len(misses)} of {len(asked)} missed", *misses])


def test_what_is_not_an_article_is_named_as_what_it_is() -> None:
    others = [form for form in forms() if form.kind is not PageKind.ARTICLE]
    misses = _misses(others)
    assert len(others) - len(misses) >= _NAMED_RIGHT * len(others), _report(misses, others)


def test_articles_that_look_like_something_else_are_not_refused() -> None:
    articles = [form for form in forms() if form.kind is PageKind.ARTICLE]
    refused = _misses(articles)
    assert len(refused) <= _ARTICLES_REFUSED * len(articles), _report(refused, articles)


def test_the_forms_are_as_many_and_in_as_many_languages_as_the_bar_asks() -> None:
    kinds = Counter(form.kind for form in forms())
    assert {kind: kinds[kind] for kind, least in _AT_LEAST.items() if kinds[kind] < least} == {}
    assert sum(kinds.values()) - kinds[PageKind.ARTICLE] >= 56
    for asked in (True, False):
        languages = {form.language for form in forms() if (form.kind is PageKind.ARTICLE) is asked}
        assert languages >= _LANGUAGES
    assert len({form.url for form in forms()}) == len(forms())
