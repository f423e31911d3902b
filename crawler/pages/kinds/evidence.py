"""What a page shows that tells its kind, gathered once and only as far as somebody asks."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain, islice

from lxml.html import HtmlElement

from crawler import cleaning
from crawler.pages import json_ld
from crawler.pages.blocks import Block
from crawler.pages.kinds.addresses import Address
from crawler.pages.page import Page, shown_text

_WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s|$)|[。！？]")
#: A shorter line tells nothing: a label, a name, a date.
PROSE = 60
_HEADLINE = 22
# a headline says as much in fewer of these
_WIDE_HEADLINE = 16
_MOSTLY = 0.6
_MOST_SHOWN = 8000
_MOST_LINES = 400
_MOST_CONTROLS = 60
_MOST_LOOKED_AT = 200
_MOST_PIECES = 20
_LONGEST_LABEL = 60
_NEAR = 2


def weight(text: str) -> int:
    """How much a text says, in Latin letters: a Chinese, Japanese or Korean character counts as two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


# the link at the end of a teaser
_MORE = frozenset(
    ("read more", "more", "continue reading", "read the full story", "full story", "read article",
     "더보기", "더 보기", "자세히 보기", "기사 더보기", "続きを読む", "もっと見る", "詳しく見る",
     "阅读全文", "閱讀全文", "阅读更多", "查看详情", "详细", "更多", "читать далее", "читать дальше",
     "подробнее", "далее", "читати далі", "читати більше", "докладніше", "детальніше", "далі",
     "weiterlesen", "mehr", "mehr lesen", "lire la suite", "lire plus", "leer más", "seguir leyendo")
)  # fmt: skip


class Evidence:
    """One page's evidence. `text` is what the reader found of an article, `headline` its title."""

    def __init__(self, page: Page, text: str, headline: str) -> None:
        self.page = page
        self.text = text
        self.headline = headline

    @cached_property
    def address(self) -> Address:
        return Address.of(self.page.url)

    @cached_property
    def canonical(self) -> Address | None:
        """The address that the page calls its own."""
        for link in self.page.tree.iter("link"):
            if (link.get("rel") or "").strip().lower() == "canonical" and (href := link.get("href")):
                return Address.of(href) if "//" in href else None
        return None

    @cached_property
    def document_title(self) -> str:
        for element in self.page.tree.iter("title"):
            parent = element.getparent()
            if parent is not None and str(parent.tag) in ("head", "html", "body"):
                return cleaning.line((element.text or "")[:400])
        return ""

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The page's title and its first headings, which name what it is."""
        shown = [shown_text(element)[:300] for _, element in enumerate(islice(self.page.tree.iter("h1"), 3))]
        if not any(shown):
            shown = [shown_text(h)[:300] for _, h in zip(range(2), self.page.tree.iter("h2"), strict=False)]
        return tuple(dict.fromkeys(text for text in (self.document_title, *shown) if text))

    @cached_property
    def shown(self) -> str:
        """The first lines of the page, one a line, at most 8,000 characters; what is shown without scripts too."""
        # a page without a <body> has its text in the head, where no blocks are looked for
        lines = [] if self.page.blocks else [*self.headings, self.text]
        size = 0
        for block in self.page.blocks[:_MOST_LINES]:
            lines.append(block.text)
            size += len(block.text)
            if size > _MOST_SHOWN:
                break
        lines += [
            cleaning.line(" ".join(element.itertext())[:500]) for element in self.page.tree.iter("noscript")
        ]
        return "\n".join(lines)[: _MOST_SHOWN + 1000]

    @cached_property
    def controls(self) -> tuple[str, ...]:
        """What the page's first buttons offer, and its first short links."""
        buttons = islice(self.page.tree.iter("button", "input"), _MOST_LOOKED_AT)
        links = islice(self.page.tree.iter("a"), _MOST_LOOKED_AT)
        labels = (_label(element) for element in chain(buttons, links))
        return tuple(
            islice((label for label in labels if label and len(label) <= _LONGEST_LABEL), _MOST_CONTROLS)
        )

    @cached_property
    def has_password(self) -> bool:
        return any((field.get("type") or "").lower() == "password" for field in self.page.tree.iter("input"))

    @cached_property
    def types(self) -> frozenset[str]:
        """What the page's JSON-LD nodes say they are."""
        return frozenset(kind for node in self.page.data_nodes[:60] for kind in json_ld.types(node))

    @cached_property
    def og_type(self) -> str:
        return self.page.meta.get("og:type", "").lower()

    @cached_property
    def body_classes(self) -> frozenset[str]:
        body = self.page.tree.find("body")
        return (
            frozenset((body.get("class") or "").lower()[:1000].split()) if body is not None else frozenset()
        )

    @cached_property
    def is_described_as_article(self) -> bool:
        """Whether the page's own descriptions call it an article."""
        if self.types & json_ld.ARTICLE_TYPES:
            return True
        return self.og_type == "article" or "article:published_time" in self.page.meta

    @cached_property
    def _sorted(self) -> tuple[list[Block], list[Block], list[Block]]:
        """The page's paragraphs of prose, those of them that are teasers, and its headlines that lead elsewhere."""
        prose: list[Block] = []
        teasers: list[Block] = []
        headlines: list[Block] = []
        since = _NEAR + 1
        for block in self.page.blocks:
            size = weight(block.text)
            # what is linked is the headline, which is of wide characters where any are; a date beside it is not
            if block.linked + min(block.linked, size - len(block.text)) >= _MOSTLY * size:
                if prose and since == _NEAR + 1 and _is_more(block.text):
                    headlines.append(block)
                    teasers.append(prose[-1])
                    since = _NEAR
                    continue
                if size >= (_WIDE_HEADLINE if size > 1.5 * len(block.text) else _HEADLINE):
                    headlines.append(block)
                    since = 0
                continue
            if size >= PROSE and _SENTENCE_END.search(block.text):
                prose.append(block)
                if since < _NEAR:
                    teasers.append(block)
                since = _NEAR + 1
            else:
                since += 1
        return prose, teasers, headlines

    @cached_property
    def headlines(self) -> int:
        """How many lines are links as long as a headline."""
        return len(self._sorted[2])

    @cached_property
    def teasers(self) -> int:
        """How many paragraphs follow such a headline at once."""
        return len(self._sorted[1])

    @cached_property
    def _own_sizes(self) -> tuple[int, ...]:
        teasers = {block.text for block in self._sorted[1]}
        return tuple(
            size
            for line in self.text.split("\n\n")
            if (size := weight(line)) >= PROSE and line not in teasers
        )

    @property
    def own(self) -> int:
        """The weight of the text's paragraphs, without those that are teasers of other pages."""
        return sum(self._own_sizes)

    @property
    def own_paragraphs(self) -> int:
        """How many paragraphs `own` weighs."""
        return len(self._own_sizes)


def _label(element: HtmlElement) -> str:
    if element.tag == "input":
        return element.get("value") or "" if element.get("type") in ("submit", "button") else ""
    return cleaning.line("".join(islice(element.itertext(), _MOST_PIECES))[:200])


def _is_more(text: str) -> bool:
    return len(text) <= 30 and text.strip(" .…>»→›[]").casefold() in _MORE
