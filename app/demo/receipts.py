"""What the demo's receivers were told, taken from the mails and calls themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from alerts.shown_story import counted
from app.demo.ground import MAIL_CHANNEL, WEBHOOK_CHANNEL
from app.demo.mailserver import ReceivedMail
from app.demo.receiver import WebhookCall

_ADDRESS = re.compile(r"https?://\S+")
_COUNTS = re.compile(r"[0-9,]+ outlets?(?:, [0-9,]+ independent)?|[0-9,]+ (?:story|stories)")
_OF_SEVERAL = ("digest", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One notice about stories as a channel's receiver got it, however often it came under the same id.

    `counts` is how many outlets or stories it says there are ("5 outlets, 2 independent"), `urls` the articles that it
    is about, and `line` what its reader sees first.
    """

    channel: str
    delivery_id: str | None
    kind: str
    counts: str
    urls: frozenset[str]
    line: str


def receipts(
    mails: Iterable[ReceivedMail], calls: Iterable[WebhookCall], kinds: Mapping[str, str]
) -> tuple[Receipt, ...]:
    """What was received, mails first. `kinds` says by delivery id what the notices about stories are for.

    A mail says so in words alone, so that the archive is asked. Calls that were turned away are none.
    """
    found = [*_of_mails(mails, kinds), *_of_calls(calls)]
    return tuple({(one.channel, one.delivery_id): one for one in found}.values())


def _of_mails(mails: Iterable[ReceivedMail], kinds: Mapping[str, str]) -> Iterator[Receipt]:
    for mail in mails:
        kind = kinds.get(mail.delivery_id or "")
        if kind is None:
            # a notice about sources or channels
            continue
        line = next(iter(mail.text.splitlines()), "")
        counts = _COUNTS.search(line)
        urls = _ADDRESS.findall(mail.text)
        yield Receipt(
            channel=MAIL_CHANNEL,
            delivery_id=mail.delivery_id,
            kind=kind,
            counts=counts.group() if counts else "",
            # A mail about one article names it first, and then the other reports.
            urls=frozenset(urls if kind in _OF_SEVERAL else urls[:1]),
            line=line,
        )


def _of_calls(calls: Iterable[WebhookCall]) -> Iterator[Receipt]:
    for call in calls:
        data = _data(call) if call.accepted else {}
        story, several = data.get("story"), data.get("stories")
        if story is not None:
            counts, articles = counted(story["outlets"], story["independent"]), [data["article"]]
        elif several is not None:
            counts, articles = f"{len(several)} {'story' if len(several) == 1 else 'stories'}", several
        else:
            continue
        yield Receipt(
            channel=WEBHOOK_CHANNEL,
            delivery_id=call.delivery_id,
            kind=data["kind"],
            counts=counts,
            urls=frozenset(article["url"] for article in articles),
            line=f"{data['kind']}: {counts}",
        )


def _data(call: WebhookCall) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(call.body)["data"]
    return data
