"""The packs that ship with the project."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from watch.aliases.book import AliasBook


@cache
def shipped() -> AliasBook:
    """The sets of all packs in watch/packs/aliases, read when first asked for."""
    # imports tomllib, which a query without aliases need not pay for
    from watch.aliases.pack import read_pack

    return AliasBook.of(alias for name, text in _packs() for alias in read_pack(text, name))


def _packs() -> Iterator[tuple[str, str]]:
    folder = files("watch") / "packs" / "aliases"
    for pack in sorted(folder.iterdir(), key=lambda pack: pack.name):
        if pack.name.endswith(".toml"):
            yield pack.name, pack.read_text("utf-8")
