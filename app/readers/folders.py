"""Where readers and their fixtures are kept: with the project in a checkout of it, else in a folder of the user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import crawler
from app.readers.fixture import Fixture, load

_CHECKOUT = Path(crawler.__file__).parents[1]
_FIXTURES = _CHECKOUT / "tests" / "crawler" / "pages" / "fixtures"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderFolder:
    """A folder of readers, and the one of their fixtures: a folder `<reader's name>/` each.

    `page.html` and `expected.toml` may be given away. `real.html` and `real.toml`, the page as its publisher
    wrote it, stay on the machine.
    """

    readers: Path
    fixtures: Path

    def reader(self, name: str) -> Path:
        return self.readers / f"{name}.py"

    def fixture(self, name: str) -> Fixture:
        """Raises FixtureError."""
        folder = self.fixtures / name
        return load(folder / "page.html", folder / "expected.toml")

    def real_page(self, name: str) -> Fixture | None:
        """The page that the reader was written for, where it is on this machine. Raises FixtureError."""
        folder = self.fixtures / name
        return load(folder / "real.html", folder / "real.toml") if (folder / "real.html").exists() else None


def of_project() -> ReaderFolder | None:
    """The project's own, None for one that was installed without its tests."""
    return (
        ReaderFolder(readers=_CHECKOUT / "crawler/pages/sites", fixtures=_FIXTURES)
        if _FIXTURES.is_dir()
        else None
    )


def of_user(folder: Path) -> ReaderFolder:
    """A user's own folder, with the fixtures in it."""
    return ReaderFolder(readers=folder, fixtures=folder / "fixtures")


def holding(file: Path) -> ReaderFolder:
    """The folder in which a reader stands that is in `file`."""
    project = of_project()
    return project if project is not None and file.parent == project.readers else of_user(file.parent)
