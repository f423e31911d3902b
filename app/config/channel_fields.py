"""The kinds of value that only channels have, each with what it refuses and why."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, PlainSerializer, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from app.config import refusals
from app.config.fields import WebhookAddress, checked
from app.config.secrets import CapabilityUrl, Secret, Surroundings

_MAILTO = re.compile(r"mailto:([^\s?<>]{3,320})(?:\?[\x21-\x7e]{1,500})?")
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,100}")
_CHAT = re.compile(r"-?[0-9]{1,20}|@[A-Za-z0-9_]{1,64}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://.+", re.DOTALL)


def _signing_keys(written: object, info: ValidationInfo[Surroundings]) -> tuple[Secret, ...]:
    keys = written if isinstance(written, list) else [written]
    if not 1 <= len(keys) <= 2:
        raise ValueError("must be one secret, or a list of the new one and the old one")
    found = []
    for key in keys:
        if not isinstance(key, str):
            raise PydanticCustomError("reference_type", "")
        found.append(Secret.read(key, info.context))
        refusals.signing_key(found[-1].value)
    return tuple(found)


def _shown_keys(keys: tuple[Secret, ...]) -> str | list[str]:
    shown = [key.shown() for key in keys]
    return shown if len(shown) > 1 else shown[0]


def _mailto(written: str) -> str:
    found = _MAILTO.fullmatch(written)
    if found is None or "<" in written or ">" in written:
        raise ValueError('must be a mailto address such as "mailto:desk@example.org?subject=stop"')
    refusals.mail_address(found[1])
    return written


def _bot_token(value: str) -> None:
    if not _TOKEN.fullmatch(value):
        raise ValueError("must be the token that BotFather gave: digits, a colon, letters and digits")


def _chat(written: str) -> str:
    if not _CHAT.fullmatch(written):
        raise ValueError('must be the number of a chat such as "-1001234", or "@name" of a public one')
    return written


def _topic(value: str) -> None:
    refusals.webhook(value)
    if not urlsplit(value).path.strip("/"):
        raise ValueError("must end in the name of a topic, as https://ntfy.sh/TOPIC does")


def _apprise(value: str) -> None:
    if not _SCHEME.fullmatch(value) or not value.isprintable():
        raise ValueError("must be an address of Apprise such as gotify://HOST/TOKEN")


def _file(written: str) -> str:
    if not written or "\0" in written or written.endswith("/"):
        raise ValueError("must be the path of a file")
    return written


SigningKeys = Annotated[tuple[Secret, ...], PlainValidator(_signing_keys), PlainSerializer(_shown_keys)]
MailtoAddress = Annotated[str, AfterValidator(_mailto)]
BotToken = Annotated[Secret, checked(_bot_token)]
ChatName = Annotated[str, AfterValidator(_chat)]
ChatAddress = WebhookAddress
TopicAddress = Annotated[CapabilityUrl, checked(_topic)]
AppriseAddress = Annotated[Secret, checked(_apprise)]
FileName = Annotated[str, AfterValidator(_file)]
