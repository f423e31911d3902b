"""The article's text: the model's answer where it is sure, else several readers' answers compared with one another.

No reader is right on every page, but they are seldom wrong in the same way. The model judges each paragraph and is
cheap; only where its doubts are great, or the publisher's own description says something else, are the others asked
too, and the answer that agrees best with the rest is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.pages import body, text_readers
from crawler.pages.blocks import Block
from crawler.pages.boilerplate import is_prompt
from crawler.pages.candidate import Candidate, agreement, pairs_of, share_of
from crawler.pages.classifier import Judgement
from crawler.pages.cpu_limit import CpuLimitError
from crawler.pages.page import Page

MODEL, PAGE, TRAFILATURA, DESCRIPTION = "model", "page", "trafilatura", "json-ld"
#: From this share of words in doubt on, the other readers are asked.
DOUBTFUL = 0.15
_MOSTLY = 0.5
_LINKED = 0.8
_ALL = 0.9
# a description lacks headings and lists, not more
_MUCH_MORE = 1.2
_SAME_ARTICLE = 0.6
_MOST_PROMPTED = 3
_LONGEST_PROMPTED = 400
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The answer that was taken, and how far the readers agree with it, from 0 to 1.

    `certain` holds the lines of which the model is so sure that no rule should drop them. `others` are the answers
    that were asked as well.
    """

    chosen: Candidate
    agreement: float
    certain: frozenset[str]
    others: tuple[Candidate, ...] = ()


def read(page: Page) -> Reading | None:
    """The text of a page; None where no reader finds one."""
    described = Candidate(DESCRIPTION, text_readers.described(page))
    try:
        judgement = text_readers.judged(page)
    except CpuLimitError:  # what the page says outright costs nothing more
        return Reading(chosen=described, agreement=0.0, certain=frozenset()) if described.size else None
    model = _of_model(page, judgement)
    certain = _certain(page, judgement)
    if model.lines and judgement.doubt <= DOUBTFUL and not _is_elsewhere(described, model):
        if not described.lines:
            return Reading(chosen=model, agreement=1 - judgement.doubt, certain=certain)
        checked = _checked(model, described)
        agreed = agreement(checked, described)
        return Reading(chosen=checked, agreement=agreed, certain=certain, others=(described,))
    found = [each for each in (model, *_slow(page), described) if each.size]
    chosen = choose(found)
    if chosen is None:
        return None
    others = tuple(each for each in found if each is not chosen)
    agreed = _standing(chosen, found)
    return Reading(chosen=_checked(chosen, described), agreement=agreed, certain=certain, others=others)


def candidates(page: Page) -> list[Candidate]:
    """What every reader takes for the article, also the slow ones; those that found nothing are left out."""
    described = Candidate(DESCRIPTION, text_readers.described(page))
    found = (_of_model(page, text_readers.judged(page)), *_slow(page), described)
    return [each for each in found if each.size]


def choose(found: Sequence[Candidate]) -> Candidate | None:
    """The answer that agrees best with the others; the earlier one where they agree alike."""
    shown = [each for each in found if each.origin != DESCRIPTION]
    described = next((each for each in found if each.origin == DESCRIPTION), None)
    if described is not None and all(_is_elsewhere(described, other) for other in shown):
        # the page builds its text by script, or every reader missed it
        return described if described.size > max((other.size for other in shown), default=0) else shown[0]
    if not shown:
        return None
    return max(shown, key=lambda each: _standing(each, found))


def _of_model(page: Page, judgement: Judgement) -> Candidate:
    prompted = _prompted(page.blocks)
    likely = [
        block
        for block, is_kept in zip(page.blocks, judgement.kept, strict=True)
        if is_kept and block.element not in prompted
    ]
    kept = _without_link_lists(likely)
    while kept and kept[-1].element.tag in _HEADINGS:
        # what it is the heading of was not taken
        kept.pop()
    return Candidate(MODEL, [block.text for block in kept])


def _prompted(blocks: Sequence[Block]) -> frozenset[HtmlElement]:
    """The elements in a small box behind a linked prompt: "Read also", and how that story begins."""
    found: set[HtmlElement] = set()
    for number, block in enumerate(blocks):
        if not block.linked or not is_prompt(block.text):
            continue
        box = [
            other
            for other in blocks[number + 1 : number + 1 + _MOST_PROMPTED]
            if block.element in other.element.iterancestors()
        ]
        if len(box) < _MOST_PROMPTED and sum(len(other.text) for other in box) <= _LONGEST_PROMPTED:
            found.update(other.element for other in box)
    return frozenset(found)


def _without_link_lists(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` without prompts such as "More from us", and without the links that follow one directly."""
    kept = []
    is_list = False
    for block in blocks:
        is_list = is_prompt(block.text) or (is_list and block.linked > _LINKED * len(block.text))
        if not is_list:
            kept.append(block)
    return kept


def _certain(page: Page, judgement: Judgement) -> frozenset[str]:
    return frozenset(
        block.text for block, is_certain in zip(page.blocks, judgement.certain, strict=True) if is_certain
    )


def _slow(page: Page) -> tuple[Candidate, ...]:
    return (
        Candidate(TRAFILATURA, _in_time(text_readers.by_trafilatura, page)),
        Candidate(PAGE, _in_time(body.read, page)),
    )


def _in_time(reader: Callable[[Page], list[str]], page: Page) -> list[str]:
    """A slow reader's answer; none where the page's time is over: there is the model's."""
    try:
        return reader(page)
    except CpuLimitError:
        return []


def _is_elsewhere(described: Candidate, other: Candidate) -> bool:
    """Whether the description gives a text that an answer does not hold."""
    return bool(described.lines) and share_of(described, other) < _MOSTLY


def _checked(answer: Candidate, described: Candidate) -> Candidate:
    """An answer, without what it has beside the described text where it has all of that and a good deal more."""
    is_much_more = (
        answer is not described
        and answer.size > _MUCH_MORE * described.size
        and share_of(described, answer) >= _ALL
        and agreement(answer, described) >= _SAME_ARTICLE
    )
    if not is_much_more:
        return answer
    kept = [line for line in answer.lines if _is_described(line, described)]
    return Candidate(f"{answer.origin}, checked with {DESCRIPTION}", kept)


def _is_described(line: str, described: Candidate) -> bool:
    pairs = pairs_of(line)
    return not pairs or sum(pair in described.pairs for pair in pairs) >= _MOSTLY * len(pairs)


def _standing(candidate: Candidate, found: Sequence[Candidate]) -> float:
    others = [agreement(candidate, other) for other in found if other is not candidate]
    return sum(others) / len(others) if others else 0.0
