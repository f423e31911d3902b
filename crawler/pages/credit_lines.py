"""The line that credits an outlet's team, staff or desk with an article."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SUBJECT = r"this (?:article|story|report|piece|news|feature|analysis|post|item)(?: (?:is|was|has been))? "
_VERB = r"(?:written|prepared|produced|compiled|reported|edited|researched|put together)(?: and \w+)? by "
_DESK = r"(?:team|staff|desk|newsroom|editors|editorial board|bureau|correspondents|reporters|journalists)"
_KIND = r"(?:(?:editorial|news|writing|research|reporting|foreign|defen[cs]e|web|digital) )?"
# an outlet has a name; the staff of a general or a ministry wrote no article
_NAME = r"(?:the )?(?-i:(?=[^\W\d_a-z]))"
_REST = r"(?:,? (?:with|and|for|from|in) [^.!?]{2,80})?\W*$"
_OPENING = rf"^\W*(?P<subject>{_SUBJECT})?{_VERB}"
_OF = re.compile(
    rf"{_OPENING}(?:the |our )?{_KIND}{_DESK} (?:of|at|from) (?=(?P<team>{_NAME}[^.!?]{{2,60}}?){_REST})",
    re.IGNORECASE,
)
_OWN = re.compile(rf"{_OPENING}(?=(?P<team>{_NAME}[^.!?,'’]{{2,60}}?) {_KIND}{_DESK}{_REST})", re.IGNORECASE)
_NAMELESS = frozenset({"the", "our", "a", "its", "their", "his", "her"})
_LONGEST = 200


def team_in(line: str) -> str | None:
    """The outlet whose team, staff or desk the line credits; None where it is no such line."""
    found = _match(line)
    return found["team"].strip() if found else None


def team_of(lines: Iterable[str]) -> str | None:
    """The outlet whose team the last such line among `lines` credits."""
    teams = [team for team in map(team_in, lines) if team]
    return teams[-1] if teams else None


def is_unmistakable(line: str) -> bool:
    """Whether a line speaks of the article itself as the team's work: no news would, wherever it stands."""
    found = _match(line)
    return found is not None and found["subject"] is not None


def _match(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST:
        return None
    if found := _OF.match(line):
        return found
    found = _OWN.match(line)
    return found if found and found["team"].strip().lower() not in _NAMELESS else None
