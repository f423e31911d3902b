"""An expected article as TOML, in a form that a person edits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from app.readers.fixture import FIELDS


def as_toml(url: str, fields: Mapping[str, object], fetched_at: datetime | None = None) -> str:
    """The address and the fields that say something, with the text's paragraphs on lines of their own."""
    written = [f"url = {_quoted(url)}"]
    if fetched_at is not None:
        written.append(f"fetched_at = {fetched_at.isoformat()}")
    for field in FIELDS:
        value = fields.get(field)
        if value or field in ("title", "authors", "text"):
            written.append(f"{field} = {_value(value)}")
    return "\n".join(written) + "\n"


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_quoted(str(each)) for each in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    if "\n" not in text:
        return _quoted(text)
    # the quotation mark is escaped only where three in a row would end the string
    inner = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""\n{inner}\n"""'


def _quoted(text: str) -> str:
    # JSON's strings are TOML's but for one control character, which no cleaned text holds
    return json.dumps(text, ensure_ascii=False)
