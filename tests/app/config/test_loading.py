from datetime import timedelta
from pathlib import Path

import pytest

import watch
from app.config import ConfigError, load
from tests.app.config.files import FULL, MINIMAL, complaints, load_text

_KINDS = '"email", "webhook", "slack", "discord", "teams", "telegram", "ntfy", "apprise", "file" or "stdout"'


def test_every_key_arrives(tmp_path: Path) -> None:
    config = load_text(tmp_path, FULL)
    paper, wire = config.sources
    assert config.manners.max_response == 4 * 1024**2
    assert (paper.every, paper.delay, wire.every, wire.delay) == (
        timedelta(hours=1),
        timedelta(seconds=5),
        timedelta(minutes=10),
        None,
    )
    assert paper.basic_auth is not None
    assert paper.basic_auth.password.value == "s3cret-basic"
    assert config.watches[0].query == watch.parse('troop* NEAR/10 "North Korea"')
    assert [channel.type for channel in config.channels] == ["email", "webhook"]
    assert config.manners.full_user_agent.endswith("(+mailto:desk@news.test)")


def test_an_empty_file_is_a_configuration(tmp_path: Path) -> None:
    config = load_text(tmp_path, "")
    assert config.database.url.value == "sqlite:///wirewatch.db"
    assert (config.sources, config.watches, config.channels) == ((), (), ())


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = tmp_path / "w.toml"
    file.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert len(load(file, {"SMTP_PASSWORD": "x"}).sources) == 2


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("desk@news.test", "(+mailto:desk@news.test)"),
        ("mailto:desk@news.test", "(+mailto:desk@news.test)"),
        ("https://news.test/bot", "(+https://news.test/bot)"),
    ],
)
def test_the_user_agent_says_whom_to_write_to(tmp_path: Path, contact: str, agent: str) -> None:
    manners = load_text(tmp_path, f'[manners]\ncontact = "{contact}"').manners
    assert manners.full_user_agent.startswith("wirewatch/")
    assert manners.full_user_agent.endswith(agent)


def _with(table: str, line: str) -> str:
    tables = {
        "manners": "[manners]\n",
        "source": MINIMAL + '[[sources]]\nname = "A"\nkind = "feed"\nurl = "https://a.test/"\n',
        "watch": '[[watches]]\nname = "W"\n',
        "email": '[[channels]]\nname = "E"\ntype = "email"\nhost = "h.test"\nfrom = "a@b.test"\nto = ["a@b.test"]\n',
        "webhook": '[[channels]]\nname = "H"\ntype = "webhook"\nurl = "https://h.test/"\n'
        'secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"\n',
        "": "",
    }
    return tables[table] + line


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("", "[mannors]", "mannors: is no key that stands here; did you mean manners?"),
        ("", "[[source]]", "source: is no key that stands here; did you mean sources?"),
        ("", "[sources]", "sources: must be a list of tables: write [[sources]]"),
        ("", "sources = [1]", "sources.0: must be a table"),
        ("", '[database]\nurl = "mysql://u:p@h/d"', "database.url: must be sqlite:///PATH or postgresql://"),
        ("", '[database]\nurl = "sqlite://"', "database.url: must be sqlite:///PATH or postgresql://"),
        ("manners", "delay = 5", 'manners.delay: must be a time such as "90s"'),
        ("manners", 'delay = "2d"', "manners.delay: must lie between 0s and 1h"),
        ("manners", 'max_response = "1B"', "manners.max_response: must be at least 1,000"),
        ("manners", "runs_at_once = 0", "manners.runs_at_once: must be at least 1"),
        ("manners", "runs_at_once = 1.5", "manners.runs_at_once: must be a whole number"),
        ("manners", 'obey_robots = "yes"', "manners.obey_robots: must be true or false"),
        ("manners", 'contact = "nobody"', "manners.contact: must be a mail address or a web address"),
        ("manners", 'user_agent = "a\\nb"', "manners.user_agent: must be 1 to 400 printable ASCII"),
        ("source", 'links = "a"', "sources.0.links: is for listings; a feed names its articles itself"),
        ("source", 'next = "a"', "sources.0.next: is for listings; a feed names its articles itself"),
        ("source", 'evry = "1m"', "sources.0.evry: is no key that stands here; did you mean every?"),
        ("source", 'country = "kr"', "sources.0.country: must be a country in two capitals"),
        ("source", 'every = "0s"', "sources.0.every: must lie between 1s and 366d"),
        ("source", 'headers = { "a b" = "x" }', 'sources.0.headers."a b": must be a header\'s name'),
        ("source", 'headers = { cookie = "x" }', "sources.0.headers.cookie: is given by cookies"),
        ("source", 'headers = { a = "x\\r\\ny" }', "sources.0.headers.a: must be one line"),
        ("source", 'cookies = { a = "x; b=y" }', "sources.0.cookies.a: must not hold a semicolon"),
        ("source", "cookies = { a = 1 }", "sources.0.cookies.a: must be text in quotes: a value,"),
        ("source", 'basic_auth = { user = "a" }', "sources.0.basic_auth.password: is missing"),
        ("source", 'proxy = "ftp://p.test:1"', "sources.0.proxy: must be the address of a proxy"),
        ("source", 'proxy = "http://p.test:99999"', "sources.0.proxy: must be the address of a proxy"),
        ("watch", 'query = "a AND (b"', "watches.0.query, column 7: "),
        ("watch", "query = 1", "watches.0.query: must be a query in quotes"),
        ("watch", 'query = """\na\nAND (b\n"""', "watches.0.query, line 2, column 5: "),
        ("watch", 'query = "a"\nchannels = ["dsk"]', "watches.0.channels.0: no channel has this name"),
        ("watch", 'query = "a"\nchannels = "dsk"', "watches.0.channels: must be a list"),
        ("watch", 'query = "a"\nmust_match = ["a", ""]', "watches.0.must_match.1: is empty; write the text"),
        ("watch", 'query = "a"\nmust_match = [{}]', "watches.0.must_match.0: must be a text in quotes"),
        ("email", 'security = "ssl"', 'channels.0.security: must be "starttls", "tls" or "none"'),
        ("email", "port = 70000", "channels.0.port: must be at most 65,535"),
        ("email", 'password = "x"', "channels.0.username: is missing: a login needs it beside password"),
        ("email", 'cc = ["a@b.test"]', "channels.0.cc: is no key that stands here"),
        ("webhook", 'headers = { webhook-id = "x" }', "channels.0.headers.webhook-id: is set by wirewatch"),
        ("", '[[channels]]\nname = "a"', f"channels.0.type: is missing: {_KINDS}"),
        ("", '[[channels]]\nname = "a"\ntype = "fax"', f"channels.0.type: must be {_KINDS}"),
    ],
)
def test_what_is_wrong_is_said_at_its_key(tmp_path: Path, table: str, line: str, said: str) -> None:
    found = complaints(tmp_path, _with(table, line))
    assert any(each.startswith(said) for each in found), found


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.test",
        "ftp://a.test/",
        "https://",
        "https://a b.test/",
        "https://u:p@a.test/",
        "https:u:p@a.test/",
        "https:\\\\\\\\u:p@a.test/",
        "javascript:1",
        "https://[::1/",
    ],
)
def test_only_web_addresses_are_sources(tmp_path: Path, url: str) -> None:
    text = f'{MINIMAL}[[sources]]\nname = "A"\nkind = "feed"\nurl = "{url}"\n'
    assert [each.startswith("sources.0.url: must") for each in complaints(tmp_path, text)] == [True]


@pytest.mark.parametrize("name", ["", "x" * 65, "a\\u0007b", " a", "a ", "a\\nb", "\\u202eabc"])
def test_names_are_short_and_printable(tmp_path: Path, name: str) -> None:
    found = complaints(tmp_path, f'[[watches]]\nname = "{name}"\nquery = "a"')
    assert [each.startswith("watches.0.name: must") for each in found] == [True]


def test_a_name_may_hold_any_printable_character(tmp_path: Path) -> None:
    name = "BOMBING|EL SALVADOR 북한"
    assert load_text(tmp_path, f'[[watches]]\nname = "{name}"\nquery = "a"').watches[0].name == name


def test_names_differ_by_more_than_case(tmp_path: Path) -> None:
    text = "".join(f'[[watches]]\nname = "{name}"\nquery = "a"\n' for name in ("Straße", "STRASSE", "other"))
    assert complaints(tmp_path, text) == [
        "watches.1.name: is the name of watches.0 too; names differ by more than case (line 5)"
    ]


def test_a_listing_needs_links(tmp_path: Path) -> None:
    text = f'{MINIMAL}[[sources]]\nname = "A"\nkind = "listing"\nurl = "https://a.test/"\n'
    assert complaints(tmp_path, text) == [
        "sources.0.links: is missing: a listing needs the CSS selector of the links to its articles (line 3)"
    ]
    bad = complaints(tmp_path, text + 'links = "a[["\n')
    assert bad == ['sources.0.links: must be a CSS selector such as "h2 a" (line 7)']


@pytest.mark.parametrize(
    ("url", "needed"),
    [
        ("https://a.test/", True),
        ("http://127.0.0.1:8000/", False),
        ("http://[::1]/", False),
        ("http://localhost/", False),
    ],
)
def test_the_open_web_is_crawled_only_with_a_contact(tmp_path: Path, url: str, needed: bool) -> None:
    source = f'[[sources]]\nname = "A"\nkind = "feed"\nurl = "{url}"\n'
    assert [each.startswith("manners.contact: is missing") for each in complaints(tmp_path, source)] == [
        True
    ] * needed
    assert complaints(tmp_path, source + "enabled = false\n") == []


def test_all_that_is_wrong_is_said_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """\
[[watches]]
name = "A"
query = "a AND"
channels = ["nobody"]
[[sources]]
name = "B"
kind = "fed"
[manners]
delay = 1
"""
    found = complaints(tmp_path, text)
    assert [each.partition(": ")[0].partition(",")[0] for each in found] == [
        "watches.0.query",
        "watches.0.channels.0",
        "sources.0.url",
        "sources.0.kind",
        "manners.delay",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a = ", "line 1: Invalid value, at the end of the file"),
        (b"[a]\nb = 1\nb = 2\n", "line 3, column 6: this key was given before"),
        (b'[a]\nb = "', "line 2: Unterminated string, at the end of the file"),
        (b"ok = 1\n# \xff\n", "line 2: is not UTF-8 text; save the file as UTF-8"),
        (b"a = " + b"[" * 100_000, "lists or tables are nested too deeply"),
        (b"a = " + b"9" * 5_000, "holds a number with too many digits"),
        (b"a\x00b = 1", "line 1, column 2"),
    ],
)
def test_what_is_no_toml_is_said_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "w.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load(file)
    [problem] = caught.value.problems
    assert problem.describe("").startswith(said)


def test_a_file_that_cannot_be_read_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file; `wirewatch init` writes one"):
        load(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="is a folder"):
        load(tmp_path)
    with pytest.raises(ConfigError, match="cannot be read"):
        load(Path("\0"))
