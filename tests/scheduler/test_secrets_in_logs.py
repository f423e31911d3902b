"""No secret of the configuration reaches the log, the status or the database, whatever fails."""

from __future__ import annotations

from pathlib import Path

from tests.app.config.files import SIGNING_KEY
from tests.scheduler.desk import Desk, hook, source, watch
from tests.scheduler.outlet import an_outlet

SECRETS = {
    "header": "s3cret-header",
    "cookie": "s3cret-cookie",
    "password": "s3cret-basic",
    "proxy": "s3cret-proxy",
    "smtp": "s3cret-smtp",
    "token": "s3cret-t0ken-in-the-path",
    "webhook header": "s3cret-bearer",
}
PAID = """\
headers = { X-Subscriber = "s3cret-header" }
cookies = { session = "s3cret-cookie" }
basic_auth = { user = "reader", password = "s3cret-basic" }
tell_backlog = true
"""
MAIL = """\
[[channels]]
name = "mail"
type = "email"
host = "127.0.0.1"
port = 9
security = "none"
username = "desk"
password = "s3cret-smtp"
from = "a@news.test"
to = ["b@news.test"]
"""


async def test_no_secret_is_written_anywhere(tmp_path: Path) -> None:
    async with an_outlet() as outlet:
        outlet.publish("News", "The regiment crossed the river.")
        outlet.publish("Gone", "The regiment is gone.")
        outlet.statuses["/a/1"] = 403
        outlet.statuses["/hook/s3cret-t0ken-in-the-path"] = 401
        outlet.headers["WWW-Authenticate"] = 'Basic realm="s"'
        desk = Desk(tmp_path)
        desk.write(
            source("Paid", f"{outlet.base}/feed", more=PAID),
            source(
                "Socks", "http://socks.test/feed", more='proxy = "socks5h://agent:s3cret-proxy@127.0.0.1:9"'
            ),
            source(
                "Proxied", "http://http.test/feed", more='proxy = "http://agent:s3cret-proxy@127.0.0.1:9"'
            ),
            watch("movements", "regiment"),
            hook(
                f"{outlet.base}/hook/s3cret-t0ken-in-the-path", more='headers = { X-Key = "s3cret-bearer" }'
            ),
            MAIL,
        )
        ended = await desk.command("run", "--once", "--verbose")
        assert ended.code == 1
        assert "Paid: ok 1 new 1 failed" in ended.err
        assert ended.out.count("unreachable") == 2
        # They were used, so that there was something to give away.
        sent = next(one for one in outlet.received if "X-Subscriber" in one)
        assert (sent["X-Subscriber"], sent["Cookie"]) == ("s3cret-header", "session=s3cret-cookie")
        assert any(one.get("X-Key") == "s3cret-bearer" for one in outlet.received)

        stored = b"".join(file.read_bytes() for file in sorted(tmp_path.glob("wirewatch.db*")))
        said = "\n".join(
            (ended.out, ended.err, desk.status(), str(desk.status_json()), str(desk.deliveries()))
        )
        for secret in (*SECRETS.values(), SIGNING_KEY):
            assert secret not in said
            assert secret.encode() not in stored
