"""Imported by the process that readers are copied from: it has read a page, and so has each of them.

What the first page needs (a model of languages, the list of public suffixes) takes more than half a second to load,
which each reader spent by itself, and memory that they share now.
"""

from __future__ import annotations

import contextlib
import gc

from crawler.reading import warm_up

# What is wrong with a reader of pages is told where a page needs it; and whatever this raised would end all readers.
with contextlib.suppress(Exception):
    warm_up()
# A collection would write to what is shared.
gc.freeze()
