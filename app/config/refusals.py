"""What a text in the configuration must be like, one function a kind, and why it is refused if it is not.

Each raises ValueError. Messages of values that may be secret never quote the value.
"""

from __future__ import annotations

import base64
import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import ada_url

from crawler.urls import host_group
from egress import Policy
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
SAID_ELSEWHERE = {
    **_MADE_BY_HTTP,
    "cookie": "is given by cookies",
    "user-agent": "is given by user_agent",
    "proxy-authorization": "is given by the user name and password in proxy",
}
SIGNED = {
    **_MADE_BY_HTTP,
    **dict.fromkeys(
        ("content-type", "user-agent", "webhook-id", "webhook-timestamp", "webhook-signature"),
        "is set by wirewatch for every notice",
    ),
}
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


def country(written: str) -> str:
    if not re.fullmatch("[A-Z]{2}", written):
        raise ValueError('must be a country in two capitals (ISO 3166) such as "KR"')
    return written


def language(written: str) -> str:
    if not re.fullmatch("[a-z]{2}", written):
        raise ValueError('must be a language in two small letters (ISO 639) such as "ko"')
    return written


def name(written: str) -> str:
    if not 1 <= len(written) <= 64:
        raise ValueError("must be 1 to 64 characters long")
    if not written.isprintable() or written != written.strip():
        raise ValueError("must hold printable characters only, and no space at its ends")
    return written


def web_address(written: str) -> str:
    if len(written) > 2000 or not written.isprintable() or " " in written:
        raise ValueError("must be an http or https address of at most 2,000 characters, without spaces")
    try:
        host_group(written)
        parsed = ada_url.URL(written)
    except ValueError:
        raise ValueError("must be an http or https address") from None
    # judged by the parser that will be used: to it, https:\\user:word@host has a user too
    if parsed.username or parsed.password:
        raise ValueError("must not hold a user name or password, which would be logged: use basic_auth")
    return written


def selector(written: str) -> str:
    if len(written) > 1000:
        raise ValueError("must not be longer than 1,000 characters")
    import soupsieve  # imports an HTML parser, which few commands need

    try:
        soupsieve.compile(written)
    except (soupsieve.SelectorSyntaxError, RecursionError, ValueError):
        raise ValueError('must be a CSS selector such as "h2 a"') from None
    return written


def contact(written: str) -> str:
    if written.startswith(("http://", "https://")):
        return web_address(written)
    if not _MAILBOX.fullmatch(written.removeprefix("mailto:")) or not written.isascii() or "<" in written:
        raise ValueError("must be a mail address or a web address at which you can be reached")
    return written


def agent(text: str) -> str:
    if not text.isascii() or not text.isprintable() or not 1 <= len(text) <= 400 or text != text.strip():
        raise ValueError("must be 1 to 400 printable ASCII characters")
    return text


def mail_address(written: str) -> str:
    from alerts.channels.mailbox import mailbox  # imports all channels

    try:
        if _MAILBOX.fullmatch(written) and mailbox(written):
            return written
    except ValueError:
        pass
    raise ValueError('must be a mail address such as "desk@example.org" or "The desk <desk@example.org>"')


def header_name(written: str, refused: Mapping[str, str]) -> str:
    """A header that may be given: `refused` says of the others, in lower case, why not."""
    if not _HEADER.fullmatch(written):
        raise ValueError("must be a header's name: letters, digits and hyphens")
    if written.casefold() in refused:
        raise ValueError(refused[written.casefold()])
    return written


def host(written: str) -> str:
    try:
        ipaddress.ip_address(written)
    except ValueError:
        if not _HOST.fullmatch(written):
            raise ValueError("must be a host name or an address, without scheme or port") from None
    return written


def allowed_host(written: str) -> str:
    Policy.allowing([written])
    return written


def folder(written: str) -> str:
    if not written or "\0" in written:
        raise ValueError("must be the path of a folder")
    return written


def token(written: str) -> str:
    if not _TOKEN.fullmatch(written):
        raise ValueError("must be a name that HTTP allows: letters, digits and signs such as - and _")
    return written


def header_value(value: str) -> None:
    if not value.isprintable() or any(ord(char) > 255 for char in value):
        raise ValueError("must be one line of printable Latin-1 text, as HTTP allows it in a header")


def cookie_value(value: str) -> None:
    header_value(value)
    if ";" in value:
        raise ValueError("must not hold a semicolon: give each cookie a key of its own")


def proxy(value: str) -> None:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in _PROXY_SCHEMES and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or not value.isprintable() or " " in value or parts.path not in ("", "/"):
        raise ValueError("must be the address of a proxy: http, https, socks5 or socks5h, host and port")


def webhook(value: str) -> None:
    try:
        web_address(value)
    except ValueError as error:
        raise ValueError(str(error).replace("basic_auth", "headers")) from None


def signing_key(value: str) -> None:
    try:
        key = base64.b64decode(value.removeprefix("whsec_"), validate=True)
    except ValueError:
        key = b""
    if not value.startswith("whsec_") or not 24 <= len(key) <= 64:
        raise ValueError("must be whsec_ and then 24 to 64 random bytes in base64 (Standard Webhooks)")


def database(value: str) -> None:
    try:
        file = sqlite_file(parse_address(value))
    except StorageError:
        usable = False
    else:
        usable = file is None or not str(file).startswith("file:")
    if not usable:
        raise ValueError("must be sqlite:///PATH or postgresql://USER@HOST/NAME")
