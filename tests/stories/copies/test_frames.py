"""Template text that an outlet repeats on every page never makes two articles alike."""

from __future__ import annotations

import pytest

from stories import Text
from tests.stories.copies import wire
from tests.stories.copies.stream import copies, in_outlet

_ITEMS = [
    "Quarry workers in Dunmarrow ended a strike of 12 days on Tuesday after Basalt Union accepted a rise of 4 percent.",
    "The opera of Lindholm chose Mirela Vasari as its conductor from 2031, ending a search that had taken 19 months.",
    "Farmers near Tolgrave found 37 coins of silver in a field and handed them to the museum of Eastmere last week.",
    "A bridge over the Arn closes for repairs on May 8; buses to Kirkholt leave from Mill Square meanwhile.",
    "Swimmer Jonas Achterberg won over 200 metres in Palmira and said that he would rest before the races in August.",
    "The council of Wexcombe bought 64 hectares of heath from the Fenwick family in order to plant oaks and birches.",
    "Judges in Orsova freed the trader Lucian Petrescu, who had spent 411 nights in prison for a letter.",
]


@pytest.mark.parametrize("outlet", ["Northgate Daily", None])
def test_short_items_in_one_frame_are_no_copies(outlet: str | None) -> None:
    answers = copies(*in_outlet(outlet, map(wire.framed, _ITEMS)))
    assert not any(answers.values())


def test_a_copy_is_found_through_the_frames_of_two_outlets() -> None:
    ours = in_outlet("Northgate Daily", map(wire.framed, _ITEMS))
    other = Text(id="copy", outlet="Meridian", text=f"SUNDHAVEN (Meridian) - {_ITEMS[5]}")
    assert copies(*ours, other)["copy"] == "Northgate Daily-5"
    assert copies(other, *ours)["Northgate Daily-5"] == "copy"


def test_links_below_the_frame_are_not_the_articles_own() -> None:
    settled = in_outlet("Northgate Daily", map(wire.framed, _ITEMS[:5]))
    links = (
        "Why Bakers Rise Before the Sun in Dunmarrow",
        "Ten Gardens to See in Eastmere",
        "Who Owns the Night?",
    )
    one, other = in_outlet("Northgate Daily", (wire.framed(item, *links) for item in _ITEMS[5:]), first=5)
    assert not any(copies(*settled, one, other).values())


def test_a_frame_whose_numbers_change_is_one() -> None:
    notices = (f"Updated {at} minutes ago. Reading this page takes {at + 2} minutes and costs you nothing at all today."
               for at in range(2, 9))  # fmt: skip
    texts = in_outlet(
        "Clockwork", (f"{notice}\n{item}" for notice, item in zip(notices, _ITEMS, strict=True))
    )
    assert not any(copies(*texts).values())


def test_a_redesign_is_learnt() -> None:
    settled = in_outlet("Northgate Daily", (f"{wire.bulletin('A B', item, (1,) * 9)}" for item in _ITEMS[:5]))
    redesigned = in_outlet("Northgate Daily", (wire.framed(item) for item in _ITEMS * 2), first=10)
    answers = copies(*settled, *redesigned)
    assert answers["Northgate Daily-17"] == "Northgate Daily-10"
    assert answers["Northgate Daily-16"] is None


def test_an_outlet_that_prints_the_same_again_has_not_made_a_frame_of_it() -> None:
    versions = in_outlet(
        "Meridian", [wire.ENGLISH, *(wire.ENGLISH.replace("340", str(n)) for n in range(350, 430, 10))]
    )
    answers = copies(*versions)
    assert [answers[text.id] for text in versions[1:]] == ["Meridian-0"] * 8


def test_lines_of_a_form_that_an_outlet_fills_in_daily_stay_its_own() -> None:
    numbers = [tuple(11 * day + n for n in range(9)) for day in range(1, 9)]
    days = in_outlet(
        "Ministry", [wire.bulletin(f"Ann Day{n}", f"Cape {n}", given) for n, given in enumerate(numbers)]
    )
    copy = Text(id="copy", outlet="Alder", text=f"By our own staff\n{days[6].text}")
    assert copies(*days, copy)["copy"] == "Ministry-6"
