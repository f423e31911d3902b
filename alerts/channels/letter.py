"""A notice as a mail: pure, so that what a person sees can be tested without a server."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from alerts.channels.care_words import care_subject, care_words
from alerts.cleaning import clean, defang, one_line
from alerts.marked import Mark, Segment, segments
from alerts.moments import human
from alerts.notice import AnyNotice, CareNotice, Notice

SUBJECT_LIMIT = 200
_LINKABLE = re.compile(r"https?://[^\s<>\"']+")


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


def letter(notice: AnyNotice, *, sender: Address, recipients: Sequence[Address]) -> bytes:
    """Write the notice as a multipart mail, plain text first, ready for the wire (ASCII, CRLF).

    The `Message-ID` is made of the delivery id alone, so that a repeated mail is known as a repetition.
    No word from the web can become a header, markup or a link; the one link is the article's own.
    """
    if isinstance(notice, CareNotice):
        subject, template, words = care_subject(notice), "care", care_words(notice)
    else:
        subject, template, words = f"[{notice.watch}] {notice.title}", "mail", _words(notice)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = list(recipients)
    message["Subject"] = header_text(subject)
    message["Date"] = notice.told_at
    message["Message-ID"] = message_id(notice.delivery_id, sender)
    # RFC 3834: no vacation responder answers this
    message["Auto-Submitted"] = "auto-generated"
    for ending, subtype in (("txt", "plain"), ("html", "html")):
        body = _templates().get_template(f"{template}.{ending}").render(words)
        if subtype == "plain":
            message.set_content(body, cte="quoted-printable")
        else:
            message.add_alternative(body, subtype=subtype, cte="quoted-printable")
    return message.as_bytes()


def message_id(delivery_id: str, sender: Address) -> str:
    """The `Message-ID` of a delivery: the same in every try, under the sender's own domain."""
    return f"<{delivery_id}@wirewatch.{sender.domain}>"


def header_text(text: str) -> str:
    """One line that is shown as it is.

    Python's `email` decodes what looks like an encoded word (RFC 2047) when a header is set, and so turns
    `=?utf-8?q?=0ABcc=3A_v=40e.example?=` into a header of its own. No words are left that look so: a
    word joiner, which nobody sees, goes between the two characters that open them.
    """
    return one_line(text, SUBJECT_LIMIT).replace("=?", "=\u2060?")


def _words(notice: Notice) -> Mapping[str, object]:
    url = one_line(notice.url, limit=4000)
    return {
        "title": _cut(notice.title.replace("\n", " "), notice.title_marks),
        "source": one_line(notice.source),
        "section": _plain(notice.section or ""),
        "authors": [_plain(author) for author in notice.authors],
        "language": notice.language,
        "passages": [_cut(passage.text, passage.marks) for passage in notice.passages],
        "url": url,
        "linked": _LINKABLE.fullmatch(url) is not None,
        "published": human(notice.published_at),
        "collected": human(notice.collected_at),
        "told": human(notice.told_at),
        "watch": one_line(notice.watch),
        "query": one_line(notice.query, limit=2000),
        "reported": _reported(notice),
        "evidence": [_plain(f"{one.text} = @{one.alias}") for one in notice.evidence if one.alias],
        "article_id": notice.article_id,
        "hit": f"{notice.hit_id} (wirewatch hit mark {notice.hit_id} relevant|noise|handled)",
        "delivery_id": notice.delivery_id,
    }


def _reported(notice: Notice) -> str:
    """What the article says of the event, and by which words."""
    if notice.polarity is None:
        return ""
    return _plain(f"{notice.polarity} ({notice.cue})" if notice.cue else notice.polarity)


def _plain(text: str) -> str:
    return defang(one_line(text))[0]


def _cut(text: str, marks: Sequence[Mark]) -> list[Segment]:
    return segments(*defang(*clean(text, marks)))
