"""The story of each text as it comes in.

Online clustering with one pass, as topic detection has it (Allan et al. 1998): a text goes into the story that it is
most like, if it is like enough, and else begins one. Nothing that was answered is answered otherwise later but by a
person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop
from itertools import islice

from stories.copies.words import Words
from stories.grouping.index import Additions, StoryIndex
from stories.grouping.profile import Profile, profiled
from stories.grouping.sketch import StorySketch, Weighed, cosine, echoed, joined, sketched
from stories.grouping.ties import Bond, bond, caution_among, likeness
from stories.grouping.weights import weighed
from stories.records import Text

#: A story that nothing was told of for so long is over.
WINDOW = timedelta(days=365)
# some programs write the year 1 for a time that they do not know
_FIRST_WINDOW = datetime.min.replace(tzinfo=UTC) + WINDOW
#: Stories are looked up by so many of a text's heaviest terms, of each the last ones, and compared in full.
LOOKED_UP, MOST_STORIES, MOST_COMPARED = 30, 200, 10
#: Stories so alike may be one that was torn. Of the others so many nearest are left out, and so many asked.
KIN, NEAREST, COHORT = 0.3, 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The answer for a text, and what it adds to the index.

    `bond` says what tied it to the story; it is None for the first text of a story, for a copy (which follows its
    original) and for a text that a person put there.
    """

    story: str
    bond: Bond | None
    additions: Additions


def group(
    text: Text, index: StoryIndex, *, copy_of: str | None = None, lines: Sequence[Words] | None = None
) -> Grouped:
    """The story of a text. Nothing is kept before its additions are added.

    `copy_of` is the text that this one is a copy of; `lines` are its own if its outlet's frame is known.
    """
    ruled = _first_story(sorted(index.together_with(text.id)), index)
    barred = {story for other in index.apart_from(text.id) if (story := index.story_of(other)) is not None}
    if copy_of is not None and ruled is None:
        followed = index.story_of(copy_of)
        sketch = index.sketches([followed]).get(followed) if followed and followed not in barred else None
        if sketch is not None:
            return _echo(text, sketch)
    profile = profiled(text, lines)
    vector = weighed(profile, index.uses(profile.terms.keys()), index.texts() + 1)
    if ruled is not None:
        sketch = index.sketches([ruled]).get(ruled)
        return _into(sketch or sketched(ruled, []), profile, vector, None)
    best = _strongest(profile, vector, index, barred)
    if best is None:
        return _into(sketched(text.id, []), profile, vector, None)
    found, sketch = best
    return _into(sketch, profile, vector, found)


def _first_story(text_ids: Sequence[str], index: StoryIndex) -> str | None:
    return next((story for other in text_ids if (story := index.story_of(other)) is not None), None)


def _strongest(
    profile: Profile, vector: Weighed, index: StoryIndex, barred: Collection[str]
) -> tuple[Bond, StorySketch] | None:
    """The story that holds a text most strongly, of those that hold it."""
    since = max(profile.at, _FIRST_WINDOW) - WINDOW if profile.at is not None else None
    terms = sorted(vector.weights, key=lambda term: (-vector.weights[term], term))[:LOOKED_UP]
    shared: defaultdict[str, float] = defaultdict(float)
    for term, stories in index.stories_with(terms, MOST_STORIES).items():
        by = vector.weights[term] ** 2
        for story in stories:
            shared[story] += by
    nearest = [(-weight, story) for story, weight in shared.items() if story not in barred]
    sketches = _open_ones(nearest, since, index)
    cohort = _cohort(vector, sketches)
    caution = caution_among(index.stories(), index.texts())
    bonds = [bond(profile, vector, sketch, cohort, caution) for sketch in sketches.values()]
    held = [found for found in bonds if found.holds]
    if not held:
        return None
    best = max(held, key=lambda found: (found.strength, found.story))
    return best, sketches[best.story]


def _open_ones(
    nearest: list[tuple[float, str]], since: datetime | None, index: StoryIndex
) -> Mapping[str, StorySketch]:
    """The nearest stories that were told of since, or whose time is not known.

    `nearest` holds each one's place, the least first, and is used up: most texts need few of many.
    """
    found: dict[str, StorySketch] = {}
    heapify(nearest)
    while nearest and len(found) < MOST_COMPARED:
        stories = [heappop(nearest)[1] for _ in range(min(MOST_COMPARED, len(nearest)))]
        sketches = index.sketches(stories)
        for story in stories:
            sketch = sketches.get(story)
            if sketch is not None and (since is None or sketch.last_at is None or sketch.last_at >= since):
                found[story] = sketch
    return dict(islice(found.items(), MOST_COMPARED))


def _cohort(vector: Weighed, sketches: Mapping[str, StorySketch]) -> float:
    """How like a text is to stories that it is not in, where the most like may be torn: those after it that are no kin.

    Of a subject much is written: what is like many stories must be more like one of them to belong there. Speaker
    verification calls it cohort normalisation (Rosenberg et al. 1992).
    """
    alike = sorted(((likeness(vector, sketch), story) for story, sketch in sketches.items()), reverse=True)
    if not alike:
        return 0.0
    best = sketches[alike[0][1]]
    others = [like for like, story in alike[1:] if cosine(best, sketches[story]) < KIN]
    return sum(others[NEAREST : NEAREST + COHORT]) / COHORT


def _into(sketch: StorySketch, profile: Profile, vector: Weighed, found: Bond | None) -> Grouped:
    after = joined(sketch, vector)
    additions = Additions(
        text_id=profile.id,
        sketch=after,
        terms=[term for term in vector.weights if term in after.weights],
        profile=profile,
    )
    return Grouped(story=sketch.id, bond=found, additions=additions)


def _echo(text: Text, sketch: StorySketch) -> Grouped:
    after = echoed(sketch, text.published_at)
    return Grouped(story=sketch.id, bond=None, additions=Additions(text_id=text.id, sketch=after))
