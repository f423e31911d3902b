"""The stories of one run, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from stories.grouping.index import Additions, TermUse
from stories.grouping.sketch import StorySketch


class MemoryStories:
    """An index in the process. `together` and `apart` are a person's merges and splits, as sets of ids."""

    def __init__(
        self, *, together: Iterable[Collection[str]] = (), apart: Iterable[Collection[str]] = ()
    ) -> None:
        self._texts = 0
        self._uses: dict[str, TermUse] = {}
        self._stories_with: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._sketches: dict[str, StorySketch] = {}
        self._story_of: dict[str, str] = {}
        self._together = _by_member(together)
        self._apart = _by_member(apart)

    def texts(self) -> int:
        return self._texts

    def stories(self) -> int:
        return len(self._sketches)

    def uses(self, terms: Collection[str]) -> Mapping[str, TermUse]:
        return {term: self._uses[term] for term in terms if term in self._uses}

    def stories_with(self, terms: Collection[str], most: int) -> Mapping[str, Sequence[str]]:
        return {term: list(self._stories_with[term])[-most:] for term in terms if term in self._stories_with}

    def sketches(self, story_ids: Collection[str]) -> Mapping[str, StorySketch]:
        return {story: self._sketches[story] for story in story_ids if story in self._sketches}

    def story_of(self, text_id: str) -> str | None:
        return self._story_of.get(text_id)

    def together_with(self, text_id: str) -> Collection[str]:
        return self._together.get(text_id, set())

    def apart_from(self, text_id: str) -> Collection[str]:
        return self._apart.get(text_id, set())

    def add(self, additions: Additions) -> None:
        story = additions.sketch.id
        self._story_of[additions.text_id] = story
        self._sketches[story] = additions.sketch
        for term in additions.terms:
            leads_to = self._stories_with[term]
            leads_to.pop(story, None)  # what was told of last stands last
            leads_to[story] = None
        if (profile := additions.profile) is not None:
            self._texts += 1
            for term in profile.terms:
                use = self._uses.get(term, TermUse())
                self._uses[term] = TermUse(
                    texts=use.texts + 1,
                    as_name=use.as_name + (term in profile.names),
                    as_plain=use.as_plain + (term in profile.plain),
                )


def _by_member(groups: Iterable[Collection[str]]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        for member in group:
            found[member] |= set(group) - {member}
    return dict(found)
