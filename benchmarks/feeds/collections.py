"""The feeds that are measured on, from archives that are not part of the project."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: The collections by name, with the archive and the folder in it.
COLLECTIONS = {
    "wellformed": ("feedparser-tests.tar.xz", "wellformed/"),
    "illformed": ("feedparser-tests.tar.xz", "illformed/"),
    "encoding": ("feedparser-tests.tar.xz", "encoding/"),
    "entities": ("feedparser-tests.tar.xz", "entities/"),
    "feedvalidator": ("feedvalidator-testcases.tar.xz", ""),
    "real": ("real-feeds-dev.tar.xz", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of a collection."""

    collection: str
    name: str
    body: bytes


def documents(folder: Path) -> Iterator[Document]:
    """All files of all collections, in the order of their names.

    Raises:
        OSError: an archive is not in the folder.
    """
    for archive in dict.fromkeys(archive for archive, _ in COLLECTIONS.values()):
        found: list[Document] = []
        with tarfile.open(folder / archive) as opened:
            for member in opened:
                name = member.name.removeprefix("./")
                collection = _collection(archive, name)
                if member.isfile() and collection and (stream := opened.extractfile(member)):
                    found.append(Document(collection=collection, name=name, body=stream.read()))
        yield from sorted(found, key=lambda document: document.name)


def _collection(archive: str, name: str) -> str | None:
    return next(
        (
            collection
            for collection, (holder, folder) in COLLECTIONS.items()
            if holder == archive and name.startswith(folder)
        ),
        None,
    )
