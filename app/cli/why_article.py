"""Which article is asked about: by its number or its address; of one that is not there, what is known instead."""

from __future__ import annotations

from typing import NoReturn

import typer

from app.cli.terminal import moment, plain
from crawler.urls import canonical
from storage.archive import Archive
from storage.database import Database
from storage.telling.chain import ShownLead
from storage.telling.reading import Chains

_LARGEST = 2**63 - 1


def number_of(database: Database, given: str) -> int:
    """The number of the article.

    Raises:
        typer.BadParameter: it is neither a number nor an address.
        typer.Exit: the archive has no such article (1); what is known of it is on stderr.
    """
    if given.isascii() and given.isdecimal() and 0 < int(given[:20]) <= _LARGEST:
        number = int(given)
        if Archive(database).get(number) is None:
            _refuse(f"the archive has no article {number}; wirewatch search finds articles by their words")
        return number
    try:
        address = canonical(given)
    except ValueError:
        said = f"{plain(given)!r} is neither the number of an article nor an http address"
        raise typer.BadParameter(said, param_hint="ARTICLE") from None
    chains = Chains(database)
    found = chains.article_at(address)
    if found is None:
        _refuse(f"the archive has no article at {given}; {_instead(chains.leads_at(address))}")
    return found


def _instead(leads: list[ShownLead]) -> str:
    """What is known of an address that led to no article."""
    if not leads:
        return "no source has shown this address; wirewatch source list shows which are polled"
    return "; ".join(f"{one.source} showed it {moment(one.first_seen_at)}, {_state(one)}" for one in leads)


def _state(lead: ShownLead) -> str:
    why = f": {lead.reason}" if lead.reason else ""
    match lead.state:
        case "pending":
            tries = f", {lead.attempts} tries failed" if lead.attempts > 1 else ""
            return f"and it is still to be read (pending{tries}), from {moment(lead.due_at)} on{why}"
        case "failed":
            return f"and it could not be read (failed, given up {moment(lead.finished_at)}){why}"
        case _:
            return f"and nothing of it was kept (done {moment(lead.finished_at)}){why}"


def _refuse(said: str) -> NoReturn:
    typer.echo(f"wirewatch: {plain(said)}", err=True)
    raise typer.Exit(1)
