"""What the configuration file declares, for the desk: read again when the file changes."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from app.config import Config, ConfigError, load
from app.config.locating import key_lines, line_of
from app.web.desk import Declared, DeclaredWatch
from watch.aliases import shipped


class DeclaredByFile:
    """The desk's `Configuration`, from one file. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: bytes | None = None
        self._last = Declared(path=path, book=shipped())

    def current(self) -> Declared:
        """What the file says; what it said last, with the trouble, where it is not valid now."""
        with self._lock:
            content = self._content()
            if content != self._seen:
                self._seen = content
                try:
                    self._last = _declared(load(self._path), content.decode("utf-8-sig", "replace"))
                except ConfigError as error:
                    self._last = replace(self._last, trouble="; ".join(str(error).splitlines()))
            return self._last

    def _content(self) -> bytes:
        try:
            return self._path.read_bytes()
        except OSError:
            return b""


def _declared(config: Config, text: str) -> Declared:
    lines = key_lines(text)
    return Declared(
        path=config.path.absolute(),
        watches=tuple(
            DeclaredWatch(
                name=table.name,
                query=table.query,
                severity=table.severity,
                line=line_of(("watches", number), lines),
            )
            for number, table in enumerate(config.watches)
        ),
        book=config.alias_book,
        channels=tuple(channel.name for channel in config.channels),
        sources=tuple(table.name for table in config.sources),
    )
