"""The page forms that the kinds of page are examined on: whole pages with their addresses and true kinds."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.pages.article import PageKind

_FORMS = Path(__file__).parent / "forms"


@dataclass(frozen=True, slots=True)
class Form:
    """A page as a site would serve it, and what a reader should see in it.

    The language is an ISO 639-1 code; the note says what is hard about the page; the sets were written one after
    another, each by a hand that had not seen the rules.
    """

    path: Path
    url: str
    kind: PageKind
    language: str
    note: str
    set: int

    @property
    def body(self) -> bytes:
        return self.path.read_bytes()

    @property
    def name(self) -> str:
        return self.path.relative_to(_FORMS).as_posix()


@cache
def forms() -> tuple[Form, ...]:
    """All forms of the index, in its order.

    Raises ValueError where the index and the folder do not hold the same files, so that no page is left
    out of the exam unseen.
    """
    index = tomllib.loads((_FORMS / "index.toml").read_text(encoding="utf-8"))
    loaded = tuple(
        Form(
            _FORMS / entry["file"],
            entry["url"],
            PageKind(entry["kind"]),
            entry["language"],
            entry["note"],
            entry.get("set", 1),
        )
        for entry in index["form"]
    )
    listed = {form.path for form in loaded}
    present = {path for path in _FORMS.rglob("*") if path.is_file() and path.name != "index.toml"}
    if listed != present or len(listed) != len(loaded):
        odd = sorted(str(path) for path in listed ^ present)
        raise ValueError(f"index.toml and the folder of forms differ: {odd}")
    return loaded
