"""The texts and watches that matching is measured on."""

from __future__ import annotations

import json
import re
import statistics
from pathlib import Path

import pytest

import watch
from benchmarks.matching import corpus, languages, watches
from benchmarks.matching.hostile.articles import SIZE, articles
from benchmarks.matching.hostile.queries import LONGEST, costly, hostile, refused_unread
from benchmarks.matching.peers import AhoCorasick, CompiledPatterns, Fts5
from benchmarks.matching.peers.peer import prepared
from benchmarks.matching.speed import parsed
from benchmarks.matching.watches import Boolean, Form

TEXTS = corpus.made(150)


def test_the_same_seed_makes_the_same_texts_and_watches() -> None:
    assert corpus.made(20) == TEXTS[:20]
    assert watches.made(TEXTS, 30) == watches.made(TEXTS, 60)[:30]
    assert corpus.made(5, seed=1) != TEXTS[:5]


def test_texts_are_as_long_as_articles_and_as_seldom_plain_ascii() -> None:
    lengths = [len(re.findall(r"\w+", text.text)) for text in TEXTS if text.title[0] < "\u0370"]
    assert 330 < statistics.fmean(lengths) < 430
    assert sum(text.text.isascii() for text in TEXTS) < len(TEXTS) / 20
    assert any(re.search("[가-힣]", text.text) for text in TEXTS)
    assert any(re.search("[一-龥]", text.text) for text in TEXTS)


def test_real_texts_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    lines = [{"id": 1, "text": "a b", "title": None}, {"id": 2, "text": "c", "title": "t", "lang": "en"}]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert corpus.read(file) == [corpus.Text(title="", text="a b"), corpus.Text(title="t", text="c")]
    assert len(corpus.read(file, 1)) == 1


def test_half_of_the_watches_ask_for_near() -> None:
    made = watches.made(TEXTS, 200)
    assert sum(watch.near for watch in made) == 100
    assert 20 < sum(bool(watch.excluded) for watch in made) < 60
    assert all(
        2 <= len(watch.groups) <= 3 and all(1 <= len(group) <= 4 for group in watch.groups) for watch in made
    )


WATCH = Boolean(
    groups=(
        (Form(words=("a",)), Form(words=("b", "c"))),
        (Form(words=("dd",), prefix=True),),
        (Form(words=("북한",)),),
    ),
    near=True,
    excluded=(Form(words=("e",)),),
)


def test_a_watch_is_written_in_each_language() -> None:
    query = languages.query(WATCH)
    assert query == '(a OR "b c") NEAR/10 dd* AND 북한 AND NOT e'
    assert str(watch.parse(query)) == query
    assert languages.fts5(WATCH) == (
        '((NEAR("a" "dd" *, 9) OR NEAR("b c" "dd" *, 9)) AND ("북한")) NOT ("e")'
    )
    asked = languages.tsquery(WATCH)
    assert asked.startswith("(((a | (b <-> c)) <1> (dd:*)) | ")
    assert asked.endswith(" & (북한) & !(e)")
    assert asked.count("<10>") == 2


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a dd1 북한군", True),
        ("dd1 x x x x x x x x x b, c 북한", True),
        ("dd1 x x x x x x x x x x b, c 북한", False),
        ("a dd1", False),
        ("a dd1 북한 e", False),
        ("ad ddd 북한", False),
    ],
)
def test_the_pattern_means_what_the_query_means(text: str, holds: bool) -> None:
    assert (
        watch.match(watch.parse(languages.query(WATCH)), watch.Document.of("", text)) is not None
    ) is holds
    assert (re.match(languages.pattern(WATCH), text) is not None) is holds


@pytest.mark.parametrize("kind", [CompiledPatterns, Fts5])
def test_a_peer_that_answers_all_says_what_ours_says(kind: type[CompiledPatterns | Fts5]) -> None:
    latin = [text for text in TEXTS if text.title[0] < "\u0370"][:40]
    made = watches.made(latin, 150)
    ours = watch.WatchSet(enumerate(parsed(made)))
    peer = kind(made)
    found = 0
    for text in latin:
        expected = {number for number, _ in ours.matches(watch.Document.of(text.title, text.text))}
        assert peer.found(prepared(text)) == expected
        found += len(expected)
    assert found > 20
    peer.close()


def test_a_peer_that_answers_a_part_finds_the_forms() -> None:
    pytest.importorskip("ahocorasick")
    forms = list(languages.forms([WATCH]))
    assert [" ".join(form.words) for form in forms] == ["a", "b c", "dd", "북한", "e"]
    assert AhoCorasick([WATCH]).found("x b c dd 북한군") == {1, 2, 3}


def test_hostile_queries_are_many_and_of_both_fates() -> None:
    made = hostile([languages.query(WATCH)], 800)
    assert len(set(made)) == 800
    assert made == hostile([languages.query(WATCH)], 800)
    assert 20 < sum(map(refused_unread, made)) < 200
    assert not any(map(refused_unread, costly()))
    for query in [query for query in made if refused_unread(query)]:
        with pytest.raises(watch.WatchSyntaxError):
            watch.parse(query)
    assert refused_unread("a" * (LONGEST + 1))
    assert refused_unread("(" * 65)
    assert not refused_unread('"' + "(" * 65 + '"')


def test_hostile_articles_are_of_100_kilobytes() -> None:
    for text in articles().values():
        longest = max(text.title, text.text, key=len)
        assert SIZE - 4 <= len(longest.encode()) <= SIZE
