"""Several requests because a person asks for them: each with the manners of a crawl, and of one host in turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx2

from app.config.tables import Manners
from app.fetching import FetchError, client_for, get, robots_of
from crawler import urls
from crawler.discovery.answers import Answer
from crawler.host_slots import LONGEST_DELAY
from crawler.robots import Rules
from egress import Policy
from storage.records import RunOutcome

MOST_REQUESTS = 40
_MOST_REDIRECTS = 8
_MOST_SILENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why something is not asked for, and what a poll would come to by it."""

    said: str
    outcome: RunOutcome


class Visit:
    """Asks for pages, never faster than a host's delay, never against its robots.txt, and not for ever.

    `requests` counts all that was sent, robots.txt and redirects too. `headers` says what an address is sent
    beside the usual, `policy` what may be connected to. Where `most_requests` are sent, every further page is
    refused without one.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        most_requests: int = MOST_REQUESTS,
        client: httpx2.Client | None = None,
        policy: Policy | None = None,
        headers: Callable[[str], Mapping[str, str]] | None = None,
    ) -> None:
        self.requests = 0
        self._manners = manners
        self._most = most_requests
        self._client = client or client_for(manners, policy or Policy())
        self._headers = headers
        self._rules: dict[str, Rules | Refusal] = {}
        self._asked_at: dict[str, float] = {}
        self._silent: dict[str, int] = {}
        self._left_alone: dict[str, Refusal] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    @property
    def left(self) -> int:
        """How many requests may still be sent."""
        return max(0, self._most - self.requests)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """What the robots.txt of this address's site names as its sitemaps."""
        rules = self._rules_of(url)
        if isinstance(rules, Refusal):
            return ()
        return tuple(at for named in rules.sitemaps if (at := urls.absolute(named, url)))

    def get(self, url: str) -> Answer:
        """The answer to a request, redirects followed; what went wrong is its `trouble`, never raised."""
        at = urls.absolute(url, url)
        deadline = self._deadline()
        moved_for_good = True
        kept = url
        for _ in range(_MOST_REDIRECTS + 1):
            if at is None:
                return _unanswered(url, url, "leads to what is no http or https address", RunOutcome.ERROR)
            if refused := self._refused(at):
                return _unanswered(url, at, refused.said, refused.outcome)
            try:
                answer, body = self._ask(at, deadline)
            except FetchError as error:
                self._note_silence(at)
                return _unanswered(url, at, str(error).removeprefix(f"{at}: "), _outcome_of(error))
            self._note_answer(at, answer)
            if not answer.has_redirect_location:
                return Answer(
                    asked=url,
                    url=at,
                    kept_url=kept,
                    status=answer.status_code,
                    body=body,
                    content_type=answer.headers.get("content-type"),
                    headers={name.lower(): value for name, value in answer.headers.items()},
                    trouble=None if answer.is_success else f"HTTP {answer.status_code}",
                )
            moved_for_good = moved_for_good and answer.status_code in {301, 308}
            at = urls.absolute(answer.headers["location"], at)
            kept = at if moved_for_good and at else kept
            deadline = self._deadline()
        return _unanswered(url, url, f"more than {_MOST_REDIRECTS} redirects", RunOutcome.ERROR)

    def _deadline(self) -> float:
        return time.monotonic() + self._manners.timeout.total_seconds()

    def _ask(self, url: str, deadline: float) -> tuple[httpx2.Response, bytes]:
        self._wait(url)
        self.requests += 1
        own = self._headers(url) if self._headers is not None else None
        return get(self._client, url, self._manners.max_response, deadline + self._delay(url), own)

    def _note_silence(self, url: str) -> None:
        group = urls.host_group(url)
        self._silent[group] = self._silent.get(group, 0) + 1
        if self._silent[group] >= _MOST_SILENT:
            said = f"not asked for: the site gave no answer {_MOST_SILENT} times in a row"
            self._left_alone[group] = Refusal(said=said, outcome=RunOutcome.UNREACHABLE)

    def _note_answer(self, url: str, answer: httpx2.Response) -> None:
        group = urls.host_group(url)
        self._silent[group] = 0
        if answer.status_code == 429 or (answer.status_code == 503 and "retry-after" in answer.headers):
            said = f"not asked for: the site wants to be left alone (HTTP {answer.status_code})"
            self._left_alone[group] = Refusal(said=said, outcome=RunOutcome.RATE_LIMITED)

    def _refused(self, url: str) -> Refusal | None:
        if refused := self._left_alone.get(urls.host_group(url)):
            return refused
        rules = self._rules_of(url)
        if self.requests >= self._most:
            return self._enough()
        if not self._manners.obey_robots:
            return None
        if isinstance(rules, Refusal):
            return rules
        allowed = rules.can_fetch(url, self._manners.full_user_agent)
        return None if allowed else Refusal(said="robots.txt forbids it", outcome=RunOutcome.FORBIDDEN)

    def _enough(self) -> Refusal:
        return Refusal(said=f"not asked for: {self._most} requests were sent", outcome=RunOutcome.ERROR)

    def _rules_of(self, url: str) -> Rules | Refusal:
        """The rules of a host, asked for once; why it has none that can be known."""
        host = urls.absolute("/robots.txt", url) or url
        if host not in self._rules:
            if self.requests >= self._most:
                return self._enough()
            self._wait(url)
            self.requests += 1
            try:
                self._rules[host] = robots_of(self._client, url, self._deadline())
            except FetchError as error:
                self._rules[host] = Refusal(said=str(error), outcome=_outcome_of(error))
        return self._rules[host]

    def _delay(self, url: str) -> float:
        rules = self._rules.get(urls.absolute("/robots.txt", url) or url)
        asked = (
            None
            if rules is None or isinstance(rules, Refusal)
            else rules.crawl_delay(self._manners.full_user_agent)
        )
        return max(self._manners.delay.total_seconds(), min(asked or 0.0, LONGEST_DELAY))

    def _wait(self, url: str) -> None:
        group = urls.host_group(url)
        now = time.monotonic()
        due = self._asked_at.get(group, now - 1e9) + self._delay(url)
        if due > now:
            time.sleep(due - now)
        self._asked_at[group] = time.monotonic()


def _unanswered(asked: str, url: str, said: str, outcome: RunOutcome) -> Answer:
    return Answer(asked=asked, url=url, trouble=said, outcome=outcome)


def _outcome_of(error: FetchError) -> RunOutcome:
    return RunOutcome.ERROR if error.is_answered else RunOutcome.UNREACHABLE
