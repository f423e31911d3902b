"""Lines that are plainly not the article: prompts, credits and forms that stand where paragraphs stand."""

from __future__ import annotations

import re

from crawler.pages import comments, credit_lines, stamps

_PROMPTS = (
    # to other articles
    r"(?:also )?read (?:also|more|next|the full (?:story|article))\b.*",
    r"(?:also read|see also)\b.*",
    r"related(?: (?:articles?|stories|news|posts?|coverage|content|reading|topics?))?",
    r"(?:more|other|latest|most|top|trending|popular|editor'?s'?)(?: \w+){0,2} (?:stories|news|articles|posts|reads?)",
    r"(?:read more|more|more on this|recommended|recommended for you|you (?:may|might) (?:also )?like)(?:\W*:.*)?",
    r"more (?:from|in|by|about) (?:the |our )?\w[^.!?:]{1,40}",
    r"(?:don['’]?t miss|what to read next|up next|watch (?:now|more)|listen (?:now|to this article))(?:\W*:.*)?",
    r"(?:читайте также|читайте також|см\. также|관련 ?기사)\b.*",
    # to share, subscribe, follow
    r"share(?: (?:this|on|via|the|with|article|story|post|link)\b.{0,80})?",
    r"tweet|pin it|e-?mail|print|whatsapp|facebook|twitter|linkedin|telegram|reddit|copy link|link copied|copied",
    r"(?:please )?(?:sign up|subscribe|register)\b.*",
    r"get (?:our|the|all the|more) (?:latest|daily|weekly|best|news)\b.*",
    r"follow (?:us|\S+ on|the author|@\w+)\b.*",
    r"(?:like|join|find) us on\b.*|join our\b.*|download (?:our|the) app\b.*",
    r"(?:поделиться|поширити|подписывайтесь|підписуйтесь|공유하기|기사 ?제보)\b.*",
    # the page's own furniture
    r"advertisement|advertising|sponsored|(?:story|article) continues below\b.*|scroll to continue\b.*|loading",
    r"реклама|광고|reklama",
    r"(?:tags?|topics?|filed under|categor(?:y|ies)|posted in|labels)\s*:.*",
    r"(?:click|tap) here (?:to|for)\b.*|back to top|skip to\b.{0,40}",
    # credits
    r"©.*|copyright\b.*|all rights reserved\b.*|무단 ?(?:전재|복제).*",
    r"(?:photo|image|picture)(?: credits?)?\s*:.*",
)
_PROMPT = re.compile(rf"\W*(?:{'|'.join(_PROMPTS)})\W*", re.IGNORECASE)
_NOT_WORD = re.compile(r"\W+")
_LONGEST_PROMPT = 260
_ENOUGH_BEFORE = 200
_ENDING = re.compile(r"[.!?…。！？:;\"'”’»)]$")
_LABEL_WORDS = 4
_LABEL_LENGTH = 40
_LONGEST_BYLINE = 200
_MOSTLY = 0.5
# a headline after more than this is not the article's own
_MOST_HEAD = 160


def strip(
    lines: list[str], *, titles: tuple[str, ...], section: str | None, authors: tuple[str, ...] = ()
) -> list[str]:
    """`lines` without what is plainly not the article.

    Titles, the section, short labels and the authors' names are dropped where they lead the text; a prompt
    anywhere; and all that follows the head of a comment section, unless that head stands before the text.
    """
    kept: list[str] = []
    size = 0
    for line in _without_head(lines, titles, section, authors):
        if comments.is_comment_line(line):
            if size >= _ENOUGH_BEFORE:
                break
            continue
        if is_prompt(line):
            continue
        kept.append(line)
        size += len(line)
    return kept


def is_prompt(line: str) -> bool:
    """Whether a line asks its reader for something, or names the team that wrote it, instead of telling news."""
    return credit_lines.is_unmistakable(line) or (
        len(line) <= _LONGEST_PROMPT and _PROMPT.fullmatch(line) is not None
    )


def folded(line: str) -> str:
    """What is left of a line when case, punctuation and spaces do not count."""
    return _NOT_WORD.sub("", line).casefold()


def _without_head(
    lines: list[str], titles: tuple[str, ...], section: str | None, authors: tuple[str, ...]
) -> list[str]:
    """`lines` from the first paragraph on: the head is what stands there of headlines, sections and short labels."""
    repeated = {folded(title) for title in titles if title} | {folded(section or ""), ""}
    passed = 0
    start = 0
    for index, line in enumerate(lines):
        if folded(line) in repeated:
            # whatever stood before the headline was not the text
            start = index + 1
            continue
        is_label = (
            len(line.split()) <= _LABEL_WORDS and len(line) < _LABEL_LENGTH and not _ENDING.search(line)
        )
        if start == index and (is_label or stamps.is_stamp(line) or _is_byline(line, authors)):
            start = index + 1
            continue
        passed += len(line)
        if passed > _MOST_HEAD:
            break
    return lines[start:]


def _is_byline(line: str, authors: tuple[str, ...]) -> bool:
    """Whether half of a short line is the names of those who wrote the article."""
    if len(line) > _LONGEST_BYLINE:
        return False
    letters = folded(line)
    named = sum(len(name) for author in authors if (name := folded(author)) and name in letters)
    return named > 0 and named >= _MOSTLY * len(letters)
