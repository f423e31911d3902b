"""What a worker has done since it started, for its summary."""

from __future__ import annotations

from dataclasses import dataclass, field

from alerts.flagging import FlagReport
from crawler.reports import RunReport
from storage.records import RunOutcome

FINE = frozenset({RunOutcome.OK, RunOutcome.UNCHANGED})


@dataclass(slots=True, kw_only=True)
class Totals:
    """Counts over all runs and passes. `troubled` holds the sources whose last poll was not fine, with why."""

    runs: int = 0
    new: int = 0
    revised: int = 0
    failed: int = 0
    flagged: int = 0
    told: int = 0
    backlog: int = 0
    troubled: dict[str, str] = field(default_factory=dict)

    def ran(self, source: str, report: RunReport) -> None:
        """Count one run of a source."""
        self.runs += 1
        self.new += report.new
        self.revised += report.revised
        self.failed += report.failed
        if report.poll.outcome in FINE:
            self.troubled.pop(source, None)
        else:
            detail = f": {report.poll.detail}" if report.poll.detail else ""
            self.troubled[source] = f"{report.poll.outcome}{detail}"

    def flagged_batch(self, report: FlagReport) -> None:
        """Count one batch of flagging."""
        self.flagged += report.hits
        self.told += report.told
        self.backlog += report.backlog
