"""A story of our own, for tests that must run without any text of others. The event is invented."""

from datetime import datetime, timedelta, timezone
from typing import Final

from tests.page_forms.story import StoryText

BODY: Final = """
Two battalions of North Korean bridge builders have been told to pack for a winter abroad, according to a
border monitoring group that counts trains at the Tumen crossing. The group’s director, Zoë Brânză-Łęcka,
said the first flat wagons left the yard on Tuesday under tarpaulins.

The order, as she describes it, covers about 1,400 soldiers, thirty-two pontoon trucks and a dozen
self-propelled ferries. Each ferry can carry one tank of up to 50 tons across slow water. None of the
vehicles bore unit numbers, and the drivers had swapped their caps for plain woollen hats.

“You do not send ferries to lay railway sleepers,” Brânză-Łęcka told reporters in Seoul. She allowed that
the crews might be used far from the fighting — spring floods washed out nine road bridges in the region —
but called that the kindest reading of what her observers had photographed.

Officials in Moscow would neither confirm nor deny the movement. A spokesman for the railway ministry
described the trains as “seasonal freight” and declined to name the shipper. Pyongyang’s state radio has
not mentioned the battalions since a short item about a swimming contest in May.

Engineers are an unglamorous export, yet armies rarely have enough of them. A river that stops a column
for a night gives the other side time to aim. Crews who can put a span over 60 metres of water in the dark
are worth more to a commander than another company of riflemen.

What the sender would get in return is harder to see from a railway embankment. Diesel & spare engines are
the usual guess. A retired logistics officer, Park Jun-ho, points to something less tangible: his former
adversaries have never bridged a river under drones, and they would like to learn how.

Not everyone is persuaded. Satellite pictures bought by a Finnish research institute show the same yard
half empty on Thursday, with fewer than ten trucks in view. Its analysts think that the battalions could
be at home still, and that the wagons carried timber.

For now the counting goes on at the crossing, where three volunteers share one telescope and a flask of
tea. If the second train comes before the river freezes, Brânză-Łęcka says, the argument about timber will
be over.
"""

OWN: Final = StoryText(
    title="North Korea’s Bridge Builders & Ferry Crews Bound for Russia, Border Monitor Reports",
    section="World Defense",
    paragraphs=tuple(" ".join(block.split()) for block in BODY.split("\n\n")),
    team_line="✍️ Written by the team of The Defense News, with notes from the border.",
    comment_lines=(
        "Leave a Comment: Links Typed Into This Box Are Removed",
        "No comments on this story so far.",
    ),
    published_at=datetime(2025, 7, 3, 2, 40, 25, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    url="https://www.thedefensenews.com/news-details/North-Koreas-Bridge-Builders-Ferry-Crews-Bound-for-Russia/",
)
