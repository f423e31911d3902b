"""Schemathesis asks the desk all that its own description allows and all that it forbids, with every check it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import strategies
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.schemas import BaseSchema

from app.web.application import build
from app.web.security.gate import Gate
from storage.access import Tokens
from storage.database import Database
from storage.records import Scope
from tests.app.web.filled import HOST, LIMITLESS, NOW, SOURCES, WATCHES, desk_over, filled

_QUERIES = ("troops", "북한*", '"home ministry"~3', "troops NOT denied", "@dprk", "(a OR b) AND title:troops")
_MOMENTS = ("30d", "12h", "2026-02-01", "2026-02-01T06:00Z", "2026-02-01T06:00:00+09:00")
_FORMATS = {
    "watch-query": _QUERIES,
    "moment": _MOMENTS,
    "source-name": SOURCES,
    "watch-name": WATCHES,
    "article-cursor": ("p1", "c4", "p999999999999999999"),
    "change-cursor": ("r0", "r3", "now", "r999999999999999999"),
}
# Every check that belongs to a description; which of them ran is looked at below.
_CHECKS = {
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "use_after_free"),
    *("response_headers_conformance", "response_schema_conformance", "negative_data_rejection"),
    *("positive_data_acceptance", "ensure_resource_availability", "missing_required_header"),
    *("unsupported_method", "allow_header_conformance", "ignored_auth", "object_level_authorization"),
}


def suited(_context: object, case: schemathesis.Case[Any], _kwargs: object) -> None:
    """What no schema can say of a request that should be answered: which names there are, and what fits together."""
    asked = case.query
    if case.meta is None or not case.meta.generation.mode.is_positive or not asked:
        return
    for name, known in (("source", SOURCES), ("watch", WATCHES)):
        if name in asked and asked[name] not in known:
            asked[name] = known[0]
    if "until" in asked:
        asked["until"] = "1h"
        asked.setdefault("since", "90d")
    cursor = asked.get("after")
    if isinstance(cursor, str) and cursor[:1] in ("p", "c"):
        asked["sort"] = "published" if cursor[0] == "p" else "collected"


@pytest.fixture
def described(sqlite_url: str) -> Iterator[BaseSchema]:
    database = Database(sqlite_url)
    filled(database)
    for name, values in _FORMATS.items():
        schemathesis.openapi.format(name, strategies.sampled_from(values))
    schemathesis.hook("before_call")(suited)
    config = SchemathesisConfig()
    config.projects.default.generation.deterministic = True
    token = Tokens(database).create("schemathesis", Scope.WRITE, NOW).secret
    gate = Gate(token_required=True)
    application = build(desk_over(database), hosts=[HOST], gate=gate, limit=LIMITLESS)
    headers = {"Authorization": f"Bearer {token}"}
    config.projects.default.update(headers=headers)
    yield schemathesis.openapi.from_asgi("/openapi.json", application, config=config, headers=headers)
    schemathesis.hooks.unregister_all()
    database.close()


def failures_of(schema: BaseSchema, *, examples: int) -> tuple[list[str], Counter[str]]:
    """What failed, each with the request that shows it; and how often each check ran."""
    schema.config.generation.max_examples = examples
    failed: list[str] = []
    ran: Counter[str] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError):
            failed.append(f"{event.info}")
        elif isinstance(event, events.FatalError):
            failed.append(repr(event.exception))
        if not isinstance(event, events.ScenarioFinished):
            continue
        for checks in event.recorder.checks.values():
            for check in checks:
                ran[check.name] += 1
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    shown = f"{check.name}: {failure.title}\n{failure.message}"
                    failed.append(f"{shown}\n{check.failure_info.code_sample}")
    return failed, ran


def test_the_desk_does_what_it_says(described: BaseSchema) -> None:
    failed, ran = failures_of(described, examples=5)
    assert failed == []
    assert set(ran) == _CHECKS
    assert min(ran.values()) > 500


@pytest.mark.soak
def test_the_desk_does_what_it_says_whatever_is_asked(described: BaseSchema) -> None:
    failed, ran = failures_of(described, examples=200)
    print(f"schemathesis: {ran.total():,} checks of {ran['not_a_server_error']:,} answers")
    assert failed == []
