"""Numbers of articles, stories and hits, as addresses carry them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

#: One that a database can hold.
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
