"""A page typed by hand: bare h1 and p, lines wrapped by an editor, no class anywhere.

The time of publication is a `time` element below the headline, with its offset.
"""

from textwrap import fill

from tests.page_forms.story import StoryText
from tests.page_forms.surroundings import esc


def plain(story: StoryText) -> bytes:
    heading, *below = story.comment_lines
    body = "\n\n".join(_wrapped(esc(paragraph)) for paragraph in (*story.paragraphs, story.team_line))
    notes = "\n".join(f"<p>{esc(line)}</p>" for line in below)
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{esc(story.title)}</title>
</head>
<body>
<p><a href="/">Front page</a> | <a href="/archive.html">Archive</a> | <a href="/about.html">About</a></p>
<p>{esc(story.section)}</p>
<h1>{esc(story.title)}</h1>
<time datetime="{story.published_at.isoformat(timespec="seconds")}">{story.published_at:%d %B %Y}</time>

{body}

<h3>{esc(heading)}</h3>
<form method="post" action="/comment">
Name <input name="name"><br>
<textarea name="comment" rows="4" cols="60"></textarea><br>
<input type="submit" value="Send">
</form>
{notes}
<hr>
<p><a href="/">Back to the front page</a></p>
</body>
</html>
""".encode()


def _wrapped(markup: str) -> str:
    return fill(f"<p>{markup}</p>", width=88, break_long_words=False, break_on_hyphens=False)
