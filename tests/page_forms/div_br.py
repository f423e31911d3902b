"""An old three-column site: no p anywhere, the body divided by div and br alone.

The time of publication is a line of text under the headline, in GMT, to the minute.
"""

from collections.abc import Iterator
from datetime import UTC
from itertools import cycle

from tests.page_forms.story import StoryText
from tests.page_forms.surroundings import TEASERS, esc

BREAKS = ("<br><br>", "<br />\n<br />\n", "<br>\n&nbsp;<br>\n")
MENU = ("Front page", "Land", "Sea", "Air", "World Defense", "Industry", "Opinion", "Archive", "Contact")


def div_br(story: StoryText) -> bytes:
    heading, *below = story.comment_lines
    notes = "\n".join(f"<div>{esc(line)}</div>" for line in below)
    menu = "<br>\n".join(f'<a href="/{esc(n.lower().replace(" ", "-"))}.asp">{esc(n)}</a>' for n in MENU)
    read = "\n".join(
        f'<div class="r"><a href="/story.asp?id={n}"><b>{esc(t.title)}</b></a><br>{esc(t.blurb)}</div>'
        for n, t in enumerate(TEASERS[3:7], start=2204)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{esc(story.title)} | Frontier Watch</title>
<link rel="stylesheet" type="text/css" href="/fw.css" />
</head>
<body>
<div id="wrap">
<div id="top"><a href="/"><img src="/fw.gif" alt="Frontier Watch" /></a>
<div id="strap">Armies, fleets and frontiers since 2003</div></div>
<div id="cols">
<div id="left"><div class="box">
{menu}
</div>
<div class="box">Get our Friday digest of exercises, orders and refits.<br>
<input type="text" name="mail" /> <input type="button" value="Sign up" /></div>
</div>
<div id="mid">
<div class="where"><a href="/">Front page</a> &raquo; <a href="/s.asp?c=7">{esc(story.section)}</a></div>
<h1>{esc(story.title)}</h1>
<div class="stamp">Posted {story.published_at.astimezone(UTC):%d %B %Y, %H:%M} GMT</div>
<div class="tools"><a href="#" onclick="window.print()">Print</a> | <a href="/mail.asp">Mail to a friend</a> |
<a href="https://www.facebook.com/sharer.php?u={esc(story.url)}">Share on Facebook</a></div>
<div class="txt"><div>
{_body(story)}
</div></div>
<div class="talk">
<div class="talkhead"><b>{esc(heading)}</b></div>
<form method="post" action="/talk.asp">
<div>Your name<br><input type="text" name="who" /></div>
<div>Your comment<br><textarea name="what" rows="5" cols="50"></textarea></div>
<div><input type="submit" value="Post" /></div>
</form>
{notes}
</div>
</div>
<div id="right"><div class="rhead">Most read</div>
{read}
</div>
</div>
<div id="foot">&copy; Frontier Watch<br>Reproduction only with permission.
<a href="/privacy.asp">Privacy</a></div>
</div>
</body>
</html>
""".encode()


def _body(story: StoryText) -> str:
    """Blocks of two, one and three paragraphs in turn; every second block sits one container deeper."""
    blocks = ["".join(_broken(block)) for block in _blocks((*story.paragraphs, story.team_line))]
    return "\n".join(
        f'<div class="blk"><div>{block}</div></div>' if number % 2 else f"<div>{block}</div>"
        for number, block in enumerate(blocks)
    )


def _blocks(paragraphs: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    start = 0
    for size in cycle((2, 1, 3)):
        if start >= len(paragraphs):
            return
        yield paragraphs[start : start + size]
        start += size


def _broken(block: tuple[str, ...]) -> Iterator[str]:
    for number, paragraph in enumerate(block):
        if number:
            yield BREAKS[(len(block) + number) % len(BREAKS)]
        yield esc(paragraph)
