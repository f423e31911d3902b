"""The laws of polarity at full count: `make soak`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.watch.polarity import test_judging

pytestmark = pytest.mark.soak


@given(test_judging.EVENTFUL)
@settings(max_examples=3_000, deadline=None)
def test_a_polarity_has_its_cue_in_the_sentence_shown(text: str) -> None:
    test_judging.has_its_cue_in_the_sentence_shown(text)


@given(test_judging.TELLING, test_judging.UNEVENTFUL)
@settings(max_examples=2_000, deadline=None)
def test_a_sentence_without_the_event_changes_nothing(text: list[str], other: str) -> None:
    test_judging.unchanged_by_a_sentence_without_the_event(text, other)


@given(test_judging.EVENTFUL)
@settings(max_examples=3_000, deadline=None)
def test_each_action_is_judged_as_if_it_were_alone(text: str) -> None:
    test_judging.judged_as_if_alone(text)


@given(test_judging.EVENTFUL)
@settings(max_examples=3_000, deadline=None)
def test_an_action_is_judged_by_its_sentence_as_by_the_whole_text(text: str) -> None:
    test_judging.judged_by_its_sentence_as_by_the_whole_text(text)
