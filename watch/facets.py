"""What an index holds of an article beside its words, as terms that no word can be.

A facet begins with a character of the private use area, which is no letter: no text and no query brings one about.
"""

from __future__ import annotations

from functools import lru_cache

MARK = "\ue000"


def language_facets(tag: str | None) -> tuple[str, ...]:
    """A language tag (BCP 47) and each of its beginnings: `zh-hans` is `zh` too."""
    subtags = (tag or "").lower().split("-")
    return tuple(language_facet("-".join(subtags[:end])) for end in range(1, len(subtags) + 1) if subtags[0])


def language_facet(tag: str) -> str:
    """The facet that asks for a language."""
    return _facet("l", tag)


def section_facet(section: str) -> str:
    """The facet that asks for a section, whatever its case."""
    return _facet("c", folded_section(section))


def folded_section(section: str) -> str:
    """A section as it is compared: in any case, with single spaces."""
    return " ".join(section.casefold().split())


def title_facet(term: str) -> str:
    """The facet that asks for a term of the title; what begins with it asks for the beginning of one."""
    return f"{MARK}h{term}"


#: The facet of an article that holds characters which are tokens of their own (see `watch.tokens`).
CHARACTERS = f"{MARK}g"


#: Bounds, in words, of the stretches of a text between blank lines.
STRETCHES = (64, 128, 256)


def stretch_facet(words: int | None) -> str:
    """The facet of articles whose longest stretch has so many words, by the first of `STRETCHES` that it is within.

    One for all that are longer, and those of which it is not known: what has no facet is not found fast.
    """
    return _facet("p", next((str(bound) for bound in STRETCHES if words is not None and words <= bound), "0"))


def source_facet(number: int) -> str:
    """The facet that asks for a source by its number in the archive."""
    return _facet("s", str(number))


@lru_cache(maxsize=16384)
def _facet(kind: str, value: str) -> str:
    # Indexes cut terms at what is no letter and no digit; characters beyond ASCII are letters to them.
    return MARK + kind + "".join(char if char.isalnum() else f"{MARK}{ord(char):x}" for char in value[:100])
