"""The kinds of channels in a configuration: what each takes, what is refused, and what is never shown."""

from pathlib import Path

import pytest

from app.config.channel_tables import CHANNEL_TABLES
from app.config.projection import channels
from app.config.showing import as_toml, shown
from tests.app.config.files import SIGNING_KEY, complaints, load_text

OLD_KEY = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
TOKEN = "123456:AAbbCCddEEffGGhhIIjjKK"
TABLES = {
    "email": 'host = "smtp.test"\nfrom = "a@desk.test"\nto = ["b@desk.test"]',
    "webhook": f'url = "https://hooks.test/T0KEN"\nsecret = ["{SIGNING_KEY}", "{OLD_KEY}"]',
    "slack": 'url = "https://hooks.slack.test/services/T0KEN"',
    "discord": 'url = "https://discord.test/api/webhooks/1/T0KEN"',
    "teams": 'url = "https://flows.test/invoke?sig=T0KEN"',
    "telegram": f'token = "{TOKEN}"\nchat = "@desk"',
    "ntfy": 'url = "https://ntfy.test/T0KEN"\ntoken = "tk_T0KEN"',
    "apprise": 'url = "gotify://push.test/T0KEN"',
    "file": 'path = "notices.jsonl"',
    "stdout": "",
}


def table(kind: str, keys: str) -> str:
    return f'[[channels]]\nname = "{kind}"\ntype = "{kind}"\n{keys}\n'


def test_every_kind_can_be_made_and_shows_no_secret(tmp_path: Path) -> None:
    assert [*TABLES] == [*CHANNEL_TABLES]
    config = load_text(tmp_path, "".join(table(kind, keys) for kind, keys in TABLES.items()))
    assert {name: made.name for name, made in channels(config).items()} == {kind: kind for kind in TABLES}
    written = as_toml(shown(config))
    for secret in ("T0KEN", TOKEN, SIGNING_KEY, OLD_KEY):
        assert secret not in written
        assert secret not in repr(config)


def test_what_is_shown_of_references_is_a_configuration(tmp_path: Path) -> None:
    environ = {"NEW": SIGNING_KEY, "OLD": OLD_KEY, "ONE": SIGNING_KEY}
    text = table("webhook", 'url = "https://hooks.test/"\nsecret = ["env:NEW", "env:OLD"]')
    text += table("webhook", 'url = "https://hooks.test/"\nsecret = "env:ONE"').replace('"webhook"', '"b"', 1)
    values = shown(load_text(tmp_path, text, environ))
    assert [row["secret"] for row in values["channels"]] == [["env:NEW", "env:OLD"], "env:ONE"]
    assert shown(load_text(tmp_path, as_toml(values), environ)) == values


@pytest.mark.parametrize(
    ("kind", "keys", "said"),
    [
        ("webhook", 'url = "https://h.test/"\nsecret = []', "secret: must be one secret, or a list"),
        ("webhook", 'url = "https://h.test/"\nsecret = [1]', "secret: must be text in quotes"),
        (
            "webhook",
            f'url = "https://h.test/"\nsecret = ["{SIGNING_KEY}", "T0KEN"]',
            "secret: must be whsec_",
        ),
        ("slack", 'url = "slack.test/T0KEN"', "url: must be an http or https address"),
        ("teams", 'url = "https://a:T0KEN@flows.test/"', "url: must not hold a user name or password"),
        ("telegram", 'token = "T0KEN"\nchat = "1"', "token: must be the token that BotFather gave"),
        ("telegram", f'token = "{TOKEN}"\nchat = "desk"', "chat: must be the number of a chat"),
        ("telegram", f'token = "{TOKEN}"\nchat = "1"\ntopic = 0', "topic: must be at least 1"),
        ("ntfy", 'url = "https://ntfy.sh/"', "url: must end in the name of a topic"),
        ("apprise", 'url = "T0KEN"', "url: must be an address of Apprise"),
        ("file", 'path = "notices/"', "path: must be the path of a file"),
        ("stdout", 'path = "x"', "path: is no key that stands here"),
        ("email", f'{TABLES["email"]}\nunsubscribe = "b@desk.test"', "unsubscribe: must be a mailto address"),
        (
            "email",
            f'{TABLES["email"]}\nunsubscribe = "mailto:<b@c>"',
            "unsubscribe: must be a mailto address",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_without_being_shown(
    tmp_path: Path, kind: str, keys: str, said: str
) -> None:
    [complaint] = complaints(tmp_path, table(kind, keys))
    assert f"channels.0.{said}" in complaint
    assert "T0KEN" not in complaint


def test_mails_may_name_another_address_for_those_who_want_no_more(tmp_path: Path) -> None:
    written = 'unsubscribe = "mailto:list@desk.test?subject=stop"'
    assert complaints(tmp_path, table("email", f"{TABLES['email']}\n{written}")) == []
