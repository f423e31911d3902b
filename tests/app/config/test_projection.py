from datetime import timedelta
from pathlib import Path

from alerts.channels.email import EmailChannel
from alerts.channels.webhook import WebhookChannel
from app.config.projection import channels, crawl_sources, database_url, declarations, watchlist
from storage.records import SourceKind
from tests.app.config.files import FULL, load_text


def test_a_relative_sqlite_file_lies_beside_the_configuration(tmp_path: Path) -> None:
    assert database_url(load_text(tmp_path, "")) == f"sqlite:///{tmp_path}/wirewatch.db"
    relative = '[database]\nurl = "sqlite:///data/a.db"'
    assert database_url(load_text(tmp_path, relative)) == f"sqlite:///{tmp_path}/data/a.db"
    absolute = '[database]\nurl = "sqlite:////var/a.db"'
    assert database_url(load_text(tmp_path, absolute)) == "sqlite:////var/a.db"


def test_a_server_keeps_its_password(tmp_path: Path) -> None:
    assert "desk:s3cret-database@db.lan/wirewatch" in database_url(load_text(tmp_path, FULL))
    by_reference = '[database]\nurl = "env:URL"'
    config = load_text(tmp_path, by_reference, {"URL": "postgresql://u:pw@h/d"})
    assert "u:pw@h/d" in database_url(config)
    assert "pw" not in repr(config)


def test_sources_with_their_credentials(tmp_path: Path) -> None:
    paper, wire = crawl_sources(load_text(tmp_path, FULL))
    assert paper.next_link == ".older a"
    assert (paper.kind, paper.links, paper.delay) == (SourceKind.LISTING, "h2 a", timedelta(seconds=5))
    assert paper.credentials.headers["X-Subscriber"].get_secret_value() == "s3cret-header"
    assert paper.credentials.cookies["session"].get_secret_value() == "s3cret-cookie"
    assert paper.credentials.basic_auth is not None
    assert paper.credentials.basic_auth[0] == "reader"
    assert paper.credentials.basic_auth[1].get_secret_value() == "s3cret-basic"
    assert paper.credentials.user_agent == "Reader/1.0"
    assert paper.credentials.proxy is not None
    assert paper.credentials.proxy.get_secret_value() == "socks5h://agent:s3cret-proxy@proxy.lan:1080"
    assert (wire.delay, wire.credentials.proxy) == (timedelta(seconds=2), None)


def test_a_disabled_source_is_neither_crawled_nor_declared(tmp_path: Path) -> None:
    config = load_text(tmp_path, FULL.replace("enabled = true", "enabled = false"))
    assert [source.name for source in crawl_sources(config)] == ["Wire"]
    [wire] = declarations(config)
    assert (wire.name, wire.host_group, wire.interval) == ("Wire", "wire.test:443", timedelta(minutes=10))


def test_a_watch_that_names_no_channels_tells_all(tmp_path: Path) -> None:
    watches = watchlist(load_text(tmp_path, FULL))
    assert [watch.name for watch in watches] == ["Troops", "Drones"]
    own = watches.routes.own
    assert {name: route.channels for name, route in own.items()} == {"Troops": ("desk",)}
    assert watches.routes.root.channels == ("desk", "hook")


def test_channels_by_name(tmp_path: Path) -> None:
    made = channels(load_text(tmp_path, FULL))
    assert isinstance(made["desk"], EmailChannel)
    assert isinstance(made["hook"], WebhookChannel)
