"""Which routes a hit goes to, and which silences are for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.routing.matching import RouteMatch, is_like, named
from alerts.routing.silencing import silence_for
from alerts.routing.tree import RouteTree
from storage.records import RoutedHit, Severity, Silence
from tests.alerts.routing.happenings import OUTLETS, WATCHES, trees
from tests.alerts.routing.samples import HOUR, NOW, hit, route, silence

HITS = st.builds(
    RoutedHit,
    article=st.just("a"),
    article_id=st.just(1),
    revision=st.just(1),
    watch=st.sampled_from(sorted(WATCHES)),
    source=st.sampled_from(OUTLETS),
    severity=st.sampled_from(Severity),
    language=st.none() | st.sampled_from(("ko", "en-GB")),
    country=st.none() | st.sampled_from(("KR", "US")),
)


def names(tree: RouteTree, one: RoutedHit) -> list[str]:
    return [each.name for each in tree.routes_for(one)]


@given(trees(), HITS)
def test_every_hit_goes_somewhere_and_nowhere_twice(tree: RouteTree, one: RoutedHit) -> None:
    found = names(tree, one)
    assert found
    assert len(set(found)) == len(found)
    assert set(found) <= tree.by_name.keys()
    assert ("root" in found) <= (found == ["root"])


def test_the_first_route_that_takes_a_hit_keeps_it_unless_it_goes_on() -> None:
    grave = route(name="grave", match=RouteMatch(severity=Severity.CRITICAL), goes_on=True)
    north = route(
        name="north",
        match=RouteMatch(watches=("North*",)),
        routes=(route(name="korean", match=RouteMatch(languages=("ko",))),),
    )
    rest = route(name="rest", match=RouteMatch(countries=("KR",)))
    tree = RouteTree(root=route(routes=(grave, north, rest)), own={"Own": route(name="watch Own")})
    assert names(tree, hit()) == ["north"]
    assert names(tree, hit(severity=Severity.CRITICAL)) == ["grave", "north"]
    assert names(tree, hit(language="ko-KR")) == ["korean"]
    assert names(tree, hit(watch="Budgets", country="KR")) == ["rest"]
    assert names(tree, hit(watch="Budgets")) == ["root"]
    assert names(tree, hit(watch="Budgets", severity=Severity.CRITICAL)) == ["grave"]
    assert names(tree, hit(watch="Own", severity=Severity.CRITICAL)) == ["watch Own"]
    assert list(tree.by_name) == ["root", "grave", "north", "korean", "rest", "watch Own"]


@given(st.text(max_size=12))
def test_a_name_is_like_itself_and_like_a_star(name: str) -> None:
    literal = "".join("?" if char in "*?" else char for char in name)
    assert is_like("*", name)
    assert is_like(literal, name)
    assert is_like(literal.upper().lower(), name.upper().lower())
    assert named((), name)


@pytest.mark.parametrize(
    ("glob", "name", "holds"),
    [
        ("North*", "north KOREA", True),
        ("*wire", "The Wire", True),
        ("[abc]", "a", False),
        ("[abc]", "[ABC]", True),
        ("?", "ab", False),
        ("Straße", "STRASSE", True),
    ],
)
def test_globs(glob: str, name: str, holds: bool) -> None:
    assert is_like(glob, name) == holds


@pytest.mark.parametrize(
    ("one", "is_for"),
    [
        (silence(), True),
        (silence(watches=("North*", "x")), True),
        (silence(watches=("South*",)), False),
        (silence(sources=("gaz*",)), True),
        (silence(sources=("gaz*",), watches=("South*",)), False),
        (silence(languages=("ko",)), False),
        (silence(languages=("en",)), True),
        (silence(stories=(7, 8)), True),
        (silence(stories=(8,)), False),
        (silence(routes=("root",)), True),
        (silence(routes=("phone",)), False),
        (silence(up_to=Severity.WARNING), True),
        (silence(up_to=Severity.INFO), False),
        (silence(ends_at=NOW), False),
        (silence(starts_at=NOW + HOUR), False),
    ],
)
def test_silences(one: Silence, is_for: bool) -> None:
    found = silence_for([one], hit(language="en-GB"), "root", 7, NOW)
    assert (found == one) == is_for


def test_of_several_silences_the_one_that_ends_last_is_named() -> None:
    early, late, other = silence(id=1, ends_at=NOW + HOUR), silence(id=2), silence(id=3)
    assert silence_for([early, other, late], hit(), "root", None, NOW) == late


def test_a_silence_of_stories_is_for_no_hit_without_one() -> None:
    assert silence_for([silence(stories=(7,))], hit(), "root", None, NOW) is None
