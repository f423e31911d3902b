"""What a text in a request may not hold: PostgreSQL takes no NUL in one."""

from __future__ import annotations

NO_NUL, NO_NUL_OR_NOTHING = r"^[^\x00]+$", r"^[^\x00]*$"
