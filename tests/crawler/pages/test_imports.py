"""A process that only reads pages pays for no framework."""

import json
import subprocess
import sys

PROGRAM = """
import json, sys
from datetime import UTC, datetime
from crawler.normalise import normalise
from crawler.pages import read
now = datetime.now(UTC)
raw = read(b"<html><h1>T</h1>" + b"<p>A sentence that is long enough to be one.</p>" * 9, "https://e.example/a")
normalise(raw, fetched_url="https://e.example/a", fetched_at=now, lead=None)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_reading_a_page_imports_no_framework() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(json.loads(done.stdout))
    assert "lxml" in loaded
    assert not loaded & {"scrapy", "twisted", "sqlalchemy", "pydantic"}
