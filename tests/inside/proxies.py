"""Proxies: one that is inside itself, and one that is allowed but asked to go inside.

The outside site forwards what a proxy is asked to (see outside.py), so a request that reaches the forbidden
listener through it is a connect as well.
"""

from collections.abc import Mapping

from tests.cms_sites.site import Answer
from tests.inside.ways import PUBLIC, Ground, Names, Text, Way
from tests.inside.writing import RSS, article_feed, index, page, robots, rss, to

PROXY = "proxy.example"
AT_HOME: Names = {PROXY: (("127.0.0.1",),)}


def _feed(ground: Ground) -> Mapping[str, Answer]:
    return {"/start": article_feed(ground), "/a": page()}


def _inside(name: str, about: str, proxy: Text, names: Names = AT_HOME) -> Way:
    return Way(name=f"proxy-{name}", about=about, answers=_feed, names=names, proxy=proxy)


def _at(form: str) -> Text:
    return lambda ground: form.format(p=ground.inside_port)


def _through(name: str, about: str, **answers: str) -> Way:
    """Through the allowed proxy; what stands at each path is said by a word and a target (see _written)."""
    return Way(
        name=f"through-{name}",
        about=f"through a proxy: {about}",
        answers=lambda ground: {_path(key): _written(said, ground) for key, said in answers.items()},
        names={"localhost": (("127.0.0.1",),), "harbour.example": (("127.0.0.1",),)},
        proxy=lambda ground: ground.url,
    )


def _path(key: str) -> str:
    return "/robots.txt" if key == "robots" else f"/{key}"


def _written(said: str, ground: Ground) -> Answer:
    word, _, target = said.partition(" ")
    url = target.format(p=ground.inside_port, o=ground.outside)
    if word == "to":
        return to(url)
    if word == "allow":
        return robots(f"Sitemap: {url}")
    return rss(url)


INSIDE = (
    _inside("name", "the proxy's name is at 127.0.0.1", _at("http://proxy.example:{p}")),
    _inside("name-ipv6", "the proxy's name is at ::1", _at("http://proxy.example:{p}"), {PROXY: (("::1",),)}),
    _inside("name-private", "in 10/8", _at("http://proxy.example:{p}"), {PROXY: (("10.0.0.1",),)}),
    _inside("name-metadata", "link-local", _at("http://proxy.example"), {PROXY: (("169.254.169.254",),)}),
    _inside(
        "rebind", "public, then inside", _at("http://proxy.example:{p}"), {PROXY: ((PUBLIC,), ("127.0.0.1",))}
    ),
    _inside("two", "public and inside", _at("http://proxy.example:{p}"), {PROXY: ((PUBLIC, "127.0.0.1"),)}),
    _inside("localhost", "localhost", _at("http://localhost:{p}"), {"localhost": (("127.0.0.1",),)}),
    _inside("localhost-dot", "localhost.", _at("http://localhost.:{p}"), {"localhost": (("127.0.0.1",),)}),
    _inside(
        "user",
        "with a user's name that looks like a host",
        _at("http://outside.example:80@proxy.example:{p}"),
    ),
    _inside("https", "an https proxy", _at("https://proxy.example:{p}")),
    _inside("socks5", "SOCKS5", _at("socks5://proxy.example:{p}")),
    _inside("socks5h", "SOCKS5, names resolved there", _at("socks5h://proxy.example:{p}")),
    _inside("socks4", "SOCKS4", _at("socks4://proxy.example:{p}")),
    _inside("no-scheme", "without a scheme", _at("proxy.example:{p}")),
)
THROUGH = (
    _through("redirect", "a redirect to 127.0.0.1", start="to http://127.0.0.1:{p}/secret"),
    _through("redirect-ipv6", "a redirect to ::1", start="to http://[::1]:{p}/secret"),
    _through("redirect-decimal", "a redirect to 2130706433", start="to http://2130706433:{p}/secret"),
    _through("redirect-localhost", "a redirect to localhost", start="to http://localhost:{p}/secret"),
    _through("redirect-https", "a redirect by https (CONNECT)", start="to https://127.0.0.1:{p}/secret"),
    _through("redirect-name", "a redirect to a name inside", start="to http://harbour.example:{p}/secret"),
    _through("entry", "an entry's link", start="links http://127.0.0.1:{p}/secret"),
    _through("entry-zero", "an entry's link to 0.0.0.0", start="links http://0.0.0.0:{p}/secret"),
    _through("entry-mapped", "an entry's link, mapped", start="links http://[::ffff:127.0.0.1]:{p}/secret"),
    _through("entry-https", "an entry's link by https (CONNECT)", start="links https://127.0.0.1:{p}/secret"),
    _through(
        "article", "an article's redirect", start="links http://{o}/a", a="to http://127.0.0.1:{p}/secret"
    ),
    _through("userinfo", "a redirect with the site as user", start="to http://{o}@127.0.0.1:{p}/secret"),
    _through(
        "robots",
        "robots.txt leads inside",
        robots="to http://127.0.0.1:{p}/robots.txt",
        start="links http://{o}/a",
    ),
    _through(
        "robots-sitemap",
        "robots.txt names a sitemap inside",
        robots="allow http://127.0.0.1:{p}/sitemap.xml",
        start="links http://{o}/a",
    ),
    Way(
        name="through-sitemap-child",
        about="through a proxy: a child of the index inside",
        kind="sitemap",
        answers=lambda ground: {"/start": index(ground.goal)},
        proxy=lambda ground: ground.url,
    ),
    Way(
        name="through-source-name",
        about="through a proxy: the source's own name, which the proxy resolves, is inside",
        source_url=lambda ground: f"http://harbour.example:{ground.inside_port}/secret",
        answers=_feed,
        names={"harbour.example": (("127.0.0.1",),)},
        proxy=lambda ground: ground.url,
    ),
    Way(
        name="through-407",
        about="the proxy asks for a password and names another proxy",
        answers=lambda ground: {
            "/start": Answer(
                body=b"",
                status=407,
                content_type=RSS,
                headers=(("Proxy-Authenticate", "Basic realm=x"), ("Location", ground.goal)),
            )
        },
        proxy=lambda ground: ground.url,
    ),
)
WAYS = (*INSIDE, *THROUGH)
