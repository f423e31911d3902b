"""Saved pages with the text that a careful reader takes from them, as the data's README describes them."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HALVES = (1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPage:
    """A page's bytes, its address, and its article's text."""

    name: str
    url: str
    body: bytes
    text: str


def labelled(folder: Path, half: int) -> Iterator[LabelledPage]:
    """The pages of every set in `folder` that belong to `half`, which is told by their name as its scorer does.

    Raises FileNotFoundError where no set is there.
    """
    sets = sorted(folder.glob("*.tar.xz"))
    if not sets:
        raise FileNotFoundError(f"{folder}: no sets of pages there (*.tar.xz)")
    for each in sets:
        with tarfile.open(each) as archive:
            files = {Path(member.name).name: member for member in archive.getmembers()}
            gold = _read(archive, files["gold.jsonl"]).split(b"\n")
            for record in map(json.loads, filter(None, gold)):
                if record["text"] and half_of(record["id"]) == half:
                    body = _read(archive, files[f"{record['id']}.html"])
                    yield LabelledPage(
                        name=f"{each.name.partition('.')[0]}/{record['id']}",
                        url=record["url"],
                        body=body,
                        text=record["text"],
                    )


def half_of(name: str) -> int:
    """To which half of a set the page of this name belongs."""
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    if stream is None:
        raise FileNotFoundError(f"{member.name} is no file of the archive")
    return stream.read()
