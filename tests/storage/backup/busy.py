"""An archive in which something happens all the time: articles, hits, verdicts, deliveries, marks, edits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from storage.database import Database
from storage.flags import Flags
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from tests.storage.captures.answers import NOW
from tests.storage.samples import article, collected, hit, told_to, unflagged


class Desk:
    """Works on an archive, a round at a time; `rounds` counts those that are done."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._numbers = count()
        self.rounds = 0
        self.trouble: BaseException | None = None

    def round(self) -> None:
        """Two new articles, one of them edited, all flagged; the oldest deliveries sent, some for good, some not."""
        number = next(self._numbers)
        now = NOW + timedelta(seconds=number)
        collected(self._db, article(f"https://gazette.example/busy-{number}"), now)
        collected(self._db, article(f"https://gazette.example/b-{number}", text=f"Train {number}."), now)
        collected(self._db, article(f"https://gazette.example/b-{number}", text=f"Train {number}!"), now)
        fresh = unflagged(self._db, 50)
        drafts = [hit(one.id, watch="trains") for one in fresh if one.revision == 1]
        Flags(self._db).record(fresh, drafts, now, told_to("mail", "hook", now=now))
        outbox = Outbox(self._db)
        for at, one in enumerate(outbox.claim("mail", "w1", now, timedelta(seconds=30), 3)):
            if at == 0:
                outbox.delivered(one.delivery.id, "250 OK", now)
            elif at == 1:
                outbox.dead(one.delivery.id, "550 no such mailbox", now)
        for kept, _ in Flags(self._db).hits(limit=1):
            Marks(self._db).mark(kept.id, Mark.RELEVANT if number % 2 else Mark.HANDLED, None, now)
        self.rounds += 1

    def work(self, stop: threading.Event) -> None:
        """Rounds until it is asked to stop."""
        try:
            while not stop.is_set():
                self.round()
        except BaseException as error:
            self.trouble = error
            raise


@contextmanager
def at_work(db: Database) -> Iterator[Desk]:
    """A desk that works in a thread; what stopped it is raised at the end."""
    desk, stop = Desk(db), threading.Event()
    thread = threading.Thread(target=desk.work, args=(stop,))
    thread.start()
    try:
        yield desk
    finally:
        stop.set()
        thread.join()
    assert desk.trouble is None
