"""The configuration of a machine: all alike but for the name in the User-Agent."""

from __future__ import annotations

from dataclasses import dataclass

from tests.acceptance.machines.edition import Edition, Kind
from tests.acceptance.machines.places import Places
from tests.acceptance.machines.receiver import CHANNELS, SECRET
from tests.acceptance.machines.wording import WATCHES

#: The least time between two requests to a host group that asks for none of its own, in seconds.
DELAY = 1
#: As who has hundreds of slow sites would set it: a run waits most of its time for its host's turn.
RUNS_AT_ONCE = 48
_KINDS = {Kind.RSS: "feed", Kind.ATOM: "feed", Kind.SITEMAP: "sitemap", Kind.LISTING: "listing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What all machines work on. `every` is how often a source is polled at least, in seconds."""

    edition: Edition
    places: Places
    hook: str
    database_url: str
    every: int

    def configuration(self, machine: str) -> str:
        """The `wirewatch.toml` of a machine. Each hit is a notice, told at once on each channel (docs/routes.md)."""
        lines = [
            "[database]",
            f'url = "{self.database_url}"',
            "[manners]",
            f'user_agent = "exam/1 ({machine}; +mailto:desk@news.test)"',
            f'delay = "{DELAY}s"',
            f"runs_at_once = {RUNS_AT_ONCE}",
            "[egress]",
            f'allow = ["{self.places.prefix}.0.0/16"]',
            "[polling]",
            f'floor = "{max(1, self.every // 2)}s"',
            "[route]",
            'group_by = "watch"',
        ]
        for source in self.edition.sources:
            lines += [
                "[[sources]]",
                f'name = "source-{source.number}"',
                f'kind = "{_KINDS[source.kind]}"',
                f'url = "{self.places.list_url(source)}"',
                f'every = "{self.every}s"',
            ]
            if source.kind is Kind.LISTING:
                lines.append('links = "a.story"')
        for name, query in WATCHES.items():
            lines += ["[[watches]]", f'name = "{name}"', f"query = '{query}'"]
        for channel in CHANNELS:
            lines += [
                "[[channels]]",
                f'name = "{channel}"',
                'type = "webhook"',
                f'url = "{self.hook}/{channel}"',
                f'secret = "{SECRET}"',
            ]
        return "\n".join(lines) + "\n"


def delays(published: Edition) -> dict[int, float]:
    """By host, the least time between two requests, in seconds: what it asks for, else what is configured."""
    return {host.number: float(host.crawl_delay or DELAY) for host in published.hosts}
