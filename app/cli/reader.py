"""`wirewatch reader`: write a site's own reader, and test it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.given_page import PageArgument, UrlOption, configuration, given_page, refuse
from app.cli.options import ConfigOption, JsonOption

if TYPE_CHECKING:
    from app.readers.fixture import Fixture
    from app.readers.folders import ReaderFolder
    from crawler.pages.site import SitePage

app = typer.Typer(no_args_is_help=True, help="Write readers for sites that the generic one gets wrong.")

DirOption = Annotated[
    Path | None,
    typer.Option(
        "--dir",
        help="The folder of your own readers. Default: the one that the configuration names, else, in a checkout "
        "of wirewatch, the project's own, else ./readers.",
        show_default=False,
    ),
]
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="The reader's name; `wirewatch reader list` has them all.")
]


@app.command()
def new(
    page: PageArgument,
    name: Annotated[
        str | None, typer.Option("--name", help="The reader's name. Default: from the site's domain.")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            help="A field that the generic reader gets wrong: title, section, authors, published_at, "
            "modified_at or text. May be given several times. Default: all.",
        ),
    ] = None,
    url: UrlOption = None,
    folder: DirOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a reader that is there.")] = False,
    config: ConfigOption = None,
) -> None:
    """Write a reader for the site of a page, with what the generic reader sees filled in, and its fixture.

    The reader works at once. Correct what is wrong in real.toml, mend the class until `wirewatch reader test` sees
    no difference, and make the fixture again with `wirewatch reader fixture`.

    Exit codes: 0 written, 2 it could not be.

    Example: wirewatch reader new page.html --url https://gazette.example/2026/sea-trials --field authors
    """
    from app.readers.scaffold import METHODS, is_name, name_for, site_of
    from app.readers.writing import write_fixture, write_reader

    for one in field or ():
        if one not in METHODS:
            refuse(f"--field {one}: a site's reader has no such field; it has {', '.join(METHODS)}")
    into = _folder(folder, config)
    given = given_page(page, url, configuration(config))
    try:
        name = name or name_for(site_of(given.url))
    except ValueError:
        refuse(f"{page} does not say which address it is from: give it with --url")
    if not is_name(name):
        refuse(f"--name {name}: must be small letters, digits and _, as it names a Python file")
    if into.reader(name).exists() and not force:
        refuse(f"{into.reader(name)} is already there: choose another --name, or --force writes over it")
    try:
        made = write_reader(
            into, given.body, given.url, name=name, fields=field or METHODS, fetched_at=given.fetched_at
        )
        write_fixture(into, name)
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}")
    _say_what_was_written(into, name, sorted(set(made.places) & set(made.fields)))


@app.command()
def fixture(name: NameArgument, folder: DirOption = None, config: ConfigOption = None) -> None:
    """Make a reader's fixture again, from the page it was written for: that page's form, none of its words.

    Exit codes: 0 made, 1 made, but it or the page is read otherwise than it should be, 2 it could not be.

    Example: wirewatch reader fixture gazette
    """
    from app.cli.reader_report import print_differences
    from app.readers.fixture import FixtureError
    from app.readers.writing import unlike_kept, write_fixture

    into = _of(_known(name, folder, config))
    try:
        differences = write_fixture(into, name)
    except (FixtureError, OSError) as error:
        refuse(str(error))
    typer.echo(f"wrote {os.path.relpath(into.fixtures / name)}/page.html and expected.toml")
    if differences:
        typer.echo("In the fixture these fields are read otherwise than in the page; mend it by hand:")
        print_differences(differences)
    unlike = [each.field for each in unlike_kept(into, name)]
    if unlike:
        typer.echo(
            f"The real page itself is not read as real.toml says: {', '.join(unlike)}. Mend the reader first "
            f"(`wirewatch reader test {name}`), then make the fixture again."
        )
    if differences or unlike:
        raise typer.Exit(1)


@app.command(name="test")
def compare(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The reader's name. Default: all of them.", show_default=False),
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--page", help="A saved page to read instead of the fixture.")
    ] = None,
    expected: Annotated[
        Path | None,
        typer.Option("--expected", help="The article that --page holds, in the form of expected.toml."),
    ] = None,
    folder: DirOption = None,
    config: ConfigOption = None,
) -> None:
    """Read the page that each reader was written for, where that is kept, then its fixture, and show what differs.

    Words that are missing are shown as [-words-], words too many as {+words+}, in red and green on a terminal.

    Exit codes: 0 no difference, 1 some, 2 the test could not be made.

    Example: wirewatch reader test thedefensenews
    """
    from app.cli.reader_report import print_test
    from app.readers.fixture import FixtureError, load
    from app.readers.writing import fixture_files

    if (page is None) != (expected is None):
        refuse("--page and --expected go together")
    readers = [_known(name, folder, config)] if name else _readers(folder, config)
    if page is not None and name is None:
        refuse("--page needs the NAME of the reader")
    failed = False
    for reader in readers:
        try:
            if page is not None and expected is not None:
                tested: list[tuple[str, Fixture]] = [(str(page), load(page, expected))]
            else:
                tested = fixture_files(_of(reader), reader.name)
        except FixtureError as error:
            typer.echo(f"{reader.name}: {error}")
            failed = True
            continue
        for what, one in tested:
            # the real page knows better than what was made of it
            if print_test(reader, what, one, is_advised=(what, one) == tested[0]):
                failed = True
                if len(tested) > 1:
                    typer.echo(_then(reader.name, what))
                break
    if failed:
        raise typer.Exit(1)


@app.command(name="list")
def list_(json: JsonOption = False, folder: DirOption = None, config: ConfigOption = None) -> None:
    """Show the sites that have a reader of their own, which fields it reads, and from which day on.

    Example: wirewatch reader list
    """
    from app.cli.reader_report import document, print_list
    from app.cli.terminal import as_json

    readers = _readers(folder, config)
    if json:
        for reader in readers:
            print(as_json(document(reader)))
    else:
        print_list(readers)


def _folder(folder: Path | None, config: Path | None) -> ReaderFolder:
    """Where readers are written, and from where they are loaded. Raises SiteReaderError."""
    from app.readers.folders import of_project, of_user
    from crawler.pages.registry import use_folder

    if folder is None and (found := configuration(config)) is not None:
        folder = found.readers_folder
    project = of_project()
    if folder is None and project is not None:
        return project
    into = of_user((folder or Path("readers")).absolute())
    use_folder(into.readers)
    return into


def _readers(folder: Path | None, config: Path | None) -> list[type[SitePage]]:
    from crawler.pages.registry import site_readers

    _folder(folder, config)
    return list(site_readers())


def _known(name: str, folder: Path | None, config: Path | None) -> type[SitePage]:
    found = next((reader for reader in _readers(folder, config) if reader.name == name), None)
    return found or refuse(f"no reader is named {name!r}; `wirewatch reader list` shows those that there are")


def _of(reader: type[SitePage]) -> ReaderFolder:
    from app.readers.folders import holding
    from crawler.pages.registry import file_of

    return holding(file_of(reader))


def _then(name: str, what: str) -> str:
    """What to do about a difference on a page, where a reader has both."""
    from app.readers.writing import REAL

    if what == REAL:
        return f"{name}, fixture: not read before the {REAL} is as expected"
    return f"  If it is older than your changes, `wirewatch reader fixture {name}` makes it again."


def _say_what_was_written(into: ReaderFolder, name: str, fields: list[str]) -> None:
    from app.readers.folders import of_project

    reader, kept = os.path.relpath(into.reader(name)), os.path.relpath(into.fixtures / name)
    typer.echo(f"{reader}: the class; it reads {', '.join(fields) or 'nothing yet'}")
    typer.echo(f"{kept}/real.html, real.toml: the page, and what is read of it now; not to be given away")
    typer.echo(f"{kept}/page.html, expected.toml: the fixture: the page's form in words of our own")
    typer.echo(
        "\nNext:\n"
        f"  1. correct what is wrong in {kept}/real.toml\n"
        f"  2. mend {reader} until `wirewatch reader test {name}` sees no difference\n"
        f"  3. wirewatch reader fixture {name}"
    )
    if into != of_project():
        typer.echo("  4. name the folder of the class in wirewatch.toml: [reading] readers")
