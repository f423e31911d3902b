"""What stands in feeds, sitemaps and robots.txt: links of every sort, and XML that asks to be completed."""

import gzip
import json
from collections.abc import Callable, Mapping

from tests.cms_sites.site import Answer
from tests.inside.ways import Ground, Way
from tests.inside.writing import RSS, XML, article_feed, index, page, robots, rss, sitemap


def _feed(name: str, about: str, answer: Callable[[Ground], Answer]) -> Way:
    return Way(name=name, about=about, answers=lambda ground: {"/start": answer(ground), "/a": page()})


def _item(name: str, markup: str) -> Way:
    """Markup of an entry that links to an article of the site; {} is the goal."""
    return _feed(
        f"item-{name}",
        f"in an entry: {markup}",
        lambda ground: rss(f"{ground.url}/a", item=markup.format(ground.goal)),
    )


def _channel(name: str, markup: str) -> Way:
    return _feed(
        f"channel-{name}",
        f"in the channel: {markup}",
        lambda ground: rss(f"{ground.url}/a", channel=markup.format(ground.goal, port=ground.inside_port)),
    )


def _xml(name: str, about: str, form: str, body: str = "") -> Way:
    """A feed behind a document type; {} is the goal, the body stands in the entry."""
    return _feed(
        f"xml-{name}",
        about,
        lambda ground: rss(f"{ground.url}/a", before=form.format(ground.goal), item=body.format(ground.goal)),
    )


def _sitemap(name: str, about: str, answers: Callable[[Ground], Mapping[str, Answer]]) -> Way:
    return Way(name=f"sitemap-{name}", about=about, kind="sitemap", answers=answers)


ITEMS = (
    _item("enclosure", '<enclosure url="{}" length="9" type="audio/mpeg"/>'),
    _item("enclosure-page", '<enclosure url="{}" length="9" type="text/html"/>'),
    _item(
        "media", '<media:content url="{}" medium="image"/><media:thumbnail url="{0}"/>'.replace("{}", "{0}")
    ),
    _item("comments", "<comments>{0}</comments><wfw:commentRss>{0}</wfw:commentRss>"),
    _item("source", '<source url="{}">Elsewhere</source>'),
    _item("text-image", '<content:encoded><![CDATA[<p>Ships</p><img src="{}">]]></content:encoded>'),
    _item("text-frame", '<content:encoded><![CDATA[<iframe src="{}"></iframe>]]></content:encoded>'),
    _item("atom-link", '<atom:link rel="alternate" type="text/html" href="{}"/>'),
    _item("atom-content", '<atom:content type="text/html" src="{}"/>'),
    _item("permalink", '<guid isPermaLink="true">{}</guid>'),
)
CHANNELS = (
    _channel("self", '<atom:link rel="self" href="{}"/>'),
    _channel("next", '<atom:link rel="next" href="{}"/>'),
    _channel("previous-archive", '<atom:link rel="prev-archive" href="{}"/>'),
    _channel("hub", '<atom:link rel="hub" href="{}"/>'),
    _channel("new-feed", "<itunes:new-feed-url>{}</itunes:new-feed-url>"),
    _channel("image", "<image><url>{0}</url><link>{0}</link><title>x</title></image>"),
    _channel("link", "<link>{}</link><docs>{}</docs>".replace("{}", "{0}")),
    _channel("cloud", '<cloud domain="127.0.0.1" port="{port}" path="/secret" protocol="http-post"/>'),
)
XML_WAYS = (
    _xml(
        "entity",
        "an external entity",
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "{}">]>',
        "<description>&x;</description>",
    ),
    _xml(
        "public-entity",
        "a PUBLIC entity",
        '<!DOCTYPE rss [<!ENTITY x PUBLIC "a" "{}">]>',
        "<author>&x;</author>",
    ),
    _xml("parameter-entity", "a parameter entity", '<!DOCTYPE rss [<!ENTITY % x SYSTEM "{}"> %x;]>'),
    _xml("external-type", "an external document type", '<!DOCTYPE rss SYSTEM "{}">'),
    _xml("public-type", "a PUBLIC document type", '<!DOCTYPE rss PUBLIC "-//N//N//EN" "{}">'),
    _xml("stylesheet", "a stylesheet", '<?xml-stylesheet type="text/xsl" href="{}"?>'),
    _xml(
        "include",
        "XInclude in an entry",
        "",
        '<description><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}" parse="text"/></description>',
    ),
    _feed(
        "xml-schema",
        "a schema's location",
        lambda ground: rss(
            f"{ground.url}/a",
            root='xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:noNamespaceSchemaLocation="{ground.goal}"',
        ),
    ),
    _feed(
        "xml-base",
        "xml:base makes a relative link inside",
        lambda ground: rss("secret", root=f'xml:base="http://{ground.inside}/"'),
    ),
    _feed(
        "xml-entity-in-link",
        "an inner entity spells the link",
        lambda ground: Answer(
            body=rss("HERE", before=f'<!DOCTYPE rss [<!ENTITY g "{ground.goal}">]>').body.replace(
                b"HERE", b"&g;"
            ),
            content_type=RSS,
        ),
    ),
)
ENTRIES = (
    _feed("entry-plain", "an entry's link", lambda ground: rss(ground.goal)),
    _feed("entry-no-scheme", "an entry's link //host", lambda ground: rss(f"//{ground.inside}/secret")),
    _feed("entry-https", "an entry's link by https", lambda ground: rss(f"https://{ground.inside}/secret")),
    _feed(
        "entry-among-good", "a link inside among good ones", lambda g: rss(f"{g.url}/a", g.goal, f"{g.url}/b")
    ),
    _feed(
        "json-feed",
        "a JSON Feed: next page, hub, item, image",
        lambda ground: Answer(
            body=json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "title": "Pier",
                    "feed_url": ground.goal,
                    "next_url": f"{ground.goal}?next",
                    "icon": ground.goal,
                    "hubs": [{"type": "WebSub", "url": ground.goal}],
                    "items": [
                        {"id": "1", "url": ground.goal, "title": "A ship", "image": ground.goal},
                        {"id": "2", "url": f"{ground.url}/a", "external_url": ground.goal, "title": "A tug"},
                    ],
                }
            ).encode(),
            content_type="application/feed+json",
        ),
    ),
    _feed(
        "atom-feed",
        "Atom: next page, entry link, content elsewhere",
        lambda ground: Answer(
            body=(
                f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://{ground.inside}/"><title>Pier</title>'
                f'<id>p</id><updated>2026-06-01T00:00:00Z</updated><link rel="next" href="{ground.goal}"/>'
                "<entry><id>e</id><title>A ship</title><updated>2026-06-01T00:00:00Z</updated>"
                f'<link href="secret"/><content type="text/html" src="{ground.goal}"/></entry></feed>'
            ).encode(),
            content_type="application/atom+xml",
        ),
    ),
)
SITEMAPS = (
    _sitemap("page", "a page inside", lambda ground: {"/start": sitemap(ground.goal)}),
    _sitemap("child", "a child inside", lambda ground: {"/start": index(ground.goal)}),
    _sitemap(
        "child-no-scheme", "a child //host", lambda ground: {"/start": index(f"//{ground.inside}/s.xml")}
    ),
    _sitemap(
        "grandchild",
        "a child of a child inside",
        lambda ground: {"/start": index(f"{ground.url}/i.xml"), "/i.xml": index(ground.goal)},
    ),
    _sitemap(
        "gz-child",
        "a child inside, the index gzipped",
        lambda ground: {
            "/start": Answer(body=gzip.compress(index(ground.goal).body), content_type="application/x-gzip")
        },
    ),
    _sitemap(
        "image",
        "an image and an alternate language inside",
        lambda ground: {
            "/start": sitemap(
                f"{ground.url}/a",
                extra=f"<image:image><image:loc>{ground.goal}</image:loc></image:image>"
                f'<xhtml:link rel="alternate" hreflang="fr" href="{ground.goal}"/>',
            ),
            "/a": page(),
        },
    ),
    _sitemap(
        "entity",
        "an external entity in a location",
        lambda ground: {
            "/start": Answer(
                body=sitemap(
                    "HERE", before=f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{ground.goal}">]>'
                ).body.replace(b"HERE", b"&x;"),
                content_type=XML,
            )
        },
    ),
    _sitemap(
        "text",
        "a sitemap of plain lines",
        lambda ground: {"/start": Answer(body=f"{ground.goal}\n".encode(), content_type="text/plain")},
    ),
    Way(
        name="sitemap-is-robots",
        about="the source is robots.txt, whose Sitemap line leads inside",
        kind="sitemap",
        source_url=lambda ground: f"{ground.url}/robots.txt",
        answers=lambda ground: {"/robots.txt": robots(f"Sitemap: {ground.goal}")},
    ),
)


def _robots(name: str, line: str) -> Way:
    return Way(
        name=f"robots-{name}",
        about=f"robots.txt says {line}",
        answers=lambda ground: {
            "/robots.txt": robots(line.format(ground.goal, inside=ground.inside)),
            "/start": article_feed(ground),
            "/a": page(),
        },
    )


ROBOTS = (
    _robots("sitemap", "Sitemap: {}"),
    _robots("sitemap-no-scheme", "Sitemap: //{inside}/sitemap.xml"),
    _robots("host", "Host: {inside}"),
    Way(
        name="robots-sitemap-for-a-gap",
        about="robots.txt names a sitemap inside while the feed is empty",
        answers=lambda ground: {"/robots.txt": robots(f"Sitemap: {ground.goal}"), "/start": rss()},
    ),
    Way(
        name="robots-of-an-entry",
        about="an entry's host is inside, so its robots.txt would be too",
        answers=lambda ground: {
            "/start": rss(f"http://{ground.inside}/robots.txt", f"http://{ground.inside}/b")
        },
    ),
)
WAYS = (*ITEMS, *CHANNELS, *XML_WAYS, *ENTRIES, *SITEMAPS, *ROBOTS)
