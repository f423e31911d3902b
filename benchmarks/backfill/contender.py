"""One contender over one file, in a process of its own: what it counted and the CPU time it took, as JSON.

python -m benchmarks.backfill.contender fastwarc|trafilatura FILE
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

from fastwarc.warc import ArchiveIterator, WarcRecordType


def bodies(path: str) -> Iterator[bytes]:
    """The bodies of the answers, as one reads them with FastWARC alone."""
    with open(path, "rb") as file:  # noqa: PTH123 - as its documentation has it
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            yield record.reader.read()


def main() -> None:
    """Iterate, or extract from each."""
    name, path = sys.argv[1:]
    if name == "trafilatura":
        import trafilatura

        trafilatura.extract("<p>loaded</p>")
    began, began_cpu = time.perf_counter(), time.process_time()
    pages = found = size = 0
    for body in bodies(path):
        pages += 1
        size += len(body)
        if name == "trafilatura":
            found += bool(trafilatura.extract(body))
    print(
        json.dumps(
            {
                "pages": pages,
                "articles": found,
                "bytes": size,
                "seconds": time.perf_counter() - began,
                "cpu": time.process_time() - began_cpu,
            }
        )
    )


if __name__ == "__main__":
    main()
