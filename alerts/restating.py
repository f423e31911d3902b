"""Whether a revision says something else without saying so: another headline, or another number. Pure."""

from __future__ import annotations

import re

from storage.records import Article

_NUMBER = re.compile(r"\d+(?:[.,:\u00a0\u202f]\d+)*")


def restates(before: Article, after: Article) -> bool:
    """Whether the headline is another, or a number that the article gave is not there any more.

    What is only added restates nothing. Spaces in the headline are nothing.
    """
    if " ".join(before.title.split()) != " ".join(after.title.split()):
        return True
    return bool(_numbers(before) - _numbers(after))


def _numbers(article: Article) -> set[str]:
    return {number.replace("\u00a0", " ").replace("\u202f", " ") for number in _NUMBER.findall(article.text)}
