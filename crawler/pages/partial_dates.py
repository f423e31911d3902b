"""Dates that a line leaves incomplete: a dateline without its year, and times counted back from now."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from crawler import dates
from crawler.pages import month_names

# SEOUL, Aug. 4 (Yonhap) -- ; KYIV, 4 August (Ukrinform). ; МОСКВА, 4 августа. /ТАСС/
_DATELINE = re.compile(
    r"^[^\d(]{2,40}?,\s?(?:(?P<month>[^\W\d_]{3,12})\.?\s(?P<day>\d{1,2})|(?P<first>\d{1,2})\.?\s(?P<name>[^\W\d_]{3,12}))"
    r"\.?,?\s{0,2}(?=[(/–—-])"
)
_UNITS = {
    "minute": r"min(?:ute)?s?\b|minuten?\b|мин(?:ут\w*)?|хв(?:илин\w*)?|분|分钟|分鐘|分",
    "hour": r"h(?:ou)?rs?\b|stunden?\b|heures?\b|horas?\b|or[ae]\b|час\w*|годин\w*|시간|小时|小時|時間",
    "day": r"days?\b|tag(?:en)?\b|jours?\b|días?\b|giorn[io]\b|dias?\b|дн(?:я|ей|і|ів)|день|일|天|日",
}
_UNIT = "|".join(f"(?P<{name}>{form})" for name, form in _UNITS.items())
_COUNT = r"(?<!\d)(?P<count>\d{1,3}|\ban?|\beine[rm]?|\bune?|\buna)"
_AGO = (
    re.compile(rf"\b(?:vor|il y a|hace|há)\s{_COUNT}\s(?:{_UNIT})", re.IGNORECASE),
    re.compile(rf"{_COUNT}\s?(?:{_UNIT})\s?(?:ago\b|fa\b|назад|тому|전|前)", re.IGNORECASE),
)
_LONGEST = 120


def of_dateline(line: str, year_of: datetime) -> datetime | None:
    """The day with which a wire's report begins, in the last such year up to a day after `year_of`."""
    found = _DATELINE.match(line[:_LONGEST])
    if found is None:
        return None
    month = month_names.number_of(found["month"] or found["name"] or "")
    day = int(found["day"] or found["first"])
    if month is None:
        return None
    for year in (year_of.year, year_of.year - 1):
        moment = dates.naive(year, month, day)
        if moment is not None and moment <= year_of.replace(tzinfo=None) + timedelta(days=1):
            return moment
    return None


def of_age(line: str, fetched_at: datetime) -> datetime | None:
    """The day of "3 hours ago", counted back from when the page was fetched; None for a line of other things."""
    found = (
        next((match for form in _AGO if (match := form.search(line))), None)
        if len(line) <= _LONGEST
        else None
    )
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdigit() else 1
    unit = next(name for name in _UNITS if found[name])
    moment = fetched_at - timedelta(**{f"{unit}s": count})
    return dates.naive(moment.year, moment.month, moment.day)
