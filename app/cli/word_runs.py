"""Words that two texts share or do not, marked for a terminal: coloured there, [-in-] {+signs+} elsewhere."""

from __future__ import annotations

import sys

from rich.text import Text

from app.cli.terminal import plain
from app.readers.word_diff import Change, Run

_STYLES = {Change.MISSING: ("[-", "-]", "red"), Change.EXTRA: ("{+", "+}", "green")}


def marked_run(run: Run) -> Text:
    """The run, safe to print; the space around its words is not marked."""
    text = plain(run.text, lines=True)
    if run.change is Change.SAME:
        return Text(text, style="not bold")
    begin, end, colour = _STYLES[run.change]
    words = text.strip()
    shown = words if sys.stdout.isatty() else f"{begin}{words}{end}"
    before, after = text.partition(words)[::2] if words else (text, "")
    return Text.assemble(before, (shown, f"not bold {colour}"), after)
