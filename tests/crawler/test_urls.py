"""One article has one address, however it was linked."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler import urls

CANONICAL = "https://example.org/a/b?id=7"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://example.org/a/b?id=7",
        "http://example.org/a/b?id=7",
        "HTTP://EXAMPLE.org:80/a/b?id=7",
        "https://example.org:443/a/b?id=7#comments",
        "https://reader:secret@example.org/a/./x/../b?id=7",
        "http://example.org/a/b?utm_source=feed&id=7&utm_medium=rss",
        "http://example.org/a/b?id=7&fbclid=Iw&gclid=1&mc_cid=2&mc_eid=3&msclkid=4",
        "http://example.org/a/b?UTM_Source=x&id=7&%75tm_term=y&",
        "http://example.org/a/b?at_medium=RSS&at_campaign=KARANGA&id=7&ocid=social&CMP=share_btn_tw",
        "http://example.org/a/b;jsessionid=0A1B?id=7&PHPSESSID=9f&sessionid=2",
        "http://example.org/a/b?id=7&ref=rss&source=newsletter&src=twitter&__twitter_impression=true",
        "http://example.org/a/b?id=7&amp=1",
        "http://example.org/a/b?outputType=amp&id=7",
        "https://amp.example.org/a/b?id=7",
        "https://example-org.cdn.ampproject.org/c/s/example.org/a/b?id=7&amp_js_v=0.1",
        "https://www.google.com/amp/s/example.org/a/b?id=7",
        "  http://example.org/a/b?id=7\n",
    ],
)
def test_spellings_of_one_address_have_one_canonical_form(spelling: str) -> None:
    assert urls.canonical(spelling) == CANONICAL


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/a/b",
        "https://example.org/a/b?id=8",
        "https://example.org/a/B?id=7",
        "https://example.org:8443/a/b?id=7",
        "https://www.example.org/a/b?id=7",
        "https://example.org/a/b?id=7&source=x",
        "https://example.org/a/b?id=7&ref=4711",
        "https://example.org/a/b/amp?id=7",
        "https://evil-cdn.ampproject.org.example.net/c/s/example.org/a/b?id=7",
        "https://google.xyz/amp/s/example.org/a/b?id=7",
    ],
)
def test_what_may_be_another_article_keeps_a_form_of_its_own(other: str) -> None:
    assert urls.canonical(other) != CANONICAL


@pytest.mark.parametrize(
    "spelling",
    [
        "https://example.org/2026/11/troops-move-north/amp",
        "https://example.org/2026/11/troops-move-north/amp/",
        "https://example.org/amp/2026/11/troops-move-north",
        "https://example.org/2026/11/troops-move-north.amp",
        "https://example.org/2026/11/troops-move-north?amp",
    ],
)
def test_the_amp_forms_of_an_article_are_the_article(spelling: str) -> None:
    assert urls.canonical(spelling) == "https://example.org/2026/11/troops-move-north"


@pytest.mark.parametrize(
    "address",
    ["https://amp.dev/a", "https://example.org/guitars/amp", "https://example.org/amp", "http://amp/a"],
)
def test_a_word_is_no_amp_form(address: str) -> None:
    assert urls.canonical(address) == address.replace("http:", "https:")


def test_an_address_with_a_port_of_its_own_is_one_under_both_schemes() -> None:
    assert urls.canonical("https://127.0.0.1:8080/a") == urls.canonical("http://127.0.0.1:8080/a")
    assert urls.canonical("http://127.0.0.1:8080/a") == "http://127.0.0.1:8080/a"


def test_a_query_of_tracking_alone_leaves_no_question_mark() -> None:
    assert urls.canonical("http://example.org/a?utm_source=x") == "https://example.org/a"


@pytest.mark.parametrize(
    "address",
    ["", "a/b", "ftp://example.org/a", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org", "http://",
     "http://[::1", "http://exa mple.org/", "data:text/html,x", "http://\ud800.org/"],
)  # fmt: skip
def test_what_is_no_http_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"http|address|URL|url|input"):
        urls.canonical(address)


QUERIES = st.text(alphabet=st.sampled_from("ab=&?%+;utm_sfclidp#/20é \u202e\\'\""), max_size=30)


@given(
    scheme=st.sampled_from(["http", "https"]),
    host=st.sampled_from(
        [
            "example.org",
            "EXAMPLE.org",
            "amp.amp.example.org",
            "a.cdn.ampproject.org",
            "127.0.0.1",
            "[::1]",
            "localhost",
        ]
    ),
    port=st.sampled_from(["", ":80", ":443", ":8080"]),
    path=QUERIES | st.sampled_from(["c/s/amp.example.org/a-b-c/amp/amp?amp=1", "amp/amp/2026/11/a.amp.html"]),
    query=QUERIES,
)
def test_canonical_is_idempotent_and_blind_to_the_scheme(
    scheme: str, host: str, port: str, path: str, query: str
) -> None:
    rest = f"://{host}{port}/{path}?{query}"
    key = urls.canonical(scheme + rest)
    assert urls.canonical(key) == key
    assert urls.canonical("http" + rest) == urls.canonical("https" + rest)
    assert "#" not in key
    assert "utm_" not in key.partition("?")[2].split("=")[0]


@given(st.text(max_size=20).map("http://a".__add__) | st.text(max_size=20).map("http://a/".__add__))
def test_any_text_is_an_address_or_a_value_error(text: str) -> None:
    try:
        key = urls.canonical(text)
    except ValueError:
        assume(False)
    assert key.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("url", "group"),
    [
        ("http://www.example.co.uk/a", "example.co.uk"),
        ("https://news.example.com:8443/", "example.com"),
        ("https://someone.github.io/a", "someone.github.io"),
        ("http://127.0.0.1/a", "127.0.0.1:80"),
        ("https://127.0.0.1/a", "127.0.0.1:443"),
        ("http://127.0.0.1:8123/a", "127.0.0.1:8123"),
        ("http://2130706433:99/", "127.0.0.1:99"),
        ("http://[::1]:8123/a", "[::1]:8123"),
        ("http://localhost:8000/", "localhost:8000"),
        ("http://intranet/a", "intranet:80"),
    ],
)
def test_host_group(url: str, group: str) -> None:
    assert urls.host_group(url) == group


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a", "https://example.org/a"),
        ("b?x=1#y", "https://example.org/news/b?x=1#y"),
        ("//cdn.example.net/a", "https://cdn.example.net/a"),
        (" http://other.example/ ", "http://other.example/"),
        ("javascript:alert(1)", None),
        ("mailto:desk@example.org", None),
        ("http://[bad", None),
        ("data:text/html,<b>", None),
    ],
)
def test_absolute(href: str, expected: str | None) -> None:
    assert urls.absolute(href, "https://example.org/news/") == expected


@pytest.mark.parametrize(
    ("url", "is_front"),
    [("https://e.org", True), ("https://e.org/index.html", True), ("https://e.org/?utm_source=x", True),
     ("https://e.org/?p=123", False), ("https://e.org/a", False)],
)  # fmt: skip
def test_front_page(url: str, is_front: bool) -> None:
    assert urls.is_front_page(url) is is_front


def test_what_people_open_keeps_the_scheme_that_answered() -> None:
    assert (
        urls.readable("https://example.org/a?utm_source=x#y", like="http://example.org/a")
        == "http://example.org/a"
    )
    assert urls.readable("http://example.org/a", like="https://example.org/b") == "https://example.org/a"
