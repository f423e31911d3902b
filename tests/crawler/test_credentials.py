"""Which requests carry a source's credentials."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import SecretStr

from crawler.credentials import headers_for
from crawler.source import Credentials, Source
from storage.records import SourceKind


def source(url: str) -> Source:
    return Source(
        name="a",
        kind=SourceKind.FEED,
        url=url,
        interval=timedelta(minutes=5),
        delay=timedelta(0),
        credentials=Credentials(
            headers={"X-Key": SecretStr("k")},
            cookies={"sid": SecretStr("c")},
            basic_auth=("u", SecretStr("p")),
            user_agent="own",
        ),
    )


ALL = {"X-Key": "k", "Cookie": "sid=c", "Authorization": "Basic dTpw", "User-Agent": "own"}


@pytest.mark.parametrize(
    ("own", "url", "carried"),
    [
        ("https://a.co.uk/feed", "https://a.co.uk/feed", ALL),
        ("https://a.co.uk/feed", "HTTPS://www.a.co.uk/x", ALL),
        ("http://a.co.uk/feed", "http://a.co.uk/feed", ALL),
        ("http://a.co.uk/feed", "https://a.co.uk/feed", ALL),
        ("https://a.co.uk/feed", "http://a.co.uk/feed", {"User-Agent": "own"}),
        ("https://a.co.uk/feed", "https://b.co.uk/feed", {}),
        ("http://127.0.0.1:8080/feed", "http://127.0.0.1:8081/feed", {}),
    ],
)
def test_they_go_to_the_source_alone_and_never_in_clear_where_it_is_encrypted(
    own: str, url: str, carried: dict[str, str]
) -> None:
    assert headers_for(source(own), url) == carried
