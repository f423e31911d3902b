"""Reports in plain English, no two alike: what they hold of the watches' words is chosen, nothing else has any."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CRANES, SABOTAGE, SOLDIERS = "Seized cranes", "Sabotage of dams", "Soldiers to Russia"
#: What is watched for, in the words of docs/watch-language.md.
WATCHES = {
    CRANES: "seized NEAR/5 cranes",
    SABOTAGE: "title:sabotage AND dam",
    SOLDIERS: "EVENT(actor=@dprk, action=@deploy, target=@russia, polarity=asserted) AND @troops",
}

_MATCHES: tuple[tuple[str, ...], ...] = ((CRANES,), (SABOTAGE,), (SOLDIERS,), (CRANES, SOLDIERS))
_WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
_PEOPLE, _DEEDS, _THINGS, _PLACES, _REASONS = (
    _WORDS[name] for name in ("people", "deeds", "things", "places", "reasons")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A report's title and paragraphs, and the watches that it matches."""

    title: str
    paragraphs: tuple[str, ...]
    watches: frozenset[str]


def wording(name: str, rng: random.Random, *, matching: float, near: float) -> Wording:
    """The report called `name`, which stands in title and text. `matching` and `near` are shares of reports, 0 to 1."""
    drawn = rng.random()
    watches = rng.choice(_MATCHES) if drawn < matching else ()
    title, told = _titled(rng), list(_told(watches, rng))
    if SABOTAGE in watches:
        title = f"Sabotage in {rng.choice(_PLACES)}, {rng.choice(_PEOPLE)} told"
    if matching <= drawn < matching + near:
        told = list(_nearly(rng))
    filling = [_paragraph(rng) for _ in range(rng.randint(4, 7))]
    opening = f"This is dispatch {name} of the regional desk. {filling[0]}"
    paragraphs = (opening, *told[:1], *filling[1:], *told[1:])
    return Wording(title=f"{title} ({name})", paragraphs=paragraphs, watches=frozenset(watches))


def correction(name: str, rng: random.Random) -> str:
    """What an editor adds to a report later: nothing that a watch asks for."""
    where = f"in {rng.choice(_PLACES)}, not elsewhere"
    return f"Correction to {name}: {rng.choice(_PEOPLE)} {rng.choice(_DEEDS)} it {where}."


def _titled(rng: random.Random) -> str:
    deed = f"{_capital(rng.choice(_PEOPLE))} {rng.choice(_DEEDS)} {rng.choice(_THINGS)}"
    return f"{deed} in {rng.choice(_PLACES)}"


def _told(watches: tuple[str, ...], rng: random.Random) -> Iterator[str]:
    place, count = rng.choice(_PLACES), rng.randint(1000, 9999)
    if CRANES in watches:
        yield f"At {place} the bailiffs seized {rng.randint(2, 40)} cranes on the order of {rng.choice(_PEOPLE)}."
    if SABOTAGE in watches:
        yield f"The dam above {place} lost {count} tons of water in one night, {rng.choice(_PEOPLE)} said."
    if SOLDIERS in watches:
        yield f"North Korea has sent {count} soldiers to Russia. They were seen by {rng.choice(_PEOPLE)} in {place}."


def _nearly(rng: random.Random) -> Iterator[str]:
    """What looks like a match and is none: too far apart, in the wrong field, or denied."""
    kind = rng.randrange(3)
    if kind == 0:
        yield f"The police seized a van. {_paragraph(rng)}"
        yield f"{_paragraph(rng)} Two cranes stood idle."
    elif kind == 1:
        yield f"Nobody spoke of sabotage at the dam, {rng.choice(_PEOPLE)} said. {_paragraph(rng)}"
    else:
        yield f"Moscow denied that North Korea had sent {rng.randint(1000, 9999)} soldiers to Russia."


def _paragraph(rng: random.Random) -> str:
    return " ".join(_sentence(rng) for _ in range(rng.randint(2, 4)))


def _sentence(rng: random.Random) -> str:
    who, deed, what = rng.choice(_PEOPLE), rng.choice(_DEEDS), rng.choice(_THINGS)
    where, why = rng.choice(_PLACES), rng.choice(_REASONS)
    forms = (
        f"{who} {deed} {what} in {where} {why}.",
        f"in {where} {who} {deed} {what} and {rng.choice(_DEEDS)} {rng.choice(_THINGS)} {why}.",
        f"{why}, {who} {deed} {what} near {where}, said {rng.choice(_PEOPLE)}.",
        f"it cost {rng.randint(120, 98000)} crowns when {who} {deed} {what}; {where} paid {rng.randint(2, 97)}%.",
    )
    return _capital(rng.choice(forms))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
