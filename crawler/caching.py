"""How long a server says that its answer stays fresh (RFC 9111). Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[,\s])(s-maxage|max-age)\s*=\s*\"?(\d{1,12})", re.IGNORECASE | re.ASCII)
_NEVER = re.compile(r"(?:^|[,\s])no-(?:store|cache)\b", re.IGNORECASE)


def fresh_for(
    cache_control: str | None, expires: str | None, age: str | None, now: datetime
) -> timedelta | None:
    """From Cache-Control, else Expires, less Age; None where nothing is said or nothing may be kept."""
    control = (cache_control or "")[:1000]
    if _NEVER.search(control):
        return None
    ages = {name.lower(): int(seconds) for name, seconds in _MAX_AGE.findall(control)}
    seconds = ages.get("max-age", ages.get("s-maxage"))
    if seconds is not None:
        spent = int(age[:9]) if age is not None and age.isascii() and age.isdecimal() else 0
        return timedelta(seconds=min(max(0, seconds - spent), 10**9))
    at = http_date(expires)
    return None if at is None or at <= now else at - now


def http_date(written: str | None) -> datetime | None:
    """The time that a header names (RFC 9110, 5.6.7); None where there is none, or without its zone."""
    try:
        at = parsedate_to_datetime(written) if written else None
    except (ValueError, OverflowError):
        return None
    return None if at is None or at.tzinfo is None else at
