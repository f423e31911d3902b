"""A file or sitemap that is asked for, beside what is known of it: whether there is anything left to do. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from storage.records import Backfill, BackfillState


class Asked(StrEnum):
    """What is to be done with a backfill that is asked for again."""

    LEAVE = "leave"
    GO_ON = "go on"
    BEGIN_ANEW = "begin anew"


def asked_again(known: Backfill, *, since: datetime | None, size: int | None, anew: bool) -> Asked:
    """Whether to leave a known backfill, to go on at its position, or to begin anew.

    One that waits or runs is left alone, whatever is asked: its `since` is what it began with, and "90d" is another
    moment each time. One that failed goes on, unless its file is shorter by now than it was read. One that is done is
    left, unless its file has another size, an earlier `since` is asked for, or `anew`.
    """
    if known.state in (BackfillState.WAITING, BackfillState.RUNNING):
        return Asked.LEAVE
    is_earlier = known.since is not None and (since is None or since < known.since)
    if anew or is_earlier:
        return Asked.BEGIN_ANEW
    if known.state is BackfillState.FAILED:
        return Asked.BEGIN_ANEW if size is not None and size < known.position.offset else Asked.GO_ON
    is_other = size is not None and known.size is not None and size != known.size
    return Asked.BEGIN_ANEW if is_other else Asked.LEAVE
