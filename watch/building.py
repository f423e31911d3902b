"""One function for each rule of the grammar: what it makes of its parts, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lark import Token, Transformer

from watch.errors import Fault, shown
from watch.lexer import check_slack
from watch.operators import (
    Alias,
    And,
    AtLeast,
    Event,
    Fact,
    In,
    Near,
    Not,
    NotNear,
    Operator,
    Or,
    Reach,
    Score,
    Term,
    Weighed,
)
from watch.operators.counting import HUNDREDTHS
from watch.operators.event import POLARITIES, Polarity
from watch.operators.fields import FACT_FIELDS, TEXT_FIELDS
from watch.reserved import MOST_COUNT


class NamedSet(Token):
    """The token of an @alias, with the set that it stands for."""

    alias: Alias

    @classmethod
    def of(cls, name: str, at: int, alias: Alias) -> NamedSet:
        """The token of a set that stands at `at`."""
        token = cls("ALIAS", name, start_pos=at)
        token.alias = alias
        return token


class Alternatives(Token):
    """The token of several terms joined by OR."""

    terms: Sequence[Token]

    @classmethod
    def of(cls, terms: Sequence[Token]) -> Alternatives:
        """The token of these; it stands where the first does."""
        token = cls("TERMS", str(terms[0]), start_pos=_at(terms[0]))
        token.terms = terms
        return token


class Items(Token):
    """The token of several terms of a SCORE, each with its weight if it has one."""

    items: Sequence[Sequence[Token]]

    @classmethod
    def of(cls, items: Sequence[Sequence[Token]]) -> Items:
        """The token of these; it stands where the first does."""
        token = cls("ITEMS", str(items[0][0]), start_pos=_at(items[0][0]))
        token.items = items
        return token


class _Slot(NamedTuple):
    """A part of EVENT(...): its name, what it holds, and where it begins (from 0)."""

    name: str
    part: Operator | None
    polarities: tuple[Polarity, ...]
    at: int


class Builder(Transformer[Token, Operator]):
    """Called by the parser as it goes, from the leaves up, so it never recurses."""

    def either(self, parts: list[Operator]) -> Operator:
        alternatives = _flat(Or, parts)
        return alternatives[0] if len(alternatives) == 1 else Or(parts=alternatives)

    def both(self, parts: list[Operator]) -> Operator:
        required = _flat(And, parts)
        return required[0] if len(required) == 1 else And(parts=required)

    def near(self, children: tuple[Operator, Token, Operator]) -> Operator:
        left, token, right = children
        reach = _reach(str(token))
        written = f"NOT {reach}" if token.type == "NOT_REACH" else str(reach)
        for side in (left, right):
            _must_have_places(side, written)
        if token.type == "NOT_REACH":
            return NotNear(left=left, right=right, reach=reach)
        return Near(left=left, right=right, reach=reach)

    def negation(self, children: tuple[Token, Operator]) -> Operator:
        word, part = children
        return part.part if isinstance(part, Not) else Not(part=part, column=_at(word) + 1)

    def in_field(self, children: tuple[Token, Operator]) -> Operator:
        word, part = children
        inner = _first_field(part)
        field = next(name for name in TEXT_FIELDS if name == word)
        if isinstance(part, In) and part.field == field:
            return part
        if inner is not None and inner.field != field:
            raise Fault(
                inner.column - 1, f"{inner.field}: cannot stand inside {field}:", "Put one beside the other"
            )
        return In(field=field, part=part, column=_at(word) + 1)

    def in_facts(self, children: tuple[Token, list[Token]]) -> Operator:
        word, values = children
        facts = [_fact(str(word), str(value), _at(value), _at(value) + 1) for value in values]
        alternatives = _flat(Or, [Or(parts=tuple(facts))] if len(facts) > 1 else list(facts))
        return alternatives[0] if len(alternatives) == 1 else Or(parts=alternatives)

    def facts(self, values: list[Token]) -> list[Token]:
        return values

    def fact(self, children: tuple[Token]) -> Operator:
        (token,) = children
        name, _, value = str(token).partition(":")
        return _fact(name, value, _at(token) + len(name) + 1, _at(token) + 1)

    def term(self, children: tuple[Token]) -> Operator:
        (token,) = children
        at = _at(token)
        exact = token.type.startswith("EXACT")
        text, slack = str(token), None
        inside = at + exact + token.type.endswith("PHRASE") + (token.type == "LOOSE")
        if token.type == "LOOSE":
            number, _, text = text.partition("~")
            try:
                slack = check_slack(number)
            except Fault as fault:
                raise Fault(inside + len(text) + 1, fault.message, fault.suggestion) from None
        try:
            return Term.of(text, exact=exact, slack=slack, column=at + 1)
        except Fault as fault:
            raise Fault(inside + fault.offset, fault.message, fault.suggestion) from None

    def terms(self, children: tuple[Alternatives]) -> Operator:
        return self.either([self.term((token,)) for token in children[0].terms])

    def alias(self, children: tuple[NamedSet]) -> Operator:
        return children[0].alias

    def at_least(self, children: tuple[Token, Operator]) -> Operator:
        token, part = children
        count = int(token)
        if not 1 <= count <= MOST_COUNT:
            raise Fault(_at(token), f"ATLEAST takes a number from 1 to {MOST_COUNT}", "Write ATLEAST3(term)")
        _must_have_places(part, "ATLEAST")
        return AtLeast(count=count, part=part, column=_at(token) + 1)

    def slot(self, children: Sequence[Token | Operator]) -> _Slot:
        token = children[0]
        assert isinstance(token, Token)
        at = _at(token)
        if token.type == "POLARITY":
            return _Slot("polarity", None, _polarities(str(token), at), at)
        part = children[1]
        assert isinstance(part, Operator)
        _must_have_places(part, f"{token}=")
        return _Slot(str(token), part, (), at)

    def event(self, children: Sequence[Token | _Slot]) -> Operator:
        token = children[0]
        assert isinstance(token, Token)
        slots: dict[str, _Slot] = {}
        for slot in children[1:]:
            assert isinstance(slot, _Slot)
            if slot.name in slots:
                raise Fault(slot.at, f"{slot.name}= stands twice", "Join them: (a OR b)")
            slots[slot.name] = slot
        action = slots["action"].part if "action" in slots else None
        if action is None:
            raise Fault(_at(token), "EVENT needs an action", "Write EVENT(actor=@dprk, action=@deploy)")
        return Event(
            action=action,
            actor=slots["actor"].part if "actor" in slots else None,
            target=slots["target"].part if "target" in slots else None,
            polarities=slots["polarity"].polarities if "polarity" in slots else POLARITIES,
            column=_at(token) + 1,
        )

    def item(self, children: Sequence[Operator | Token]) -> Weighed:
        part = children[0]
        assert isinstance(part, Operator)
        weight = children[1] if len(children) > 1 else None
        if weight is not None and _hundredths(str(weight)) == 0:
            raise Fault(
                _at(weight) if isinstance(weight, Token) else 0, "A weight of 0 counts nothing", "Take it out"
            )
        return Weighed(part, HUNDREDTHS if weight is None else _hundredths(str(weight)))

    def _weighed(self, item: Token | Weighed) -> Iterator[Weighed]:
        if isinstance(item, Weighed):
            yield item
        elif isinstance(item, Items):
            for term, *weight in item.items:
                yield self.item([self.term((term,)), *weight])

    def score(self, children: Sequence[Token | Weighed]) -> Operator:
        token, *items, threshold = children
        assert isinstance(token, Token)
        assert isinstance(threshold, Token)
        weighed = tuple(one for item in items for one in self._weighed(item))
        score = Score(items=weighed, threshold=_hundredths(str(threshold)), column=_at(token) + 1)
        most = sum(item.weight for item in weighed if item.weight > 0)
        if score.threshold <= 0:
            raise Fault(
                _at(threshold), "A SCORE that asks for nothing holds of every article", "Write >= 1 or more"
            )
        if most < score.threshold:
            raise Fault(
                _at(threshold), f"The weights add up to {most / HUNDREDTHS:g} at most", "Ask for less"
            )
        return score


def _flat(kind: type[And | Or], parts: Sequence[Operator]) -> tuple[Operator, ...]:
    """The parts without repeats, and without parentheses that change nothing: a AND (b AND a) is a AND b."""
    flat: dict[Operator, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return tuple(flat)


def _at(token: Token) -> int:
    return token.start_pos or 0


def _reach(written: str) -> Reach:
    if written in {"W/S", "W/P"}:
        return Reach(kind="sentence" if written == "W/S" else "paragraph")
    name, _, words = written.partition("/")
    return Reach(kind="words", words=int(words), ordered=name == "ONEAR")


def _fact(name: str, value: str, at: int, column: int) -> Operator:
    field = next(one for one in FACT_FIELDS if one == name)
    try:
        return Fact.of(field, value, column=column)
    except Fault as fault:
        raise Fault(at + fault.offset, fault.message, fault.suggestion) from None


def _first_field(operator: Operator) -> In | None:
    if isinstance(operator, In):
        return operator
    return next((found for part in operator.parts if (found := _first_field(part)) is not None), None)


def _polarities(written: str, at: int) -> tuple[Polarity, ...]:
    asked = [one.strip() for one in written.split("|")]
    if asked == ["any"]:
        return POLARITIES
    strange = [one for one in asked if one not in POLARITIES]
    if strange:
        raise Fault(at, f"{shown(strange[0])} is no polarity", "Write asserted, hedged, denied or any")
    return tuple(polarity for polarity in POLARITIES if polarity in asked)


def _hundredths(written: str) -> int:
    return round(float(written) * HUNDREDTHS)


def _must_have_places(operator: Operator, beside: str) -> None:
    """Raise Fault if the operator, or a part of it, has no place in a text."""
    misplaced = operator.misplaced()
    if misplaced is None:
        return
    name = _NAMES.get(type(misplaced)) or misplaced.printed().partition(":")[0] + ":"
    if beside.startswith("ATLEAST") or beside.endswith("="):
        raise Fault(
            misplaced.column - 1,
            f"{name} cannot stand in {beside}, which takes places",
            "Write a term, a phrase, an @alias, or some of them joined by OR",
        )
    instead = f"NOT (a {beside} b)" if name == "NOT" else f"a {beside} c AND b {beside} c"
    raise Fault(
        misplaced.column - 1, f"{name} cannot stand beside {beside}, which joins places", f"Write {instead}"
    )


_NAMES: dict[type[Operator], str] = {
    And: "AND",
    Not: "NOT",
    AtLeast: "ATLEAST",
    Score: "SCORE",
    Event: "EVENT",
}
