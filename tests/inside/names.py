"""Host names that resolve inside: at once, later, among others, or because every machine says so."""

from collections.abc import Mapping

from tests.cms_sites.site import Answer
from tests.inside.ways import PUBLIC, PUBLIC_V6, Ground, Names, Way
from tests.inside.writing import article_feed, index, page, rss, sitemap, to

HOST = "harbour.example"
RESOLVED = {
    "loopback": "127.0.0.1",
    "loopback-other": "127.9.9.9",
    "loopback-ipv6": "::1",
    "unspecified": "0.0.0.0",
    "unspecified-ipv6": "::",
    "mapped": "::ffff:127.0.0.1",
    "nat64": "64:ff9b::7f00:1",
    "ten": "10.0.0.1",
    "shared": "100.64.0.1",
    "metadata": "169.254.169.254",
    "unique-local": "fd00::1",
    "multicast": "224.0.0.1",
}
LOCAL = (
    "localhost",
    "LOCALHOST",
    "LocalHost",
    "localhost.",
    "foo.localhost",
    "localhost.localdomain",
    "ip6-localhost",
    "loopback",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "ｌｏｃａｌｈｏｓｔ",
    "local\u00adhost",
    "%6cocalhost",
)
LOOPBACK: Names = dict.fromkeys(
    ("localhost", "foo.localhost", "localhost.localdomain", "ip6-localhost", "loopback"), (("127.0.0.1",),)
)


def _no_answers(ground: Ground) -> Mapping[str, Answer]:
    return {}


def _source(name: str, about: str, names: Names, host: str = HOST) -> Way:
    """The config itself names the host: a name may resolve to public addresses only."""
    return Way(
        name=name,
        about=about,
        source_url=lambda ground: f"http://{host}:{ground.inside_port}/secret",
        answers=_no_answers,
        names=names,
    )


def _redirect(name: str, about: str, names: Names, host: str = HOST) -> Way:
    return Way(
        name=name,
        about=about,
        answers=lambda ground: {"/start": to(f"http://{host}:{ground.inside_port}/secret")},
        names=names,
    )


def _entry(name: str, about: str, names: Names, host: str = HOST) -> Way:
    return Way(
        name=name,
        about=about,
        answers=lambda ground: {"/start": rss(f"http://{host}:{ground.inside_port}/secret")},
        names=names,
    )


def _plain(host: str) -> str:
    return host.encode("ascii", "backslashreplace").decode()


SOURCES = tuple(
    _source(f"source-name-{name}", f"the source's name is at {address}", {HOST: ((address,),)})
    for name, address in RESOLVED.items()
)
REDIRECTS = tuple(
    _redirect(f"redirect-name-{name}", f"a redirect to a name at {address}", {HOST: ((address,),)})
    for name, address in RESOLVED.items()
)
LOCAL_SOURCES = tuple(
    _source(f"source-own-name-{_plain(host)}", "the source's name is this machine's own", LOOPBACK, host)
    for host in LOCAL
    if host.isascii() and "%" not in host
)
LOCAL_REDIRECTS = tuple(
    _redirect(f"redirect-own-name-{_plain(host)}", "a redirect to this machine's own name", LOOPBACK, host)
    for host in LOCAL
)
REBINDING = (
    _source("rebind-second", "public, then inside", {HOST: ((PUBLIC,), ("127.0.0.1",))}),
    _source("rebind-third", "public twice, then inside", {HOST: ((PUBLIC,), (PUBLIC,), ("127.0.0.1",))}),
    _source("rebind-fourth", "public three times", {HOST: ((PUBLIC,),) * 3 + (("127.0.0.1",),)}),
    _source("rebind-ipv6", "public, then ::1", {HOST: ((PUBLIC_V6,), ("::1",))}),
    _source("rebind-to-mapped", "public, then mapped", {HOST: ((PUBLIC,), ("::ffff:127.0.0.1",))}),
    _source("rebind-to-zero", "public, then 0.0.0.0", {HOST: ((PUBLIC,), ("0.0.0.0",))}),
    _source(
        "rebind-back-and-forth",
        "public and inside by turns",
        {HOST: ((PUBLIC,), ("127.0.0.1",), (PUBLIC,), ("127.0.0.1",))},
    ),
    _redirect("rebind-redirect", "a redirect; public, then inside", {HOST: ((PUBLIC,), ("127.0.0.1",))}),
    _entry("rebind-entry", "an entry; public, then inside", {HOST: ((PUBLIC,), ("127.0.0.1",))}),
    _entry("rebind-nothing-first", "an entry; no address, then inside", {HOST: ((), ("127.0.0.1",))}),
)
SEVERAL = (
    _source("two-inside-last", "public and inside", {HOST: ((PUBLIC, "127.0.0.1"),)}),
    _source("two-inside-first", "inside and public", {HOST: (("127.0.0.1", PUBLIC),)}),
    _source("two-ipv6-inside", "public IPv4 and ::1", {HOST: ((PUBLIC, "::1"),)}),
    _source("two-public-ipv6", "public IPv6 and 127.0.0.1", {HOST: ((PUBLIC_V6, "127.0.0.1"),)}),
    _source("many-one-inside", "one inside among many", {HOST: ((PUBLIC, PUBLIC_V6, "10.0.0.1", "::1"),)}),
    _redirect("two-redirect", "a redirect; public and inside", {HOST: ((PUBLIC, "127.0.0.1"),)}),
    _entry("two-entry", "an entry; inside and public", {HOST: (("::1", PUBLIC),)}),
)
OTHERS = (
    _entry("entry-name", "an entry's link to a name inside", {HOST: (("127.0.0.1",),)}),
    _entry(
        "entry-name-of-an-address",
        "a name that has the address in it",
        {"127.0.0.1.by.example": (("127.0.0.1",),)},
        "127.0.0.1.by.example",
    ),
    _redirect(
        "redirect-metadata-name",
        "the cloud's own name for its metadata",
        {"metadata.google.internal": (("169.254.169.254",),)},
        "metadata.google.internal",
    ),
    _redirect(
        "redirect-name-without-dot",
        "a short name of the local network",
        {"intranet": (("192.168.0.1",),)},
        "intranet",
    ),
    _redirect(
        "redirect-name-underscore",
        "a name with an underscore",
        {"my_host.example": (("127.0.0.1",),)},
        "my_host.example",
    ),
    _redirect("redirect-name-dot", "a dot at the name's end", {HOST: (("127.0.0.1",),)}, f"{HOST}."),
    _redirect("redirect-name-capitals", "capitals in the name", {HOST: (("127.0.0.1",),)}, HOST.upper()),
    Way(
        name="name-of-robots-only",
        about="the first look-up, robots.txt's, is inside; the page's is public",
        answers=lambda ground: {"/start": rss(f"http://{HOST}:{ground.inside_port}/a")},
        names={HOST: (("127.0.0.1",), (PUBLIC,))},
    ),
    Way(
        name="name-in-sitemap",
        about="a page in the sitemap has a name inside",
        kind="sitemap",
        answers=lambda ground: {"/start": sitemap(f"http://{HOST}:{ground.inside_port}/a")},
        names={HOST: (("127.0.0.1",),)},
    ),
    Way(
        name="name-of-sitemap-child",
        about="a child of the index has a name inside",
        kind="sitemap",
        answers=lambda ground: {"/start": index(f"http://{HOST}:{ground.inside_port}/c.xml")},
        names={HOST: (("::1",),)},
    ),
    Way(
        name="name-in-listing",
        about="a link of the listing has a name inside",
        kind="listing",
        links="a.t",
        answers=lambda ground: {
            "/start": page(body=f'<a class="t" href="http://{HOST}:{ground.inside_port}/a">A ship waits</a>')
        },
        names={HOST: (("127.0.0.1",),)},
    ),
    Way(
        name="name-in-canonical",
        about="the canonical page has a name that is public first",
        answers=lambda ground: {
            "/start": article_feed(ground),
            "/a": page(head=f'<link rel="canonical" href="http://{HOST}:{ground.inside_port}/c">'),
        },
        names={HOST: ((PUBLIC,), ("127.0.0.1",))},
    ),
)
WAYS = (*SOURCES, *REDIRECTS, *LOCAL_SOURCES, *LOCAL_REDIRECTS, *REBINDING, *SEVERAL, *OTHERS)
