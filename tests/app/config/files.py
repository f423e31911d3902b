"""A configuration that uses every key, and a way to load a text as a file."""

from __future__ import annotations

from pathlib import Path

from app.config import Config, ConfigError, load

#: Every secret in `FULL`, in the file or by reference.
SECRETS = (
    "s3cret-header",
    "s3cret-cookie",
    "s3cret-basic",
    "s3cret-proxy",
    "s3cret-database",
    "s3cret-smtp",
    "s3cret-ping",
)
SIGNING_KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ENVIRON = {"SMTP_PASSWORD": "s3cret-smtp"}

FULL = f"""\
[database]
url = "postgresql://desk:s3cret-database@db.lan/wirewatch"

[manners]
contact = "desk@news.test"
delay = "2s"
timeout = "20s"
max_response = "4MiB"
runs_at_once = 4
obey_robots = true

[[sources]]
name = "Paid paper"
kind = "listing"
url = "https://paper.test/latest"
every = "1h"
links = "h2 a"
next = ".older a"
country = "KR"
tell_backlog = true
delay = "5s"
enabled = true
headers = {{ X-Subscriber = "s3cret-header" }}
cookies = {{ session = "s3cret-cookie" }}
user_agent = "Reader/1.0"
proxy = "socks5h://agent:s3cret-proxy@proxy.lan:1080"
[sources.basic_auth]
user = "reader"
password = "s3cret-basic"

[[sources]]
name = "Wire"
kind = "feed"
url = "https://wire.test/feed.xml"

[heartbeat]
url = "https://watcher.test/s3cret-ping"
method = "POST"
every = "30s"

[limits]
pass = "5m"
unflagged = "3m"
undelivered = "20m"
failing = "1m"

[route]
corroboration = [2, 4]
[[route.routes]]
name = "phone"
match = {{ severity = "critical", watch = ["Tr*"] }}
channels = ["hook"]
quiet = ["22:00-06:00"]
zone = "Europe/Berlin"
continue = true

[[watches]]
name = "Troops"
severity = "critical"
query = 'troop* NEAR/10 "North Korea"'
channels = ["desk"]

[[watches]]
name = "Drones"
query = "drone*"

[[channels]]
name = "desk"
type = "email"
host = "smtp.news.test"
security = "tls"
username = "wirewatch"
password = "env:SMTP_PASSWORD"
from = "Wirewatch <wirewatch@news.test>"
to = ["desk@news.test"]
fallback = "hook"
rate = "30/m"

[[channels]]
name = "hook"
type = "webhook"
url = "https://hooks.test/T0KEN/in"
secret = "{SIGNING_KEY}"
headers = {{ Authorization = "s3cret-header" }}
"""

MINIMAL = '[manners]\ncontact = "desk@news.test"\n'


def load_text(folder: Path, text: str, environ: dict[str, str] | None = None) -> Config:
    """Load `text` as a file in `folder`."""
    file = folder / "wirewatch.toml"
    file.write_text(text, encoding="utf-8")
    return load(file, ENVIRON if environ is None else environ)


def complaints(folder: Path, text: str, environ: dict[str, str] | None = None) -> list[str]:
    """What is said about `text`, without the file's path; empty where it loads."""
    try:
        load_text(folder, text, environ)
    except ConfigError as error:
        return [problem.describe("") for problem in error.problems]
    return []
