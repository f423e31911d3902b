"""How long a connection to PostgreSQL is believed in that says nothing: by us, and by the server."""

from __future__ import annotations

from sqlalchemy import make_url

#: Seconds until a server that cannot be reached counts as gone, and one that does not acknowledge what was sent.
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
_OURS = {
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",
}
#: The server's side of it: without it, what a machine that was cut off had locked stays locked for two hours.
ON_CONNECT = (
    "SET TIME ZONE 'UTC'; SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; "
    "SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000"
)


def with_patience(address: str) -> str:
    """The address with the limits that it does not set itself."""
    url = make_url(address)
    missing = {name: value for name, value in _OURS.items() if name not in url.query}
    return url.update_query_dict(missing).render_as_string(hide_password=False)


def conninfo(address: str) -> str:
    """A PostgreSQL URL as libpq reads it, with the same limits."""
    url = make_url(with_patience(address)).set(drivername="postgresql")
    return url.render_as_string(hide_password=False)
