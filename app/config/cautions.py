"""What is allowed and yet probably not meant: the warnings of `wirewatch config check`."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from pydantic import BaseModel

from app.config.channel_tables import ChatTable, EmailTable, NtfyTable, WebhookTable
from app.config.crossing import is_loopback
from app.config.errors import Problem, key_path
from app.config.loading import Config
from app.config.locating import Keys, key_lines, line_of
from app.config.projection import watch_texts
from app.config.route_cautions import is_told, route_cautions
from app.config.secrets import Reference, Secret
from watch.files import failures

Found = Iterator[tuple[Keys, str]]

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_PLACEHOLDERS = ("example.org", "example.com", "example.net", ".example", ".invalid")


def cautions(config: Config) -> tuple[Problem, ...]:
    """The warnings for a valid configuration, in the order of the file. Reads the file again for its lines."""
    found = [
        *_manners(config),
        *_reading(config),
        *_sources(config),
        *_watches(config),
        *route_cautions(config),
        *_channels(config),
        *_readable_secrets(config),
    ]
    lines = key_lines(config.path.read_text(encoding="utf-8-sig")) if found else {}
    placed = [Problem(path=key_path(keys), message=said, line=line_of(keys, lines)) for keys, said in found]
    return tuple(sorted(placed, key=lambda problem: problem.line or 0))


def _manners(config: Config) -> Found:
    contact = config.manners.contact
    if contact is not None and contact.partition("?")[0].rstrip("/").endswith(_PLACEHOLDERS):
        yield ("manners", "contact"), "is still the placeholder: sites are told to write to nobody"
    if not config.manners.obey_robots:
        yield (
            ("manners", "obey_robots"),
            "is off: pages are requested that their sites ask robots to leave alone",
        )


def _reading(config: Config) -> Found:
    if (folder := config.readers_folder) is None:
        return
    if not folder.is_dir():
        yield ("reading", "readers"), "there is no such folder: `wirewatch reader new` makes it"
    elif any(path.stat().st_mode & (stat.S_IWOTH | stat.S_IWGRP) for path in (folder, *folder.glob("*.py"))):
        yield (
            ("reading", "readers"),
            "others can write there, and the worker runs what they write: use chmod go-w",
        )


def _sources(config: Config) -> Found:
    if not any(table.enabled for table in config.sources):
        yield ("sources",), "none is enabled: nothing is collected"
    for name in config.groups.keys() - {table.group for table in config.sources}:
        yield ("groups", name), "no source is in this group"
    first: dict[str, int] = {}
    for place, table in enumerate(config.sources):
        earlier = first.setdefault(table.url, place)
        if earlier != place:
            yield ("sources", place, "url"), f"is the address of sources.{earlier} too"
        if table.url.startswith("http:") and not is_loopback(table.url):
            carries = table.headers or table.cookies or table.basic_auth
            risk = "and so are its credentials" if carries else "and can be changed on the way"
            yield ("sources", place, "url"), f"is plain http: what it says can be read by others, {risk}"


def _watches(config: Config) -> Found:
    if not config.watches:
        yield ("watches",), "there is none: nothing is flagged"
    for place, table in enumerate(config.watches):
        if table.channels == () or (table.channels is None and not is_told(config)):
            yield ("watches", place, "channels"), "there is none: hits are kept, and nobody is told"
    yield from failing_examples(config)


def failing_examples(config: Config) -> Found:
    """The examples of watches that do not come out as they must, each with the reason."""
    for place, watch in enumerate(watch_texts(config)):
        for failure in failures(watch.query, watch.must_match, watch.must_not_match):
            key = "must_match" if failure.must_match else "must_not_match"
            yield ("watches", place, key, failure.place), str(failure)


def _channels(config: Config) -> Found:
    for place, table in enumerate(config.channels):
        match table:
            case EmailTable(security="none", password=Secret()) if table.host not in _THIS_MACHINE:
                yield ("channels", place, "security"), "is none: the password crosses the net unprotected"
            case WebhookTable(url=url) | ChatTable(url=url) | NtfyTable(url=url) if _is_readable(url.value):
                yield ("channels", place, "url"), "is plain http: notices can be read on the way"


def _is_readable(url: str) -> bool:
    return url.startswith("http:") and not is_loopback(url)


def _readable_secrets(config: Config) -> Found:
    if not config.path.stat().st_mode & stat.S_IROTH:
        return
    for keys in _literal_secrets(config):
        yield (
            keys,
            "stands in a file that every user of this machine can read: use env:NAME or file:PATH, or chmod o-r",
        )


def _literal_secrets(config: Config) -> Iterator[Keys]:
    yield from _within(("database",), config.database)
    for name, tables in (("sources", config.sources), ("channels", config.channels)):
        for place, table in enumerate(tables):
            yield from _within((name, place), table)


def _within(keys: Keys, value: object) -> Iterator[Keys]:
    if isinstance(value, Reference):
        if value.stands_in_file:
            yield keys
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _within((*keys, field.alias or name), getattr(value, name))
    elif isinstance(value, tuple) and any(
        isinstance(each, Reference) and each.stands_in_file for each in value
    ):
        yield keys
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _within((*keys, name), each)
