"""A present-day CMS: NewsArticle JSON-LD, and related stories beside and inside the article container.

The time of publication is `datePublished`, with its offset; the visible line shows it too. `articleBody` is
what such a CMS makes of its body field by taking the tags out, so the team line is in it.
"""

import json
from datetime import timedelta
from urllib.parse import urljoin

from tests.page_forms.story import StoryText
from tests.page_forms.surroundings import TEASERS, Teaser, esc, opening

SITE = "Harbour Defence Review"
AUTHOR = "Marit Solheim"


def json_ld(story: StoryText) -> bytes:
    published = story.published_at.isoformat(timespec="seconds")
    return f"""<!doctype html>
<html lang="en-GB" class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{esc(story.title)} – {SITE}</title>
<link rel="canonical" href="{esc(story.url)}">
<meta name="description" content="{esc(opening(story))}">
<meta property="og:type" content="article">
<meta property="og:title" content="{esc(story.title)}">
<meta property="og:url" content="{esc(story.url)}">
<meta property="og:site_name" content="{SITE}">
<meta property="article:section" content="{esc(story.section)}">
<meta property="article:published_time" content="{published}">
<script type="application/ld+json">{script_json(_graph(story))}</script>
</head>
<body class="single single-post">
<a class="skip-link" href="#main">Skip to content</a>
<header class="masthead"><a class="masthead__logo" href="/">{SITE}</a>
<nav aria-label="Main"><ul class="menu"><li><a href="/sea/">Sea</a></li><li><a href="/land/">Land</a></li>
<li><a href="/air/">Air</a></li><li><a href="/procurement/">Procurement</a></li>
<li><a href="/subscribe/">Subscribe</a></li></ul></nav></header>
<main id="main" class="layout">
<article class="post" itemscope>
<header class="post__header">
<a class="post__section" rel="category" href="/world/">{esc(story.section)}</a>
<h1 class="post__title">{esc(story.title)}</h1>
<div class="post__byline">By <a rel="author" href="/people/marit-solheim/">{AUTHOR}</a>
<time datetime="{published}">{story.published_at:%d %B %Y %H:%M}</time> <span>4 min read</span></div>
<ul class="share"><li><button type="button">Share on LinkedIn</button></li>
<li><button type="button">Share on Bluesky</button></li><li><button type="button">Copy link</button></li></ul>
</header>
<figure class="post__figure"><img src="/media/2025/lead-1600x900.jpg" alt="" loading="lazy">
<figcaption>A file picture of a convoy halted at a level crossing. Photo: {SITE}</figcaption></figure>
<div class="post__content">
{_body(story)}
</div>
<section class="author-box"><h2>About the author</h2>
<p><strong>{AUTHOR}</strong> edits the land desk. She spent nine years as an army surveyor and still carries
a compass to press conferences. Write to her with tips and corrections.</p></section>
<section class="related"><h2>Related stories</h2>
{_cards(story, TEASERS[0:3])}
</section>
{_comments(story)}
</article>
<aside class="rail"><h2>More from the desk</h2>
{_cards(story, TEASERS[5:8])}
<script type="application/ld+json">{script_json(_list(story, TEASERS[5:8]))}</script>
</aside>
</main>
<footer class="site-footer"><p>{SITE} is published by a trust and takes no money from arms makers.</p>
<ul><li><a href="/ethics/">Ethics</a></li><li><a href="/cookies/">Cookies</a></li></ul></footer>
</body>
</html>
""".encode()


def script_json(value: object) -> str:
    """JSON that may stand inside a script element whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _graph(story: StoryText) -> dict[str, object]:
    root = urljoin(story.url, "/")
    publisher = {"@type": "Organization", "@id": f"{root}#org", "name": SITE, "logo": f"{root}logo.png"}
    crumbs = [("Home", root), (story.section, f"{root}world/"), (story.title, story.url)]
    return {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": f"{root}#website", "url": root, "name": SITE},
            publisher,
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "name": name, "item": url}
                    for position, (name, url) in enumerate(crumbs, start=1)
                ],
            },
            {
                "@type": "NewsArticle",
                "@id": f"{story.url}#article",
                "mainEntityOfPage": story.url,
                "headline": story.title,
                "description": opening(story),
                "articleSection": [story.section],
                "datePublished": story.published_at.isoformat(timespec="seconds"),
                "dateModified": (story.published_at + timedelta(hours=2)).isoformat(timespec="seconds"),
                "author": [{"@type": "Person", "name": AUTHOR, "url": f"{root}people/marit-solheim/"}],
                "publisher": {"@id": f"{root}#org"},
                "image": [f"{root}media/2025/lead-1600x900.jpg"],
                "articleBody": "\n\n".join((*story.paragraphs, story.team_line)),
            },
        ],
    }


def _list(story: StoryText, teasers: tuple[Teaser, ...]) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "item": {
                    "@type": "NewsArticle",
                    "headline": teaser.title,
                    "description": teaser.blurb,
                    "url": urljoin(story.url, f"/{teaser.slug.lower()}/"),
                    "datePublished": teaser.published_at(story).isoformat(timespec="seconds"),
                },
            }
            for position, teaser in enumerate(teasers, start=1)
        ],
    }


def _body(story: StoryText) -> str:
    parts: list[str] = []
    for number, paragraph in enumerate(story.paragraphs):
        parts.append(f"<p>{esc(paragraph)}</p>")
        if number == 1:
            parts.append(
                '<aside class="newsletter"><h3>The Monday Brief</h3>'
                "<p>Contracts, keels and call-ups, explained "
                "in five minutes before your first coffee. Sign up free and leave whenever you like.</p>"
                '<form><input type="email" aria-label="Email"><button>Sign me up</button></form></aside>'
            )
        if number == 3:
            inline = TEASERS[4]
            parts.append(
                f'<div class="read-also"><span>Read also</span> <a href="/{esc(inline.slug.lower())}/">'
                f"{esc(inline.title)}</a><p>{esc(inline.blurb)}</p></div>"
            )
    parts.append(f"<p>{esc(story.team_line)}</p>")
    return "\n".join(parts)


def _cards(story: StoryText, teasers: tuple[Teaser, ...]) -> str:
    return "\n".join(
        f'<article class="card"><h3><a href="/{esc(teaser.slug.lower())}/">{esc(teaser.title)}</a></h3>'
        f'<time datetime="{teaser.published_at(story).isoformat(timespec="seconds")}">'
        f"{teaser.published_at(story):%d %B}</time>\n<p>{esc(teaser.blurb)}</p></article>"
        for teaser in teasers
    )


def _comments(story: StoryText) -> str:
    heading, *below = story.comment_lines
    notes = "\n".join(f'<p class="comments__note">{esc(line)}</p>' for line in below)
    return f"""<section class="comments" id="comments"><h2>{esc(heading)}</h2>
<form action="/wp-comments-post.php" method="post"><label>Comment <textarea name="comment"></textarea></label>
<label>Name <input name="author"></label><button type="submit">Post comment</button></form>
{notes}
</section>"""
