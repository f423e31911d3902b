"""Other scripts, other charsets, and sites in two languages."""

from collections.abc import Mapping
from datetime import datetime

from tests.cms_sites.house import House, feed_link
from tests.cms_sites.machine import rdf, rss
from tests.cms_sites.prose import DAYS, HOURS, Desk
from tests.cms_sites.site import Answer, Made
from tests.cms_sites.skins import ARC, PLAIN, TYPO3

KOREAN = Desk(seed="euc-kr", path="/news/articleView.html?idxno={number}", language="ko", first=150200)


def korean(base: str, now: datetime) -> Mapping[str, Answer]:
    """Pages and feed in EUC-KR, articles by a number in the query."""
    stories, title = KOREAN.stories(now - 2 * HOURS, 6 * HOURS), "바다방위신문"
    site = House(title=title, skin=PLAIN, language="ko", charset="euc-kr")
    return {
        **site.answers(base, stories, head=feed_link("/rss/allArticle.xml")),
        "/rss/allArticle.xml": rss(base, stories, title=title, charset="euc-kr", content_type="text/xml"),
    }


CYRILLIC = Desk(seed="cyrillic", path="/news/{number}.html", language="ru", first=88100)


def cyrillic(base: str, now: datetime) -> Mapping[str, Answer]:
    """windows-1251, and a link in the foot whose words are Russian."""
    stories, title = CYRILLIC.stories(now - 2 * HOURS, 6 * HOURS), "Маячный вестник"
    foot = '<a href="/export/rss.php">Новостная лента</a>'
    site = House(title=title, skin=ARC, language="ru", charset="windows-1251", foot=foot)
    return {
        **site.answers(base, stories),
        "/export/rss.php": rss(base, stories, title=title, charset="windows-1251", content_type="text/xml"),
    }


JAPANESE = Desk(seed="rdf", path="/articles/{number}", language="ja", first=5100)


def japanese(base: str, now: datetime) -> Mapping[str, Answer]:
    """RSS 1.0 at index.rdf, as Japanese blogs have it."""
    stories, title = JAPANESE.stories(now - 3 * HOURS, 9 * HOURS), "港の記録"
    site = House(title=title, skin=PLAIN, language="ja")
    return {
        **site.answers(base, stories, head=feed_link("/index.rdf", kind="application/rdf+xml")),
        "/index.rdf": rdf(base, stories, title=title, at="/index.rdf"),
    }


FRENCH = Desk(seed="deux langues fr", path="/fr/{slug}", language="fr", first=200)
ENGLISH = Desk(seed="deux langues en", path="/en/{slug}")


def two(base: str, now: datetime) -> Mapping[str, Answer]:
    """A feed for each language; the French one is of today, the English one of last week."""
    french, english = FRENCH.stories(now - 2 * HOURS, 8 * HOURS), ENGLISH.stories(now - 8 * DAYS, 2 * DAYS)
    head = (
        '<link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" hreflang="fr" href="/fr/">'
        + feed_link("/en/feed.xml", title="English")
        + feed_link("/fr/feed.xml", title="Français")
    )
    site = House(title="Deux Rives", skin=PLAIN, language="fr", head=head)
    return {
        **site.answers(base, english),
        **site.answers(base, french),
        "/fr/": site.front(base, french),
        "/en/": site.front(base, english),
        "/fr/feed.xml": rss(base, french, title="Deux Rives"),
        "/en/feed.xml": rss(base, english, title="Two Shores"),
    }


GERMAN = Desk(seed="ministerium", path="/de/presse/{slug}", language="de", count=9)


def german(base: str, now: datetime) -> Mapping[str, Answer]:
    """A German ministry's listing, dates in German words and no machine-readable ones."""
    stories, site = GERMAN.stories(now - 9 * HOURS, DAYS), House(title="Seeamt", skin=TYPO3, language="de")
    form = '<div class="teaser"><p class="datum">{day}</p><h3><a href="{path}">{headline}</a></h3></div>'
    page = site.page("<h1>Pressemitteilungen</h1>" + site.cards(base, stories, form=form))
    return {**site.answers(base, stories), "/": site.page("<h1>Willkommen</h1>"), "/de/presse": page}


SITES = (
    Made(
        name="korean-euc-kr",
        about="EUC-KR in pages and feed",
        start="/",
        freshest=frozenset({("feed", "/rss/allArticle.xml")}),
        articles=KOREAN.paths,
        answers=korean,
    ),
    Made(
        name="cyrillic-1251",
        about="windows-1251; the foot's link is called news feed in Russian",
        start="/",
        freshest=frozenset({("feed", "/export/rss.php")}),
        articles=CYRILLIC.paths,
        answers=cyrillic,
    ),
    Made(
        name="japanese-rdf",
        about="RSS 1.0",
        start="/",
        freshest=frozenset({("feed", "/index.rdf")}),
        articles=JAPANESE.paths,
        answers=japanese,
    ),
    Made(
        name="two-languages",
        about="a feed for each of two languages",
        start="/fr/",
        freshest=frozenset({("feed", "/fr/feed.xml")}),
        also=frozenset({("feed", "/en/feed.xml")}),
        articles=FRENCH.paths,
        answers=two,
    ),
    Made(
        name="listing-german",
        about="a ministry's listing with dates in German words",
        start="/de/presse",
        freshest=frozenset({("listing", "/de/presse")}),
        articles=GERMAN.paths,
        answers=german,
    ),
)
