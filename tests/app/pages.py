"""A page of our own writing in a form that the generic reader does not get right in every field."""

from __future__ import annotations

URL = "https://gazette.example/2026/11/20/sea-trials-begin"
TITLE = "Sea trials of the harbour ferry begin"
_TEXT = """
The harbour ferry left its berth at dawn on Friday for the first of twelve sea trials, and came back at noon.

Its two engines run on batteries that are charged at both ends of the route. A crossing takes eleven minutes.

“Nobody on board noticed when we left the quay,” said Ida Holm. “That will take some getting used to.”

The council wants the ferry in service by Easter. The old one is to be a café.
"""
PARAGRAPHS = tuple(_TEXT.strip().split("\n\n"))
BOX = "Our readers chose: ten walks along the northern shore that end at a bakery worth the way."
AUTHORS = ("Ada Lind", "Bo Kim")


SECTION = "Harbour"
DESCRIBED_AUTHOR = "Nora Webb"


def page() -> bytes:
    """The page. Its description names whoever uploaded it and the wrong section; a box interrupts its text."""
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    box = f'<div class="readers-choice"><p>{BOX}</p></div>'
    menu = "".join(
        f'<li class="menu-item"><a href="/{number}">Part {number}</a></li>' for number in range(30)
    )
    team = " ".join(f'<a href="/who">{name}</a>' for name in AUTHORS)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Gazette</title>
<link rel="canonical" href="{URL}"><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="Gazette"><style>p {{ margin: 0 }}</style>
<script>window.note = "Harbour masters read this";</script>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", "articleSection": "Uploads",
"datePublished": "2026-11-20T09:30:00+01:00", "author": {{"@type": "Person", "name": "{DESCRIBED_AUTHOR}"}}}}</script>
</head><body><nav><ul>{menu}</ul></nav><main><p class="story-kicker">{SECTION}</p>
<h1 class="story-headline">{TITLE}</h1><p class="story-team">{team}</p>
<div class="story-body">{first}{box}{"".join(rest)}</div></main>
<footer><p>Gazette, since 1911.</p></footer></body></html>""".encode()
