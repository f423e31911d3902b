"""What people are told of a query that did not match, and of one that did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.watch.alias_books import book_of
from watch import Document, parse
from watch.why import Clause, nearest_miss, why

BOOK = book_of(
    {
        "dprk": ["North Korea", "북한", "=NK"],
        "deploy": ["sent", "sending", "send"],
        "russia": ["Russia", "러시아"],
    }
)
EVENT = "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=asserted)"
FAR = "Troops one two three four five six seven eight nine ten eleven twelve thirteen Russia"


def asked(query: str, text: str, title: str = "") -> Clause:
    document = Document.of(
        title, text, byline="Lind", source="Gazette", lang="en", published_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    return why(parse(query, BOOK), document)


def every(clause: Clause) -> Iterator[Clause]:
    yield clause
    for part in clause.parts:
        yield from every(part)


@pytest.mark.parametrize(
    ("query", "text", "told"),
    [
        (
            "troops NEAR/10 russia",
            FAR,
            "troops NEAR/10 russia: 'Troops' and 'Russia' are 14 words apart; you asked for 10",
        ),
        (
            "북한 NEAR/3 파병",
            "북한군이 아주 멀리 있는 러시아 땅에 파병했다",
            "북한 NEAR/3 파병: '북한' and '파병' are 5 words apart; you asked for 3",
        ),
        (
            "troops ONEAR/5 russia",
            "Russia has troops",
            "troops ONEAR/5 russia: 'troops' and 'Russia' stand the other way round, 2 words apart",
        ),
        (
            "troops NEAR/5 troop*",
            "troops",
            "troops NEAR/5 troop*: both sides are the same words, 'troops'",
        ),
        (
            "troops W/S russia",
            "The troops left. Russia was silent.",
            (
                "troops W/S russia: 'troops' and 'Russia' stand in neighbouring sentences, 2 words from each other; "
                "you asked for one sentence"
            ),
        ),
        (
            "troops W/P russia",
            "The troops left.\n\nNobody saw it.\n\nRussia was silent.",
            (
                "troops W/P russia: 'troops' and 'Russia' stand 2 paragraphs apart, 5 words from each other; "
                "you asked for one paragraph"
            ),
        ),
        ("troops NEAR/3 russia", "troops", "russia is not there"),
        (
            "missile NOT W/2 test",
            "a missile test",
            "missile NOT NEAR/2 test: 'missile' has 'test' within 2 words",
        ),
        (
            "missile NOT W/S test",
            "a missile, in a test",
            "missile NOT W/S test: 'missile' has 'test' in its sentence",
        ),
        ("missile NOT W/S test", "ships", "missile is not there"),
        ("missile NOT W/S test", "a test", "missile is not there"),
        ("ATLEAST3(drone*)", "Drones, a drone", "ATLEAST3(drone*): 2 of 3 times"),
        (
            "SCORE(missile^3, launch*, film^-2, port) >= 5",
            "missile launched",
            (
                "SCORE(missile^3, launch*, film^-2, port) >= 5: "
                "adds up to 4; you asked for 5 (missile 3, launch* 1)"
            ),
        ),
        ("troops NOT exercise", "troops in an exercise", "NOT exercise: excluded by 'exercise'"),
        ("troops NOT lang:en", "troops", "NOT lang:en: excluded"),
        ("=NATO", "nato", "=NATO is not there; 'nato' is, but =NATO asks for it as written"),
        ("@dprk", "nk", "@dprk is not there; 'nk' is, but =NK asks for it as written"),
        ("@dprk", "ships", "@dprk is not there in any of its forms"),
        ("title:troops", "troops", "title:troops is not there; 'troops' stands in the text"),
        ("byline:troops", "troops", "byline:troops is not there; 'troops' stands in the text"),
        ("lind", "", "lind is not there; 'Lind' stands in the byline, where byline: looks"),
        ("frigate", "Two frigates", "frigate is not there; 'frigates' is, which frigate* finds"),
        (
            '"north korea"',
            "north and South Korea",
            '"north korea" is not there; \'north and South Korea\' is, which "north korea"~2 finds',
        ),
        (
            '"red fox jumps"',
            "the fox",
            "\"red fox jumps\" is not there; there is no 'red' and no 'jumps'",
        ),
        ('"fox red"', "the red fox", '"fox red" is not there; its words are, but not together'),
        ("lang:ko troops", "troops", "lang:ko: the language is 'en'"),
        ("country:KR troops", "troops", "country:KR: the country is not known"),
        (
            "published:2025 troops",
            "troops",
            "published:2025: the day of publication is '2026-03-01'",
        ),
        ("a b", "c", "a is not there; and b is not there"),
        (
            "a b d e f g h",
            "c",
            "; and ".join([*(f"{word} is not there" for word in "abdef"), "2 more do not hold"]),
        ),
        ("(a b c) OR (c d)", "c", "d is not there"),
        ("(a OR b) c", "d", "nothing of a OR b is there; and c is not there"),
        ("c (a OR b)", "c", "nothing of a OR b is there"),
        (EVENT, "North Korea sent it", "the target @russia is not there in any of its forms"),
        (
            EVENT,
            "It began. North Korea sent it. Russia was silent.",
            f"{EVENT[:57]}...: the sentence that holds actor and action has no target",
        ),
        (
            EVENT,
            "North Korea. It sent. Russia.",
            f"{EVENT[:57]}...: no sentence holds actor or target beside the action",
        ),
        (
            EVENT,
            "North Korea could have sent it to Russia",
            f"{EVENT[:57]}...: hedged by 'could'; you asked for asserted",
        ),
        (
            EVENT,
            "북한 denied sending it to 러시아",
            f"{EVENT[:57]}...: denied by 'denied'; you asked for asserted",
        ),
        (
            "EVENT(action=send*, target=send*)",
            "They were sending it.",
            "EVENT(action=send*, target=send*): in the sentence that holds all, the same words would stand for two",
        ),
    ],
)
def test_the_nearest_miss(query: str, text: str, told: str) -> None:
    root = asked(query, text)
    assert not root.held
    assert nearest_miss(root) == told


@pytest.mark.parametrize(
    ("query", "title", "text", "told"),
    [
        (
            "troops NEAR/5 russia",
            "Troops",
            "Russia",
            "troops NEAR/5 russia: 'Troops' stands in the title only, 'Russia' in the text",
        ),
        (
            "title:(troops russia)",
            "Troops",
            "Russia",
            "title:(troops AND russia): it holds in title and text, not in the title alone",
        ),
        ("lead:troops", "Troops", "", "lead:troops is not there; 'Troops' stands in the title"),
    ],
)
def test_a_miss_of_title_or_text(query: str, title: str, text: str, told: str) -> None:
    assert nearest_miss(asked(query, text, title)) == told


def test_the_nearest_place_is_told_and_shown() -> None:
    text = "Troops here. " + "Nothing at all. " * 30 + "Troops stand five words from Russia."
    root = asked("troops NEAR/2 russia", text)
    assert root.note == "'Troops' and 'Russia' are 5 words apart; you asked for 2"
    assert root.stretch is not None
    assert text[root.stretch.start : root.stretch.end] == "Troops stand five words from Russia"


def test_what_held_says_what_decided() -> None:
    root = asked(
        f"{EVENT.replace('asserted', 'denied')} OR ATLEAST2(sent)",
        "Seoul denied North Korea sent it to Russia",
    )
    event, count = root.parts
    assert (event.held, event.note) == (True, "denied by 'denied'")
    assert [part.role for part in event.parts] == ["actor", "action", "target"]
    assert (count.held, count.note) == (False, "1 of 2 times")
    assert [span.alias for span in event.spans] == ["dprk", "deploy", "russia"]
    score = asked("SCORE(sent^2, gone^-1) >= 1", "sent")
    assert (score.held, score.note) == (True, "adds up to 2; you asked for 1 (sent 2)")
    assert [part.role for part in score.parts] == ["worth 2", "worth -1"]
    assert asked("ATLEAST2(a)", "a a a").note == "3 of 2 times"


def test_of_a_hostile_text_nothing_is_said_that_a_terminal_obeys() -> None:
    root = asked("troops\u202e NEAR/1 russia OR tank", "troops \x1b[2J\u202e and more \r\n russia tank\x9bs")
    for clause in every(root):
        assert clause.note is None or clause.note.isprintable()


def test_a_long_text_full_of_the_words_is_quick() -> None:
    text = "troops and ships went by here. " * 4_000 + " nothing" * 300 + " russia"
    root = asked("troops NEAR/5 russia OR ships W/S russia OR ATLEAST9(russia)", text)
    assert not root.held
    assert all(part.note for part in root.parts)
