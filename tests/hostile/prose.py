"""Made-up news: articles that read like articles, no two the same, the same ones for the same seed."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

STARTED_AT = datetime.now(UTC).replace(microsecond=0)

_PLACES = (
    "Port Ellery",
    "Sandmouth",
    "Kestrel Point",
    "Varnhold",
    "Lower Tessaly",
    "Brackwater",
    "Cape Orrin",
    "Mirefield",
    "Oxbow Strand",
    "Halvard",
)
_BODIES = (
    "the coastal command",
    "the river brigade",
    "the audit chamber",
    "the northern air wing",
    "the harbour authority",
    "the signals regiment",
    "the procurement office",
    "the reserve directorate",
    "the survey fleet",
    "the engineers' school",
)
_THINGS = (
    "patrol boats",
    "bridging trucks",
    "radar masts",
    "training drones",
    "fuel bladders",
    "field kitchens",
    "minehunters",
    "cargo gliders",
    "night sights",
    "repair barges",
    "snow tractors",
    "weather balloons",
)
_PEOPLE = (
    "Maren Oakes",
    "Tobias Lindqvale",
    "Ines Farrow",
    "Pavel Dorrance",
    "Ruth Abernethal",
    "Kofi Mellstrom",
    "Hana Torvik",
    "Luis Carraway",
    "Edda Brightwell",
    "Simon Ashgrove",
)
_MONTHS = (
    "January",
    "March",
    "April",
    "June",
    "August",
    "September",
    "October",
    "December",
)

_HEADLINES = (
    "{body} orders {count} {thing} for {place}",
    "{place} waits for its {thing} as {body} counts the cost",
    "How {count} {thing} reached {place} ahead of the winter",
    "{body} moves {thing} out of {place} after a dry summer",
    "Delay of {weeks} weeks for the {thing} that {place} was promised",
    "A yard in {place} rebuilds {count} {thing}, and finds buyers",
)
_SENTENCES = (
    "Officers in {place} said on the record that {body} had taken in {count} {thing} since {month}.",
    "The contract, which {body} signed in {month}, leaves the price of spare parts open for {weeks} more weeks.",
    "{person}, who has run the depot at {place} for a decade, described the first {weeks} weeks as slow.",
    "Nobody at {body} would say who pays when {thing} come back from the yard with the wrong fittings.",
    "A report seen by local councillors counts {count} {thing} in working order and nearly as many under canvas.",
    "The road to {place} floods each {month}, so the convoys now leave before dawn and wait at the upper ford.",
    "In an earlier trial, {body} had lent {thing} to the fishing co-operative and got most of them back repaired.",
    "{person} told a hearing that {weeks} weeks of training were enough for drivers, though not for mechanics.",
    "Suppliers around {place} have hired {count} welders, and two of the smaller workshops have put on a night shift.",
    "By the reckoning of {body}, each month without {thing} costs as much as a new pier would.",
    "Residents remember the last time {thing} were parked on the common, and the petition that followed in {month}.",
    "The plan foresees that {place} will store {count} {thing} under one roof before the first frost.",
    "Asked about the delay, {person} pointed to a customs form that had been filled in twice and stamped once.",
    "None of this was in the budget that {body} had shown to the assembly {weeks} weeks before.",
    "For the crews the change is plain: {thing} that used to take a day to load are now aboard by noon.",
    "{person} keeps a ledger of every bolt that {body} has borrowed, and it runs to {count} pages.",
    "In {place} the argument is about noise: {thing} are tested at night, when the wind drops.",
    "What changed was the paint, says {person}; beneath it, {count} of the hulls are as old as the yard.",
    "The cheapest bid came from a firm of {weeks} people that had never built {thing} before.",
    "It took {body} {weeks} weeks to find out that half the crates in {place} held gravel.",
    "A photograph taken in {month} shows {thing} in a row outside the school, with their covers on.",
    "Two committees will look at it; the one that meets in {place} has no quorum until {month}.",
    "According to {person}, the figure of {count} was a slip, and the right one is kept in a safe.",
    "The crews themselves prefer the older model, which starts in the cold and can be mended with wire.",
    "Should the money run out before {month}, {body} means to sell {thing} that it has not yet received.",
    "Fishermen off {place} say they were told to keep clear for {weeks} weeks and given no reason.",
    "{person} called the exercise a success, although {count} of the radios had no batteries.",
    "On the quay, a handwritten board gives the hours at which {thing} may cross the bridge.",
    "An insurer has asked {body} for the maintenance books of the past {weeks} months.",
    "No date was set, but hotels in {place} have been booked out for the first half of {month}.",
    "Whether {thing} belong to {body} or to the town has been in dispute since the last flood.",
    "A second delivery to {place} is due in {month}, weather and paperwork permitting.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    headline: str
    byline: str
    published_at: datetime
    paragraphs: tuple[str, ...]


@lru_cache(maxsize=4096)
def story(seed: str, number: int) -> Story:
    """Article ``number`` of the site ``seed``: the higher its number, the older it is, by an hour each."""
    dice = random.Random(f"{seed}/{number}")

    def told(template: str) -> str:
        text = template.format(
            place=dice.choice(_PLACES),
            body=dice.choice(_BODIES),
            thing=dice.choice(_THINGS),
            person=dice.choice(_PEOPLE),
            month=dice.choice(_MONTHS),
            count=dice.randint(12, 940),
            weeks=dice.randint(3, 40),
        )
        return text[0].upper() + text[1:]

    sentences = [told(template) for template in dice.sample(_SENTENCES, k=16)]
    return Story(
        headline=told(dice.choice(_HEADLINES)),
        byline=dice.choice(_PEOPLE),
        published_at=STARTED_AT - timedelta(hours=number),
        paragraphs=tuple(" ".join(sentences[start : start + 4]) for start in range(0, 16, 4)),
    )
