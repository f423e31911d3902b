"""The rows of the table in docs/reliability.md."""

from __future__ import annotations

from tests.acceptance.faults.trial import Outcome

HEAD = (
    "| fault | database | the line, after s | other lines, the most of one | lines that say it is over "
    "| articles (during) | nothing missing after s | repeats | complaints |"
)


def row(outcome: Outcome, database: str) -> str:
    """What came of a fault, as a row in Markdown."""
    told = outcome.said
    line = told.naming[0] if told.naming else "none"
    after = "" if told.after is None else f", {told.after:.0f} s"
    cells = (
        outcome.fault.name,
        database,
        f"{len(told.naming)}: `{line}`{after}",
        f"{sum(told.others.values())}, {told.flood}",
        f"{len(told.back)}: `{told.back[0] if told.back else ''}`",
        f"{outcome.published} ({outcome.during})",
        "never" if outcome.recovered is None else f"{outcome.recovered:.0f}",
        str(outcome.repeats),
        "; ".join(outcome.complaints()) or "none",
    )
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
