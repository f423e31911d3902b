"""Asks the command, and judges how it answered."""

from __future__ import annotations

import gc
import re
import time
from dataclasses import dataclass
from pathlib import Path

import typer
from typer.testing import CliRunner

from app.cli.main import app
from app.cli.search import search
from storage.database import Database
from tests.agreement.articles import fill, texts

ARTICLES = 300
#: The longest, in seconds of the process, that an answer or a refusal may take.
LONGEST = 0.2
QUERY = "QUERY"
_COLLECTED_EVERY = 100
OPTIONS = (
    "--source",
    "--country",
    "--owner",
    "--language",
    "--section",
    "--watch",
    "--story",
    "--since",
    "--until",
    "--sort",
    "--after",
    "--limit",
    "--by",
)
# What no person should see of how the archive is stored.
_INNER = re.compile(
    r"Traceback|sqlite3\.|psycopg|sqlalchemy|fts5: |syntax error (?:at|near|in)|no such column|tsquery",
    re.IGNORECASE,
)
_ESCAPES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a string was answered: what is wrong with that, None where nothing is, and the seconds it took."""

    fault: str | None
    seconds: float


def _search_alone() -> typer.Typer:
    """The program with this command alone: to make all of them takes longer than to search."""
    alone = typer.Typer(
        callback=lambda: None,
        rich_markup_mode=app.rich_markup_mode,
        pretty_exceptions_enable=app.pretty_exceptions_enable,
    )
    alone.command("search")(search)
    return alone


class Asker:
    """A configuration over a filled archive."""

    def __init__(self, folder: Path, url: str) -> None:
        self._config = folder / "wirewatch.toml"
        self._config.write_text(
            f'[manners]\ncontact = "desk@news.test"\n[database]\nurl = "{url}"\n', encoding="utf-8"
        )
        database = Database(url)
        fill(database, texts(None, ARTICLES, seed=5))
        database.close()
        self._app = _search_alone()
        self._asked = 0
        self.ask(QUERY, "warm")

    def ask(self, place: str, words: str) -> Answer:
        """Search for the words, or with them as the value of an option."""
        self._forget()
        arguments = ["--", words] if place == QUERY else [f"{place}={words}", "--", "missile*"]
        began = time.process_time()
        done = CliRunner().invoke(self._app, ["search", "--config", str(self._config), *arguments])
        seconds = time.process_time() - began
        return Answer(fault=_fault(done.exit_code, done.exception, done.output, words), seconds=seconds)

    def _forget(self) -> None:
        """A command has a process to itself: to look through all that this one holds is not its work."""
        if self._asked % _COLLECTED_EVERY == 0:
            gc.unfreeze()
            gc.collect()
        gc.freeze()
        self._asked += 1


def _fault(code: int, error: BaseException | None, output: str, words: str) -> str | None:
    if error is not None and not isinstance(error, SystemExit):
        return f"{type(error).__name__}: {error}"[:200]
    if code not in (0, 1, 2):
        return f"exit code {code}"
    shown = output.replace("\n", "")
    if _ESCAPES.search(shown):
        return f"control characters in {_ESCAPES.sub('?', shown)[:100]!r}"
    told = _INNER.search(output)
    # The words themselves may speak of Traceback.
    if told and told[0].lower() not in words.lower():
        return f"the inside shows: {output[max(told.start() - 40, 0) : told.end() + 80]!r}"
    return None
