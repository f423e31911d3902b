"""What goes wrong with a WARC file."""

from __future__ import annotations


class WarcError(Exception):
    """The file cannot be read on. One line; `offset` is the byte at which that shows."""

    def __init__(self, said: str, offset: int) -> None:
        super().__init__(f"at byte {offset}: {said}")
        self.offset = offset


class StoppedError(Exception):
    """Somebody asked to stop; nothing is wrong with the file."""
