"""Inside addresses, spelled so that a check of the text does not see them. {p} is the listener's port, {o} the site."""

from tests.inside.redirects import of_feed
from tests.inside.ways import UNHEARD, Ground, Way, bracketed
from tests.inside.writing import rss, to

HOSTS = {
    "decimal": "2130706433",
    "hex": "0x7f000001",
    "hex-short": "0x7f.1",
    "hex-capitals": "0X7F.0X0.0X0.0X1",
    "octal": "0177.0.0.1",
    "octal-whole": "017700000001",
    "octal-many-zeros": "0000177.0.0.01",
    "short-two": "127.1",
    "short-three": "127.0.1",
    "mixed-bases": "0x7f.0.01",
    "dot-at-the-end": "127.0.0.1.",
    "other-loopback": "127.66.7.8",
    "last-loopback": "127.255.255.254",
    "zero": "0",
    "zeros": "0.0.0.0",
    "full-width": "１２７.０.０.１",
    "full-width-dots": "127．0．0．1",
    "ideographic-dots": "127。0。0。1",
    "circled": "①②⑦.⓪.⓪.①",
    "bold-digits": "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
    "percent": "%31%32%37.0.0.1",
    "percent-dots": "127%2E0%2E0%2E1",
    "percent-twice": "%2531%2532%2537.0.0.1",
    "soft-hyphen": "127.0.0.\u00ad1",
    "zero-width": "127.0.0.\u200b1",
    "overflow": "4425673729",
    "ipv6": "[::1]",
    "ipv6-long": "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "ipv6-some-zeros": "[0:0::0:1]",
    "ipv6-unspecified": "[::]",
    "mapped": "[::ffff:127.0.0.1]",
    "mapped-hex": "[::ffff:7f00:1]",
    "mapped-long": "[0:0:0:0:0:FFFF:127.0.0.1]",
    "mapped-zero": "[::ffff:0.0.0.0]",
    "translated": "[::ffff:0:127.0.0.1]",
    "compatible": "[::127.0.0.1]",
    "nat64": "[64:ff9b::127.0.0.1]",
    "teredo": "[2001:0:7f00:1::80ff:fffe]",
    "zone": "[::1%25lo]",
    "zone-bare": "[::1%lo]",
    "link-local-zone": "[fe80::1%25lo]",
    "bare-ipv6": "::1",
}
WHOLE = {
    "userinfo": "http://{o}@127.0.0.1:{p}/",
    "userinfo-password": "http://outside.example:80@127.0.0.1:{p}/",
    "userinfo-twice": "http://{o}@{o}@127.0.0.1:{p}/",
    "userinfo-percent": "http://outside.example%40{o}%2F@127.0.0.1:{p}/",
    "fragment-at": "http://127.0.0.1:{p}#@{o}/",
    "query-at": "http://127.0.0.1:{p}?@{o}/",
    "backslash-at": "http://127.0.0.1:{p}\\@{o}/",
    "slash-backslash": "http://{o}\\@127.0.0.1:{p}/",
    "backslashes": "http:\\\\127.0.0.1:{p}\\secret",
    "path-backslash": "/\\127.0.0.1:{p}/secret",
    "two-backslashes": "\\\\127.0.0.1:{p}\\secret",
    "one-slash": "https:/127.0.0.1:{p}/secret",
    "three-slashes": "http:///127.0.0.1:{p}/secret",
    "four-slashes": "////127.0.0.1:{p}/secret",
    "tab-in-host": "http://127.0.\t0.1:{p}/secret",
    "tab-in-scheme": "ht\ttp://127.0.0.1:{p}/secret",
    "tab-before-slash": "/\t/127.0.0.1:{p}/secret",
    "space-before": "  http://127.0.0.1:{p}/secret",
    "space-within": "http://127.0.0.1 :{p}/secret",
    "capitals": "HTTP://127.0.0.1:{p}/secret",
    "control-before": "\x01http://127.0.0.1:{p}/secret",
    "port-zeros": "http://127.0.0.1:000{p}/secret",
    "port-full-width": "http://127.0.0.1:{w}/secret",
    "port-two": "http://127.0.0.1:{p}:80/secret",
    "no-port": "http://127.0.0.1/secret",
    "view-source": "view-source:http://127.0.0.1:{p}/secret",
    "dots-in-path": "/..//127.0.0.1:{p}/secret",
}
# The XML of a feed can carry neither of these two.
NOT_IN_XML = {"control-before"}


def _whole(form: str, ground: Ground) -> str:
    port = str(ground.inside_port)
    wide = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in port)
    return form.format(p=port, o=ground.outside, w=wide)


def _redirect(name: str, form: str) -> Way:
    return of_feed(f"spelled-{name}", f"Location: {form!a}", lambda ground: to(_whole(form, ground)))


def _entry(name: str, form: str) -> Way:
    return Way(
        name=f"entry-{name}",
        about=f"an entry's link: {form!a}",
        answers=lambda ground: {"/start": rss(_whole(form, ground))},
    )


def _unheard(address: str) -> Way:
    return of_feed(
        f"unheard-{address}",
        f"to {address}, where nobody listens",
        lambda ground: to(f"http://{bracketed(address)}/latest/meta-data/"),
    )


FORMS = {**{name: f"http://{host}:{{p}}/secret" for name, host in HOSTS.items()}, **WHOLE}
WAYS = (
    *(_redirect(name, form) for name, form in FORMS.items()),
    *(_entry(name, form) for name, form in FORMS.items() if name not in NOT_IN_XML),
    *(_unheard(address) for address in UNHEARD),
)
