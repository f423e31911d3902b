"""Pages that list other pages: front pages, sections, topics, authors, results of a search."""

from __future__ import annotations

from crawler.pages.article import PageKind
from crawler.pages.kinds.evidence import Evidence
from crawler.pages.kinds.phrases import found_in, part_of, searched, whole

_SEARCH_TITLES = searched(
    r"search results?\b|results? for\b|you searched for|^search\b|\bsite search\b",
    r"검색 ?결과|통합 ?검색|^검색|에 대한 검색",
    r"検索結果",
    r"の検索",
    r"^検索",
    r"サイト内検索",
    r"搜索结果|搜尋結果|搜索[:：]|^搜索|站内搜索|检索结果|的搜索",
    r"результат\w{1,2} поиска|поиск по|^поиск\b|вы искали|результат\w{1,2} пошуку|пошук (?:по|на)",
    r"^пошук\b|ви шукали",
    r"suchergebnis|^suche\b|suche nach|résultats? (?:de|pour)\b.{0,20}|^recherche\b|recherche :",
    r"resultados (?:de|para)\b|^b[uú]squeda|buscador",
)  # fmt: skip
_TOPIC_TITLES = searched(
    r"\b(?:posts?|articles?|stories|news) (?:tagged|by|about|from)\b|\barchives?\b|^tags?\W|^topics?\W",
    r"^author\W|\ball (?:articles|posts|stories) by|\btag:|\btopic:|\bauthor:",
    r"latest (?:news|stories) (?:on|about)|(?:articles|news), (?:latest|analysis)",
    r"태그|기자의? ?(?:다른 ?)?기사|기자 ?페이지|관련 ?기사 ?(?:목록|모음)|주제별|작성자",
    r"タグ|の記事一覧|記者(?:の|ページ)",
    r"執筆者",
    r"トピックス?",
    r"著者",
    r"に関する(?:記事|ニュース)|のニュース一覧|アーカイブ",
    r"标签|標籤|专题|專題|话题|話題|的(?:全部|所有)?文章|作者|专栏|相关(?:文章|新闻)",
    r"\bтег|\bметк|\bтема\b|(?:все|новости) (?:статьи |материалы )?(?:автора|по теме)|\bавтор\b",
    r"по тегу|архив|\bтег|\bмітк",
    r"(?:усі|всі|новини) (?:статті |матеріали )?(?:автора|за темою|по темі|на тему)|\bавтор\b|за тегом",
    r"архів|\bтема\b",
    r"schlagwort|\bthema\b|alle (?:artikel|beiträge) (?:von|zu)|stichwort|\bautor(?:in)?\b|archiv",
    r"mot[- ]cl[ée]|tous les articles|articles? de\b|\bauteur\b|dossier|archives?|etiqueta",
    r"(?:noticias|artículos) (?:de|sobre)|todos los artículos|\bautor\b|archivo",
)  # fmt: skip
_FRONT_TITLES = whole(
    r"home(?: ?page)?|front page|latest(?: news)?|top stories|breaking news|news",
    r"홈|메인|뉴스 ?홈|최신 ?뉴스|주요 ?뉴스|전체 ?기사",
    r"ホーム|トップ(?:ページ)?|新着(?:記事|ニュース)?|最新ニュース|ニュース一覧",
    r"首页|首頁|主页|最新(?:消息|新闻|新聞)|要闻|新闻中心",
    r"главная(?: страница)?|последние новости|лента новостей|новости|главные новости",
    r"головна(?: сторінка)?|останні новини|стрічка новин|новини|головні новини",
    r"startseite|aktuelle nachrichten|nachrichten|accueil|à la une|actualités|dernières nouvelles",
    r"portada|inicio|últimas noticias|noticias",
)  # fmt: skip
_LIST_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage", "DataFeed"))
_SEARCH_CLASSES = frozenset(("search", "search-results", "search-results-page", "page-search"))
_TOPIC_CLASSES = frozenset(
    ("tag", "author", "tag-page", "author-page", "topic", "tax-post_tag", "page-tag", "page-author")
)
_FRONT_CLASSES = frozenset(
    (
        "home",
        "category",
        "front",
        "frontpage",
        "front-page",
        "homepage",
        "home-page",
        "page-home",
        "page-category",
        "section-front",
        "section",
        "is-home",
    )
)
_SINGLE_CLASSES = frozenset(
    (
        "single",
        "single-post",
        "singular",
        "post-template-default",
        "article",
        "article-page",
        "page-article",
        "node-type-article",
        "postid",
    )
)
_FEW = 3
_MANY = 8
_ENOUGH = 4
_PER_HEADLINE = 200
_LITTLE = 500
_NEXT_TO_NOTHING = 200


def kind_of(evidence: Evidence) -> tuple[PageKind, str] | None:
    """Which list the page is, and by what it is known; None where it is none.

    Signs for a list are weighed against those for an article: some articles are lists of things, and some lists
    open with a paragraph of their own.
    """
    links = max(evidence.headlines, _cards(evidence))
    if links < _FEW and not evidence.types & {"SearchResultsPage"} and not _names_search(evidence):
        return None
    # of two that are as likely the first is taken: results and topics are often served under a section's address
    signs = {
        PageKind.SEARCH: _search_signs(evidence),
        PageKind.TAG: _topic_signs(evidence),
        PageKind.FRONT: _front_signs(evidence),
    }
    kind = max(signs, key=lambda kind: _points(signs[kind]))
    common = _list_signs(evidence, links)
    # an address that is merely short says little by itself, and nothing of the kind still less
    least = _ENOUGH + max(2 - _points(signs[kind]), 0)
    if _points(signs[kind]) + _points(common) - _against(evidence) < least:
        return None
    return kind, ", ".join(why for _, why in (*signs[kind], *common))


def _points(signs: list[tuple[int, str]]) -> int:
    return sum(points for points, _ in signs)


def _names_search(evidence: Evidence) -> bool:
    return evidence.address.is_search and found_in(evidence.headings, _SEARCH_TITLES) is not None


def _search_signs(evidence: Evidence) -> list[tuple[int, str]]:
    signs = []
    if "SearchResultsPage" in evidence.types:
        signs.append((4, "json-ld SearchResultsPage"))
    if evidence.address.is_search:
        signs.append((3, "address of a search"))
    if phrase := found_in(evidence.headings, _SEARCH_TITLES):
        signs.append((3, f"heading: {phrase}"))
    if evidence.body_classes & _SEARCH_CLASSES:
        signs.append((2, "class of the page: search"))
    return signs


def _topic_signs(evidence: Evidence) -> list[tuple[int, str]]:
    signs = []
    if evidence.address.is_topic:
        signs.append((3, "address of a topic or an author"))
    if "ProfilePage" in evidence.types:
        signs.append((3, "json-ld ProfilePage"))
    elif evidence.og_type == "profile":
        signs.append((2, "og:type profile"))
    if phrase := found_in(evidence.headings, _TOPIC_TITLES):
        signs.append((2, f"heading: {phrase}"))
    if evidence.body_classes & _TOPIC_CLASSES:
        signs.append((2, "class of the page: topic or author"))
    return signs


def _front_signs(evidence: Evidence) -> list[tuple[int, str]]:
    signs = []
    if evidence.address.is_root:
        signs.append((4, "address of the whole site"))
    elif evidence.address.is_section:
        signs.append((3, "address of a section"))
    elif evidence.address.is_short and evidence.own < _LITTLE:
        signs.append((1, "short address"))
    if evidence.canonical is not None and evidence.canonical.is_root and not evidence.address.is_root:
        signs.append((1, "canonical address of the whole site"))
    if evidence.body_classes & _FRONT_CLASSES and not evidence.body_classes & _TOPIC_CLASSES:
        signs.append((2, "class of the page: front or section"))
    if heading := part_of(evidence.headings, _FRONT_TITLES):
        signs.append((1, f"heading: {heading}"))
    return signs


def _list_signs(evidence: Evidence, links: int) -> list[tuple[int, str]]:
    signs = []
    if evidence.types & _LIST_TYPES and not evidence.is_described_as_article:
        signs.append((2, "described as a list"))
    elif "ItemList" in evidence.types and not evidence.is_described_as_article:
        signs.append((1, "holds a list"))
    if evidence.og_type == "website":
        signs.append((1, "og:type website"))
    if links >= _MANY:
        signs.append((1, f"{links} headlines that are links"))
    prose = max(len(evidence.text.split("\n\n")), 1)
    if evidence.teasers >= max(_FEW, prose / 2) or (links >= _FEW and evidence.own < _NEXT_TO_NOTHING):
        signs.append((2, "teasers for a text"))
    return signs


def _against(evidence: Evidence) -> int:
    """How much speaks for an article."""
    points = 0
    if evidence.types & {"NewsArticle", "BlogPosting", "Article", "ReportageNewsArticle", "LiveBlogPosting"}:
        points += 3
    if evidence.og_type == "article":
        points += 2
    if "article:published_time" in evidence.page.meta:
        points += 2
    if evidence.body_classes & _SINGLE_CLASSES:
        points += 3
    if evidence.address.is_article_like:
        points += 2
    if evidence.own >= _PER_HEADLINE * max(evidence.headlines, 1):
        points += 1
    return points + (evidence.own >= 500) + 2 * (evidence.own >= 1000) + 2 * (evidence.own >= 2000)


def _cards(evidence: Evidence) -> int:
    """How many articles the page marks as such."""
    return sum(1 for _ in evidence.page.tree.iter("article"))
