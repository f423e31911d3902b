"""An article's way on a terminal: six steps, each with time and reason."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.cli.fates import verdict_words
from app.cli.terminal import moment, plain
from app.cli.why_answer import answer_of
from app.cli.why_way import Way
from storage.records import ARTICLE_PAGE, CopyOf, Delivery, DeliveryState, TextSource
from storage.telling.chain import ShownLead, StoryPlace, Wording

#: A time, where there is one, and what happened then.
Line = tuple[datetime | None, str]

_STEP = 11
_TIME = len("2026-03-02 14:00 UTC")
# of an article that is edited all day the first wording is shown, and the last ones
_MOST_WORDINGS = 6
_MOST_TIES = 3


def print_way(way: Way) -> None:
    """The answer, the article, and its way."""
    archived = way.chain.article
    print(answer_of(way).said)
    print()
    print(f"article {archived.id}  {plain(archived.article.title)} ({plain(archived.source)})")
    print(f"    {plain(archived.article.url)}")
    print()
    for step, lines in (
        ("found", _found(way)),
        ("read", _read(way.chain.wordings)),
        ("matched", _matched(way)),
        ("grouped", _grouped(way)),
        ("routed", _routed(way)),
        ("delivered", _delivered(way)),
    ):
        _print_step(step, [*lines])


def _print_step(step: str, lines: Sequence[Line]) -> None:
    for place, (at, said) in enumerate(lines):
        name = step if place == 0 else ""
        time = "" if at is None else moment(at)
        # what belongs to no moment stands where the times do, what explains a line beneath its words
        beside = f"{time:<{_TIME}}  {said}" if at is not None or said.startswith(" ") else said
        print(f"{name:<{_STEP}}{beside}".rstrip())


def _found(way: Way) -> Iterator[Line]:
    archived = way.chain.article
    news = "backlog" if archived.backlog else "news"
    if not way.chain.leads:
        yield archived.collected_at, f"from {plain(archived.source)}, by no lead; {news}"
    for place, lead in enumerate(way.chain.leads):
        yield lead.first_seen_at, _lead_said(lead, news if place == 0 else "")


def _lead_said(lead: ShownLead, news: str) -> str:
    if not news:
        return f"shown by {plain(lead.source)} too{' (backlog)' if lead.is_backlog else ''}"
    raised = ", which held it as backlog" if lead.is_backlog and news == "news" else ""
    return f"shown by {plain(lead.source)}{raised}; {news}"


def _read(wordings: Sequence[Wording]) -> Iterator[Line]:
    left_out = len(wordings) - _MOST_WORDINGS
    for place, one in enumerate(wordings):
        if left_out <= 0 or place == 0 or place > left_out:
            yield one.fetched_at or one.saved_at, _wording_said(one)
        elif place == 1:
            yield None, f"{left_out} more, see wirewatch show"


def _wording_said(wording: Wording) -> str:
    kind = "an article" if wording.page_kind == ARTICLE_PAGE else f"no article ({plain(wording.page_kind)})"
    text = "its page" if wording.text_source is TextSource.PAGE else "its source's list"
    partial = f"; not read to its end: {plain(wording.partial)}" if wording.partial else ""
    return f"wording {wording.revision}: its page was {kind}, the text is from {text}{partial}"


def _matched(way: Way) -> Iterator[Line]:
    for hit in way.hits:
        version = "" if hit.version is None else f", version {hit.version} of the watch"
        mark = f", marked {way.marks[hit.id]}" if hit.id in way.marks else ""
        yield (
            hit.flagged_at,
            f"by {plain(hit.watch)}: hit #{hit.id} in wording {hit.revision}{version}{mark}",
        )
    unseen = way.unflagged
    if not way.hits and len(unseen) < len(way.chain.wordings):
        flagged = [one.flagged_at for one in way.chain.wordings if one.flagged_at is not None]
        yield max(flagged), _unmatched(way)
    for one in unseen:
        yield None, f"wording {one.revision} is not flagged yet: the worker is still to match it"


def _unmatched(way: Way) -> str:
    ask = f"wirewatch watch why {way.chain.article.id}"
    if way.watch is None:
        return f"by no watch; why not: {ask} WATCH"
    return f"not by {plain(way.watch)}; why not: {ask} {shlex.quote(plain(way.watch))}"


def _grouped(way: Way) -> Iterator[Line]:
    place = way.chain.place
    if place is not None:
        yield place.joined_at, f"story {place.story_id}, {_tied(place)}"
    elif way.chain.grouped_at is None:
        yield None, "not grouped yet: the worker is still to find its story"
    else:
        yield way.chain.grouped_at, "in no story: it came before stories were kept"


def _tied(place: StoryPlace) -> str:
    if place.copy_of is not None:
        return f"copy of article {place.copy_of.article_id} ({_share(place.copy_of)})"
    if place.bond:
        return _bond_said(place.bond)
    return "put there by a person" if place.is_by_person else "the first of it"


def _share(copy: CopyOf) -> str:
    """Two digits, as the rules of verdicts have them: `.93`."""
    return "1.00" if copy.similarity >= 0.995 else f"{copy.similarity:.2f}"[1:]


def _bond_said(bond: Mapping[str, Any]) -> str:
    ties = [f"{tie['kind']} {plain(tie['term'])}" for tie in bond["ties"][:_MOST_TIES]]
    return f"by {', '.join(ties)} (likeness {bond['likeness']:.3f}, needed {bond['needed']:.3f})"


def _routed(way: Way) -> Iterator[Line]:
    if not way.hits:
        yield None, "to nobody: it is no hit"
    for hit in way.hits:
        verdicts, holding = way.verdicts(hit), {one.id for one in way.holding(hit)}
        about = f", {plain(hit.watch)}" if len(way.hits) > 1 else ""
        if not verdicts:
            yield hit.flagged_at, f"{hit.outcome}{about}: decided by a release before routes"
        for one in verdicts:
            mark = "*" if one.id in holding else " "
            yield one.decided_at, f"{mark} {plain(one.route)}{about}  {verdict_words(one)}"


def _delivered(way: Way) -> Iterator[Line]:
    found = way.each_delivery
    if not found:
        yield None, "nothing: there is no notice of it"
    for delivery, _ in found.values():
        kind = "" if delivery.story_notice_kind is None else f"{delivery.story_notice_kind}  "
        tries = "1 try" if delivery.attempts == 1 else f"{delivery.attempts} tries"
        yield (
            _ended_at(delivery),
            f"{plain(delivery.channel)}  {delivery.state}  {kind}{tries}  {delivery.id}",
        )
        if said := _said_of(delivery, way.answers.get(delivery.id)):
            yield None, f"    {said}"


def _ended_at(delivery: Delivery) -> datetime:
    """When it arrived or was given up, else since when it waits."""
    over = (DeliveryState.DEAD, DeliveryState.ENDED)
    return delivery.delivered_at or (delivery.due_at if delivery.state in over else delivery.created_at)


def _said_of(delivery: Delivery, answer: str | None) -> str:
    said = plain((answer if delivery.state is DeliveryState.DELIVERED else delivery.last_error) or "")
    if delivery.state is not DeliveryState.WAITING:
        return said
    return f"next try {moment(delivery.due_at)}{said and f', the last: {said}'}"
