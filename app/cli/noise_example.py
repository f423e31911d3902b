"""Of a hit that was noise, the shortest text that makes its watch hit so: an example that must not match."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.cli.terminal import plain
from storage.records import ArchivedArticle, Article, Hit
from watch import AliasBook, Document, Query, WatchSyntaxError, match, parse
from watch.files import WatchText

# What is longer nobody wants in a configuration.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An example for the watch's `must_not_match`; `has_examples` where the watch has such a list already."""

    title: str
    text: str
    has_examples: bool


def noise_example(hit: Hit, archived: ArchivedArticle, config: Path | None) -> Offered | None:
    """The shortest of some texts of the article that the watch hits; None where it hits none
    of them that has at most 2,000 characters, or asks for more than title and text.
    """
    watch, book = _now(hit.watch, config)
    has_examples = watch is not None and bool(watch.must_not_match)
    for query in _queries(hit, watch, book):
        for title, text in sorted(_texts(hit, archived), key=lambda piece: len("".join(piece))):
            is_short = len(title) + len(text) <= _LONGEST
            if is_short and match(query, Document.of(title, text)) is not None:
                return Offered(title=title, text=text, has_examples=has_examples)
    return None


def _queries(hit: Hit, watch: WatchText | None, book: AliasBook | None) -> Iterator[Query]:
    """What the watch asks now, then what it asked when it hit: an edit may have mended it already."""
    if watch is not None:
        yield watch.query
    try:
        yield parse(hit.query, book)
    except WatchSyntaxError:  # an alias of then is gone
        return


def _texts(hit: Hit, archived: ArchivedArticle) -> Iterator[tuple[str, str]]:
    """Titles and texts that may be enough, without what a terminal would obey."""
    article = archived.article
    title = plain(article.title)
    yield title, ""
    for text in _pieces(hit, article):
        shown = plain(text, lines=True).strip()
        yield "", shown
        yield title, shown


def _pieces(hit: Hit, article: Article) -> Iterator[str]:
    """The sentence; the paragraphs from the first evidence to the last; the text."""
    text = article.text
    if hit.sentence is not None and hit.sentence.field == "text":
        # with what ends it: without its full stop two sentences may become one
        yield text[hit.sentence.start : hit.sentence.end + 1]
    inside = [(span.start, span.end) for span in hit.spans if span.field == "text"]
    if inside:
        before = text.rfind("\n\n", 0, min(start for start, _ in inside)) + 1
        after = text.find("\n\n", max(end for _, end in inside))
        yield text[before : after if after >= 0 else len(text)]
    yield text


def _now(name: str, config: Path | None) -> tuple[WatchText | None, AliasBook | None]:
    """The watch as the configuration has it, and its aliases; None where there is none, or it is not valid."""
    from app.config import ConfigError, config_path, load
    from app.config.projection import watch_texts

    try:
        found = load(config_path(config))
    except ConfigError:
        return None, None
    return next((watch for watch in watch_texts(found) if watch.name == name), None), found.alias_book
