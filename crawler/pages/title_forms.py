"""One headline in the form that most of a page gives it: with its kicker or without, and in which spelling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.pages import title_parts
from crawler.pages.boilerplate import folded
from crawler.pages.page import Page
from crawler.pages.title_claims import Heading

Described = Sequence[tuple[str, str]]

_TRUSTED = frozenset({"meta og:title", "json-ld"})
_KICKER_ENDS = re.compile(r"(?::|\s[-–—|])\s+$")
_BAR = re.compile(r"\s+\|\s+")
# quotes and dashes, which style sheets and editors exchange
_MARKS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
    }
)
_MOST_PIECES = 8
_SHORTEST_TAIL = 12


def refined(page: Page, heading: Heading, described: Described) -> str:
    """The heading without the labels that stand in it, and with the kicker that all descriptions give it."""
    trusted = [text for origin, text in described if origin in _TRUSTED]
    runs = _runs(heading.pieces)
    for text in trusted:
        for run in runs:
            if folded(run) == folded(text):
                return _better_spaced(run, text)
    if equal := [text for text in trusted if folded(text) == folded(heading.text)]:
        # a style sheet puts the colon between a kicker and the headline
        is_joined = len(heading.pieces) > 1 and len(equal[0]) > len(heading.text)
        return equal[0] if is_joined else _commonest(heading.text, equal)
    if fuller := _fuller(heading, described, trusted):
        return fuller
    for run in runs:
        if len(folded(run)) >= _SHORTEST_TAIL and any(_is_tail(run, text) for text in trusted):
            return run
    return title_parts.without_site(page, heading.unlabelled)


def _fuller(heading: Heading, described: Described, trusted: list[str]) -> str | None:
    """What every description says, where the heading is a part of it: one without its kicker or its subtitle."""
    said = {folded(text) for text in trusted}
    if (
        len(trusted) < len(_TRUSTED)
        or len(said) > 1
        or not all(folded(heading.text) in text for text in said)
    ):
        return None
    tags = [folded(text) for origin, text in described if origin == "title"]
    return trusted[0] if all(text in tag for text in said for tag in tags) else None


def _runs(pieces: tuple[str, ...]) -> list[str]:
    """What is left of a heading when pieces at one of its ends are left out."""
    joiner = " "
    if len(pieces) == 1:
        pieces, joiner = tuple(filter(None, _BAR.split(pieces[0]))), " | "
    pieces = pieces[:_MOST_PIECES]
    sizes = range(1, len(pieces))
    return [joiner.join(pieces[size:]) for size in sizes] + [joiner.join(pieces[:-size]) for size in sizes]


def _is_tail(shorter: str, longer: str) -> bool:
    """Whether `longer` is `shorter` led by a kicker: "Region: Headline"."""
    start = len(longer) - len(shorter)
    return (
        start > 0 and folded(longer[start:]) == folded(shorter) and bool(_KICKER_ENDS.search(longer[:start]))
    )


def _commonest(shown: str, described: list[str]) -> str:
    """The spelling that most places have of one headline; the shown one where none has more."""
    spellings = Counter(_spelled(text) for text in (shown, *described))
    spelling, most = spellings.most_common(1)[0]
    if most == spellings[_spelled(shown)]:
        return _better_spaced(shown, described[0])
    return next(text for text in described if _spelled(text) == spelling)


def _spelled(text: str) -> str:
    return text.translate(_MARKS)


def _better_spaced(shown: str, described: str) -> str:
    """`shown`, unless markup swallowed its spaces, or it is all capitals."""
    if len(described.split()) > len(shown.split()) and "".join(shown.split()) == "".join(described.split()):
        return described
    if shown.isupper() and not described.isupper() and shown.casefold() == described.casefold():
        return described
    return shown
