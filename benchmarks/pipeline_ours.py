"""Our worker over one configuration until nothing is due, with a heartbeat in its loop; the result as JSON.

python -m benchmarks.pipeline_ours CONFIG
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

# The rest is imported where it is used: the reading processes import this file too.


def crawl(config: Path) -> dict[str, object]:
    """What the worker did: pages handled, articles among them, when the last one was, how late the loop was."""
    from app.cli.logs import set_up
    from app.plans import ConfigPlans
    from benchmarks.loop_lag import Heartbeat
    from scheduler.reactor import run_in_reactor
    from scheduler.worker import Worker
    from storage.database import Database
    from storage.schema import create

    plans = ConfigPlans(config)
    url = plans.database_url()
    create(url)
    set_up()
    database = Database(url)
    result: dict[str, object] = {}

    async def work() -> int:
        worker = Worker(database, plans)
        heartbeat = Heartbeat()
        heartbeat.start()
        ending = await worker.run_once()
        result.update(asdict(await heartbeat.stop()))
        return int(ending)

    run_in_reactor(work)
    with database.read() as connection:
        # A page that failed is asked for again another day.
        row = connection.exec_driver_sql(
            "SELECT count(*), count(article_id), max(finished_at) FROM leads"
            " WHERE finished_at IS NOT NULL OR attempts > 0"
        ).one()
    database.close()
    return result | {"pages": row[0], "articles": row[1], "ended_at": str(row[2])}


def main() -> None:
    """Crawl, and print what came of it."""
    json.dump(crawl(Path(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
