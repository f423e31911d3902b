"""`wirewatch token`: who may use the desk from elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from storage.database import Database
    from storage.records import AccessToken, Scope

app = typer.Typer(
    help="Say who may use the desk from elsewhere.", no_args_is_help=True, rich_markup_mode=None
)

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="What the token is called in lists and in the audit.")
]


@app.callback()
def group() -> None:
    """Say who may use the desk from elsewhere."""


@app.command()
def create(
    name: NameArgument,
    scope: Annotated[
        str,
        typer.Option("--scope", help="What it is for: read, write (and read), or admin (all)."),
    ],
    expires: Annotated[
        str | None,
        typer.Option(
            "--expires",
            help="When it ends: 90d, 12h, 2w, or a date or ISO 8601 time. Without it, when it is revoked.",
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Make a token and print it, this once: the archive keeps its SHA-256 alone.

    Example: wirewatch token create anna --scope write --expires 90d
    """
    from app.cli.database import opened
    from app.cli.terminal import as_json, moment, plain
    from storage.access import Tokens
    from storage.clock import utc_now

    now = utc_now()
    kind, expires_at = _scope_given(scope), _end_given(expires, now)
    with opened(config) as database:
        made = Tokens(database).create(name, kind, now, expires_at)
        _note(database, now, "token.create", name, {"scope": kind.value, "expires_at": expires_at})
    if json:
        print(as_json(_row(made.token, now) | {"token": made.secret}))
        return
    print(made.secret)
    until = "until it is revoked" if expires_at is None else f"until {moment(expires_at)}"
    typer.echo(f"{plain(name)} may {kind.value}, {until}; this token is not shown again", err=True)


@app.command("list")
def list_(json: JsonOption = False, config: ConfigOption = None) -> None:
    """List all tokens, the newest first: what each is for, when it ends or ended, and when it was last used.

    Example: wirewatch token list
    """
    from app.cli.database import opened
    from app.cli.terminal import ago, as_json, moment, plain
    from storage.access import Tokens
    from storage.clock import utc_now

    now = utc_now()
    with opened(config) as database:
        found = Tokens(database).list()
    if not found and not json:
        print("no tokens")
    for token in found:
        row = _row(token, now)
        if json:
            print(as_json(row))
            continue
        ending = {
            "revoked": f"revoked {moment(token.revoked_at)}",
            "expired": f"expired {moment(token.expires_at)}",
            "living": "no end" if token.expires_at is None else f"until {moment(token.expires_at)}",
        }[row["state"]]
        scopes = ", ".join(row["scopes"])
        print(f"{plain(token.name)}  {scopes}  {ending}  used {ago(token.last_used_at, now)}")


@app.command()
def revoke(name: NameArgument, json: JsonOption = False, config: ConfigOption = None) -> None:
    """End a token, and the sessions that it was exchanged for, at once.

    Exit codes: 0 it is revoked, 1 there is no such token, 2 it could not be done.

    Example: wirewatch token revoke anna
    """
    from app.cli.database import opened
    from app.cli.terminal import as_json, plain
    from storage.access import Tokens
    from storage.clock import utc_now

    now = utc_now()
    with opened(config) as database:
        found = Tokens(database).revoke(name, now)
        if found is not None:
            _note(database, now, "token.revoke", name, {})
    if found is None:
        typer.echo(f"wirewatch: there is no token {plain(name)}; wirewatch token list shows them", err=True)
        raise typer.Exit(1)
    print(as_json(_row(found, now)) if json else f"{plain(name)} is revoked")


def _scope_given(written: str) -> Scope:
    from app.cli.terminal import plain
    from storage.records import Scope

    if written not in set(Scope):
        said = f"{plain(written)!r} is none of {', '.join(Scope)}"
        raise typer.BadParameter(said, param_hint="--scope")
    return Scope(written)


def _end_given(written: str | None, now: datetime) -> datetime | None:
    from app.periods import moment_to_come

    if written is None:
        return None
    try:
        at = moment_to_come(written, now)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--expires") from error
    return at


def _note(database: Database, now: datetime, action: str, name: str, detail: dict[str, Any]) -> None:
    from storage.access import Audit

    Audit(database).note(at=now, who="local", action=action, subject=name, detail=detail)


def _row(token: AccessToken, now: datetime) -> dict[str, Any]:
    from storage.records import Scope

    state = "revoked" if token.revoked_at else "living" if token.lives(now) else "expired"
    return {
        "name": token.name,
        "state": state,
        "scopes": [one.value for one in Scope if one in token.scopes],
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "last_used_at": token.last_used_at,
        "revoked_at": token.revoked_at,
    }
