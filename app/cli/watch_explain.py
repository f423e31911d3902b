"""How a query is understood, told to people."""

from __future__ import annotations

from typing import Any

from app.cli.terminal import plain


def print_explained(told: dict[str, Any]) -> None:
    """Print what `app.shown.queries.explained` says."""
    print(plain(told["canonical"]))
    if told["fields"]:
        print(f"  fields:  {', '.join(told['fields'])}")
    for alias in told["aliases"]:
        by_language = ", ".join(f"{language} {count}" for language, count in alias["languages"].items())
        print(
            f"  @{alias['name']}:  {alias['forms']} forms ({plain(by_language)})  {plain(alias['about'])}".rstrip()
        )
    for event in told["events"]:
        print(f"  takes what is {' or '.join(event['polarity'])}")
    for note in told["notes"]:
        print(f"  note: {note}")
