"""All kinds of queries by name."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.archive_queries import boolean_queries, counting_queries, field_queries, near_queries, term_queries
from tests.archive_queries.kind import Kind

_ALL: tuple[Kind, ...] = (
    *term_queries.KINDS,
    *boolean_queries.KINDS,
    *near_queries.KINDS,
    *counting_queries.KINDS,
    *field_queries.KINDS,
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.__name__: kind for kind in _ALL})
