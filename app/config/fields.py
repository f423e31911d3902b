"""The kinds of value that the configuration's tables are made of, each with what it refuses and why.

Messages of values that may be secret never quote the value.
"""

from __future__ import annotations

import base64
import ipaddress
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

import cssselect
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

import watch
from alerts.channels.mailbox import mailbox
from app.config.measures import format_duration, format_size, parse_duration, parse_size
from app.config.secrets import CapabilityUrl, DatabaseUrl, Reference, Secret, SecretUrl
from crawler.urls import host_group
from storage.addresses import parse as parse_address
from storage.addresses import sqlite_file
from storage.errors import StorageError

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}")
_MAILBOX = re.compile(
    r"(?:[^<>@\x00-\x1f\x7f]{0,200}<)?[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]{1,253}>?"
)
_HEADER = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_HOST = re.compile(r"(?=.{1,253}\Z)[0-9A-Za-z_](?:[0-9A-Za-z_.-]*[0-9A-Za-z])?\.?")
_MADE_BY_HTTP = dict.fromkeys(
    (
        "host",
        "connection",
        "content-length",
        "content-encoding",
        "transfer-encoding",
        "upgrade",
        "te",
        "trailer",
    ),
    "is made by the connection and cannot be given",
)
_SAID_ELSEWHERE = {
    **_MADE_BY_HTTP,
    "cookie": "is given by cookies",
    "user-agent": "is given by user_agent",
    "proxy-authorization": "is given by the user name and password in proxy",
}
_SIGNED = {
    **_MADE_BY_HTTP,
    **dict.fromkeys(
        ("content-type", "user-agent", "webhook-id", "webhook-timestamp", "webhook-signature"),
        "is set by wirewatch for every notice",
    ),
}
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")

R = TypeVar("R", bound=Reference)


def _from_text(parse: Callable[[str], timedelta | int]) -> Callable[[object], object]:
    def read(written: object) -> object:
        return parse(written if isinstance(written, str) else "")

    return read


def _between(least: timedelta, most: timedelta) -> Callable[[timedelta], timedelta]:
    def check(duration: timedelta) -> timedelta:
        if not least <= duration <= most:
            raise ValueError(f"must lie between {format_duration(least)} and {format_duration(most)}")
        return duration

    return check


def _name(written: str) -> str:
    if not 1 <= len(written) <= 64:
        raise ValueError("must be 1 to 64 characters long")
    if not written.isprintable() or written != written.strip():
        raise ValueError("must hold printable characters only, and no space at its ends")
    return written


def _web_address(written: str) -> str:
    if len(written) > 2000 or not written.isprintable() or " " in written:
        raise ValueError("must be an http or https address of at most 2,000 characters, without spaces")
    try:
        host_group(written)
        parts = urlsplit(written)
    except ValueError:
        raise ValueError("must be an http or https address") from None
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or password, which would be logged: use basic_auth")
    return written


def _selector(written: str) -> str:
    if len(written) > 1000:
        raise ValueError("must not be longer than 1,000 characters")
    try:
        cssselect.HTMLTranslator().css_to_xpath(written)
    except (cssselect.SelectorError, RecursionError, ValueError):
        raise ValueError('must be a CSS selector such as "h2 a"') from None
    return written


def _query(written: object) -> watch.Query:
    if not isinstance(written, str):
        raise PydanticCustomError("query_type", "must be a query in quotes")
    try:
        return watch.parse(written)
    except watch.WatchSyntaxError as error:
        before = written[: error.column - 1]
        rows = before.count("\n")
        found = {
            "message": f"{error.message}. {error.suggestion}" if error.suggestion else error.message,
            "column": error.column - (before.rfind("\n") + 1),
            "row": rows + 1 if "\n" in written.strip("\n") else None,
        }
        raise PydanticCustomError("query_syntax", "{message}", found) from None


def _contact(written: str) -> str:
    if written.startswith(("http://", "https://")):
        return _web_address(written)
    if not _MAILBOX.fullmatch(written.removeprefix("mailto:")) or not written.isascii() or "<" in written:
        raise ValueError("must be a mail address or a web address at which you can be reached")
    return written


def _agent(text: str) -> str:
    if not text.isascii() or not text.isprintable() or not 1 <= len(text) <= 400 or text != text.strip():
        raise ValueError("must be 1 to 400 printable ASCII characters")
    return text


def _mailbox(written: str) -> str:
    try:
        if _MAILBOX.fullmatch(written) and mailbox(written):
            return written
    except ValueError:
        pass
    raise ValueError('must be a mail address such as "desk@example.org" or "The desk <desk@example.org>"')


def _header(elsewhere: dict[str, str]) -> AfterValidator:
    def check(written: str) -> str:
        if not _HEADER.fullmatch(written):
            raise ValueError("must be a header's name: letters, digits and hyphens")
        if written.casefold() in elsewhere:
            raise ValueError(elsewhere[written.casefold()])
        return written

    return AfterValidator(check)


def _host(written: str) -> str:
    try:
        ipaddress.ip_address(written)
    except ValueError:
        if not _HOST.fullmatch(written):
            raise ValueError("must be a host name or an address, without scheme or port") from None
    return written


def _token(written: str) -> str:
    if not _TOKEN.fullmatch(written):
        raise ValueError("must be a name that HTTP allows: letters, digits and signs such as - and _")
    return written


def checked(check: Callable[[str], object]) -> AfterValidator:
    """A validator that shows the resolved text of a reference to `check` and keeps the reference."""

    def look(reference: R) -> R:
        check(reference.value)
        return reference

    return AfterValidator(look)


def _header_value(value: str) -> None:
    if not value.isprintable() or any(ord(char) > 255 for char in value):
        raise ValueError("must be one line of printable Latin-1 text, as HTTP allows it in a header")


def _cookie_value(value: str) -> None:
    _header_value(value)
    if ";" in value:
        raise ValueError("must not hold a semicolon: give each cookie a key of its own")


def _proxy(value: str) -> None:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in _PROXY_SCHEMES and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or not value.isprintable() or " " in value or parts.path not in ("", "/"):
        raise ValueError("must be the address of a proxy: http, https, socks5 or socks5h, host and port")


def _webhook(value: str) -> None:
    try:
        _web_address(value)
    except ValueError as error:
        raise ValueError(str(error).replace("basic_auth", "headers")) from None


def _signing_key(value: str) -> None:
    try:
        key = base64.b64decode(value.removeprefix("whsec_"), validate=True)
    except ValueError:
        key = b""
    if not value.startswith("whsec_") or not 24 <= len(key) <= 64:
        raise ValueError("must be whsec_ and then 24 to 64 random bytes in base64 (Standard Webhooks)")


def _database(value: str) -> None:
    try:
        file = sqlite_file(parse_address(value))
    except StorageError:
        usable = False
    else:
        usable = file is None or not str(file).startswith("file:")
    if not usable:
        raise ValueError("must be sqlite:///PATH or postgresql://USER@HOST/NAME")


def _duration(least: timedelta, most: timedelta) -> tuple[BeforeValidator, AfterValidator, PlainSerializer]:
    return (
        BeforeValidator(_from_text(parse_duration)),
        AfterValidator(_between(least, most)),
        PlainSerializer(format_duration),
    )


Interval = Annotated[timedelta, *_duration(timedelta(seconds=1), timedelta(days=366))]
Delay = Annotated[timedelta, *_duration(timedelta(0), timedelta(hours=1))]
Timeout = Annotated[timedelta, *_duration(timedelta(seconds=1), timedelta(minutes=10))]
Size = Annotated[
    int, BeforeValidator(_from_text(parse_size)), Field(ge=1000, le=10**9), PlainSerializer(format_size)
]
Name = Annotated[str, AfterValidator(_name)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Selector = Annotated[str, AfterValidator(_selector)]
Query = Annotated[watch.Query, PlainValidator(_query), PlainSerializer(str)]
Contact = Annotated[str, AfterValidator(_contact)]
Agent = Annotated[str, AfterValidator(_agent)]
AgentReference = Annotated[Reference, checked(_agent)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]
Token = Annotated[str, AfterValidator(_token)]
Host = Annotated[str, AfterValidator(_host)]
SourceHeader = Annotated[str, _header(_SAID_ELSEWHERE)]
WebhookHeader = Annotated[str, _header(_SIGNED)]
HeaderValue = Annotated[Secret, checked(_header_value)]
CookieValue = Annotated[Secret, checked(_cookie_value)]
ProxyAddress = Annotated[SecretUrl, checked(_proxy)]
DatabaseAddress = Annotated[DatabaseUrl, checked(_database)]
SigningKey = Annotated[Secret, checked(_signing_key)]
WebhookAddress = Annotated[CapabilityUrl, checked(_webhook)]
