"""What the editor's form sends."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Form
from pydantic import BaseModel, Field, field_validator

from app.web.no_nul import NO_NUL_OR_NOTHING
from storage.records.desk_watches import LONGEST_NOTE, LONGEST_QUERY


class Written(BaseModel):
    """A draft as it is typed; `edited` is the version that it changes, None where the watch is new."""

    name: Annotated[str, Field(max_length=200, pattern=NO_NUL_OR_NOTHING)] = ""
    query: Annotated[str, Field(max_length=LONGEST_QUERY, pattern=NO_NUL_OR_NOTHING)] = ""
    severity: Literal["info", "warning", "critical"] = "warning"
    note: Annotated[str, Field(max_length=LONGEST_NOTE, pattern=NO_NUL_OR_NOTHING)] = ""
    edited: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None

    @field_validator("edited", mode="before")
    @classmethod
    def _none_of_empty(cls, given: object) -> object:
        return None if given == "" else given

    @field_validator("query", "note")
    @classmethod
    def _lines(cls, given: str) -> str:
        # HTML forms end lines with CR LF (WHATWG HTML, 4.10.21.8).
        return given.replace("\r\n", "\n").strip()


WrittenForm = Annotated[Written, Form()]
