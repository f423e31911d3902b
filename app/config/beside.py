"""A file written beside the one in whose place it is put: no worker ever reads half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_beside(file: Path, content: bytes) -> Iterator[Path]:
    """A file in the same folder that holds `content`, with rights for its owner alone; gone afterwards, unless moved.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=".wirewatch-", suffix=".toml", dir=file.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        yield beside
    finally:
        beside.unlink(missing_ok=True)
