"""How each CMS marks up an article and a card that leads to one."""

from dataclasses import dataclass

LD = (
    '<script type="application/ld+json">{{"@context":"https://schema.org","@type":"{type}",'
    '"headline":{headline_json},"datePublished":"{iso}","author":{{"@type":"Person","name":"{byline}"}},'
    '"mainEntityOfPage":"{url}"}}</script>'
)
OPEN_GRAPH = (
    '<meta property="og:type" content="article"><meta property="og:title" content="{headline}">'
    '<meta property="og:url" content="{url}"><meta property="article:published_time" content="{iso}">'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """Forms with the slots {headline} {headline_json} {byline} {iso} {day} {url} {path} {body} {summary} {number}."""

    generator: str
    article: str
    card: str
    head: str = ""
    kind: str = "NewsArticle"
    linked_data: bool = False


WORDPRESS = Skin(
    generator="WordPress 6.7",
    linked_data=True,
    kind="Article",
    head=OPEN_GRAPH,
    article=(
        '<article id="post-{number}" class="post-{number} post type-post status-publish hentry">'
        '<header class="entry-header"><h1 class="entry-title">{headline}</h1><div class="entry-meta">'
        '<span class="posted-on"><time class="entry-date published" datetime="{iso}">{day}</time></span> '
        '<span class="byline">by <span class="author vcard"><a class="url fn n" rel="author" '
        'href="/author/desk/">{byline}</a></span></span></div></header>'
        '<div class="entry-content">{body}</div></article>'
    ),
    card=(
        '<article id="post-{number}" class="post hentry"><h2 class="entry-title"><a href="{url}" '
        'rel="bookmark">{headline}</a></h2><time class="entry-date published" datetime="{iso}">{day}</time>'
        '<div class="entry-summary"><p>{summary}</p></div></article>'
    ),
)
GHOST = Skin(
    generator="Ghost 5.96",
    linked_data=True,
    kind="Article",
    head=OPEN_GRAPH,
    article=(
        '<article class="gh-article post"><header class="gh-article-header"><h1 class="gh-article-title">'
        '{headline}</h1><div class="gh-article-meta"><h4 class="gh-article-author-name">{byline}</h4>'
        '<time class="gh-article-meta-date" datetime="{iso}">{day}</time></div></header>'
        '<section class="gh-content">{body}</section></article>'
    ),
    card=(
        '<article class="gh-card post"><a class="gh-card-link" href="{path}"><h3 class="gh-card-title">'
        '{headline}</h3><p class="gh-card-excerpt">{summary}</p><time datetime="{iso}">{day}</time></a></article>'
    ),
)
HUGO = Skin(
    generator="Hugo 0.139.0",
    article=(
        '<article class="post-single"><header class="post-header"><h1 class="post-title">{headline}</h1>'
        '<div class="post-meta"><span title="{iso}">{day}</span>&nbsp;·&nbsp;{byline}</div></header>'
        '<div class="post-content">{body}</div></article>'
    ),
    head='<meta property="article:published_time" content="{iso}"><meta name="author" content="{byline}">',
    card=(
        '<article class="post-entry"><header class="entry-header"><h2>{headline}</h2></header>'
        '<footer class="entry-footer"><span title="{iso}">{day}</span></footer>'
        '<a class="entry-link" aria-label="{headline}" href="{url}"></a></article>'
    ),
)
JEKYLL = Skin(
    generator="Jekyll v4.3.4",
    article=(
        '<article class="post h-entry" itemscope itemtype="http://schema.org/BlogPosting">'
        '<header class="post-header"><h1 class="post-title p-name" itemprop="name headline">{headline}</h1>'
        '<p class="post-meta"><time class="dt-published" datetime="{iso}" itemprop="datePublished">{day}'
        '</time> • <span itemprop="author" itemscope itemtype="http://schema.org/Person">'
        '<span class="p-author h-card" itemprop="name">{byline}</span></span></p></header>'
        '<div class="post-content e-content" itemprop="articleBody">{body}</div></article>'
    ),
    card='<li><span class="post-meta">{day}</span><h3><a class="post-link" href="{path}">{headline}</a></h3></li>',
)
DRUPAL = Skin(
    generator="Drupal 10 (https://www.drupal.org)",
    article=(
        '<h1 class="page-title"><span class="field field--name-title">{headline}</span></h1>'
        '<article class="node node--type-article node--view-mode-full"><footer class="node__meta">'
        '<span>Submitted by <span class="field--name-uid">{byline}</span> on <time datetime="{iso}">{day}'
        '</time></span></footer><div class="node__content"><div class="clearfix text-formatted field '
        'field--name-body">{body}</div></div></article>'
    ),
    card=(
        '<article class="node node--type-article node--view-mode-teaser"><h2 class="node__title">'
        '<a href="{path}" rel="bookmark"><span>{headline}</span></a></h2><div class="node__meta">'
        '<time datetime="{iso}">{day}</time></div><p>{summary}</p></article>'
    ),
)
JOOMLA = Skin(
    generator="Joomla! - Open Source Content Management",
    article=(
        '<div class="com-content-article item-page" itemscope itemtype="https://schema.org/Article">'
        '<div class="page-header"><h1 itemprop="headline">{headline}</h1></div><dl class="article-info">'
        '<dd class="createdby" itemprop="author" itemscope>Written by <span itemprop="name">{byline}</span></dd>'
        '<dd class="published"><time datetime="{iso}" itemprop="datePublished">Published: {day}</time></dd></dl>'
        '<div itemprop="articleBody" class="com-content-article__body">{body}</div></div>'
    ),
    card=(
        '<div class="blog-item"><div class="item-content"><div class="page-header"><h2><a href="{path}">'
        '{headline}</a></h2></div><time datetime="{iso}">{day}</time><p>{summary}</p></div></div>'
    ),
)
BLOGGER = Skin(
    generator="blogger",
    article=(
        '<h2 class="date-header"><span>{day}</span></h2><div class="post hentry">'
        '<h3 class="post-title entry-title">{headline}</h3><div class="post-body entry-content">{body}</div>'
        '<div class="post-footer">Posted by <span class="fn" itemprop="author">{byline}</span> at '
        '<abbr class="published" itemprop="datePublished" title="{iso}">{day}</abbr></div></div>'
    ),
    card=(
        '<h2 class="date-header"><span>{day}</span></h2><div class="post hentry"><h3 class="post-title '
        'entry-title"><a href="{url}">{headline}</a></h3><div class="post-body entry-content">{summary}</div></div>'
    ),
)
SUBSTACK = Skin(
    generator="Substack",
    linked_data=True,
    head=OPEN_GRAPH,
    article=(
        '<article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title '
        'published">{headline}</h1><div class="byline-wrapper"><a href="/about/">{byline}</a><div>{day}</div>'
        '</div></div><div class="available-content"><div class="body markup">{body}</div></div></article>'
    ),
    card=(
        '<div class="portable-archive-post"><a data-testid="post-preview-title" href="{url}">{headline}</a>'
        '<div>{summary}</div><time datetime="{iso}">{day}</time></div>'
    ),
)
MEDIUM = Skin(
    generator="Medium",
    linked_data=True,
    head=OPEN_GRAPH + '<meta name="author" content="{byline}">',
    article=(
        '<article><div class="fj"><section><h1 data-testid="storyTitle" class="pw-post-title">{headline}</h1>'
        '<a data-testid="authorName" href="/about/">{byline}</a><span data-testid="storyPublishDate">{day}'
        "</span>{body}</section></div></article>"
    ),
    card=(
        '<article data-testid="post-preview"><a href="{path}"><h2>{headline}</h2><p>{summary}</p></a>'
        "<span>{day}</span></article>"
    ),
)
TYPO3 = Skin(
    generator="TYPO3 CMS",
    article=(
        '<div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article">'
        '<div class="header"><h1 itemprop="headline">{headline}</h1></div><p class="news-list-date">'
        '<time itemprop="datePublished" datetime="{iso}">{day}</time> <span class="news-list-author" '
        'itemprop="author">Von {byline}</span></p><div class="news-text-wrap" itemprop="articleBody">{body}'
        "</div></div></div>"
    ),
    card=(
        '<div class="article articletype-0"><div class="header"><h3><a title="{headline}" href="{path}">'
        '<span>{headline}</span></a></h3></div><div class="teaser-text">{summary}</div>'
        '<span class="news-list-date"><time datetime="{iso}">{day}</time></span></div>'
    ),
)
ARC = Skin(
    generator="",
    linked_data=True,
    head=OPEN_GRAPH,
    article=(
        '<main class="b-right-rail"><h1 class="b-headline">{headline}</h1><span class="b-byline">By '
        '<span class="b-byline__names">{byline}</span></span><time class="c-date" datetime="{iso}">{day}</time>'
        '<article class="b-article-body">{body}</article></main>'
    ),
    card=(
        '<div class="b-results-list__card"><a class="c-link" href="{path}"><h2 class="c-heading">{headline}</h2>'
        '</a><p>{summary}</p><time class="c-date" datetime="{iso}">{day}</time></div>'
    ),
)
SITECORE = Skin(
    generator="",
    article=(
        '<div class="component content"><div class="component-content"><h1 class="field-title">{headline}</h1>'
        '<div class="field-date"><time datetime="{iso}">{day}</time></div><div class="field-author">{byline}</div>'
        '<div class="field-content">{body}</div></div></div>'
    ),
    head='<meta name="date" content="{iso}"><meta name="author" content="{byline}">',
    card='<li class="search-result"><a href="{path}">{headline}</a></li>',
)
PLAIN = Skin(
    generator="",
    article=(
        '<div id="story"><h1>{headline}</h1><p class="byline">{byline}, <time datetime="{iso}">{day}</time></p>'
        "{body}</div>"
    ),
    card='<li class="card"><a href="{path}">{headline}</a> <time datetime="{iso}">{day}</time><p>{summary}</p></li>',
)
