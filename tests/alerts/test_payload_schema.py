"""The published JSON Schema takes every payload that there is, and misses nothing of it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from alerts.channels.webhook_payload import CARE_TYPES, CHANNEL_TYPES, payload
from tests.alerts.samples import CARE, NOTICE
from tests.alerts.story_samples import EVERY

every_notice = pytest.mark.parametrize("name", EVERY)


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(files("alerts.channels").joinpath("payload.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@every_notice
def test_every_payload_is_valid(name: str) -> None:
    validator().validate(json.loads(payload(EVERY[name])))


@every_notice
def test_no_key_of_a_payload_is_left_out_of_the_schema(name: str) -> None:
    schema: Any = validator().schema
    body = json.loads(payload(EVERY[name]))
    [branch] = [one for one in schema["oneOf"] if _takes(one["properties"]["type"], body["type"])]
    part = branch["properties"]["data"]["$ref"].rpartition("/")[2]
    assert set(schema["$defs"][part]["properties"]) == set(body["data"])


@every_notice
def test_a_payload_without_one_of_its_keys_is_not(name: str) -> None:
    body = json.loads(payload(EVERY[name]))
    for key in body["data"]:
        less = {**body, "data": {other: value for other, value in body["data"].items() if other != key}}
        with pytest.raises(ValidationError):
            validator().validate(less)


def test_what_nobody_stated_is_null() -> None:
    bare = replace(
        NOTICE, published_at=None, section=None, language=None, polarity=None, cue=None, sentence=None
    )
    validator().validate(json.loads(payload(replace(bare, watch_version=None))))
    never = replace(CARE.sources[0], last_ok_at=None, probing=None)
    validator().validate(json.loads(payload(replace(CARE, sources=(never,)))))


def test_every_type_is_in_the_schema() -> None:
    types = {json.loads(payload(notice))["type"] for notice in EVERY.values()}
    written = json.dumps(validator().schema)
    assert types == {
        *("hit.flagged", "channel.test", "stories.held", "stories.digest"),
        *CARE_TYPES.values(),
        *CHANNEL_TYPES.values(),
    }
    assert all(f'"{kind}"' in written for kind in types)


def _takes(wanted: dict[str, Any], kind: str) -> bool:
    return kind in wanted.get("enum", [wanted.get("const")])
