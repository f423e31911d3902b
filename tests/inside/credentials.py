"""Ways to have a source's credentials carried to another site.

The config names two sources: one at `Ground.outside` with credentials, one at `other` (another port, which is
another host group) without. Both may thus be connected to; only the first may ever hear the credentials.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, unquote

from tests.cms_sites.site import Answer
from tests.inside.ways import Ground
from tests.inside.writing import index, page, robots, rss, sitemap, to

Said = Callable[[Ground, str], Mapping[str, Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What the first source's row holds; an empty part is not configured. `in_url` puts the user into its URL."""

    user: str = ""
    password: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    in_url: bool = False

    def source_url(self, ground: Ground) -> str:
        """The URL of the row."""
        user = f"{self.user}:{quote(self.password, safe='')}@" if self.in_url else ""
        return f"http://{user}{ground.outside}/start{f'?token={self.query}' if self.query else ''}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every text whose sight at the other site is a leak."""
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode() if self.user else ""
        found = (self.password, pair, *self.headers.values(), *self.cookies.values(), self.query)
        return tuple(secret for secret in found if secret)

    def seen_in(self, requests: Iterable[str]) -> tuple[str, ...]:
        """The secrets that stand in what the other site heard (heads and bodies, escaped or not)."""
        text = "\n".join(f"{request}\n{unquote(request)}" for request in requests)
        return tuple(secret for secret in self.secrets if secret in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One way; `answers` is told the ground and the other site's host:port. The other answers all with an article."""

    name: str
    about: str
    kind: Literal["feed", "sitemap", "listing"] = "feed"
    links: str | None = None
    credentials: Credentials
    answers: Said
    other_answers: Said = field(default=lambda _ground, _other: {"*": page()})


BASIC = Credentials(user="reader-of-pier", password="anchor/7-chain&rope")
BEARER = Credentials(headers={"Authorization": "Bearer k3el-h4ul-b0ard", "X-Api-Key": "sextant-55-brass"})
COOKIE = Credentials(cookies={"subscriber": "lantern-2049-oil"})
IN_URL = Credentials(user="reader-of-pier", password="anchor/7-chain&rope", in_url=True)
IN_QUERY = Credentials(query="binnacle-8812")
KINDS = {"basic": BASIC, "bearer": BEARER, "cookie": COOKIE, "in-url": IN_URL, "in-query": IN_QUERY}

GOOD = '<a class="t" href="{}">A ship waits at the pier</a>'


def _redirect(status: int) -> Said:
    return lambda _, other: {
        "/start": to(f"http://{other}/b", status),
        "/start?token=binnacle-8812": to(f"http://{other}/b", status),
    }


def _challenge(_ground: Ground, _other: str) -> Mapping[str, Answer]:
    return {
        "*": Answer(body=b"who?", status=401, headers=(("WWW-Authenticate", 'Basic realm="pier"'),)),
    }


def _proxy_challenge(_ground: Ground, _other: str) -> Mapping[str, Answer]:
    return {"*": Answer(body=b"who?", status=407, headers=(("Proxy-Authenticate", 'Basic realm="pier"'),))}


BY_STATUS = tuple(
    Leak(
        name=f"redirect-{status}-{kind}",
        about=f"the feed answers {status} to another site; {kind} credentials",
        credentials=credentials,
        answers=_redirect(status),
    )
    for status in (301, 302, 303, 307, 308)
    for kind, credentials in KINDS.items()
)


def _each(
    name: str,
    about: str,
    answers: Said,
    *,
    kind: Literal["feed", "sitemap", "listing"] = "feed",
    other_answers: Said | None = None,
) -> tuple[Leak, ...]:
    """The same way with each of the credentials that a header carries."""
    return tuple(
        Leak(
            name=f"{name}-{which}",
            about=f"{about}; {which} credentials",
            kind=kind,
            links="a.t" if kind == "listing" else None,
            credentials=KINDS[which],
            answers=answers,
            other_answers=other_answers or (lambda _ground, _other: {"*": page()}),
        )
        for which in ("basic", "bearer", "cookie", "in-url")
    )


LEAKS: tuple[Leak, ...] = (
    *BY_STATUS,
    *_each("no-scheme", "a redirect to //other", lambda _, other: {"/start": to(f"//{other}/b")}),
    *_each(
        "userinfo",
        "the site stands as user",
        lambda g, other: {"/start": to(f"http://{g.outside}@{other}/b")},
    ),
    *_each(
        "chain",
        "within the site, then away",
        lambda g, other: {
            "/start": to("/two", 301),
            "/two": to(f"{g.url}/three"),
            "/three": to(f"http://{other}/b", 308),
        },
    ),
    *_each(
        "there-and-back",
        "away, back and away again",
        lambda _, other: {"/start": to(f"http://{other}/b"), "/back": to(f"http://{other}/c")},
        other_answers=lambda g, _: {"/b": to(f"{g.url}/back"), "*": page()},
    ),
    *_each(
        "challenge",
        "the other site asks for a password, with the same realm",
        lambda _, other: {"/start": to(f"http://{other}/b")},
        other_answers=_challenge,
    ),
    *_each(
        "proxy-challenge",
        "the other site asks as a proxy does",
        lambda _, other: {"/start": to(f"http://{other}/b")},
        other_answers=_proxy_challenge,
    ),
    *_each("entry", "an entry leads to another site", lambda _, other: {"/start": rss(f"http://{other}/b")}),
    *_each(
        "entry-enclosure",
        "an enclosure and a picture of another site",
        lambda g, other: {
            "/start": rss(
                f"{g.url}/a", item=f'<enclosure url="http://{other}/b.jpg" type="image/jpeg" length="1"/>'
            ),
            "/a": page(body=f'<img src="http://{other}/c.jpg">'),
        },
    ),
    *_each(
        "article",
        "an article is redirected away",
        lambda g, other: {"/start": rss(f"{g.url}/a"), "/a": to(f"http://{other}/b", 307)},
    ),
    *_each(
        "robots",
        "robots.txt is redirected away",
        lambda g, other: {
            "/robots.txt": to(f"http://{other}/robots.txt"),
            "/start": rss(f"{g.url}/a"),
            "/a": page(),
        },
        other_answers=lambda _ground, _other: {"/robots.txt": robots(), "*": page()},
    ),
    *_each(
        "canonical",
        "canonical and AMP page on another site",
        lambda g, other: {
            "/start": rss(f"{g.url}/a"),
            "/a": page(
                head=f'<link rel="canonical" href="http://{other}/b"><link rel="amphtml" href="http://{other}/c">'
            ),
        },
    ),
    *_each(
        "meta-refresh",
        "an article refreshes to another site",
        lambda g, other: {
            "/start": rss(f"{g.url}/a"),
            "/a": page(head=f'<meta http-equiv="refresh" content="0; url=http://{other}/b">'),
        },
    ),
    *_each(
        "sitemap-child",
        "a child of the index on another site",
        lambda _, other: {"/start": index(f"http://{other}/c.xml")},
        kind="sitemap",
    ),
    *_each(
        "sitemap-child-redirect",
        "a child of the index redirected away",
        lambda g, other: {"/start": index(f"{g.url}/c.xml"), "/c.xml": to(f"http://{other}/c.xml", 301)},
        kind="sitemap",
    ),
    *_each(
        "sitemap-page",
        "a page of another site in the sitemap",
        lambda _, other: {"/start": sitemap(f"http://{other}/b")},
        kind="sitemap",
    ),
    *_each(
        "listing-link",
        "a link to another site",
        lambda _, other: {"/start": page(body=GOOD.format(f"http://{other}/b"))},
        kind="listing",
    ),
    *_each(
        "listing-next",
        "the next page on another site",
        lambda _, other: {
            "/start": page(body=f'{GOOD.format("/a")}<a rel="next" href="http://{other}/p2">Next</a>'),
            "/a": page(),
        },
        kind="listing",
    ),
    Leak(
        name="referer-of-query",
        about="an entry leads away from a feed whose URL holds the key: no Referer may hold it",
        credentials=IN_QUERY,
        answers=lambda _, other: {"/start?token=binnacle-8812": rss(f"http://{other}/b")},
    ),
)
