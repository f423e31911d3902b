"""What a site puts around a story. All of it is invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from tests.page_forms.story import StoryText


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    title: str
    blurb: str
    days_before: int

    @property
    def slug(self) -> str:
        return "-".join("".join(c if c.isalnum() else " " for c in self.title).split())

    def published_at(self, story: StoryText) -> datetime:
        return story.published_at - timedelta(days=self.days_before)


TEASERS = (
    Teaser(
        title="Coast Guard Cutters Trial Tethered Drones for Night Search",
        blurb="Crews kept a camera aloft for eleven hours on one cable. The yard that built the winch says "
        "the next version will survive a gale, and the service has asked for six more.",
        days_before=1,
    ),
    Teaser(
        title="Pyongyang Parade Rehearsal Shows Wheeled Launcher With Nine Axles",
        blurb="Commercial satellite pictures show the column forming before dawn on the training ground. "
        "North Korean soldiers have rehearsed there every week since the thaw, analysts say.",
        days_before=2,
    ),
    Teaser(
        title="Army Buys 240 Bridging Trucks After Two Bids Fail",
        blurb="The third tender drew a single bidder at a price nearly a fifth above the ceiling. Deliveries "
        "begin in the spring and end four years later, if the engine supplier keeps its word.",
        days_before=3,
    ),
    Teaser(
        title="Submarine Refit Slips Again as Welders Leave for Wind Farms",
        blurb="The yard lost ninety certified welders within a year. A parliamentary committee will now ask "
        "whether the boat can be back at sea before the decade is out.",
        days_before=4,
    ),
    Teaser(
        title="“Quiet Skies” Exercise Ends With a Radar Left Switched Off",
        blurb="Umpires counted it as a lesson rather than a fault. Six air forces flew 310 sorties & lost "
        "one towed decoy, which a trawler brought home.",
        days_before=6,
    ),
    Teaser(
        title="Moscow Orders Rail Wagons Strengthened for Heavier Tanks",
        blurb="The new flat wagons carry seventy tonnes each. Depots in the far east of Russia are first in "
        "line, according to a tender that was withdrawn the day after it appeared.",
        days_before=9,
    ),
    Teaser(
        title="Loitering Munitions: What a Year of Trials Taught One Brigade",
        blurb="Batteries froze, operators tired, and the cheapest airframe won. The brigade's report runs to "
        "forty pages and recommends buying fewer types.",
        days_before=12,
    ),
    Teaser(
        title="Helicopter Fleet Grounded for a Bolt the Size of a Thumb",
        blurb="Inspectors found the crack during a wash. Spare bolts exist for a third of the fleet; the "
        "rest will wait in their hangars until autumn.",
        days_before=15,
    ),
)


def esc(text: str) -> str:
    """For element text and for quoted attributes."""
    return escape(text, quote=True)


def opening(story: StoryText, length: int = 155) -> str:
    """The description that a site cuts from the first paragraph."""
    first = " ".join(story.paragraphs[0].split())
    return first if len(first) <= length else first[:length].rsplit(" ", 1)[0] + "..."
