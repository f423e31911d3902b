"""What the writer of a pack is told when it cannot be read."""

from __future__ import annotations

from watch.errors import printable


class AliasError(ValueError):
    """One line that names the file and the set. No part of it holds a control character, so it is safe to print."""

    def __init__(self, message: str, *, file: str, name: str = "") -> None:
        self.message = printable(message)
        self.file = printable(file)
        self.name = printable(name)
        super().__init__(str(self))

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.name and f"@{self.name}", self.message) if part)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.message, self.file, self.name))


def _rebuilt(message: str, file: str, name: str) -> AliasError:
    return AliasError(message, file=file, name=name)
