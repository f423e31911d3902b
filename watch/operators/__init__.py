"""The operators of the watch language: each knows how it is printed, found in a text and asked of an index.

To add one: a class here, a rule in `watch.lark` and its builder in `watch/tree.py`; the shared laws in
`tests/watch/test_laws.py` then hold it to account.
"""

from watch.operators.boolean import And, Not, Or
from watch.operators.counting import AtLeast, Score, Weighed
from watch.operators.event import Event
from watch.operators.fields import Fact, In
from watch.operators.operator import Operator, Placed
from watch.operators.proximity import Near, NotNear, Reach
from watch.operators.term import Alias, Term

__all__ = [
    "Alias",
    "And",
    "AtLeast",
    "Event",
    "Fact",
    "In",
    "Near",
    "Not",
    "NotNear",
    "Operator",
    "Or",
    "Placed",
    "Reach",
    "Score",
    "Term",
    "Weighed",
]
