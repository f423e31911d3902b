"""From what was claimed in the outbox to the notice, whatever it is about."""

from __future__ import annotations

from datetime import datetime

from alerts.care import compose_care
from alerts.channel_care import compose_channel
from alerts.notice import AnyNotice
from alerts.notices import compose
from alerts.story_notices import compose_stories
from storage.outbox import Claimed
from storage.records import ChannelReport, ClaimedNotice, ClaimedStories


def composed(claimed: Claimed | ClaimedStories, told_at: datetime) -> AnyNotice:
    """The notice of a claimed delivery; `told_at` is the moment of this try."""
    if isinstance(claimed, ClaimedStories):
        return compose_stories(claimed, told_at)
    if not isinstance(claimed, ClaimedNotice):
        return compose(claimed, told_at)
    about = claimed.notice
    if isinstance(about, ChannelReport):
        return compose_channel(claimed.delivery.id, about, told_at)
    return compose_care(claimed.delivery.id, about, told_at)
