"""title: and the other fields that are texts; domain: and the others that are facts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from watch.document import Facts, Scope, TextField
from watch.errors import Fault, shown
from watch.operators.findings import Findings
from watch.operators.operator import Group, Operator, Placed, enclosed
from watch.operators.periods import Period, period
from watch.places import Places
from watch.recall import Candidates

TEXT_FIELDS: tuple[TextField, ...] = get_args(TextField)
#: Fields that lie on the ruler of title and text, so that what stands in them may stand beside NEAR.
_ON_THE_RULER = ("title", "lead", "body")

FactField = Literal["domain", "lang", "country", "published"]
FACT_FIELDS: tuple[FactField, ...] = get_args(FactField)


@dataclass(frozen=True, slots=True, kw_only=True)
class In(Placed):
    """The part holds within one field alone."""

    binds: ClassVar[int] = 5
    field: TextField
    part: Operator
    column: int = dataclasses.field(default=1, compare=False, repr=False)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return (self.part,)

    def printed(self) -> str:
        return f"{self.field}:{enclosed(self.part, self.binds)}"

    def holds(self, scope: Scope) -> bool:
        return self.part.holds(scope.document.within(self.field))

    def show(self, scope: Scope, findings: Findings) -> None:
        self.part.show(scope.document.within(self.field), findings)

    def places(self, scope: Scope) -> Places:
        return self.part.places(scope.document.within(self.field))

    def show_places(self, scope: Scope, findings: Findings, among: Places) -> None:
        self.part.show_places(scope.document.within(self.field), findings, among)

    def misplaced(self) -> Operator | None:
        return self.part.misplaced() if self.field in _ON_THE_RULER else self

    def excluding(self) -> Operator | None:
        return self.part.excluding()

    def candidates(self, field: TextField | None) -> Candidates | None:
        return self.part.candidates(self.field) if self.field in _ON_THE_RULER else None

    def groups(self) -> Sequence[Group]:
        return self.part.groups()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Operator):
    """Something known of the article that is no text of it. Does not hold where that is unknown."""

    binds: ClassVar[int] = 5
    field: FactField
    value: str
    column: int = dataclasses.field(default=1, compare=False, repr=False)

    @classmethod
    def of(cls, name: FactField, value: str, *, column: int = 1) -> Fact:
        """Read what stands behind the colon; raises Fault, its offset counted from the value."""
        pattern, example = _VALUES[name]
        value = value.upper() if name == "country" else value.lower()
        if name == "published":
            period(value)
        elif not re.fullmatch(pattern, value):
            raise Fault(0, f"{shown(value)} is no value of {name}:", f"Write {name}:{example}")
        return cls(field=name, value=value, column=column)

    @property
    def parts(self) -> tuple[Operator, ...]:
        return ()

    def printed(self) -> str:
        return f"{self.field}:{self.value}"

    @property
    def period(self) -> Period:
        """What `published:` asks for."""
        return period(self.value)

    def holds(self, scope: Scope) -> bool:
        return self._of(scope.document.facts)

    def show(self, scope: Scope, findings: Findings) -> None:
        """Nothing: it stands in no text."""

    def excluding(self) -> Operator | None:
        return None

    def candidates(self, field: TextField | None) -> Candidates | None:
        return None

    def groups(self) -> Sequence[Group]:
        return ()

    def _of(self, facts: Facts) -> bool:
        if self.field == "domain":
            domain = facts.domain.lower()
            return domain == self.value or domain.endswith(f".{self.value}")
        if self.field == "lang":
            lang = (facts.lang or "").lower()
            return lang == self.value or lang.startswith(f"{self.value}-")
        if self.field == "country":
            return (facts.country or "").upper() == self.value
        at = facts.published_at
        return at is not None and self.period.holds(at)


_VALUES: dict[FactField, tuple[str, str]] = {
    "domain": (r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", "yna.co.kr"),
    "lang": (r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", "ko"),
    "country": (r"[A-Z]{2}", "KR"),
    "published": ("", "2026-08"),
}
