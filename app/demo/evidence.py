"""What happened in the demo, gathered from the archive and the receivers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from app.demo.expectations import ArchivedFact, Outcome
from app.demo.mailserver import ReceivedMail
from app.demo.receiver import WebhookCall
from storage.archive import Archive
from storage.clock import utc_now
from storage.database import Database
from storage.flags import Flags
from storage.frontier import Frontier
from storage.sources import Sources

SUBJECT_WATCH = re.compile(r"\[(?P<watch>[^\]]+)\]")
MOST_ARTICLES = 1000
ADDRESS = re.compile(r"https?://\S+")


def told_by_mail(mails: Iterable[ReceivedMail]) -> Counter[tuple[str, str]]:
    """How often each (article URL, watch) was mailed: the URL from the body, the watch from the subject."""
    told: Counter[tuple[str, str]] = Counter()
    for mail in mails:
        address = ADDRESS.search(mail.text)
        watch = SUBJECT_WATCH.match(" ".join(str(mail.message.get("Subject", "")).split()))
        if address and watch:
            told[address.group(), watch["watch"]] += 1
    return told


def told_by_webhook(calls: Iterable[WebhookCall]) -> Counter[tuple[str, str]]:
    """How often each (article URL, watch) was told by an accepted call."""
    told: Counter[tuple[str, str]] = Counter()
    for call in calls:
        if call.accepted and call.article_url:
            told[call.article_url, json.loads(call.body)["data"]["watch"]] += 1
    return told


def gather(database: Database, mails: Iterable[ReceivedMail], calls: Iterable[WebhookCall]) -> Outcome:
    """The outcome as it stands now."""
    flags = Flags(database)
    archived: dict[str, list[ArchivedFact]] = {}
    for article in Archive(database).newest(MOST_ARTICLES):
        hits = {hit.watch: str(hit.outcome) for hit in flags.of_article(article.id)}
        fact = ArchivedFact(
            title=article.article.title, text=article.article.text, revisions=article.revision, hits=hits
        )
        archived.setdefault(article.article.url, []).append(fact)
    calls = list(calls)
    return Outcome(
        archived=archived,
        mailed=told_by_mail(mails),
        called=told_by_webhook(calls),
        unverified_calls=sum(not call.verified for call in calls),
        pending_urls=frozenset(_pending_urls(database)),
    )


def _pending_urls(database: Database) -> Iterator[str]:
    far_off = utc_now() + timedelta(days=30)
    for source in Sources(database).list():
        for pending in Frontier(database).pending(source.id, far_off, MOST_ARTICLES):
            yield pending.lead.url
