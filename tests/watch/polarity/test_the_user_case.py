"""What the analyst who asked for this follows: forces of North Korea for Russia, and never the form below a page."""

from __future__ import annotations

import pytest

import watch
from watch.files import shipped_pack

QUERIES = {
    "as asked for": watch.parse("EVENT(actor=@dprk, action=@deploy, target=@russia)"),
    "the shipped pack": shipped_pack("north-korea").watches[0].query,
}
TITLE = "North Korea Readies Sappers and Armour for Russia, Kyiv Says"
REPORT = "Pyongyang is preparing to send engineer troops and armoured vehicles to Russia, the head of an agency said."
AROUND = (
    "The war goes into its next year.",
    "Analysts believe that the balance would hardly shift.",
    "For the North the gain lies in what its crews learn.",
)
FORM = "Leave a Comment: Links in the box are not shown.\nNobody has commented on this post so far."


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("at", range(len(AROUND) + 1))
@pytest.mark.parametrize("title", [TITLE, "World news"])
def test_the_report_is_found_with_its_sentence(query: watch.Query, at: int, title: str) -> None:
    text = "\n\n".join([*AROUND[:at], REPORT, *AROUND[at:], FORM])
    found = watch.match(query, watch.Document.of(title, text))
    assert found is not None
    assert found.polarity == "hedged"
    assert found.cue is not None
    assert found.sentence is not None
    shown = {"title": title, "text": text}[found.sentence.field][found.sentence.start : found.sentence.end]
    assert shown in {REPORT.removesuffix("."), TITLE}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_form_is_never_found(query: watch.Query) -> None:
    assert watch.match(query, watch.Document.of("", FORM)) is None
    assert watch.match(query, watch.Document.of("Leave a Comment", FORM)) is None
    assert watch.match(query, watch.Document.of("", "\n\n".join([*AROUND, FORM]))) is None
