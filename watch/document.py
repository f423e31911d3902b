"""An article made ready to be matched: its texts on rulers, and what else is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from watch.axis import Axis
from watch.places import Bits
from watch.sentences import paragraph_ends

FieldName = Literal["title", "text", "byline", "source", "section"]
#: What stands before the colon of a query, for a field that is a text.
TextField = Literal["title", "lead", "body", "byline", "source", "section"]

# What a paragraph holds that tells something: a dateline, a byline or a heading alone is shorter.
_FEWEST_WORDS_OF_LEAD = 10
_MOST_PARAGRAPHS_BEFORE_LEAD = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a query may ask of an article that is no text of it. None where it is unknown."""

    domain: str = ""
    lang: str | None = None
    country: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scope:
    """Where a query looks: a ruler of a document, and the slots of it that count (None: all)."""

    document: Document
    axis: Axis
    mask: Bits | None = None


class Document:
    """An article, ready for any number of queries. Not safe to share between threads."""

    def __init__(
        self, *, title: str, text: str, lead: str | None, side: dict[FieldName, str], facts: Facts
    ) -> None:
        self.axis = Axis([("title", title), ("text", text)])
        self.facts = facts
        self._text = text
        self._lead = lead
        self._side_texts = side
        self._side: dict[FieldName, Axis] = {}

    @property
    def scope(self) -> Scope:
        """Title and text. Not kept: a document that holds what holds it waits for the garbage collector."""
        return Scope(document=self, axis=self.axis)

    @classmethod
    def of(
        cls,
        title: str,
        text: str,
        *,
        lead: str | None = None,
        byline: str = "",
        source: str = "",
        section: str = "",
        domain: str = "",
        lang: str | None = None,
        country: str | None = None,
        published_at: datetime | None = None,
    ) -> Document:
        """A document of the strings that the spans of its matches will point into.

        `lead` is the opening paragraph where it is known; else the first paragraph of ten words is taken. `lang`
        is a language tag (BCP 47), `country` that of the outlet (ISO 3166, two letters), `published_at` aware.
        """
        return cls(
            title=title,
            text=text,
            lead=lead,
            side={"byline": byline, "source": source, "section": section},
            facts=Facts(domain=domain, lang=lang, country=country, published_at=published_at),
        )

    def within(self, field: TextField) -> Scope:
        """Where a query looks behind `field:`."""
        if field == "title":
            return Scope(document=self, axis=self.axis, mask=self._title)
        if field == "body":
            return Scope(document=self, axis=self.axis, mask=self._body)
        if field == "lead":
            return Scope(document=self, axis=self.axis, mask=self._lead_mask)
        return Scope(document=self, axis=self._axis_beside(field))

    def side_axes(self) -> list[Axis]:
        """Those of the small texts beside title and text that hold something."""
        return [self._axis_beside(field) for field, text in self._side_texts.items() if text]

    def _axis_beside(self, field: FieldName) -> Axis:
        if field not in self._side:
            self._side[field] = Axis([(field, self._side_texts[field])])
        return self._side[field]

    @cached_property
    def _title(self) -> Bits:
        return self.axis.mask("title")

    @cached_property
    def _body(self) -> Bits:
        return self.axis.mask("text")

    @cached_property
    def _lead_mask(self) -> Bits:
        """From the beginning of the text to the end of its opening paragraph."""
        text = self.axis.parts[1]
        if self._lead:
            found = self._text.find(self._lead)
            if found >= 0:
                return self.axis.mask("text", 0, next(text.counts([found + len(self._lead)])))
        count = 0
        for inside in text.counts(paragraph_ends(self._text)[:_MOST_PARAGRAPHS_BEFORE_LEAD]):
            if self.axis.words("text", count, inside) >= _FEWEST_WORDS_OF_LEAD:
                return self.axis.mask("text", 0, inside)
            count = inside
        return self._body
