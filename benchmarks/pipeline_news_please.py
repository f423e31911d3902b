"""news-please over the addresses of one feed, by `NewsPlease.from_urls`; the result as JSON.

    python -m benchmarks.pipeline_news_please FEED TABLE

It fetches with a thread an address and reads with a process a core, so it is given a hundred addresses at a time.
Images are not fetched.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
import time
import urllib.request
from xml.etree import ElementTree

from benchmarks.pipeline_table import PeerTable, news_please_row

AT_A_TIME = 100


def crawl(feed: str, file: str) -> dict[str, object]:
    """What was done: pages handled, and when the last one was."""
    news_please = importlib.import_module("newsplease").NewsPlease
    logging.disable(logging.CRITICAL)
    table = PeerTable(file)
    with urllib.request.urlopen(feed) as answer:
        links = [element.text or "" for element in ElementTree.parse(answer).iter("link")]
    for at in range(0, len(links), AT_A_TIME):
        urls = links[at : at + AT_A_TIME]
        pages = news_please.from_urls(urls, request_args={"timeout": 30}, fetch_images=False)
        for url, page in pages.items():
            table.save(news_please_row(url, page))
    return {"pages": len(links), "ended_at": time.time()}


def main() -> None:
    """Crawl, and print what came of it."""
    json.dump(crawl(*sys.argv[1:3]), sys.stdout)


if __name__ == "__main__":
    main()
