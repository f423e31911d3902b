"""One article in the page forms that newsrooms use."""

from __future__ import annotations

import json

TITLE = "Pontoon Battalions Rehearse a Crossing That Nobody Announced"
SECTION = "Land Forces"
PARAGRAPHS = (
    (
        "Two pontoon battalions have bridged the river Tarn four times in three nights, according to people"
        " who live on both banks and to pictures that they sent."
    ),
    (
        "The ministry had not announced an exercise. Its spokesman, asked on Tuesday, spoke of routine "
        "training — “nothing that deserves a name” — and gave no dates."
    ),
    (
        "Each bridge stood for less than two hours. Engineers took them apart before dawn, which is how "
        "crossings are done where drones are expected, said Marit Oyelaran, a lecturer at the staff college"
        " in Vell."
    ),
    (
        "She counted 34 lorries and at least nine tanks on the far bank. Some carried the mark of a brigade"
        " that is based 300 km to the south."
    ),
    (
        "The last time that the river was bridged at that place was in 1998, after the flood; then, the "
        "army had told the papers a week before."
    ),
)
TEXT = "\n\n".join(PARAGRAPHS)
TEAM_LINE = "✍️ This article is written by the team of The River Courier."
COMMENT_HEAD = "Leave a Comment: Don't Wast Time to Posting URLs in Comment Box"
COMMENT_NONE = "No comments available for this post."
AFTER = (TEAM_LINE, COMMENT_HEAD, COMMENT_NONE)
RELATED = "".join(
    f'<div><a href="/n/{number}">{title}</a><p>{teaser}</p></div>'
    for number, (title, teaser) in enumerate(
        (
            (
                "Harbour guard buys eleven fast boats",
                "The order goes to a yard in the north, two officials said on Monday.",
            ),
            (
                "Radar on the cape is back after a year",
                "Technicians replaced the array that a storm had torn down in March.",
            ),
            (
                "Reserve officers meet their new commander",
                "Some four hundred came to the drill hall, more than in past years.",
            ),
        )
    )
)


def plain() -> str:
    body = "".join(f"<p>{line}</p>" for line in (SECTION, *PARAGRAPHS, *AFTER))
    return f"<html><head><title>{TITLE} | The River Courier</title></head><body><h1>{TITLE}</h1>{body}</body></html>"


def div_and_br() -> str:
    """No heading, no paragraph: one container, lines parted by pairs of breaks."""
    body = "<br><br>\n".join((TITLE, SECTION, TITLE, *PARAGRAPHS, *AFTER))
    return f"<html><head><title>{TITLE}</title></head><body><div><div>{body}</div></div></body></html>"


def single_br() -> str:
    body = "<br>\n".join((*PARAGRAPHS, TEAM_LINE))
    after = f"<div>{COMMENT_HEAD}</div><div>{COMMENT_NONE}</div>"
    head = f"<div>{SECTION}</div><div>{TITLE}</div>"
    return f"<html><head><title>{TITLE}</title></head><body><div>{head}<div>{body}</div>{after}</div></body></html>"


def divs() -> str:
    body = "".join(f"<div>{line}</div>" for line in (TITLE, SECTION, *PARAGRAPHS, *AFTER))
    return f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>"


def described() -> dict[str, object]:
    return {
        "@type": "NewsArticle",
        "headline": TITLE,
        "articleSection": SECTION,
        "datePublished": "2025-08-04T10:00:00+02:00",
        "articleBody": " ".join(PARAGRAPHS),
    }


def json_ld_beside_related() -> str:
    """The related stories stand in the article's own container, after and before the text."""
    others = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "NewsArticle", "headline": "Harbour guard buys"}],
    }
    data = json.dumps({"@context": "https://schema.org", "@graph": [others, described()]})
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    after = "".join(f"<p>{line}</p>" for line in AFTER)
    return (
        f'<html><head><title>{TITLE}</title><script type="application/ld+json">{data}</script></head><body><main>'
        f"<h1>{TITLE}</h1>{RELATED}{body}{RELATED}{after}</main></body></html>"
    )


def json_ld_alone() -> str:
    """The page builds its text by script; what it shows without is related stories."""
    data = json.dumps(described() | {"articleBody": "\n".join((*PARAGRAPHS, TEAM_LINE))})
    return (
        f'<html><head><title>{TITLE}</title><script type="application/ld+json">{data}</script></head>'
        f'<body><div id="app"></div>{RELATED}</body></html>'
    )


FORMS = (plain, div_and_br, single_br, divs, json_ld_beside_related, json_ld_alone)
