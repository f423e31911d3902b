"""robots.txt as RFC 9309 has it: what a site lets a crawler ask for, and how fast. Pure.

Written here because a person who asks why a source is not polled is shown the rule, which Protego does not tell, and
because it takes `User-agent: wire` for wirewatch (docs/decisions/0016-egress.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import quote, unquote_to_bytes

import ada_url

#: RFC 9309, 2.5: at least so much of a file is parsed; what stands behind it is not looked at.
MOST_BYTES = 500 * 1024
# Of each group; a file of one byte a rule would hold a hundred thousand.
_MOST_RULES = 20_000
_LONGEST_PATTERN = 2_000
_LINE = re.compile(rb"\r\n|\n|\r")
_TOKEN = re.compile(r"[A-Za-z_-]+")
_UNRESERVED = "!$&'()*+,;=:@/~-._%?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One `Allow` or `Disallow` line. `written` is its pattern as the file has it."""

    allows: bool
    pattern: str
    written: str


@dataclass(slots=True, kw_only=True)
class Group:
    """What stands under one or more `User-agent` lines."""

    rules: list[Rule] = field(default_factory=list)
    crawl_delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one site: its groups by product token in small letters, `*` for all others."""

    groups: dict[str, Group] = field(default_factory=dict)
    sitemaps: tuple[str, ...] = ()

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read a file. What is no robots.txt (a page, say) has no rules, and forbids nothing."""
        groups: dict[str, Group] = {}
        sitemaps: list[str] = []
        current: list[Group] = []
        in_rules = True
        for line in _LINE.split(body[:MOST_BYTES].removeprefix(b"\xef\xbb\xbf")):
            name, colon, value = line.partition(b"#")[0].partition(b":")
            key, said = name.strip().lower(), value.strip().decode("utf-8", "replace")
            if not colon:
                continue
            if key == b"user-agent":
                # Rules end a row of User-agent lines; the next one begins another group.
                current = [] if in_rules else current
                in_rules = False
                current.append(groups.setdefault(_token(said), Group()))
            elif key in (b"allow", b"disallow"):
                in_rules = True
                _take(current, allows=key == b"allow", written=said)
            elif key == b"crawl-delay":
                in_rules = True
                _slow(current, said)
            elif key == b"sitemap" and len(sitemaps) < 1000:
                sitemaps.append(said)
        return cls(groups=groups, sitemaps=tuple(sitemaps))

    def can_fetch(self, url: str, agent: str) -> bool:
        """Whether a crawler of this User-Agent may ask for `url`."""
        return self.forbidding(url, agent) is None

    def forbidding(self, url: str, agent: str) -> Rule | None:
        """The rule that keeps a crawler of this User-Agent from `url`; None where none does.

        The longest pattern that matches decides; of two of one length, the one that allows (RFC 9309, 2.2.2).
        Raises ValueError for what is no address.
        """
        path = _normal(origin_and_path(url)[1])
        if path == "/robots.txt":
            return None
        best: Rule | None = None
        for rule in self._group(agent).rules:
            better = best is None or len(rule.pattern) > len(best.pattern)
            tie = best is not None and len(rule.pattern) == len(best.pattern) and rule.allows
            if (better or tie) and matches(rule.pattern, path):
                best = rule
        return None if best is None or best.allows else best

    def crawl_delay(self, agent: str) -> float | None:
        """The seconds between two requests that the site asks of this User-Agent."""
        return self._group(agent).crawl_delay

    def _group(self, agent: str) -> Group:
        return self.groups.get(_token(agent)) or self.groups.get("*") or Group()


def matches(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says; `*` stands for anything, `$` at its end for the path's end.

    Greedy from the left, which finds a match where there is one, in time that grows with the path's length times
    the pattern's at most.
    """
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not anchored or at == len(path)
    last = rest.pop() if anchored else ""
    for piece in rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not anchored or (len(path) - at >= len(last) and path.endswith(last))


def _take(groups: list[Group], *, allows: bool, written: str) -> None:
    if not written or len(written) > _LONGEST_PATTERN:
        # "Disallow:" alone forbids nothing
        return
    rule = Rule(allows=allows, pattern=_normal(written), written=written)
    for group in groups:
        if len(group.rules) < _MOST_RULES:
            group.rules.append(rule)


def _slow(groups: list[Group], said: str) -> None:
    try:
        seconds = float(said)
    except ValueError:
        return
    if 0 <= seconds < 1e9:
        for group in groups:
            group.crawl_delay = max(seconds, group.crawl_delay or 0.0)


def _token(agent: str) -> str:
    """The product token of a User-Agent or of a `User-agent` line: `wirewatch` of `wirewatch/1 (+mailto:...)`."""
    agent = agent.strip()
    if agent.startswith("*"):
        return "*"
    found = _TOKEN.match(agent)
    return found[0].casefold() if found else ""


def origin_and_path(url: str) -> tuple[str, str]:
    """Whose robots.txt an address is under (`https://example.org`), and what it is asked about.

    Raises ValueError for what is no address.
    """
    parsed = ada_url.URL(url)
    return f"{parsed.protocol}//{parsed.host}", f"{parsed.pathname}{parsed.search}"


def _normal(path: str) -> str:
    """A path or pattern with every octet escaped in the same way, so that equal ones are equal (RFC 9309, 2.2.2)."""
    kept = re.split(r"(%(?:2[fF]|2[aA]|24|3[fF]|23|25))", path)
    return "".join(
        part.upper() if place % 2 else quote(unquote_to_bytes(part), safe=_UNRESERVED)
        for place, part in enumerate(kept)
    )
