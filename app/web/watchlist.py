"""All watches that the desk knows: those of the file, which it only shows, and its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.web.desk import Declared, Desk
from storage.desk_watches import DeskWatches
from storage.records import DeskWatch

MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWatch:
    """A watch, its query as written; `line` is where the file has it, `kept` what the desk keeps of it."""

    name: str
    query: str
    severity: str
    line: int | None = None
    kept: DeskWatch | None = None
    trouble: str | None = None

    @property
    def is_of_desk(self) -> bool:
        """Whether it can be edited here."""
        return self.kept is not None


def listed(desk: Desk) -> list[ListedWatch]:
    """All of them by name; one that stands in both places is there twice."""
    declared = desk.configuration.current()
    of_file = [
        ListedWatch(name=one.name, query=str(one.query), severity=one.severity, line=one.line)
        for one in declared.watches
    ]
    of_desk = [
        ListedWatch(
            name=one.name,
            query=one.query,
            severity=one.severity,
            kept=one,
            trouble=one.trouble or _in_both(one.name, declared),
        )
        for one in DeskWatches(desk.database).list()
    ]
    return sorted((*of_file, *of_desk), key=lambda one: (one.name.casefold(), one.is_of_desk))


def name_fault(name: str, declared: Declared, kept: Sequence[str]) -> str | None:
    """Why a new watch cannot bear this name; None where it can."""
    if not name or name != name.strip() or not name.isprintable() or len(name) > MOST_CHARACTERS:
        return f"a name is one line of at most {MOST_CHARACTERS} characters, without a space at its ends"
    if name in kept:
        return "there is a watch of this name in the desk already"
    return _in_both(name, declared)


def _in_both(name: str, declared: Declared) -> str | None:
    if all(one.name != name for one in declared.watches):
        return None
    return f"{declared.path.name} has a watch of this name too: a name stands in one place alone"
