"""Values that may stand elsewhere: `env:NAME`, `file:PATH`, or the value itself; and how each may be shown.

A value is resolved while the configuration is loaded, so that a missing one is a problem of its key. Its own
text leaves through `value` alone; every other way to look at it gives `shown()`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import SecretStr
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from storage.addresses import redacted
from watch import AliasBook

HIDDEN = "**********"
_LARGEST_FILE = 64 * 1024
_LARGEST_VALUE = 32 * 1024
_UNFIT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the file's values are read against: its folder and the environment for references, aliases for queries.

    Without `aliases` queries know the shipped ones.
    """

    folder: Path
    environ: Mapping[str, str]
    aliases: AliasBook | None = None


class Reference:
    """A value that the configuration gives or refers to. Nobody minds who reads the literal one."""

    __slots__ = ("reference", "value")

    def __init__(self, value: str, reference: str | None = None) -> None:
        self.value = value
        self.reference = reference

    @property
    def stands_in_file(self) -> bool:
        """Whether the file itself holds something that should stay unread."""
        return self.reference is None and self.shown() != self.value

    def shown(self) -> str:
        """What may be printed: the reference as it was written, or as much of a literal as its kind allows."""
        return self.reference if self.reference is not None else self._shown_literal()

    def secret(self) -> SecretStr:
        """The value for those who use it, still hidden from logs."""
        return SecretStr(self.value)

    def _shown_literal(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.shown()!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reference):
            return NotImplemented
        return (self.value, self.reference) == (other.value, other.reference)

    def __hash__(self) -> int:
        return hash((self.value, self.reference))

    @classmethod
    def read(cls, written: str, surroundings: Surroundings) -> Self:
        """Resolve what the file says. Raises ValueError, with no part of any value in it."""
        scheme, colon, name = written.partition(":")
        if colon and scheme == "env":
            value, reference = _from_environment(name, surroundings), written
        elif colon and scheme == "file":
            value, reference = _from_file(name, surroundings), written
        else:
            value, reference = written, None
        if not value:
            raise ValueError("must not be empty")
        if len(value) > _LARGEST_VALUE:
            raise ValueError(f"must not be longer than {_LARGEST_VALUE:,} characters")
        if _UNFIT.search(value):
            raise ValueError("must be plain text: it holds a NUL, or bytes that are no UTF-8")
        return cls(value, reference)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        def resolve(written: object, info: core_schema.ValidationInfo[Surroundings]) -> Reference:
            if not isinstance(written, str):
                raise PydanticCustomError(
                    "reference_type", 'must be text in quotes: a value, "env:NAME" or "file:PATH"'
                )
            return cls.read(written, info.context)

        return core_schema.with_info_plain_validator_function(
            resolve, serialization=core_schema.plain_serializer_function_ser_schema(cls.shown)
        )


class Secret(Reference):
    """A value of which nothing is ever shown."""

    __slots__ = ()

    def _shown_literal(self) -> str:
        return HIDDEN


class SecretUrl(Reference):
    """An address that is shown without its user name and password."""

    __slots__ = ()

    def _shown_literal(self) -> str:
        scheme, separator, rest = self.value.partition("://")
        _, at, host = rest.rpartition("@")
        return f"{scheme}{separator}{HIDDEN}@{host}" if at else self.value


class DatabaseUrl(Reference):
    """A database's address, shown without its password."""

    __slots__ = ()

    def _shown_literal(self) -> str:
        return redacted(self.value)


class CapabilityUrl(Reference):
    """An address that is itself a key, as those of webhooks often are: only its host is shown."""

    __slots__ = ()

    def _shown_literal(self) -> str:
        parts = urlsplit(self.value)
        path = "/" if parts.path in ("", "/") and not parts.query else f"/{HIDDEN}"
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{path}"


def _from_environment(name: str, surroundings: Surroundings) -> str:
    try:
        return surroundings.environ[name]
    except KeyError:
        raise ValueError(f"the environment has no variable {name[:80]!r}") from None


def _from_file(name: str, surroundings: Surroundings) -> str:
    try:
        path = surroundings.folder / name
        if not path.is_file():
            raise ValueError(f"there is no file {name[:200]!r}")
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise ValueError(f"the file {name[:200]!r} cannot be read: {error.strerror}") from None
    if len(content) > _LARGEST_FILE:
        raise ValueError(f"the file {name[:200]!r} is larger than 64 KiB")
    try:
        return content.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise ValueError(f"the file {name[:200]!r} is not UTF-8") from None
