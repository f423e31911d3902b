"""Keys of addresses: databases refuse long values in a unique index, so the index holds a hash."""

from __future__ import annotations

import hashlib


def key_hash(address: str) -> str:
    """SHA-256, in hex, of a canonical address without its scheme: http and https lead to one article."""
    return text_hash(address.partition("://")[2])


def other_spellings(address: str) -> tuple[str, ...]:
    """The key hashes of the addresses that lead to the same page on nearly every site.

    With "www." and without, with a slash at the end and without. Not one form for all: archives hold keys of both.
    """
    place = address.partition("://")[2]
    host, slash, rest = place.partition("/")
    path, mark, query = rest.partition("?")
    tail = mark + query
    hosts = (host, host.removeprefix("www.") if host.startswith("www.") else f"www.{host}")
    paths = [path]
    if path.strip("/"):
        paths.append(path.removesuffix("/") if path.endswith("/") else f"{path}/")
    spellings = (f"{one}{slash}{other}{tail}" for one in hosts for other in paths)
    return tuple(text_hash(spelling) for spelling in spellings if spelling != place)


def text_hash(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
