"""The care of the database: what nobody asks for is let go, indexes are merged, statistics renewed."""

from storage.upkeep.pace import Pace, Stop
from storage.upkeep.reports import last_report, reports
from storage.upkeep.retention import Outdated, outdated
from storage.upkeep.running import run_upkeep
from storage.upkeep.sizes import Kind, size_of_folder, sizes_by_kind, sizes_by_table, whole_size

__all__ = [
    "Kind",
    "Outdated",
    "Pace",
    "Stop",
    "last_report",
    "outdated",
    "reports",
    "run_upkeep",
    "size_of_folder",
    "sizes_by_kind",
    "sizes_by_table",
    "whole_size",
]
