"""All classes by name, and which of them take their turn more seldom than the others."""

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.hostile_strings import (
    control_characters,
    expensive_queries,
    filter_values,
    forged_cursors,
    fts5_syntax,
    language_fields_misuse,
    language_misuse,
    nesting,
    other_interpreters,
    quoting,
    scripts,
    sizes,
    sql_injection,
    tsquery_syntax,
)
from tests.hostile_strings.draw import Draw

_DRAWS: tuple[Draw, ...] = (
    *fts5_syntax.DRAWS,
    *tsquery_syntax.DRAWS,
    *sql_injection.DRAWS,
    *quoting.DRAWS,
    *control_characters.DRAWS,
    *scripts.DRAWS,
    *language_misuse.DRAWS,
    *language_fields_misuse.DRAWS,
    *expensive_queries.DRAWS,
    *filter_values.DRAWS,
    *forged_cursors.DRAWS,
    *other_interpreters.DRAWS,
    *nesting.DRAWS,
    *sizes.DRAWS,
)

CLASSES: Mapping[str, Callable[[random.Random], str]] = MappingProxyType(
    {draw.__name__: draw for draw in _DRAWS}
)

ROUNDS_BETWEEN: Mapping[str, int] = MappingProxyType(
    {draw.__name__: rounds for draw, rounds in {**nesting.ROUNDS_BETWEEN, **sizes.ROUNDS_BETWEEN}.items()}
)
"""A class takes its turn in every so many-th round; in each where nothing stands here."""
