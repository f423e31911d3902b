"""A new reader's class, with a selector for each field that the page shows where one can be found."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bs4 import BeautifulSoup

from app.readers import selectors, text_places
from app.readers.selectors import Place
from crawler import urls
from crawler.pages import RawArticle

#: The fields for which a site's reader has a method, in the order of its class.
METHODS = {
    "title": ("str | None", "first"),
    "section": ("str | None", "first"),
    "authors": ("tuple[str, ...] | None", "names"),
    "published_at": ("datetime | None", "moment"),
    "modified_at": ("datetime | None", "moment"),
    "text": ("str | None", "paragraphs"),
}
_EXAMPLES = {
    "names": '".byline"',
    "moment": '"time"',
    "first": '"h1"',
    "paragraphs": '"article", without=".related"',
}
_LONGEST_LINE = 108


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffold:
    """The names of a new reader, and where on its page each field stands that was found."""

    name: str
    domain: str
    valid_from: date | None
    places: dict[str, Place]
    origins: dict[str, str]
    fields: Collection[str]

    @property
    def class_name(self) -> str:
        return "".join(part.capitalize() for part in self.name.split("_"))

    def source(self) -> str:
        """The file of the class."""
        methods = [field for field in METHODS if field in self.places and field in self.fields]
        times = [
            name
            for name, used in (("date", True), ("datetime", {"published_at", "modified_at"} & set(methods)))
            if used
        ]
        day = self.valid_from
        lines = [
            f'"""{self.domain}."""',
            "",
            "from __future__ import annotations",
            "",
            f"from datetime import {', '.join(times)}",
            "from typing import ClassVar",
            "",
            "from crawler.pages.site import SitePage",
            "",
            "",
            f"class {self.class_name}(SitePage):",
            f'    """Pages of {self.domain}: a field that has no method here is left to the generic reader."""',
            "",
            f'    name: ClassVar[str] = "{self.name}"',
            f'    domain: ClassVar[str] = "{self.domain}"',
            "    # the first day of this form of the site's pages; None while no earlier form is known",
            f"    valid_from: ClassVar[date | None] = {f'date({day.year}, {day.month}, {day.day})' if day else None}",
        ]
        for field in methods:
            lines += self._method(field)
        lines += self._left_out(methods)
        return "\n".join(lines) + "\n"

    def _method(self, field: str) -> list[str]:
        return ["", f"    def {field}(self) -> {METHODS[field][0]}:", *body(field, self.places[field])]

    def _left_out(self, methods: Collection[str]) -> list[str]:
        lines = []
        for field in METHODS:
            if field in methods or field not in self.fields:
                continue
            kind, helper = METHODS[field]
            found = (
                f"found in {self.origins[field]}, shown by no element"
                if field in self.origins
                else "not found"
            )
            lines += [
                "",
                f"    # {field}: {found}. To read it:",
                f"    # def {field}(self) -> {kind}:",
                f"    #     return self.{helper}({_EXAMPLES[helper]})",
            ]
        return lines


def scaffold(
    article: RawArticle, soup: BeautifulSoup, *, name: str, valid_from: date | None, fields: Collection[str]
) -> Scaffold:
    """What can be said of a reader for `article`, as the generic reader gives it.

    Raises:
        ValueError: the address is none of http(s).
    """
    return Scaffold(
        name=name,
        domain=site_of(article.url),
        valid_from=valid_from,
        places=places(fields_of(article), soup),
        origins={field: where.origin for field, where in article.provenance.items()},
        fields=fields,
    )


def body(field: str, place: Place) -> list[str]:
    """The lines of a method that reads `field` from its place."""
    helper = METHODS[field][1]
    without = f", without={_literal(place.without)}" if place.without else ""
    one_line = f"        return self.{helper}({_literal(place.selector)}{without})"
    if len(one_line) <= _LONGEST_LINE:
        return [one_line]
    return [
        f"        return self.{helper}(",
        *_piecewise("", place.selector),
        *(_piecewise("without=", place.without) if place.without else ()),
        "        )",
    ]


def _piecewise(name: str, selector: str) -> list[str]:
    """An argument of a call, each selector of a long list on a line of its own."""
    if len(one_line := f"            {name}{_literal(selector)},") <= _LONGEST_LINE:
        return [one_line]
    *others, last = selector.split(", ")
    return [
        f"            {name}(",
        *(f"                {_literal(f'{other}, ')}" for other in others),
        f"                {_literal(last)}",
        "            ),",
    ]


def places(fields: Mapping[str, object], soup: BeautifulSoup) -> dict[str, Place]:
    """Where on the page each of the fields stands, as far as it is found."""
    found = {
        field: _place(METHODS[field][1], value, soup) for field, value in fields.items() if field in METHODS
    }
    return {field: place for field, place in found.items() if place is not None}


def fields_of(article: RawArticle) -> dict[str, object]:
    """The fields of an article for which a reader can have a method."""
    return {field: getattr(article, field) for field in METHODS}


def _place(helper: str, value: object, soup: BeautifulSoup) -> Place | None:
    match helper, value:
        case "first", str() if value:
            return selectors.of_line(soup, value)
        case "paragraphs", str() if value:
            return text_places.of_text(soup, value)
        case "moment", datetime():
            return selectors.of_moment(soup, value)
        case "names", tuple() if value:
            return selectors.of_names(soup, value)
    return None


def site_of(url: str) -> str:
    """What a reader's `domain` is for a page at `url`. Raises ValueError where that is no http(s) address."""
    return urls.registrable_domain(url) or urls.host_group(url).rpartition(":")[0]


def name_for(domain: str) -> str:
    """A reader's name, fit to be a module's, from its site's domain."""
    first, _, rest = domain.partition(".")
    # an address has no name to take
    name = (
        re.sub(r"\W+", "_", domain if first.isdigit() or not rest else first, flags=re.ASCII)
        .strip("_")
        .lower()
    )
    return name if is_name(name) else f"site_{name}"


def is_name(name: str) -> bool:
    """Whether a reader can have this name."""
    return bool(re.fullmatch(r"[a-z][a-z0-9_]*", name)) and not keyword.iskeyword(name)


def _literal(text: str) -> str:
    return repr(text) if '"' in text else json.dumps(text, ensure_ascii=False)
