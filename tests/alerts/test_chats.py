"""What a chat is sent: whatever the web says, no link, mention or markup but the articles' own addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.channels import apprise, discord, ntfy, slack, teams, telegram
from alerts.channels.chat import Form
from alerts.channels.posting import Answer
from alerts.notice import AnyNotice, Notice, Passage, StoriesNotice
from alerts.shown_story import ChangedWords, Fate
from tests.alerts.samples import NOTICE
from tests.alerts.story_samples import CORROBORATION, DIGEST, EVERY, ITEM, OTHER
from tests.alerts.test_letter import HOSTILE

LINK = "https://evil.example/x"
ATTACKS = (
    *(hostile for hostile in HOSTILE if len(hostile) < 500),
    f"<{LINK}|bank>",
    "<!channel> <!here> <@U123> <#C123> &lt;!channel&gt; @here @channel",
    f"[bank]({LINK}) ![x]({LINK}) <{LINK}> [x]: {LINK}",
    "@everyone @here <@1> <@&2> <#3> </cmd:4> <id:home> <t:0:R> <a:b:5> :smile:",
    "@durov #tag /start $USD t.me/durov tg://resolve?domain=durov",
    f"<a href='{LINK}'>bank</a> <b>x</b> <tg-spoiler>x</tg-spoiler> &amp; &#60;b&#62;",
    "**x** __x__ ~~x~~ ||x|| `x` ```x``` > x\n# x\n- x\n1. x",
    f"<at>Kim</at> [x](javascript:alert(1)) {{{{DATE(2025,LONG)}}}} {LINK}",
    "a\r\nPriority: 5\r\nClick: " + LINK,
    "\\" * 7 + "*x*" + "\\",
    "\u202ekcab\u2069 \u200b@\u200beveryone",
)
FORMS: dict[str, Form] = {
    "slack": slack.form,
    "discord": discord.form,
    "teams": teams.form,
    "telegram": partial(telegram.form, chat="-1"),
    "ntfy": partial(ntfy.form, topic="t"),
    "apprise": lambda notice: dict(zip(("title", "body"), apprise.written(notice), strict=True)),
}
every_service = pytest.mark.parametrize("service", FORMS)


def with_words(words: str) -> tuple[Notice, StoriesNotice]:
    assert CORROBORATION.story is not None
    report = replace(OTHER, title=words)
    one = replace(
        CORROBORATION,
        title=words,
        title_marks=(),
        story=replace(CORROBORATION.story, first=report, others=(report,)),
        passages=(Passage(text=words, marks=((1, 4),)),),
        change=(ChangedWords(fate=Fate.ADDED, text=words), ChangedWords(fate=Fate.KEPT, text=words)),
    )
    return one, replace(DIGEST, items=(replace(ITEM, title=words, url=OTHER.url),))


def check_slack(body: dict[str, Any]) -> None:
    assert "<" not in body["text"]
    assert (body["mrkdwn"], body["link_names"], body["parse"]) == (False, False, "none")
    [block] = body["blocks"]
    [section] = block["elements"]
    assert (block["type"], section["type"]) == ("rich_text", "rich_text_section")
    for element in section["elements"]:
        assert element["text"]
        assert element["type"] in ("text", "link")
        if element["type"] == "link":
            assert element["url"] == element["text"] == OTHER.url


def check_discord(body: dict[str, Any]) -> None:
    assert body["allowed_mentions"] == {"parse": []}
    content = body["content"].replace(f"<{OTHER.url}>", "")
    assert "://" not in content
    # what is left after each escaped sign is no markup but the bold of ours
    bare = re.sub(r"\\[\\*_~`|<>\[\]()#@:+\-.]", "", content)
    assert not re.search(r"[\\_~`|<>\[\]()#@:]", bare)
    assert not re.search(r"(?m)^\s*([-+]|\d+\.)", bare)
    assert re.fullmatch(r"(?:[^*]|\*\*(?:[^*\n]*)\*\*)*", bare)


def check_teams(body: dict[str, Any]) -> None:
    [attachment] = body["attachments"]
    for block in attachment["content"]["body"]:
        assert block["type"] == "RichTextBlock"
        assert block["inlines"]
        for run in block["inlines"]:
            assert run["type"] == "TextRun"
            if "selectAction" in run:
                assert run["selectAction"] == {"type": "Action.OpenUrl", "url": OTHER.url}
                assert run["text"] == OTHER.url


def check_telegram(body: dict[str, Any]) -> None:
    assert "parse_mode" not in body
    units = body["text"].encode("utf-16-le", "surrogatepass")
    for entity in body["entities"]:
        place = slice(2 * entity["offset"], 2 * (entity["offset"] + entity["length"]))
        said = units[place].decode("utf-16-le", "surrogatepass")
        assert said
        assert entity["type"] in ("bold", "text_link")
        if entity["type"] == "text_link":
            assert entity["url"] == said == OTHER.url
    rest = body["text"].replace(OTHER.url, "")
    assert not re.search(r"[@#/$]\w", rest)


def check_ntfy(body: dict[str, Any]) -> None:
    assert "markdown" not in body
    assert set(body) <= {"topic", "title", "message", "priority", "click"}
    assert body.get("click", OTHER.url) == OTHER.url
    assert "\n" not in body["title"]


def check_apprise(body: dict[str, Any]) -> None:
    rest = (body["title"] + "\n" + body["body"]).replace(OTHER.url, "")
    assert not re.search(r"[\\*_~`|<>\[\](){}#@&$]", rest)


CHECKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "slack": check_slack,
    "discord": check_discord,
    "teams": check_teams,
    "telegram": check_telegram,
    "ntfy": check_ntfy,
    "apprise": check_apprise,
}


def texts(value: object) -> Iterator[str]:
    """All texts of a body but those of a link."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in ("url", "$schema", "click"):
                yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def check_harmless(service: str, notice: AnyNotice) -> None:
    body = json.loads(json.dumps(FORMS[service](notice)))
    CHECKS[service](body)
    for text in texts(body):
        rest = text.replace(OTHER.url, "")
        assert "://" not in rest
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)
        assert not re.search(r"\b(mailto|javascript):|\bwww\.|evil\.example", rest, re.IGNORECASE)


@every_service
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_known_trick_makes_markup_a_mention_or_a_link(service: str, attack: str) -> None:
    for notice in with_words(attack):
        check_harmless(service, notice)


@every_service
@given(st.lists(st.sampled_from(ATTACKS) | st.text(max_size=30), max_size=3).map("".join))
def test_no_words_make_markup_a_mention_or_a_link(service: str, words: str) -> None:
    for notice in with_words(words):
        check_harmless(service, notice)


@every_service
@pytest.mark.parametrize("name", EVERY)
def test_every_kind_is_shown_with_its_delivery_id_and_its_address(service: str, name: str) -> None:
    notice = EVERY[name]
    shown = json.dumps(FORMS[service](notice), ensure_ascii=False)
    assert f"delivery {notice.delivery_id}" in shown
    if isinstance(notice, Notice):
        assert notice.url in shown


SIZES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "slack": lambda body: len(json.dumps(body)) < 40_000,
    "discord": lambda body: len(body["content"]) <= 2000,
    "teams": lambda body: len(json.dumps(body, ensure_ascii=False).encode()) < 28_000,
    "telegram": lambda body: len(body["text"].encode("utf-16-le")) <= 2 * 4096,
    "ntfy": lambda body: len(f"{body['title']}{body['message']}".encode()) <= 4096,
    "apprise": lambda body: len(body["body"]) <= 2000,
}


@every_service
@pytest.mark.parametrize("word", ["x", "*", "북", "😀", "a b "])
def test_a_long_notice_is_cut_to_what_the_service_takes_and_keeps_what_matters(
    service: str, word: str
) -> None:
    words = (word * 300)[:300]
    long = replace(ITEM, title=words, url=f"https://press.example/{'p' * 300}")
    one, _ = with_words(words)
    one = replace(one, url=f"https://press.example/{'p' * 900}")
    for notice in (one, replace(DIGEST, items=(long,) * 100)):
        body = dict(FORMS[service](notice))
        assert SIZES[service](body)
        shown = json.dumps(body, ensure_ascii=False)
        assert notice.delivery_id in shown
        if isinstance(notice, Notice):
            assert notice.url in shown


@every_service
def test_of_stories_that_find_no_room_the_reader_is_told(service: str) -> None:
    """A story is shown whole, with its address, or counted."""
    count = 60
    items = tuple(
        replace(ITEM, title=f"Headline {place:02}", url=f"https://press.example/{place:02}/{'p' * 300}")
        for place in range(count)
    )
    shown = json.dumps(dict(FORMS[service](replace(DIGEST, items=items, more=7))), ensure_ascii=False)
    whole = [place for place in range(count) if f"Headline {place:02}" in shown]
    assert whole == [place for place in range(count) if f"press.example/{place:02}/" in shown]
    assert 0 < len(whole) < count
    assert whole == list(range(len(whole))), "the last ones are left out"
    assert f"and {count - len(whole) + 7} more" in shown
    few = json.dumps(dict(FORMS[service](replace(DIGEST, items=items[:2], more=0))), ensure_ascii=False)
    assert not re.search("and [0-9]+ more", few)


@every_service
def test_an_address_that_is_no_web_address_is_no_link(service: str) -> None:
    notice = replace(CORROBORATION, url="javascript:alert(1)", story=None)
    shown = json.dumps(FORMS[service](notice))
    assert "javascript:" not in shown
    assert "text_link" not in shown
    assert '"click"' not in shown


@pytest.mark.parametrize(
    ("is_gone", "status", "words", "gone"),
    [
        (slack.is_gone, 410, "channel_is_archived", True),
        (slack.is_gone, 404, "no_service", True),
        (slack.is_gone, 403, "action_prohibited", False),
        (slack.is_gone, 500, "no_service", False),
        (discord.is_gone, 404, '{"message": "Unknown Webhook", "code": 10015}', True),
        (discord.is_gone, 404, '{"code": 10003}', False),
        (discord.is_gone, 404, "[]", False),
        (telegram.is_gone, 403, '{"ok":false,"description":"Forbidden: bot was blocked by the user"}', True),
        (telegram.is_gone, 400, '{"description":"Bad Request: chat not found"}', True),
        (telegram.is_gone, 400, '{"description":"Bad Request: message is too long"}', False),
        (telegram.is_gone, 401, "no json", False),
    ],
)
def test_an_address_that_is_no_more_is_known(
    is_gone: Callable[[Answer], bool], status: int, words: str, gone: bool
) -> None:
    assert is_gone(Answer(status=status, words=words)) is gone


@pytest.mark.parametrize(
    ("wish", "words", "pause"),
    [
        (discord.wish, '{"retry_after": 1.5}', timedelta(seconds=1.5)),
        (discord.wish, '{"retry_after": "soon"}', None),
        (telegram.wish, '{"parameters": {"retry_after": 9}}', timedelta(seconds=9)),
        (telegram.wish, '{"parameters": {"retry_after": 1e300}}', timedelta(seconds=1e6)),
        (telegram.wish, '{"parameters": []}', None),
        (telegram.wish, "<html>", None),
    ],
)
def test_a_pause_that_stands_in_the_answer_is_kept(
    wish: Callable[[Answer], timedelta | None], words: str, pause: timedelta | None
) -> None:
    assert wish(Answer(status=429, words=words)) == pause


def test_ntfy_is_told_how_grave_it_is_and_where_the_article_is() -> None:
    body = ntfy.form(EVERY["first-report"], topic="desk")
    assert (body["topic"], body["priority"], body["click"]) == ("desk", 5, NOTICE.url)


def test_a_topic_of_telegram_is_named() -> None:
    body = telegram.form(CORROBORATION, chat="@desk", topic=7)
    assert (body["chat_id"], body["message_thread_id"]) == ("@desk", 7)
