"""Which edits change what matched, and which do not."""

from __future__ import annotations

import pytest

from alerts.touching import touches
from storage.evidence import evidence
from storage.records import Article, Evidence
from watch import Document, match, parse

TEXT = "The weather was fair.\n\nForty trains of troops went to Kursk on Monday. Bread was dear."


def article(title: str = "Troops go to Kursk", text: str = TEXT) -> Article:
    return Article(url="https://gazette.example/1", fetched_url="", title=title, text=text)


def found(query: str, one: Article) -> Evidence:
    matched = match(parse(query), Document.of(one.title, one.text))
    assert matched is not None
    return evidence(matched)


@pytest.mark.parametrize(
    ("after", "is_touched"),
    [
        (article(), False),
        (article(title="Troops go to Kursk, again"), False),
        (article(title="TROOPS go to  Kursk"), False),
        (article(title="3,000 troops go to Kursk"), True),
        (article(title="They go to Kursk"), True),
        (article(text=TEXT.replace("fair", "foul")), False),
        (article(text=f"{TEXT} Troops and Kursk are words of it."), False),
        (article(text=TEXT.replace("Forty", "Four")), True),
        (article(text=TEXT.replace(" of troops", "")), True),
        (article(text=TEXT.replace(" went", "  went")), False),
    ],
)
def test_what_an_edit_touches(after: Article, is_touched: bool) -> None:
    query = "troops AND kursk AND trains"
    if "trains of troops" not in after.text:
        query = "kursk AND trains"
    before = article()
    assert touches(before, found(query, before), after, found(query, after)) is is_touched


def test_an_edit_of_headline_and_text_touches_though_the_headline_shows_the_match() -> None:
    query = "EVENT(actor=@dprk, action=@deploy, target=@russia)"
    text = "SEOUL - North Korea is preparing to send {} thousand engineers to Russia, officials said. A step."
    before = article("North Korea to send engineers to Russia", text.format("four"))
    after = article("North Korea to send six thousand engineers to Russia", text.format("six"))
    assert touches(before, found(query, before), after, found(query, after))
    same = article("North Korea to send its engineers to Russia", text.format("four"))
    assert not touches(before, found(query, before), same, found(query, same))


def test_another_polarity_touches() -> None:
    query = "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=any)"
    before = article("A report", "North Korea sent troops to Russia.")
    after = article("A report", "Seoul denied that North Korea sent troops to Russia.")
    assert touches(before, found(query, before), after, found(query, after))
