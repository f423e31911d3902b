"""What a kind of queries is."""

import random
from collections.abc import Callable
from typing import TypeAlias

from tests.archive_queries.corpus import Corpus

Kind: TypeAlias = Callable[[random.Random, Corpus], str]
"""Makes one query of its kind from the words of a corpus."""
