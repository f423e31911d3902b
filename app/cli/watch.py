"""`wirewatch watch`: watches understood, tested, and run over texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli import (
    watch_backtest,
    watch_export,
    watch_rematch,
    watch_remove,
    watch_stats,
    watch_versions,
    watch_why,
)
from app.cli.options import ConfigOption, FileOption, JsonOption

app = typer.Typer(
    no_args_is_help=True, help="Understand watches, test them, and run them over texts and the archive."
)


@app.command()
def run(
    watches: Annotated[
        str, typer.Argument(metavar="WATCHES.toml|PACK", help="A file of watches, or the name of a pack.")
    ],
    on: Annotated[Path, typer.Option("--on", help="The texts: one JSON object a line; - is standard input.")],
    json: JsonOption = False,
) -> None:
    """Run watches over texts, without a database: which hit, what is said of it, and by which words.

    A text is an object with id (text or number) and text, and where known title, published_at, source and lang; other
    keys are ignored.

    Exit codes: 0 all texts were read, 1 some could not be, 2 none could.

    Example: wirewatch watch run north-korea --on texts.jsonl --json
    """
    from app.cli.text_lines import Broken
    from app.cli.watch_files import opened_watches
    from app.cli.watch_run import as_line, hits, print_hit, texts

    found = opened_watches(watches)
    read = broken = 0
    for one in texts(on):
        if isinstance(one, Broken):
            broken += 1
            typer.echo(f"wirewatch: {one.describe()}", err=True)
            continue
        read += 1
        for hit in hits(found, one):
            if json:
                print(as_line(hit))
            else:
                print_hit(hit)
    if broken:
        raise typer.Exit(1 if read else 2)


@app.command("list")
def list_watches(
    file: FileOption = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List the watches of the configuration and of the desk, of a file or of a pack, and the packs that ship.

    Example: wirewatch watch list --file north-korea
    """
    from app.cli.desk_watches import places
    from app.cli.terminal import as_json, plain
    from app.cli.watch_files import configured_or_file
    from watch.files import pack_names

    found = configured_or_file(file, config)
    where = places(config) if file is None else {}
    for watch in found:
        examples = {"must_match": len(watch.must_match), "must_not_match": len(watch.must_not_match)}
        if json:
            print(
                as_json(
                    {"name": watch.name, "query": str(watch.query)}
                    | examples
                    | {"place": where.get(watch.name)}
                )
            )
        else:
            count = sum(examples.values())
            said = f"{count} example{'' if count == 1 else 's'}"
            place = f"; {where[watch.name]}" if watch.name in where else ""
            print(f"{plain(watch.name)}  ({said}{plain(place)})")
            print(f"    {plain(str(watch.query))}")
    if file is None and not json:
        print(f"packs that ship: {', '.join(pack_names())}")


@app.command("test")
def check_examples(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Only this watch.", show_default=False)
    ] = None,
    file: FileOption = None,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Hold watches against their own examples: must_match and must_not_match.

    Exit codes: 0 all come out as they must, 1 one does not, 2 there is nothing to test.

    Example: wirewatch watch test "North Korea troop deployments" --file north-korea
    """
    from app.cli.terminal import as_json, plain
    from app.cli.watch_files import configured_or_file, named
    from watch.files import failures

    failed = 0
    for watch in named(configured_or_file(file, config), name):
        found = list(failures(watch.query, watch.must_match, watch.must_not_match))
        failed += len(found)
        count = len(watch.must_match) + len(watch.must_not_match)
        if json:
            told = [
                {
                    "list": "must_match" if one.must_match else "must_not_match",
                    "place": one.place,
                    "title": one.example.title,
                    "text": one.example.text,
                    "reason": one.reason,
                }
                for one in found
            ]
            print(as_json({"watch": watch.name, "examples": count, "failures": told}))
            continue
        come_out = (
            f"{count - len(found)} of {count} examples come out as they must" if count else "has no examples"
        )
        print(f"{plain(watch.name)}: {come_out}")
        for one in found:
            print(f"    {plain(str(one))}")
    if failed:
        raise typer.Exit(1)


@app.command()
def explain(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A query in the watch language (docs/watch-language.md).")
    ],
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Say how a query is understood: its canonical form, fields and aliases, and where vendors disagree.

    Example: wirewatch watch explain 'EVENT(actor=@dprk, action=@deploy, target=@russia) OR troops w/5 북한'
    """
    from app.cli.asked import refuse_query
    from app.cli.terminal import as_json
    from app.cli.watch_explain import print_explained
    from app.cli.watch_files import usable_book
    from app.shown.queries import explained
    from watch import WatchSyntaxError, parse

    book = usable_book(config)
    try:
        found = parse(query, book)
    except WatchSyntaxError as error:
        refuse_query(error)
    told = explained(query, found, book)
    if json:
        print(as_json(told))
    else:
        print_explained(told)


app.command("backtest")(watch_backtest.backtest)
app.command("why")(watch_why.why)
app.command("rematch")(watch_rematch.rematch)
app.command("versions")(watch_versions.versions)
app.command("stats")(watch_stats.stats)
app.command("export")(watch_export.export)
app.command("remove")(watch_remove.remove)
