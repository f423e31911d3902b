from collections.abc import Sequence
from enum import Enum

class MatchKind(Enum):
    Standard = ...

class Implementation(Enum):
    ContiguousNFA = ...

class AhoCorasick:
    def __init__(
        self, patterns: Sequence[str], *, matchkind: MatchKind, implementation: Implementation
    ) -> None: ...
    def find_matches_as_indexes(self, haystack: str, *, overlapping: bool) -> list[tuple[int, int, int]]: ...
