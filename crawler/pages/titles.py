"""The headline: the one that the page shows where its own descriptions agree, without the site's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.pages import outlet_names, title_claims
from crawler.pages.boilerplate import folded
from crawler.pages.found import Claim, Found
from crawler.pages.once import once_a_page
from crawler.pages.page import Page
from crawler.pages.title_claims import Heading

_SEPARATOR = re.compile(r"\s+[|\-–—·•:»›/~⋆]+\s+|\s*[|｜»›]\s*|:\s+|\s[-–—]\s?")
_KICKER_ENDS = re.compile(r"(?::|\s[-–—|])\s+$")
_WORD = re.compile(r"\w+")
_AGREEMENT = 0.6
_LEAST_SHARED = 0.25
_MOST_PARTS = 8
_LEAST_WORDS = 3
_LONG_WORD = 4
_SHORTEST_TAIL = 12
_MOST_CLAIMS = 6
#: How sure the headline is when none, one, two or more of the page's places have it as it is.
_SURE = (0.5, 0.6, 0.9, 0.97)

_TRUSTED = frozenset({"meta og:title", "json-ld"})

# quotes and dashes that differ by style sheet only
_MARKS = str.maketrans({**dict.fromkeys("‘’‚`´", "'"), **dict.fromkeys("“”„«»", '"'),
                        **dict.fromkeys("‐‑‒–—", "-")})  # fmt: skip

Described = Sequence[tuple[str, str]]


@once_a_page
def title(page: Page) -> Found[str] | None:
    """The page's headline; None for a page without any."""
    described = [(origin, _without_site(page, text)) for origin, text in title_claims.described(page)]
    described = [(origin, text) for origin, text in described if not outlet_names.is_site(page, text)]
    shown = [heading for heading in title_claims.headings(page) if not _is_label(page, heading)]
    for origin, text in described:
        for heading in shown:
            if _agree(heading.text, text):
                value = _refined(page, heading, described)
                return _found(value, f"h1, agrees with {origin}", described, shown)
    if page.lead is not None and page.lead.title:
        for heading in shown:
            if _agree(heading.text, page.lead.title):
                return _found(heading.text, "h1, agrees with the feed", described, shown)
    if best := _related(shown, described):
        return _found(
            _refined(page, best, described), "h1, shares words with the description", described, shown
        )
    if described:
        origin, text = described[0]
        if part := _shown_part(page, text):
            return _found(part, f"{origin}, the part that the page shows", described, shown)
        return _found(text, origin, described, shown)
    return _found(shown[0].text, "h1", described, shown) if shown else None


def every(page: Page) -> tuple[str, ...]:
    """All forms in which the page gives its headline: where one stands in the text, it is no paragraph."""
    described = [text for _, text in title_claims.described(page)]
    shown = [heading.text for heading in title_claims.headings(page)]
    return tuple(dict.fromkeys((*described, *(_without_site(page, text) for text in described), *shown)))


def _found(value: str, origin: str, described: Described, shown: list[Heading]) -> Found[str]:
    wanted = folded(value)
    claims = [*described, *(("h1", heading.text) for heading in shown)]
    others = {folded(text): Claim(where, text) for where, text in claims if folded(text) != wanted}
    agreeing = {where for where, text in claims if folded(text) == wanted}
    return Found(value, origin, _SURE[min(len(agreeing), 3)], tuple(others.values())[:_MOST_CLAIMS])


def _refined(page: Page, heading: Heading, described: Described) -> str:
    """The heading without the labels that stand in it, and with the kicker that all descriptions give it."""
    own = folded(heading.text)
    trusted = [text for origin, text in described if origin in _TRUSTED]
    runs = list(_runs(heading.pieces))
    for text in trusted:
        for run in runs:
            if folded(run) == folded(text):
                return _better_spaced(run, text)
    equal = [text for text in trusted if folded(text) == own]
    if equal:
        return _commonest(heading.text, equal)
    # a heading that is a part of what every description says lacks its kicker or its subtitle
    said = {folded(text) for text in trusted}
    if len(trusted) > 1 and len(said) == 1 and all(own in folded(text) for text in trusted):
        tags = [folded(text) for origin, text in described if origin == "title"]
        if all(said.copy().pop() in tag for tag in tags):
            return trusted[0]
    for run in runs:
        if len(folded(run)) >= _SHORTEST_TAIL and any(_is_tail(run, text) for text in trusted):
            return run
    return _without_site(page, heading.unlabelled)


def _runs(pieces: tuple[str, ...]) -> list[str]:
    """What is left of a heading when pieces at one of its ends are left out."""
    pieces = pieces[:_MOST_PARTS]
    if len(pieces) == 1:
        pieces = tuple(part for part in re.split(r"\s+\|\s+", pieces[0]) if part)[:_MOST_PARTS]
        joiner = " | "
    else:
        joiner = " "
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


def _is_label(page: Page, heading: Heading) -> bool:
    return outlet_names.is_site(page, heading.text)


def _related(shown: list[Heading], described: Described) -> Heading | None:
    """The heading that shares most of its words with a description, if it shares enough."""
    best, most = None, 0.0
    for heading in shown:
        own = _long_words(heading.text)
        for _, text in described:
            others = _long_words(text)
            shared = len(own & others)
            ratio = shared / max(min(len(own), len(others)), 1)
            if shared > 1 and ratio >= _LEAST_SHARED and ratio > most:
                best, most = heading, ratio
    return best


def _long_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) >= _LONG_WORD}


def _shown_part(page: Page, text: str) -> str | None:
    """The longest run of parts at an end of `text` that the page shows as a line of its own, if not all of it."""
    lines = {folded(block.text) for block in page.blocks} - outlet_names.all_names(page) - {""}
    if folded(text) in lines:
        return None
    separators = list(_SEPARATOR.finditer(text))[:_MOST_PARTS]
    ends = [text[match.end() :].strip() for match in separators] + [
        text[: match.start()].strip() for match in separators
    ]
    shown = [part for part in ends if len(part.split()) >= _LEAST_WORDS and folded(part) in lines]
    return max(shown, key=len, default=None)


def _without_site(page: Page, text: str) -> str:
    """`text` without parts at its ends that are the site's name."""
    parts = [
        (0, 0),
        *((match.start(), match.end()) for match in _SEPARATOR.finditer(text)),
        (len(text), len(text)),
    ]
    start, end = 0, len(parts) - 1
    # the name may itself hold a separator, so that the longest end is tried first
    for index in range(1, len(parts) - 1):
        part = text[parts[index][1] :]
        is_name = outlet_names.is_site(page, part)
        if is_name or (
            ":" not in text[slice(*parts[index])] and outlet_names.is_named_after_host(page, part)
        ):
            end = index
            break
    for index in range(end - 1, 0, -1):
        if outlet_names.is_site(page, text[: parts[index][0]]):
            start = index
            break
    return text[parts[start][1] : parts[end][0]].strip() or text


def _agree(heading: str, described: str) -> bool:
    one, other = folded(heading), folded(described)
    if not one or not other:
        return False
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST_TAIL and shorter in longer:
        return True
    words, others = set(_WORD.findall(heading.casefold())), set(_WORD.findall(described.casefold()))
    return len(words & others) >= _AGREEMENT * max(len(words | others), 1)
