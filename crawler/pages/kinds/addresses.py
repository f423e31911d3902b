"""What the shape of an address says of the page behind it, before one word of it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

_LONGEST = 2000
_MOST_PARAMETERS = 30
_SEARCHES = frozenset(
    ("search", "searchresults", "search-results", "suche", "suchen", "suchergebnisse", "buscar",
     "busqueda", "buscador", "recherche", "rechercher", "poisk", "poshuk", "szukaj", "cerca", "ara",
     "sousuo", "kensaku", "поиск", "пошук", "검색", "検索", "搜索", "搜尋", "query", "find")
)  # fmt: skip
_SEARCH_PARAMETERS = frozenset(
    ("q", "s", "query", "search", "keyword", "keywords", "kw", "wd", "term", "text", "searchword",
     "search_word", "searchtext", "search_text", "searchquery", "search_query", "stx", "suchbegriff",
     "sterm", "wort", "sc_word", "schword", "searchkeyword", "search_keyword", "kwd")
)  # fmt: skip
_TOPICS = frozenset(
    ("tag", "tags", "topic", "topics", "thema", "themen", "thema-", "theme", "themes", "tema", "temas",
     "temy", "tema-", "etiqueta", "etiquetas", "mot-cle", "mots-cles", "stichwort", "schlagwort",
     "keyword", "keywords", "label", "labels", "hashtag", "author", "authors", "autor", "autoren",
     "autores", "auteur", "auteurs", "avtor", "avtory", "avtori", "byline", "by", "profile", "profiles",
     "people", "person", "contributor", "contributors", "reporter", "reporters", "journalist",
     "journalists", "columnist", "columnists", "writer", "writers", "staff", "story-tag", "subject",
     "subjects", "metka", "teg", "tegi", "тег", "теги", "тема", "автор", "темы", "теми", "태그", "주제",
     "기자", "タグ", "著者", "标签", "標籤", "专题", "專題", "作者", "zhuanti", "archive", "archives")
)  # fmt: skip
_SECTIONS = frozenset(
    ("category", "categories", "section", "sections", "rubric", "rubrics", "rubrika", "rubrik", "ressort",
     "kategorie", "kategoriya", "categoria", "categorie", "rubrique", "seccion", "channel", "channels",
     "news", "latest", "all-news", "world", "politics", "business", "sport", "sports", "economy",
     "opinion", "culture", "technology", "tech", "science", "defense", "defence", "international",
     "national", "local", "society", "health", "politik", "wirtschaft", "ausland", "politique", "monde",
     "economie", "politica", "mundo", "economia", "novosti", "novini", "politika", "ekonomika", "новости",
     "новини", "политика", "экономика", "정치", "경제", "국제", "국방", "사회", "政治", "経済", "国際",
     "国内", "社会", "军事", "国际", "经济", "article-list", "list", "newslist", "list_news")
)  # fmt: skip
_VIDEOS = frozenset(
    ("video", "videos", "watch", "watch-live", "live-tv", "clip", "clips", "vod", "tv", "embed", "player",
     "videolar", "видео", "відео", "동영상", "영상", "動画", "视频", "影片", "shipin", "vidéo", "vidéos",
     "av")
)  # fmt: skip
_PAGE = re.compile(r"(?:page[-_]?)?\d{1,4}|page|index\.\w{2,5}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_FRONT = re.compile(
    r"(?:index|default|home|main|startseite|accueil|portada|inicio)(?:\.\w{2,5})?", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{5,}|(?:19|20)\d\d[-_/]?\d\d")
_DAY = re.compile(r"/(?:19|20)\d\d[-/]?(?:\d\d|[a-z]{3})(?:[-/]?\d\d)?/")
_SLUG_PART = re.compile(r"[-_.,+\s]+")
_ARTICLE_PARAMETER = re.compile(
    r"(?:.*(?:id|idx|no|num|seq|code|aid|nid|key))|p|n|a|article|story|news", re.IGNORECASE
)
_LEAST_SLUG = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address taken apart: `path` without a language at its start and a page number at its end."""

    path: tuple[str, ...]
    query: dict[str, str]
    is_article_like: bool

    @classmethod
    def of(cls, url: str) -> Address:
        try:
            parts = urlsplit(url[:_LONGEST])
            query = dict(parse_qsl(parts.query, max_num_fields=_MOST_PARAMETERS))
        except ValueError:
            return cls(path=(), query={}, is_article_like=True)
        raw = unquote(parts.path)
        path = [segment for segment in raw.lower().split("/") if segment]
        if path and _LANGUAGE.fullmatch(path[0]):
            del path[0]
        while len(path) > 1 and _PAGE.fullmatch(path[-1]):
            del path[-1]
        return cls(
            path=tuple(path),
            query={name.lower(): value for name, value in query.items()},
            is_article_like=not parts.netloc or _is_article_like(raw, path, query),
        )

    @property
    def is_root(self) -> bool:
        """Whether it names the whole site, or its edition in one language."""
        no_page = not any(_ARTICLE_PARAMETER.fullmatch(name) for name in self.query)
        return no_page and (not self.path or (len(self.path) == 1 and bool(_FRONT.fullmatch(self.path[0]))))

    @property
    def is_search(self) -> bool:
        """Whether it asks a search page something."""
        asked = bool(_SEARCH_PARAMETERS & self.query.keys())
        named = any(_stem(segment) in _SEARCHES for segment in self.path[:4])
        return named or (asked and not self.is_article_like and len(self.path) <= 2)

    @property
    def is_topic(self) -> bool:
        """Whether it names a topic's or an author's list."""
        segments = [_stem(segment) for segment in self.path]
        named = any(segment in _TOPICS for segment in segments[:-1][:3])
        queried = bool({"tag", "author", "topic", "keyword_id"} & self.query.keys())
        return named or queried or (bool(segments) and segments[-1] in _TOPICS)

    @property
    def is_section(self) -> bool:
        """Whether it names a section."""
        segments = [_stem(segment) for segment in self.path]
        return any(segment in _SECTIONS for segment in segments) and self.is_short

    @property
    def is_short(self) -> bool:
        """Whether it is too short to name an article."""
        return 0 < len(self.path) <= 3 and not self.is_article_like

    @property
    def is_video(self) -> bool:
        """Whether it lies under a site's videos."""
        return any(_stem(segment) in _VIDEOS for segment in self.path[:4])

    @property
    def is_pdf(self) -> bool:
        """Whether it ends like a PDF's."""
        return bool(self.path) and self.path[-1].endswith(".pdf")


def _stem(segment: str) -> str:
    return segment.rpartition(".")[0] or segment


def _is_article_like(raw: str, path: list[str], query: dict[str, str]) -> bool:
    """Whether an address holds what lists have not: a long number, a day, a sentence."""
    if not path:
        return any(
            _ARTICLE_PARAMETER.fullmatch(name) and value[-3:].isdigit() for name, value in query.items()
        )
    last = _stem(path[-1])
    if _NUMBER.search(last) or _DAY.search(raw.lower()):
        return True
    if any(
        _ARTICLE_PARAMETER.fullmatch(name) and any(c.isdigit() for c in value)
        for name, value in query.items()
    ):
        return True
    return len([part for part in _SLUG_PART.split(last) if part]) >= _LEAST_SLUG
