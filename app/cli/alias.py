"""`wirewatch alias`: the named sets of forms, listed and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import ConfigOption, JsonOption

app = typer.Typer(
    no_args_is_help=True, help="List and check aliases: named sets of forms, in queries as @name."
)


@app.command("list")
def list_aliases(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Show the forms of this one, by language.", show_default=False),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List the aliases that queries may name: those that ship, and those of the configuration.

    Exit codes: 0 well, 2 there is none of this name.

    Example: wirewatch alias list dprk
    """
    from app.cli.terminal import as_json, plain
    from app.cli.watch_files import configured_book

    book = configured_book(config)
    if name is not None and name.removeprefix("@") not in book:
        near = book.closest(name.removeprefix("@"))
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise typer.BadParameter(f"no alias is named {plain(name)!r}{hint}", param_hint="NAME")
    for alias in [book[name.removeprefix("@")]] if name is not None else book.values():
        forms: dict[str, list[str]] = {}
        for form in alias.forms:
            forms.setdefault(form.language, []).append(form.written)
        if json:
            print(
                as_json(
                    {
                        "name": alias.name,
                        "about": alias.about,
                        "source": alias.source,
                        "includes": list(alias.includes),
                        "forms": forms,
                    }
                )
            )
        elif name is None:
            print(f"@{alias.name}  {len(alias.forms)} forms  {plain(alias.about)}".rstrip())
        else:
            print(f"@{alias.name}  {plain(alias.about)}".rstrip())
            if alias.includes:
                print(f"  includes {', '.join(f'@{one}' for one in alias.includes)}")
            for language, written in forms.items():
                print(f"  {language}: {plain(', '.join(written))}")


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE", help="Files of aliases, or of watches with aliases.", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Say which forms will not do what their writer meant: in two sets, common words, never met, without effect.

    Without a FILE it checks the aliases that ship and those of the configuration.

    Exit codes: 0 nothing is found, 1 something is, 2 a file cannot be read.

    Example: wirewatch alias check desk-aliases.toml
    """
    from dataclasses import asdict

    from app.cli.alias_files import book_of_files
    from app.cli.terminal import as_json
    from app.cli.watch_files import configured_book
    from watch.aliases.checking import check as check_book

    book = configured_book(config)
    names = None
    if files:
        book, names = book_of_files(files, book)
    found = check_book(book, names)
    for one in found:
        if json:
            print(as_json(asdict(one)))
        else:
            place = ": ".join(filter(None, (one.source, f"@{one.name}", one.language)))
            print(f"{place}: '{one.form}': {one.sentence}")
    if not json:
        count = len(book) if names is None else len(names)
        print(f"{_counted(count, 'set')} checked, {_counted(len(found), 'finding')}")
    if found:
        raise typer.Exit(1)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
