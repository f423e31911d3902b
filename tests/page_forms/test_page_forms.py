"""That the forms say what they promise; whether a reader copes with them is another test's business."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from tests.page_forms import DATE_STATED, FORMS, StoryText, folded, parse_seed
from tests.page_forms.own_text import OWN

NASTY = replace(
    OWN,
    title='</script><b>A & "B"</b> <!-- &amp; \\u003c',
    paragraphs=('"x" </script><p>no tag</p> &lt; \N{LINE SEPARATOR} a&nbsp;b', "Second <br> one."),
    url='https://news.example/a?b=1&c="2"',
)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.seen: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script":
            self.scripts.append("ld" if ("type", "application/ld+json") in attrs else "other")

    def handle_data(self, data: str) -> None:
        if self.scripts and self.scripts[-1] == "ld":
            self.scripts[-1] = data
        else:
            self.seen.append(data)


def _parsed(page: bytes) -> _Page:
    parser = _Page()
    parser.feed(page.decode())
    parser.close()
    return parser


def _words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("story", [OWN, NASTY], ids=["own", "nasty"])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_shows_all_of_the_story_in_order(form: str, story: StoryText) -> None:
    seen = _words("".join(_parsed(FORMS[form](story)).seen))
    at = 0
    for piece in (story.section, story.title, *story.paragraphs, story.team_line, *story.comment_lines):
        at = seen.index(_words(piece), at)


@pytest.mark.parametrize("form", FORMS)
def test_a_story_cannot_change_the_tags_of_a_form(form: str) -> None:
    calm = replace(NASTY, title="A title", paragraphs=("One.", "Two."), url="https://news.example/a")
    assert _parsed(FORMS[form](NASTY)).tags == _parsed(FORMS[form](calm)).tags


@pytest.mark.parametrize("form", FORMS)
def test_a_form_states_its_date_as_finely_as_it_says(form: str) -> None:
    wanted = {
        "day": "Jul 03, 2025",
        "second": "2025-07-03T02:40:25+05:30",
        "minute": "02 July 2025, 21:10 GMT",
    }
    assert wanted[DATE_STATED[form]] in FORMS[form](OWN).decode()


def test_only_one_form_has_json_ld_and_one_has_no_paragraphs() -> None:
    assert [form for form, page in FORMS.items() if b"ld+json" in page(OWN)] == ["json-ld"]
    assert [form for form, page in FORMS.items() if "p" not in _parsed(page(OWN)).tags] == ["div-br"]


@pytest.mark.parametrize("story", [OWN, NASTY], ids=["own", "nasty"])
def test_the_json_ld_says_what_the_page_says(story: StoryText) -> None:
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', FORMS["json-ld"](story).decode()
    )
    graph = json.loads(scripts[0])["@graph"]
    article = next(node for node in graph if node["@type"] == "NewsArticle")
    assert article["headline"] == story.title
    assert article["articleBody"] == f"{story.text}\n\n{story.team_line}"
    assert json.loads(scripts[1])["@type"] == "ItemList"


def test_the_layout_of_a_copied_page_is_parsed() -> None:
    copied = "\n\n".join((OWN.title, OWN.section, OWN.title, *OWN.paragraphs, OWN.team_line))
    copied += "\n\n" + "\n".join(OWN.comment_lines)
    assert parse_seed(copied, published_at=OWN.published_at, url=OWN.url) == OWN


@pytest.mark.parametrize(
    "text", ["", "a\n\nb\n\nc\n\nd", "a\n\nb\n\nc\n\nd\n\n✍️ team", "a\n\nb\n\n✍️ team\n\nform"]
)
def test_another_layout_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected page title"):
        parse_seed(text, published_at=datetime(2025, 7, 3, tzinfo=UTC), url="https://news.example/")


def test_folding_keeps_lines() -> None:
    assert folded("a,\N{NO-BREAK SPACE} b\n\nc  d") == "a, b\n\nc d"
