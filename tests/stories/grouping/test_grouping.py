"""What goes into one story, and what a person says of it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from stories import Text
from stories.grouping import Grouped, MemoryStories, group
from stories.grouping.grouping import MOST_COMPARED
from tests.stories.grouping.reports import BRIDGE, FERRY, QUAKES, report


def grouped(texts: Sequence[Text], index: MemoryStories | None = None) -> list[Grouped]:
    """Each answer, in order."""
    index = index or MemoryStories()
    answers = []
    for text in texts:
        answers.append(group(text, index))
        index.add(answers[-1].additions)
    return answers


def stories(texts: Sequence[Text], index: MemoryStories | None = None) -> list[str]:
    """The story of each, in order."""
    return [answer.story for answer in grouped(texts, index)]


def mixed() -> list[Text]:
    """Reports on three events in turn."""
    return [
        report(number, text)
        for number, text in enumerate((FERRY[0], BRIDGE[0], FERRY[1], QUAKES[0], BRIDGE[1], FERRY[2]))
    ]


def test_what_is_told_of_one_event_is_one_story() -> None:
    assert stories(mixed()) == ["t0", "t1", "t0", "t3", "t1", "t0"]


def test_two_earthquakes_are_two_stories() -> None:
    assert stories([report(0, QUAKES[0]), report(1, QUAKES[1])]) == ["t0", "t1"]


def test_headlines_share_a_name() -> None:
    titles = (
        "Sbarro files for bankruptcy again",
        "Velm bridge closed",
        "Pizza chain Sbarro in bankruptcy court",
    )
    assert stories([report(n, "", title=title) for n, title in enumerate(titles)]) == ["t0", "t1", "t0"]


def test_it_says_what_tied_a_text_in() -> None:
    bond = grouped(mixed())[2].bond
    assert bond is not None
    assert bond.holds
    assert {tie.term for tie in bond.ties} >= {"ferry", "amalie"}
    assert {tie.kind for tie in bond.ties if tie.term == "amalie"} == {"name"}
    assert bond.days is not None
    assert round(bond.days * 24) == 2


def test_the_same_words_after_the_window_are_another_story() -> None:
    texts = [report(0, FERRY[0]), report(1, FERRY[0], hours=24 * 400)]
    assert stories(texts) == ["t0", "t1"]


def test_what_is_over_stands_before_nothing_that_goes_on() -> None:
    """Stories that are nearer than the one that goes on, more of them than are compared."""
    year, over = 24 * 400, MOST_COMPARED + 2
    # a year lies between any two of them, so that each is a story of its own
    before = [report(number, FERRY[0], hours=year * number) for number in range(over)]
    now = year * over
    texts = [*before, report(over, FERRY[1], hours=now), report(over + 1, FERRY[0], hours=now + 2)]
    assert stories(texts) == [*(f"t{number}" for number in range(over + 1)), f"t{over}"]


def test_a_copy_follows_its_original_and_is_no_other_voice() -> None:
    index = MemoryStories()
    index.add(group(report(0, FERRY[0]), index).additions)
    found = group(report(1, BRIDGE[0]), index, copy_of="t0")
    assert found.story == "t0"
    assert found.bond is None
    assert found.additions.sketch.voices == 1


def test_a_merge_sticks() -> None:
    index = MemoryStories(together=[{"t0", "t1"}])
    assert stories([report(0, FERRY[0]), report(1, BRIDGE[0]), report(2, BRIDGE[1])], index) == ["t0"] * 3


def test_a_split_sticks() -> None:
    texts = [report(0, FERRY[0]), report(1, FERRY[1]), report(2, FERRY[2])]
    assert stories(texts) == ["t0"] * 3
    assert stories(texts, MemoryStories(apart=[{"t0", "t1"}]))[:2] == ["t0", "t1"]


def test_a_copy_that_was_split_off_does_not_follow() -> None:
    index = MemoryStories(apart=[{"t0", "t1"}])
    index.add(group(report(0, FERRY[0]), index).additions)
    assert group(report(1, FERRY[0]), index, copy_of="t0").story == "t1"


def test_an_event_is_known_in_scripts_without_capitals() -> None:
    texts = (
        "평양이 14일 동해상으로 탄도미사일을 발사했다고 합동참모본부가 밝혔다",
        "합동참모본부는 평양이 동해상으로 탄도미사일을 발사했다고 14일 발표했다",
    )
    assert stories([report(n, text) for n, text in enumerate(texts)]) == ["t0", "t0"]


words = st.sampled_from(
    ("Ferry", "Amalie", "bridge", "214", "Velm", "rose", "3.1", "미사일", "the", "said", "quake")
)
bodies = st.lists(words, max_size=30).map(" ".join)


@given(st.lists(st.tuples(bodies, bodies), max_size=12))
def test_replay_gives_the_same(parts: list[tuple[str, str]]) -> None:
    texts = [report(n, text, title=title) for n, (title, text) in enumerate(parts)]
    assert grouped(texts) == grouped(texts)


@given(st.lists(st.tuples(bodies, bodies), max_size=12))
def test_a_story_is_named_by_its_first_text(parts: list[tuple[str, str]]) -> None:
    texts = [report(n, text, title=title) for n, (title, text) in enumerate(parts)]
    seen: set[str] = set()
    for text, answer in zip(texts, grouped(texts), strict=True):
        assert answer.story == text.id or answer.story in seen
        assert answer.bond is None or (answer.bond.holds and answer.bond.likeness <= 1 + 1e-9)
        seen.add(text.id)
