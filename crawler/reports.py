"""What one run of a source did, counted while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from storage.records import PollResult, RunOutcome, Saved, SaveOutcome


@dataclass(slots=True, kw_only=True)
class RunReport:
    """The poll's result and the counts of the articles that the run asked for.

    `failures` keeps the first few reasons, for people. `held_for` is how long it is until the turn of an article
    that was not asked for, as its host is to be asked slowly; then the run `is_paced`. One that `is_probing` asked for
    one article that was left before, to learn whether it is. What kept one that `failed_at_home` is this machine's own
    trouble, which is told once for all, and says nothing of the source.
    """

    poll: PollResult = field(
        default_factory=lambda: PollResult(outcome=RunOutcome.INTERRUPTED, detail="ended before the answer")
    )
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    left: bool = False
    held_for: timedelta | None = None
    is_paced: bool = False
    is_probing: bool = False
    failed_at_home: bool = False
    failures: list[str] = field(default_factory=list)

    def saved(self, saved: Saved) -> None:
        """Count one article that reached the archive."""
        match saved.outcome:
            case SaveOutcome.NEW:
                self.new += 1
            case SaveOutcome.REVISED:
                self.revised += 1
            case SaveOutcome.UNCHANGED:
                self.unchanged += 1

    def broke_off(self, why: str) -> None:
        """What is ours failed: the run is to be made again."""
        self.poll = PollResult(outcome=RunOutcome.INTERRUPTED, detail=why)
        self.failed_at_home = True

    def article_failed(self, reason: str) -> None:
        """Count one article that could not be read this time."""
        self.failed += 1
        if len(self.failures) < 5:
            self.failures.append(reason)
