"""What the states have in common: what they are seen by, and how they weigh."""

from __future__ import annotations

from storage.records import Health

#: No list came. The first three are lasting: a failure that says nothing more does not disprove them.
LASTING = frozenset({Health.GONE, Health.NOT_PERMITTED, Health.BLOCKED})
PASSING = frozenset({Health.UNREACHABLE, Health.ERRORING, Health.RATE_LIMITED})
NO_LIST = LASTING | PASSING
#: Seen in the body of an answer, and in nothing else.
OF_THE_BODY = frozenset(
    {
        Health.HTML_NOT_FEED,
        Health.MALFORMED,
        Health.MALFORMED_RECOVERED,
        Health.EMPTY,
        Health.UNDATED,
    }
)
#: Nothing is lost by these: they are shown, and nobody is told of them.
REMARKS = frozenset({Health.MALFORMED_RECOVERED, Health.UNDATED, Health.MOVED})
_GRAVITY = {state: place for place, state in enumerate(Health)}


def gravity(state: Health) -> int:
    """For sorting, the gravest first."""
    return _GRAVITY[state]
