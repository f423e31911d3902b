"""Puts a site together: pages with their frame, cards, the 404, and what every site has besides its news."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from tests.cms_sites.machine import text_of
from tests.cms_sites.prose import Story
from tests.cms_sites.site import ELSE, Answer
from tests.cms_sites.skins import LD, Skin

ABOUT = (
    "This desk was founded by three reporters who had shared a night train and a flask of tea. "
    "It takes no advertising from those it writes about, and it prints its mistakes on the first page. "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One site's frame: its title, skin, language, and what all of its pages carry in head and foot."""

    title: str
    skin: Skin
    language: str = "en"
    charset: str = "utf-8"
    head: str = ""
    foot: str = ""

    def page(self, body: str, *, title: str = "", head: str = "", status: int = 200) -> Answer:
        """A page within the frame."""
        made_by = f'<meta name="generator" content="{self.skin.generator}">' if self.skin.generator else ""
        html = (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="{self.charset}">'
            f"<title>{escape(title or self.title)}</title>{made_by}{self.head}{head}</head>\n<body>"
            f'<header class="site-header"><a href="/" class="logo">{escape(self.title)}</a><nav><ul>'
            '<li><a href="/">Home</a></li><li><a href="/about/">About</a></li>'
            '<li><a href="/contact/">Contact</a></li></ul></nav></header>\n'
            f"<main>{body}</main>\n<footer><p>&copy; {escape(self.title)}</p>{self.foot}</footer></body></html>"
        )
        return Answer(
            body=html.encode(self.charset),
            content_type=f"text/html; charset={self.charset}",
            status=status,
        )

    def article(self, base: str, story: Story, *, head: str = "", after: str = "") -> Answer:
        """A story's own page."""
        slots = self._slots(base, story)
        own_head = self.skin.head.format_map(slots) + head
        if self.skin.linked_data:
            own_head += LD.format_map({**slots, "type": self.skin.kind})
        own_head += f'<link rel="canonical" href="{slots["url"]}">'
        body = self.skin.article.format_map(slots) + after
        return self.page(body, title=f"{story.headline} - {self.title}", head=own_head)

    def cards(self, base: str, stories: Iterable[Story], *, form: str = "") -> str:
        """Cards that lead to stories, as the skin has them or in a form of the site's own."""
        return "\n".join((form or self.skin.card).format_map(self._slots(base, story)) for story in stories)

    def front(self, base: str, stories: Iterable[Story], *, head: str = "", after: str = "") -> Answer:
        """A page of cards."""
        return self.page(f'<section class="latest">{self.cards(base, stories)}</section>{after}', head=head)

    def answers(self, base: str, stories: Sequence[Story], *, head: str = "") -> dict[str, Answer]:
        """What every site has: a front page, articles, about, contact, robots.txt and its own 404 page."""
        lost = "<h1>Page not found</h1><p>The page may have moved. Please start again from the front.</p>"
        return {
            "/": self.front(base, stories, head=head),
            **{story.path: self.article(base, story) for story in stories},
            "/about/": self.page(f"<h1>About</h1><p>{ABOUT * 2}</p><p>{ABOUT}</p>", title="About"),
            "/contact/": self.page("<h1>Contact</h1><p>Harbour Road 4, second floor.</p>", title="Contact"),
            "/robots.txt": robots("Disallow: /private/"),
            ELSE: self.page(lost, title="Page not found", status=404),
        }

    def _slots(self, base: str, story: Story) -> dict[str, str]:
        return {
            "headline": escape(story.headline),
            "headline_json": json.dumps(story.headline, ensure_ascii=False),
            "byline": story.byline,
            "iso": story.published_at.isoformat(),
            "dotted": f"{story.published_at:%Y.%m.%d}",
            "day": story.day,
            "url": f"{base}{escape(story.path)}",
            "path": escape(story.path),
            "body": text_of(story),
            "summary": escape(story.summary[:160]),
            "number": str(story.number),
        }


def robots(*lines: str) -> Answer:
    """A robots.txt for all agents."""
    return Answer(body="\n".join(("User-agent: *", *lines, "")).encode(), content_type="text/plain")


def feed_link(href: str, *, title: str = "RSS", kind: str = "application/rss+xml") -> str:
    """The link by which a page declares a feed."""
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{escape(href)}">'


def moved(to: str, status: int = 301) -> Answer:
    """A redirect."""
    return Answer(body=b"", status=status, headers=(("Location", to),))


def refused(status: int, text: str = "No.") -> Answer:
    """A bare refusal."""
    return Answer(body=f"<h1>{text}</h1>".encode(), status=status)
