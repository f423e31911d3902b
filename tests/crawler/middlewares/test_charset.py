"""No charset is guessed on the way of an article: not from compressed bytes, and not from those of the page."""

from __future__ import annotations

import gzip
from pathlib import Path

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.charset import CompressedAsBytesMiddleware
from tests.crawler.rigs.site import Site, body
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground, faults, manners, toml

URL = "https://outlet.example/story.html"
PAGE = article("두 개의 여단", "여단은 강을 건넜다.").encode("euc-kr", "replace")


class Watched(HtmlResponse):
    """A response that counts how often it was asked for its charset."""

    asked = 0

    @property
    def encoding(self) -> str:
        self.asked += 1
        return "utf-8"


def answer() -> Watched:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip", "X-Kept": "yes"}
    return Watched(URL, status=203, headers=headers, body=gzip.compress(PAGE), flags=["kept"])


def decompressed(response: Response) -> Response:
    result = HttpCompressionMiddleware.from_crawler(get_crawler()).process_response(Request(URL), response)
    assert isinstance(result, Response)
    return result


def test_without_it_scrapy_asks_for_the_charset_of_compressed_bytes() -> None:
    response = answer()
    decompressed(response)
    assert response.asked


def test_with_it_nothing_is_asked_and_nothing_is_lost() -> None:
    response = answer()
    plain = CompressedAsBytesMiddleware().process_response(Request(URL), response)
    result = decompressed(plain)
    assert response.asked == 0
    assert (result.body, result.status, result.flags, result.url) == (PAGE, 203, ["kept"], URL)
    assert result.headers["X-Kept"] == b"yes"


def test_what_is_not_compressed_goes_through_as_it_is() -> None:
    response = HtmlResponse(URL, body=PAGE, headers={"Content-Type": "text/html"})
    assert CompressedAsBytesMiddleware().process_response(Request(URL), response) is response


async def test_a_compressed_page_that_names_no_charset_is_archived(tmp_path: Path) -> None:
    async with Site() as site:
        ground = Ground(folder=tmp_path)
        site.pages["/feed"] = feed([(f"{site.base}/story.html", "Two brigades")])
        page = PAGE.replace(b"<head>", b"<head><meta charset=euc-kr>").replace(b"charset=utf-8", b"")
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        site.pages["/story.html"] = body(gzip.compress(page), headers)
        ground.config.write_text(
            manners(delay="0s") + toml(name="a", kind="feed", url=f"{site.base}/feed", every="1h"), "utf-8"
        )
        output = await ground.run_once()
    assert faults(output) == []
    assert [one.article.title for one in ground.articles().values()] == ["두 개의 여단"]
