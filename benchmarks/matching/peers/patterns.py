"""Those that look for patterns: one `re` a watch, google-re2's Set, pyahocorasick."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.matching.languages import form_pattern, forms, pattern
from benchmarks.matching.peers.peer import Peer
from benchmarks.matching.watches import Boolean

_RE2_MEMORY = 4 << 30


class CompiledPatterns(Peer):
    """What is written first: a loop over compiled patterns."""

    name = "one compiled re per watch"
    part = "all"
    slowness = 0.075

    def __init__(self, watches: Sequence[Boolean]) -> None:
        self._patterns = [re.compile(pattern(watch)) for watch in watches]

    def found(self, text: str) -> set[int]:
        return {number for number, compiled in enumerate(self._patterns) if compiled.match(text)}


class Re2Set(Peer):
    """All forms as one set; RE2 knows no look ahead, so that a watch cannot be one pattern."""

    name = "google-re2 Set"
    part = "terms only"
    slowness = 0.001

    def __init__(self, watches: Sequence[Boolean]) -> None:
        import re2

        options = re2.Options()
        options.max_mem = _RE2_MEMORY
        options.log_errors = False
        self._set = re2.Set.SearchSet(options)
        for form in forms(watches):
            self._set.Add(form_pattern(form).replace("\\x00", "\\x{0}"))
        self._set.Compile()

    def found(self, text: str) -> set[int]:
        return set(self._set.Match(text) or ())


class AhoCorasick(Peer):
    """All forms in one automaton; whether they begin and end with a word is not asked."""

    name = "pyahocorasick"
    part = "terms only, inside words too"
    slowness = 0.0003

    def __init__(self, watches: Sequence[Boolean]) -> None:
        import ahocorasick

        self._automaton = ahocorasick.Automaton()
        for number, form in enumerate(forms(watches)):
            self._automaton.add_word(" ".join(form.words), number)
        self._automaton.make_automaton()

    def found(self, text: str) -> set[int]:
        return {number for _, number in self._automaton.iter(text)}
