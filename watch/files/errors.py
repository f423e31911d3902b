"""What the writer of a file of watches is told when it cannot be read."""

from __future__ import annotations

from watch.errors import WatchSyntaxError, printable


class WatchFileError(ValueError):
    """One line that names the file, and the watch where it is about one. Safe to print.

    `fault` is what is wrong with a query, with its column.
    """

    def __init__(
        self, message: str, *, file: str, name: str = "", fault: WatchSyntaxError | None = None
    ) -> None:
        self.message = printable(message)
        self.file = printable(file)
        self.name = printable(name)
        self.fault = fault
        super().__init__(": ".join(part for part in (self.file, self.name, self.message) if part))

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.message, self.file, self.name, self.fault))


def _rebuilt(message: str, file: str, name: str, fault: WatchSyntaxError | None) -> WatchFileError:
    return WatchFileError(message, file=file, name=name, fault=fault)
