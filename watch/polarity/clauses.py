"""Where the clauses of a text end, past which most cues do not reach."""

from __future__ import annotations

import re

# A clause ends before these: a conjunction that opens a new one, or a mark that parts two.
_CLAUSE_END = re.compile(
    r"[;；]|\s[–—-]{1,2}\s|—|，|"
    r",\s+(?=(?:but|while|whereas|and|although|though|yet|so|then|a|но|а|однак|однако|хотя|але|проте|хоча|тоді)\b)|"
    r"\s(?=(?:but|while|whereas|although|though|despite|because|after|однако|хотя|проте|хоча|после|після)\b)|"
    r"(?<=지만)|(?<=으나)|(?<=る一方)|(?<=たが)(?=、)|(?<=るが)(?=、)",
    re.IGNORECASE,
)


def clause_ends(text: str) -> list[int]:
    """The offsets where clauses end, in order."""
    return [
        found.start() if found.start() == found.end() else found.end() for found in _CLAUSE_END.finditer(text)
    ]
