"""Many watches at once."""

from __future__ import annotations

import pytest

from watch import Document, WatchSet, parse


def test_what_hits_is_what_matches() -> None:
    watches = WatchSet(
        {name: parse(name) for name in ("tank", "tank AND russia", "no NOT tank", "tan*")}.items()
    )
    document = Document.of("", "A tank is no tanker.")
    assert sorted(watches.hits(document)) == ["tan*", "tank"]
    assert sorted(name for name, _ in watches.matches(document)) == ["tan*", "tank"]


def test_a_watch_is_replaced_under_its_key() -> None:
    watches = WatchSet([("a", parse("tank"))])
    watches.add("a", parse("frigate"))
    assert len(watches) == 1
    assert watches.hits(Document.of("", "a tank")) == []
    assert watches.hits(Document.of("", "a frigate")) == ["a"]


def test_what_asks_for_nothing_that_is_seen_at_a_glance_is_asked_each_time() -> None:
    watches = WatchSet([("a", parse("tank OR domain:example.org"))])
    assert watches.hits(Document.of("", "nothing", domain="example.org")) == ["a"]
    watches.remove("a")
    assert watches.hits(Document.of("", "nothing", domain="example.org")) == []


def test_who_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(KeyError):
        WatchSet[str]().remove("a")


def test_words_beside_the_text_propose_too() -> None:
    watches = WatchSet([("byline", parse("byline:jane tank")), ("source", parse("source:북한"))])
    assert watches.hits(Document.of("", "a tank", byline="Jane Doe")) == ["byline"]
    assert watches.hits(Document.of("", "a tank", source="북한신문")) == ["source"]
