"""A hand-made PHP site on a Bootstrap theme, body pasted from a rich-text editor.

The day of publication is stated as visible text only, without an hour, as such sites do.
"""

from tests.page_forms.story import StoryText
from tests.page_forms.surroundings import TEASERS, Teaser, esc, opening

SITE = "The Defense News"
SECTIONS = ("Home", "World Defense", "India Defense", "Aviation", "Naval", "Space", "Conflict", "About Us")


def defense_news(story: StoryText) -> bytes:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
<title>{esc(story.title)}</title>
<meta name="description" content="{esc(opening(story))}">
<meta name="keywords" content="defense news, {esc(story.section.lower())}, army, navy, air force, missiles">
<meta property="og:type" content="website">
<meta property="og:site_name" content="{SITE}">
<meta property="og:title" content="{esc(story.title)}">
<meta property="og:description" content="{esc(opening(story))}">
<meta property="og:url" content="{esc(story.url)}">
<meta property="og:image" content="/uploads/news/1751374512.webp">
<meta name="twitter:card" content="summary_large_image">
<link rel="canonical" href="{esc(story.url)}">
<link rel="stylesheet" href="/assets/css/bootstrap.min.css">
<link rel="stylesheet" href="/assets/css/style.css?v=3.1">
<style>.news-content p{{text-align:justify}} .ad-box{{min-height:250px}}</style>
<script>window.dataLayer=window.dataLayer||[];function gtag(){{dataLayer.push(arguments);}}</script>
</head>
<body>
<div id="preloader"><div class="spinner-border"><span class="sr-only">Loading...</span></div></div>
{_header()}
<section class="page-title-area"><div class="container">
  <ul class="breadcrumb-list">
    <li><a href="/">Home</a></li>
    <li><a href="/category/{esc(story.section.replace(" ", "-"))}/">{esc(story.section)}</a></li>
    <li class="active">{esc(story.title)}</li>
  </ul>
</div></section>
<section class="news-details-area ptb-50"><div class="container"><div class="row">
<div class="col-lg-8 col-md-12">
  <div class="news-details">
    <a class="post-cat" href="/category/{esc(story.section.replace(" ", "-"))}/">{esc(story.section)}</a>
    <h1 class="news-title">{esc(story.title)}</h1>
    <ul class="post-meta">
      <li><i class="fa fa-calendar"></i> {story.published_at:%b %d, %Y}</li>
      <li><i class="fa fa-eye"></i> 1,284 Views</li>
      <li><i class="fa fa-comments"></i> 0 Comments</li>
    </ul>
    {_share(story)}
    <div class="news-img">
      <img src="/uploads/news/1751374512.webp" class="img-fluid" alt="{esc(story.title)}"></div>
    <div class="news-content">
{_body(story)}
    </div>
    {_share(story)}
  </div>
{_comments(story)}
{_related()}
</div>
{_sidebar(story)}
</div></div></section>
{_footer()}
<a class="go-top" href="#"><i class="fa fa-angle-up"></i></a>
<script src="/assets/js/jquery.min.js"></script>
<script>$(function(){{$("#today").text(new Date().toDateString());$("#preloader").fadeOut();}});</script>
</body>
</html>
""".encode()


def _header() -> str:
    links = "\n".join(
        f'      <li class="nav-item"><a class="nav-link" href="/{name.replace(" ", "-")}/">{name}</a></li>'
        for name in SECTIONS
    )
    ticker = "\n".join(f'    <a href="/news-details/{esc(t.slug)}/">{esc(t.title)}</a>' for t in TEASERS[:3])
    return f"""<header class="header-area">
  <div class="top-bar"><span id="today"></span>
    <a href="/advertise/">Advertise With Us</a> <a href="/contact/">Contact</a></div>
  <div class="breaking-news"><strong>Breaking News</strong>
{ticker}
  </div>
  <nav class="navbar navbar-expand-lg">
    <a class="navbar-brand" href="/"><img src="/assets/img/logo.png" alt="{SITE}"></a>
    <ul class="navbar-nav">
{links}
    </ul>
    <form class="search-box" action="/search.php"><input name="q" placeholder="Search news...">
      <button type="submit">Search</button></form>
  </nav>
</header>"""


def _share(story: StoryText) -> str:
    url, title = esc(story.url), esc(story.title)
    return f"""<div class="share-btn"><span>Share this:</span>
      <a class="fb" href="https://www.facebook.com/sharer.php?u={url}">Facebook</a>
      <a class="tw" href="https://x.com/share?url={url}">X</a>
      <a class="wa" href="https://wa.me/?text={url}" title="{title}">WhatsApp</a>
      <a class="copy" href="javascript:void(0)">Copy Link</a></div>"""


def _body(story: StoryText) -> str:
    lines: list[str] = []
    for number, paragraph in enumerate(story.paragraphs):
        lines.append(_paragraph(number, paragraph))
        if number == 1:
            lines.append(
                '<div class="ad-box"><small>Advertisement</small>'
                '<ins class="adsbygoogle" data-ad-slot="4410"></ins>'
                "<script>(adsbygoogle = window.adsbygoogle || []).push({});</script></div>"
            )
        if number % 3 == 2:
            lines.append("<p>&nbsp;</p>")
    lines.append(f"<p><em>{_pasted(story.team_line)}</em></p>")
    return "\n\n".join(lines)


def _paragraph(number: int, paragraph: str) -> str:
    """The editor leaves its traces: inline styles, bold openings, spans that mean nothing."""
    if number % 3 == 0:
        head, space, rest = paragraph.partition(" ")
        return f'<p style="text-align:justify"><strong>{_pasted(head)}</strong>{space}{_pasted(rest)}</p>'
    if number % 3 == 1:
        return f'<p><span style="font-size:16px"><span lang="en">{_pasted(paragraph)}</span></span></p>'
    return f"<p>{_pasted(paragraph)}</p>"


def _pasted(text: str) -> str:
    return esc(text).replace("\N{NO-BREAK SPACE}", "&nbsp;")


def _comments(story: StoryText) -> str:
    heading, *below = story.comment_lines
    notes = "\n".join(f"    <p>{esc(line)}</p>" for line in below)
    return f"""  <div class="comment-area">
    <h3 class="comment-title">{esc(heading)}</h3>
    <form method="post" action="/comment_post.php" class="comment-form">
      <input type="hidden" name="news_id" value="3817">
      <label>Name *</label> <input type="text" name="name" required>
      <label>Email *</label> <input type="email" name="email" required>
      <label>Comment *</label> <textarea name="comment" rows="5" placeholder="Write your comment"></textarea>
      <button type="submit" class="default-btn">Post Comment</button>
    </form>
    <div class="comment-list">
{notes}
    </div>
  </div>"""


def _related() -> str:
    cards = "\n".join(
        f"""    <div class="col-md-4"><div class="single-news">
      <a href="/news-details/{esc(t.slug)}/"><img src="/uploads/thumb/{n}.webp" alt=""></a>
      <span class="cat">World Defense</span>
      <h3><a href="/news-details/{esc(t.slug)}/">{esc(t.title)}</a></h3>
      <p>{esc(t.blurb)}</p></div></div>"""
        for n, t in enumerate(TEASERS[2:5], start=611)
    )
    return f"""  <div class="related-news"><div class="section-title"><h2>Related Posts</h2></div>
  <div class="row">
{cards}
  </div></div>"""


def _sidebar(story: StoryText) -> str:
    def item(teaser: Teaser) -> str:
        return (
            f'    <article class="item"><a href="/news-details/{esc(teaser.slug)}/">'
            f"<h4>{esc(teaser.title)}</h4></a><span>{teaser.published_at(story):%b %d, %Y}</span></article>"
        )

    latest = "\n".join(item(teaser) for teaser in TEASERS[4:])
    return f"""<div class="col-lg-4 col-md-12"><aside class="widget-area">
  <section class="widget widget_latest"><h3 class="widget-title">Latest News</h3>
{latest}
  </section>
  <section class="widget widget_newsletter"><h3 class="widget-title">Subscribe</h3>
    <p>Join 40,000 readers who get the day's armour, ships and aircraft in one short letter.</p>
    <form><input type="email" placeholder="Enter your email"><button>Subscribe Now</button></form>
  </section>
</aside></div>"""


def _footer() -> str:
    return f"""<footer class="footer-area"><div class="container"><div class="row">
  <div class="col-md-4"><h3>About</h3><p>{SITE} follows armies, navies and air forces around the world, and
  the factories that supply them. Views expressed by guests are their own.</p></div>
  <div class="col-md-4"><h3>Quick Links</h3><ul><li><a href="/privacy/">Privacy Policy</a></li>
  <li><a href="/terms/">Terms</a></li><li><a href="/disclaimer/">Disclaimer</a></li></ul></div>
  </div><div class="copyright"><p>Copyright &copy; {SITE}. All Rights Reserved.</p></div></div></footer>"""
