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
    writer = _Writer(rng)
    title, told = writer.title(), list(writer.told(watches))
    if SABOTAGE in watches:
        title = f"Sabotage in {writer.place()}, {writer.person()} told"
    if matching <= drawn < matching + near:
        told = list(writer.nearly())
    filling = [writer.paragraph() for _ in range(rng.randint(4, 7))]
    opening = f"This is dispatch {name} of the regional desk. {filling[0]}"
    paragraphs = (opening, *told[:1], *filling[1:], *told[1:])
    return Wording(title=f"{title} ({name})", paragraphs=paragraphs, watches=frozenset(watches))


def correction(name: str, rng: random.Random) -> str:
    """What an editor adds to a report later: nothing that a watch asks for."""
    where = f"in {rng.choice(_PLACES)}, not elsewhere"
    return f"Correction to {name}: {rng.choice(_PEOPLE)} {rng.choice(_DEEDS)} it {where}."


class _Writer:
    """Writes one report, with names and places that no other has: reports of one small world would be one story."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names = [_invented(rng) for _ in range(4)]
        self._places = [_invented(rng) for _ in range(3)]

    def title(self) -> str:
        deed = f"{self.person()} {self._rng.choice(_DEEDS)} {self._rng.choice(_THINGS)}"
        return f"{_capital(deed)} in {self.place()}"

    def place(self) -> str:
        return self._rng.choice((*self._places, self._rng.choice(_PLACES)))

    def person(self) -> str:
        someone = self._rng.choice(_PEOPLE)
        return self._rng.choice((someone, f"{self._rng.choice(self._names)}, {someone},"))

    def told(self, watches: tuple[str, ...]) -> Iterator[str]:
        """What makes a report match these watches."""
        rng, place = self._rng, self.place()
        if CRANES in watches:
            yield f"At {place} the bailiffs seized {rng.randint(2, 40)} cranes on the order of {self.person()}."
        if SABOTAGE in watches:
            lost = f"lost {rng.randint(1000, 9999)} tons of water in one night"
            yield f"The dam above {place} {lost}, {self.person()} said."
        if SOLDIERS in watches:
            yield f"North Korea has sent {rng.randint(1000, 9999)} soldiers to Russia. They came through {place}."

    def nearly(self) -> Iterator[str]:
        """What looks like a match and is none: too far apart, in the wrong field, or denied."""
        kind = self._rng.randrange(3)
        if kind == 0:
            yield f"The police seized a van. {self.paragraph()}"
            yield f"{self.paragraph()} Two cranes stood idle."
        elif kind == 1:
            yield f"Nobody spoke of sabotage at the dam, {self.person()} said. {self.paragraph()}"
        else:
            yield f"Moscow denied that North Korea had sent {self._rng.randint(1000, 9999)} soldiers to Russia."

    def paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(self._rng.randint(2, 4)))

    def _sentence(self) -> str:
        rng = self._rng
        who, deed, what = self.person(), rng.choice(_DEEDS), rng.choice(_THINGS)
        where, why = self.place(), rng.choice(_REASONS)
        forms = (
            f"{who} {deed} {what} in {where} {why}.",
            f"in {where} {who} {deed} {what} and {rng.choice(_DEEDS)} {rng.choice(_THINGS)} {why}.",
            f"{why}, {who} {deed} {what} near {where}, said {rng.choice(self._names)}.",
            f"it cost {rng.randint(120, 98000)} crowns when {who} {deed} {what}; {where} paid {rng.randint(2, 97)}%.",
        )
        return _capital(rng.choice(forms))


def _invented(rng: random.Random) -> str:
    """A name as places and people have."""
    syllables = (rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3))
    return _capital("".join(syllables) + rng.choice(("", "n", "r", "th", "ck")))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
