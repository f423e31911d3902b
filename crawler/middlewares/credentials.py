"""A source's credentials go to its own host group, and to no other host: not on redirects, not for robots.txt."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.credentials import is_https, secret_headers
from crawler.spiders.base import SourceSpider
from crawler.urls import host_group


class CredentialsMiddleware:
    """Puts the credentials on each request to the source's host group and takes them off every other one.

    Stands behind Scrapy's redirect middleware, which copies headers and meta to the redirected request: what
    it copied is taken off here before the request leaves. Where the source is read by https, no secret goes to
    its host group in clear.
    """

    def __init__(self, crawler: Crawler, spider: SourceSpider) -> None:
        credentials = spider.source.credentials
        self._group = host_group(spider.source.url)
        self._is_encrypted = is_https(spider.source.url)
        self._headers = secret_headers(credentials)
        self._proxy = credentials.proxy
        self._user_agent = credentials.user_agent
        self._honest_user_agent = crawler.settings["USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not isinstance(crawler.spider, SourceSpider):
            raise NotConfigured("not a source's spider")
        return cls(crawler, crawler.spider)

    def process_request(self, request: Request) -> None:
        own = host_group(request.url) == self._group
        self._secrets(request, allowed=own and (not self._is_encrypted or is_https(request.url)))
        if own:
            self._manner(request)
        else:
            self._honest_manner(request)

    def _secrets(self, request: Request, *, allowed: bool) -> None:
        for name, value in self._headers.items():
            if allowed:
                request.headers[name] = value
            else:
                request.headers.pop(name, None)

    def _manner(self, request: Request) -> None:
        if self._user_agent is not None:
            request.headers["User-Agent"] = self._user_agent
        if self._proxy is not None:
            request.meta["proxy"] = self._proxy.get_secret_value()

    def _honest_manner(self, request: Request) -> None:
        if self._user_agent is not None:
            request.headers["User-Agent"] = self._honest_user_agent
        if self._proxy is not None:
            request.meta.pop("proxy", None)
            request.meta.pop("_auth_proxy", None)
            request.headers.pop("Proxy-Authorization", None)
