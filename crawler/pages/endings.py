"""Lines that are no part of an article where they close it: what a desk prints below its last paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.pages import boilerplate, comments, consent_lines, credit_lines

_CONTACT = re.compile(
    r"\W*(?:(?:have|seen|know|got|spotted|heard|noticed|do you|did you)\b[^.!?]{2,80}\?.{0,60}"
    r"\b(?:tell us|let us know|contact|get in touch|write to|e-?mail|drop us|reach (?:us|out)|send (?:us|it|them))\b.*"
    r"|(?:send|e-?mail) (?:us )?(?:your |a )?(?:tips?|news|stories|corrections|letters)\b.*"
    r"|(?:contact|write to|reach|e-?mail) (?:us|the (?:author|editors?|newsroom|desk|reporter))\b.*"
    r"|(?:what do you think|your (?:thoughts|views|opinions))\b.{0,60}"
    r"|.{0,60}\bcan be (?:reached|contacted|followed|e-?mailed) "
    r"(?:(?:at|on) (?:\S*[@\d]|x\b|twitter|bluesky)|via |by e-?mail).*)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\W*(?:also|more|elsewhere|related) (?:in|on|from|by) [^.!?,:;]{2,40}: [^.!]*", re.IGNORECASE
)
_BIOGRAPHY = re.compile(
    r"\s+(?:is|was|has|writes|covers|reports|reported|works|worked|edits|joined|contributed|serves|runs)\b",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"\W*(?:$|(?:is|are|was)\s+(?:\w+\s+)?"
    r"(?:published|owned|edited|produced|printed|registered|funded|read|a|an|the)\b.*)",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(r"\W*")
_LONGEST = 400
_LONGEST_IMPRINT = 240


def is_ending(line: str, *, authors: Iterable[str] = (), site_names: Iterable[str] = ()) -> bool:
    """Whether a line closes a text: ornament, prompt, credit, biography, imprint, consent, a call for tips."""
    if consent_lines.is_consent(line):
        return True
    if not any(character.isalnum() for character in line) or len(line) > _LONGEST:
        return len(line) <= _LONGEST
    if boilerplate.is_prompt(line) or comments.is_comment_line(line) or credit_lines.team_in(line):
        return True
    if _CONTACT.fullmatch(line) or _MORE.fullmatch(line):
        return True
    return _is_biography(line, authors) or _is_imprint(line, site_names)


def without(lines: list[str], *, authors: Iterable[str], site_names: Iterable[str]) -> list[str]:
    """`lines` up to the last one that is no such ending."""
    people, sites = tuple(authors), tuple(site_names)
    end = len(lines)
    while end > 1 and is_ending(lines[end - 1], authors=people, site_names=sites):
        end -= 1
    return lines[:end]


def _is_biography(line: str, authors: Iterable[str]) -> bool:
    names = [author for author in authors if len(author.split()) > 1]
    return any(_BIOGRAPHY.match(rest) for rest in _after(line, names))


def _is_imprint(line: str, site_names: Iterable[str]) -> bool:
    if len(line) > _LONGEST_IMPRINT:
        return False
    names = [name for name in site_names if len(name) > 3]
    forms = (*names, *(f"the {name}" for name in names))
    return any(_IMPRINT.fullmatch(rest) for rest in _after(line, forms))


def _after(line: str, names: Iterable[str]) -> Iterator[str]:
    """What follows each of the names that the line begins with."""
    opening = _NOT_WORD.match(line)
    start = line[opening.end() :] if opening else line
    lowered = start.lower()
    for name in names:
        if lowered.startswith(name.lower()):
            yield start[len(name) :]
