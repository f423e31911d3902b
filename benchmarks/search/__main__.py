"""Searches in archives of 100,000 and a million articles, and the bars of the newest 20.

    python -m benchmarks.search [--articles 100000,1000000] [--database sqlite,postgresql] [--folder DIR]
                                [--markdown] [--quick] [--json FILE] [--check]

The articles are made (`benchmarks.press`), 3 kB each, over two years, and come in through `Archive.save`; what is
built in a folder is used again. The peers hold the same texts under the same numbers. Each form of query is asked in
thirty queries, with and without 30 days of dates beside them, five warm times, all contenders in turn, one query at a
time. Ours is `storage.search.search` and the passages that the command line shows; the peers fetch the titles. FTS5
keeps no positions for words and beginnings of words, and positions for the rest; tantivy is asked by built queries.
The peers come with `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import random
import tempfile
from argparse import Namespace
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import psutil

from benchmarks.measure import finish, options
from benchmarks.press import Press
from benchmarks.press.calendar import BEGINS, DAYS
from benchmarks.search.builds import POSTGRESQL, SQLITE, Builds
from benchmarks.search.contender import Contender, Window
from benchmarks.search.figures import DATED, Figures, FormFigures, bars, table
from benchmarks.search.forms import QueryForm, Task, forms
from benchmarks.search.sample import sampled
from benchmarks.search.timing import timed
from benchmarks.tables import aligned, markdown

ROUNDS, QUICK_ROUNDS = 5, 2
QUICK_ARTICLES = "2000"
_WINDOW = timedelta(days=30)
_MEGABYTE = 1 << 20


def arguments() -> Namespace:
    """The options."""
    parser = options("searches in large archives")
    parser.add_argument(
        "--articles", default="100000,1000000", metavar="COUNTS", help="sizes, default %(default)s"
    )
    parser.add_argument(
        "--database", default=f"{SQLITE},{POSTGRESQL}", metavar="KINDS", help="of %(default)s"
    )
    parser.add_argument("--folder", type=Path, metavar="DIR", help="keep what is built, and use it again")
    parser.add_argument(
        "--markdown", action="store_true", help="tables to be pasted into docs/performance.md"
    )
    given = parser.parse_args()
    given.kinds = tuple(given.database.split(","))
    if set(given.kinds) - {SQLITE, POSTGRESQL}:
        parser.error(f"the databases are {SQLITE} and {POSTGRESQL}")
    try:
        given.counts = sorted(
            int(count) for count in (QUICK_ARTICLES if given.quick else given.articles).split(",")
        )
    except ValueError:
        parser.error(f"--articles takes whole numbers, not {given.articles}")
    return given


def main() -> None:
    """Build, measure, judge."""
    given, figures = arguments(), Figures()
    with ExitStack() as stack:
        folder = given.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="wirewatch-bench-"))
        )
        builds = Builds(folder=folder.resolve(), databases=given.kinds, say=_say)
        for count in given.counts:
            asked = forms(sampled(Press(count)))
            with builds.of(count) as contenders:
                found = _measured(count, asked, contenders, QUICK_ROUNDS if given.quick else ROUNDS)
            figures.forms += found
            figures.megabytes[count] = psutil.Process().memory_info().rss / _MEGABYTE
            lines = table(found, list(dict.fromkeys(name for one in found for name in one.by_contender)))
            _say(f"{count:,} articles:\n{markdown(lines) if given.markdown else aligned(lines)}\n")
            _say(f"memory of this process: {figures.megabytes[count]:,.0f} MB")
        figures.built = builds.seconds
    finish(given, bars(figures), figures.document())


def _measured(
    count: int, asked: list[QueryForm], contenders: dict[str, Contender], rounds: int
) -> list[FormFigures]:
    dice = random.Random(count)
    found = []
    for form in asked:
        windows = [_window(dice) for _ in form.asked]
        for suffix, those in (("", [None] * len(windows)), (DATED, windows)):
            found.append(
                FormFigures(
                    articles=count,
                    form=form.name + suffix,
                    limit=form.limit,
                    exact=form.exact,
                    grows=form.task is Task.NEWEST,
                    by_contender=timed(contenders, form, those, rounds),
                )
            )
    return found


def _window(dice: random.Random) -> Window:
    since = BEGINS + timedelta(days=dice.randrange(DAYS - _WINDOW.days))
    return Window(since=since, until=since + _WINDOW)


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
