"""The systemd units: their commands are those of the command line, and they keep from the rest of the system."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.app.cli.test_commands import ALL, options

UNITS = Path(__file__).parents[2] / "docs" / "operations" / "systemd"
FILES = sorted(UNITS.glob("*.service"))


def settings(file: Path) -> dict[str, dict[str, list[str]]]:
    """The settings of a unit by section and name, in the order of the file."""
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            name, equals, value = line.partition("=")
            assert equals, f"{file.name}: {line}"
            found.setdefault(section, {}).setdefault(name, []).append(value)
    return found


def test_there_is_one_for_the_worker_and_one_for_the_desk() -> None:
    assert [file.name for file in FILES] == ["wirewatch-web.service", "wirewatch.service"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_starts_a_command_that_there_is(file: Path) -> None:
    (started,) = settings(file)["Service"]["ExecStart"]
    program, *words = shlex.split(started)
    assert Path(program).name == "wirewatch"
    path = tuple(word for word in words if not word.startswith("-"))
    assert path in ALL
    assert {word for word in words if word.startswith("-")} <= set(options(ALL[path]))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_is_set_twice_and_only_the_archive_can_be_written(file: Path) -> None:
    found = settings(file)
    assert set(found) == {"Unit", "Service", "Install"}
    assert all(len(values) == 1 for section in found.values() for values in section.values())
    service = {name: value for name, (value,) in found["Service"].items()}
    assert (service["ProtectSystem"], service["NoNewPrivileges"]) == ("strict", "yes")
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert "ReadWritePaths" not in service


def test_what_makes_a_worker_one_of_several_starts_a_command_that_there_is() -> None:
    (_, emptied, started) = (
        line.partition("ExecStart=")[2] if "ExecStart=" in line else ""
        for line in (UNITS / "several-workers.conf").read_text("utf-8").splitlines()
        if line.startswith(("[Service]", "ExecStart="))
    )
    assert emptied == "", "systemd adds to a list unless it is emptied"
    program, *words = shlex.split(started)
    assert (Path(program).name, words) == ("wirewatch", ["run", "--engine", "procrastinate"])
    assert "--engine" in options(ALL[("run",)])
