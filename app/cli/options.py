"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        help="The configuration file. Default: $WIREWATCH_CONFIG, else ./wirewatch.toml.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
FileOption = Annotated[
    str | None,
    typer.Option(
        "--file",
        help="A file of watches, or a pack that ships, in place of the configuration.",
        show_default=False,
    ),
]
