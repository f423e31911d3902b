"""The table of what the desk refuses, made by asking every route in every way.

`python -m tests.app.web.security.table --write` writes it into docs/operations/desk-access.md.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from storage import schema
from tests.app.web.security.doors import CLOSED, OPEN, Door, opened
from tests.app.web.security.routes import METHODS, Asked, walked
from tests.app.web.security.ways import WAYS, Answer, Keys, Way, ask

PAGE = Path(__file__).parents[4] / "docs" / "operations" / "desk-access.md"
BEGIN, END = "<!-- the table begins -->\n", "<!-- the table ends -->"

Answers = dict[tuple[Asked, Way], Answer]


def answers(closed: Door, open_: Door) -> Answers:
    """What each route answers in each way, on a desk that asks for tokens and on one that asks for none."""
    return asyncio.run(_answers(closed, open_))


async def _answers(closed: Door, open_: Door) -> Answers:
    keys = Keys(closed)
    found = {}
    for number, asked in enumerate(walked(closed.application.routes)):
        for way in WAYS:
            door = open_ if way.is_open_desk else closed
            # From an address of its own: a wrong token there counts for nobody else.
            client = f"198.51.100.{number % 256}" if way.is_open_desk else f"2001:db8:{number:x}::1"
            found[asked, way] = await ask(door.application, asked, way.sent(keys), client=client)
    return found


def written(found: Answers) -> str:
    """The table in Markdown."""
    lines = [
        "| asked | " + " | ".join(way.name for way in WAYS) + " |",
        "|---" * (len(WAYS) + 1) + "|",
    ]
    alike: dict[tuple[str, str], list[str]] = {}
    for asked in sorted({asked for asked, _ in found}, key=_place):
        cells = " | ".join(str(found[asked, way]) for way in WAYS)
        alike.setdefault((asked.path, cells), []).append(asked.method)
    lines += [f"| `{', '.join(methods)} {path}` | {cells} |" for (path, cells), methods in alike.items()]
    return "".join(f"{line}\n" for line in lines)


def _place(asked: Asked) -> tuple[str, int]:
    """The order in the table, whatever the order in which routers are added."""
    return asked.path, METHODS.index(asked.method)


def committed() -> str:
    """The table as it stands in the docs."""
    return PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/archive.db"
        schema.create(url)
        with opened(url, Path(folder), CLOSED) as closed, opened(url, Path(folder), OPEN) as open_:
            table = written(answers(closed, open_))
    page = PAGE.read_text("utf-8")
    before, begin, rest = page.partition(BEGIN)
    if not begin or END not in rest:
        raise SystemExit(f"{PAGE} has no place for the table")
    PAGE.write_text(before + BEGIN + table + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit("usage: python -m tests.app.web.security.table --write")
    _write()
