"""A notice as a mail: pure, so that what a person sees can be tested without a server."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from alerts.channel_notice import ChannelNotice
from alerts.channels.care_words import care_subject, care_words
from alerts.channels.channel_words import channel_mail_words, channel_subject
from alerts.channels.hit_words import hit_subject, hit_words
from alerts.channels.story_words import stories_subject, stories_words
from alerts.cleaning import one_line
from alerts.notice import AnyNotice, CareNotice, Notice, StoriesNotice
from storage.records import Severity

SUBJECT_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What all mails of a channel have in common.

    `channel` is its name. `unsubscribe` is a mailto address (RFC 6068) for those who want no more; the sender's where
    there is none.
    """

    sender: Address
    recipients: Sequence[Address]
    channel: str
    unsubscribe: str | None = None


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("alerts.channels", "templates"),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def letter(notice: AnyNotice, head: Letterhead) -> bytes:
    """Write the notice as a multipart mail, plain text first, ready for the wire (ASCII, CRLF).

    The `Message-ID` is made of the delivery id alone, so that a repeated mail is known as a repetition. What a route
    tells of one story refers to one message that is never sent, the story itself, so that mail programs show it as one
    thread (RFC 5322, 3.6.4). No word from the web can become a header, markup or a link; the links are the articles'
    own addresses.
    """
    subject, template, words = _written(notice)
    message = EmailMessage(policy=SMTP)
    message["From"] = head.sender
    message["To"] = list(head.recipients)
    message["Subject"] = header_text(subject)
    message["Date"] = notice.told_at
    message["Message-ID"] = message_id(notice.delivery_id, head.sender)
    if isinstance(notice, Notice) and notice.thread is not None:
        message["In-Reply-To"] = message["References"] = message_id(f"story.{notice.thread}", head.sender)
    if isinstance(notice, Notice | StoriesNotice) and notice.severity is Severity.CRITICAL:
        message["Importance"] = "high"
    message["List-Id"] = list_id(head)
    message["List-Unsubscribe"] = f"<{head.unsubscribe or _farewell(head)}>"
    # RFC 3834: no vacation responder answers this
    message["Auto-Submitted"] = "auto-generated"
    for ending, subtype in (("txt", "plain"), ("html", "html")):
        body = _templates().get_template(f"{template}.{ending}").render(words)
        if subtype == "plain":
            message.set_content(body, cte="quoted-printable")
        else:
            message.add_alternative(body, subtype=subtype, cte="quoted-printable")
    return message.as_bytes()


def _written(notice: AnyNotice) -> tuple[str, str, Mapping[str, object]]:
    """The subject, the name of the template, and what it says."""
    if isinstance(notice, CareNotice):
        return care_subject(notice), "care", care_words(notice)
    if isinstance(notice, ChannelNotice):
        return channel_subject(notice), "channel", channel_mail_words(notice)
    if isinstance(notice, StoriesNotice):
        return stories_subject(notice), "stories", stories_words(notice)
    return hit_subject(notice), "mail", hit_words(notice)


def message_id(name: str, sender: Address) -> str:
    """A message's id: the same in every try, under the sender's own domain."""
    return f"<{name}@wirewatch.{sender.domain}>"


def list_id(head: Letterhead) -> str:
    """What mail programs sort by (RFC 2919): the channel's name, as far as a host's name may hold it."""
    label = re.sub(r"[^a-z0-9]+", "-", head.channel.casefold()).strip("-") or "channel"
    return f"<{label[:60]}.wirewatch.{head.sender.domain}>"


def _farewell(head: Letterhead) -> str:
    return f"mailto:{quote(head.sender.addr_spec, safe='@')}?subject=unsubscribe"


def header_text(text: str) -> str:
    """One line that is shown as it is.

    Python's `email` decodes what looks like an encoded word (RFC 2047) when a header is set, and so turns
    `=?utf-8?q?=0ABcc=3A_v=40e.example?=` into a header of its own. No words are left that look so: a
    word joiner, which nobody sees, goes between the two characters that open them.
    """
    return one_line(text, SUBJECT_LIMIT).replace("=?", "=\u2060?")
