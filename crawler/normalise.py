"""From what a page and a source claim to an article of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from crawler import cleaning, dates, urls
from crawler.lead import Lead
from crawler.pages.article import Precision, Provenance, RawArticle
from crawler.pages.kinds.addresses import Address
from storage.records import Article

_LONGEST_TITLE = 1000
_LONGEST_NAME = 200
_LONGEST_OPENING = 2000
_LONGEST_LINK = 2000
_MOST_AUTHORS = 50
_MOST_TAGS = 50
# below this a reader's doubt is worth a word
_UNSURE = 0.5
_MOST_OTHERS = 3
_LONGEST_OTHER = 120
_ANSWERED = "address that answered"
_CODE = re.compile(r"[a-z]{2}")
# below this the detector guesses
_ENOUGH_TO_DETECT = 60


def normalise(raw: RawArticle, *, fetched_url: str, fetched_at: datetime, lead: Lead | None) -> Article:
    """The article that `raw` is: canonical address, UTC times, language, clean text. Pure.

    Where the page says nothing, or nothing that can be true, the source's claim stands in. `provenance` says for
    each field whose word it is. Raises ValueError where `fetched_url` is no http(s) address.
    """
    provenance = {field: _sentence(source) for field, source in raw.provenance.items()}
    url, provenance["url"] = _address(raw, provenance, fetched_url)
    title = _title(raw, lead, provenance)
    text = cleaning.paragraphs(raw.text)
    published_at, published_precision = _time(
        "published_at",
        (raw.published_at, raw.published_precision),
        lead.published_at if lead else None,
        fetched_at,
        provenance,
    )
    modified_at, modified_precision = _time(
        "modified_at",
        (raw.modified_at, raw.modified_precision),
        lead.updated_at if lead else None,
        fetched_at,
        provenance,
    )
    return Article(
        url=url,
        fetched_url=cleaning.line(fetched_url),
        title=title,
        text=text,
        authors=_authors(raw, lead, provenance),
        opening=cleaning.line(raw.opening or "")[:_LONGEST_OPENING] or None,
        agency=_name(raw.agency),
        section=_section(raw, lead, provenance),
        tags=_names(raw.tags)[:_MOST_TAGS],
        language=_language(raw, f"{title}\n{text}", provenance),
        published_at=published_at,
        published_precision=published_precision,
        modified_at=modified_at,
        modified_precision=modified_precision,
        fetched_at=dates.as_utc(fetched_at),
        image_url=_link(raw.image_url, fetched_url),
        amp_url=_link(raw.amp_url, fetched_url),
        is_paywalled=raw.is_paywalled,
        agreement=raw.agreement,
        partial=cleaning.line(raw.partial or "")[:_LONGEST_OTHER] or None,
        provenance={field: cleaning.line(origin) for field, origin in provenance.items()},
    )


def _sentence(source: Provenance) -> str:
    """A field's provenance in one line: where it came from, and what spoke against it."""
    doubt = f"; unsure ({source.sure:.2f})" if source.sure < _UNSURE else ""
    others = "".join(f"; {other.origin}: {_shortened(other.value)}" for other in source.others[:_MOST_OTHERS])
    return f"{source.origin}{doubt}{others}"


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST_OTHER else f"{value[: _LONGEST_OTHER - 1]}…"


def _address(raw: RawArticle, provenance: dict[str, str], fetched_url: str) -> tuple[str, str]:
    """The page's own word on its address is believed only within its site, and only if it names an article."""
    own = urls.readable(fetched_url, like=fetched_url)
    answered = f"{_ANSWERED}, without its AMP form" if urls.is_amp(fetched_url) else _ANSWERED
    if raw.canonical_url is None:
        return own, answered
    try:
        claimed = urls.readable(raw.canonical_url, like=fetched_url)
        doubt = _doubt(claimed, own, raw.canonical_url)
    except ValueError:
        return own, answered
    if doubt is None:
        return claimed, provenance.get("canonical_url", "page")
    return own, f"{answered}; the page's canonical address {doubt}"


def _doubt(claimed: str, own: str, written: str) -> str | None:
    """What is wrong with a canonical address, for a page that answered at `own`."""
    if urls.host_group(written) != urls.host_group(own):
        return "is not believed, it names another site"
    if urls.is_front_page(claimed) and not urls.is_front_page(own):
        return "is not believed, it names the front page"
    if urls.drops_number(claimed, own):
        return "drops the article's number"
    if _names_a_list(Address.of(claimed), Address.of(own)):
        return "is not believed, it names a list of articles"
    return None


def _names_a_list(claimed: Address, own: Address) -> bool:
    """Whether `claimed` is the address of a section, a topic or a folder, where `own` is that of an article."""
    if claimed.is_article_like or not own.is_article_like:
        return False
    is_folder = len(claimed.path) < len(own.path) and own.path[: len(claimed.path)] == claimed.path
    return is_folder or claimed.is_root or claimed.is_search or claimed.is_topic or claimed.is_section


def _title(raw: RawArticle, lead: Lead | None, provenance: dict[str, str]) -> str:
    if title := cleaning.line(raw.title)[:_LONGEST_TITLE]:
        return title
    if lead is not None and lead.title and (title := cleaning.line(lead.title)[:_LONGEST_TITLE]):
        provenance["title"] = "source"
        return title
    provenance.pop("title", None)
    return ""


def _authors(raw: RawArticle, lead: Lead | None, provenance: dict[str, str]) -> tuple[str, ...]:
    claimed = raw.authors
    if not claimed and lead is not None and lead.authors:
        claimed, provenance["authors"] = lead.authors, "source"
    return _names(claimed)[:_MOST_AUTHORS]


def _names(claimed: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in claimed if (name := _name(one))))


def _name(claimed: str | None) -> str | None:
    return cleaning.line(claimed or "")[:_LONGEST_NAME] or None


def _link(claimed: str | None, fetched_url: str) -> str | None:
    """An address that a person may be shown: http or https, whole, not too long, and with nobody's password."""
    if not claimed or len(claimed) > _LONGEST_LINK:
        return None
    try:
        found = urls.absolute(claimed, fetched_url)
        if found is None or len(found) > _LONGEST_LINK or "@" in urlsplit(found).netloc:
            return None
    except ValueError:
        return None
    return found


def _section(raw: RawArticle, lead: Lead | None, provenance: dict[str, str]) -> str | None:
    if section := _name(raw.section):
        return section
    if lead is not None and (section := _name(lead.section)):
        provenance["section"] = "source"
        return section
    return None


def _time(
    field: str,
    of_page: tuple[datetime | None, Precision | None],
    of_source: datetime | None,
    fetched_at: datetime,
    provenance: dict[str, str],
) -> tuple[datetime | None, Precision | None]:
    """The time that is believed, and how much of it is known: of a source's time nobody says."""
    doubted: list[str] = []
    claims = ((*of_page, provenance.pop(field, "page")), (of_source, None, "source"))
    for moment, precision, origin in claims:
        if moment is None:
            continue
        if not dates.is_plausible(moment, fetched_at):
            doubted.append(f"{origin} said {moment.isoformat()}")
            continue
        zone = ", no zone: UTC assumed" if moment.tzinfo is None else ""
        provenance[field] = f"{origin}{zone}" + "".join(f"; doubted: {claim}" for claim in doubted)
        return dates.as_utc(moment), precision
    if doubted:
        provenance[field] = "none; doubted: " + "; ".join(doubted)
    return None, None


def _language(raw: RawArticle, words: str, provenance: dict[str, str]) -> str | None:
    if raw.language and _CODE.fullmatch(raw.language):
        return raw.language
    provenance.pop("language", None)
    if len(words) < _ENOUGH_TO_DETECT:
        return None
    provenance["language"] = "detected"
    return _detected(words[:5000])


def _detected(words: str) -> str:
    import py3langid  # its model takes a quarter of a second to load, and most pages name their language

    return py3langid.classify(words)[0]
