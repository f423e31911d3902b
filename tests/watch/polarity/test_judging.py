"""What is said of an action: rules with an example each, and laws."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import watch
from watch.axis import Axis
from watch.operators.event import Event
from watch.places import Places, slots_of
from watch.polarity import deciding_cue, polarity_of
from watch.polarity.judging import polarity_on

EVENT = "EVENT(action=(send OR sends OR sent OR sending OR 派遣 OR 파병 OR отправ*))"

WORDS = re.findall(
    r"\S+",
    """
    they troops Pyongyang denied denies not never no could may will to be plans if reportedly refused without and
    but which after that the of in May 3 failed stopped prevented deny ruled out neither nor because 可能 否认 没有
    否定した 可能性 しない 지 않았다 가능성 부인했다 может не отрицает якобы
    """,
)
ACTIONS = ["send", "sends", "sent", "sending", "派遣", "파병", "отправил"]
GAPS = st.sampled_from([" ", " ", " ", ", ", "; ", " - ", " “", "” ", "、", ": "])
ENDS = st.sampled_from([". ", "? ", "!\n\n", "。", "\n\n"])


def sentences(words: list[str]) -> st.SearchStrategy[str]:
    pieces = st.lists(st.tuples(st.sampled_from(words), GAPS), min_size=1, max_size=12)
    return st.builds(
        lambda found, end: "".join(word + gap for word, gap in found).rstrip(" ,;:-、“") + end, pieces, ENDS
    )


EVENTFUL = st.lists(sentences([*WORDS, *ACTIONS * 3]), min_size=1, max_size=4).map("".join)
UNEVENTFUL = sentences(WORDS)
TELLING = st.lists(sentences(["troops", "Pyongyang", "sent", "could", "denied", "that"]), min_size=1)


def judged(text: str, query: str = EVENT) -> watch.Match | None:
    return watch.match(watch.parse(query), watch.Document.of("", text))


def polarity(text: str) -> str | None:
    found = judged(text)
    return None if found is None else found.polarity


def acting(text: str) -> tuple[Axis, Places]:
    """The ruler of a text, and the actions on it."""
    query = watch.parse(EVENT)
    scope = watch.Document.of("", text).scope
    assert isinstance(query.root, Event)
    return scope.axis, query.root.actions(scope)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        # a verb is negated up to the next comma, and not behind "and" with a verb of its own
        ("denied", "They did not in the end send troops."),
        ("asserted", "They did not wait, they sent troops."),
        ("asserted", "They ruled out a tax and sent troops."),
        ("denied", "They have not trained men and sent troops."),
        # a clause of its own
        ("asserted", "They, who may hold talks, sent troops."),
        ("asserted", "They may hold talks because Seoul sent troops."),
        ("asserted", "Although they denied it, they sent troops."),
        ("denied", "They denied that, in spring, they sent troops."),
        # no subject, no object
        ("denied", "No soldier of theirs was seen, and no troops were sent."),
        ("denied", "They sent no troops."),
        ("asserted", "They sent troops with no arms."),
        ("asserted", "They said nothing of the troops that were sent."),
        # denials denied, and what is not prevented
        ("hedged", "They did not deny having sent troops."),
        ("hedged", "They have never publicly denied that they sent troops."),
        ("asserted", "Nobody can deny that they sent troops."),
        ("denied", "They were prevented from sending troops."),
        ("asserted", "They were not prevented from sending troops."),
        # longer cues take shorter ones
        ("asserted", "They sent troops last May."),
        ("asserted", "Last May they sent troops."),
        ("hedged", "They may send troops."),
        ("asserted", "They not only talked but sent troops."),
        # a denial outweighs a doubt
        ("denied", "They denied reports that they may send troops."),
        ("denied", "They have no plans to send troops."),
        # what is to be
        ("hedged", "Troops are to be sent."),
        ("hedged", "Troops to be sent, says Kyiv"),
        ("hedged", "They are preparing to send troops."),
        # questions
        ("hedged", "Have they sent troops?"),
        ("asserted", "Why have they sent troops?"),
        ("asserted", "They sent troops. Who knew?"),
        # the strongest sentence counts
        ("asserted", "They could send troops. They sent troops."),
        ("hedged", "They denied sending troops. They could send troops."),
    ],
)
def test_rules(said: str, text: str) -> None:
    assert polarity(text) == said


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("asserted", "Police will question the men held for the attack."),
        ("asserted", "They did not speak of the attack."),
        ("asserted", "Alleged rebels carried out an attack."),
        ("hedged", "Police will look into an alleged attack."),
        ("hedged", "They will attack."),
        ("denied", "They did not attack."),
    ],
)
def test_an_event_taken_for_granted_is_asserted(said: str, text: str) -> None:
    found = judged(text, "EVENT(action=attack)")
    assert found is not None
    assert found.polarity == said


def test_the_cue_is_named_and_shown() -> None:
    text = "They said they have no plans to send troops."
    found = judged(text)
    assert found is not None
    assert found.cue is not None
    assert (found.cue.form, text[found.cue.start : found.cue.end]) == ("no plans", "no plans")


@given(EVENTFUL)
@settings(max_examples=100, deadline=None)
def test_a_polarity_has_its_cue_in_the_sentence_shown(text: str) -> None:
    has_its_cue_in_the_sentence_shown(text)


def has_its_cue_in_the_sentence_shown(text: str) -> None:
    """Held to at full count by `make soak`."""
    found = judged(text)
    if found is None:
        return
    assert (found.cue is None) is (found.polarity == "asserted")
    assert found.sentence is not None
    if found.cue is not None:
        assert found.sentence.start <= found.cue.start < found.cue.end <= found.sentence.end


@given(EVENTFUL)
@settings(max_examples=100, deadline=None)
def test_an_action_is_judged_by_its_sentence_as_by_the_whole_text(text: str) -> None:
    judged_by_its_sentence_as_by_the_whole_text(text)


def judged_by_its_sentence_as_by_the_whole_text(text: str) -> None:
    """Held to at full count by `make soak`."""
    axis, actions = acting(text)
    assert polarity_of(axis, actions) == polarity_on(watch.Document.of("", text).axis, actions)


@given(TELLING, UNEVENTFUL)
@settings(max_examples=80, deadline=None)
def test_a_sentence_without_the_event_changes_nothing(text: list[str], other: str) -> None:
    unchanged_by_a_sentence_without_the_event(text, other)


def unchanged_by_a_sentence_without_the_event(text: list[str], other: str) -> None:
    """Held to at full count by `make soak`."""
    event = "\n\n".join(part.strip() for part in text)
    alone = polarity(event)
    assert polarity(f"{event}\n\n{other}") == alone
    assert polarity(f"{other}\n\n{event}") == alone


@given(st.lists(st.sampled_from(["could", "may", "reportedly", "will", "if", "perhaps"]), max_size=4))
def test_a_denial_outweighs_doubts(doubts: list[str]) -> None:
    assert polarity(f"They denied that they {' '.join(doubts)} send troops.") == "denied"
    assert polarity(f"They {' '.join(doubts)} send troops.") == ("hedged" if doubts else "asserted")


@given(EVENTFUL)
@settings(max_examples=100, deadline=None)
def test_each_action_is_judged_as_if_it_were_alone(text: str) -> None:
    judged_as_if_alone(text)


def judged_as_if_alone(text: str) -> None:
    """Held to at full count by `make soak`."""
    axis, actions = acting(text)
    together = polarity_of(axis, actions)
    for length, starts in actions.items():
        for slot in slots_of(starts):
            alone = polarity_of(watch.Document.of("", text).scope.axis, {length: 1 << slot})
            for kind in ("denied", "hedged"):
                said = bool(getattr(together, kind).get(length, 0) >> slot & 1)
                assert said is bool(getattr(alone, kind))
                if said:
                    assert deciding_cue(axis, slot, length, kind) is not None
            assert not together.denied.get(length, 0) & together.hedged.get(length, 0)
