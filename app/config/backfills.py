"""What a backfill takes from the configuration."""

from __future__ import annotations

from app.config.captures import captures_folder
from app.config.loading import Config
from app.config.projection import egress_allowed
from crawler.warc.downloading import Downloads
from scheduler.backfilling import BackfillPlan

FOLDER = "backfill"


def backfill_plan(config: Config) -> BackfillPlan:
    """The plan; files that are fetched lie beside the captures for as long as they are read."""
    manners = config.manners
    return BackfillPlan(
        most_bytes=manners.max_response,
        downloads=Downloads(
            folder=captures_folder(config).parent / FOLDER,
            user_agent=manners.full_user_agent,
            timeout=manners.timeout.total_seconds(),
            policy=egress_allowed(config),
        ),
    )
