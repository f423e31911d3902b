"""Pages with a film and next to no text."""

from __future__ import annotations

from crawler.pages.kinds.evidence import Evidence
from crawler.pages.kinds.phrases import found_in, searched

_TITLES = searched(
    r"^\W{0,3}(?:watch|video|videos)\b|\[video\]|\(video\)|\| video\b|- video\b",
    r"[\[【(]?(?:영상|동영상)[\]】)]?",
    r"[\[【(]?動画[\]】)]?|[\[【(]?(?:视频|視頻|影片)[\]】)]?",
    r"^\W{0,3}(?:видео|смотреть|смотрите)\b|\bвидео\W{0,2}$|^\W{0,3}(?:відео|дивитися|дивіться)\b",
    r"\bвідео\W{0,2}$",
    r"^\W{0,3}(?:vidéo|en vidéo|im video|vídeo)\b",
)  # fmt: skip
_PLAYERS = (
    "youtube.com/embed", "youtube-nocookie.com", "player.vimeo", "dailymotion.com", "jwplayer", "jwplatform",
    "brightcove", "rutube.ru", "kaltura", "player", "tv.naver", "tv.kakao", "bilibili", "video", "embed/",
)  # fmt: skip
_OWN = 700
_SHORT = 350
_ENOUGH = 4


def reason(evidence: Evidence) -> str | None:
    """Why the page is a video's; None where it is none. A film above an article is none."""
    if evidence.own >= _OWN:
        return None
    signs: list[tuple[int, str]] = []
    if evidence.og_type.startswith("video"):
        signs.append((3, f"og:type {evidence.og_type}"))
    is_article = bool(evidence.types & {"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting"})
    # a film's description is one paragraph
    is_article = is_article or (evidence.is_described_as_article and evidence.own_paragraphs > 1)
    if "VideoObject" in evidence.types:
        signs.append((1 if is_article else 3, "json-ld VideoObject"))
    if evidence.address.is_video:
        signs.append((2, "address of a video"))
    if found_in(evidence.headings, _TITLES, longest=200):
        signs.append((1, "heading of a video"))
    if not signs:
        return None
    if _has_player(evidence):
        signs.append((1, "a player"))
    if evidence.own < _SHORT:
        signs.append((1, "next to no text"))
    total = sum(points for points, _ in signs) - (2 if is_article else 0)
    return ", ".join(name for _, name in signs) if total >= _ENOUGH else None


def _has_player(evidence: Evidence) -> bool:
    for element in evidence.page.tree.iter("video", "iframe", "embed", "object"):
        if element.tag == "video":
            return True
        source = (element.get("src") or element.get("data") or "")[:300].lower()
        if any(player in source for player in _PLAYERS):
            return True
    return any("og:video" in name or name == "twitter:player" for name in evidence.page.meta)
