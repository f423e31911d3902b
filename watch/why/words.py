"""Terms, aliases, fields and facts: what stands there in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watch.document import Scope, TextField
from watch.errors import Fault
from watch.operators import Alias, Fact, In, Placed, Term
from watch.operators.term import MOST_SLACK
from watch.terms import Unit
from watch.why.clause import Clause
from watch.why.evidence import quoted, spans_of, words_in, words_of
from watch.why.finding import Finding

_NEARLY = 0.5
_WHERE: dict[TextField, str] = {
    "title": "title",
    "body": "text",
    "byline": "byline",
    "source": "source",
    "section": "section",
}
_FACTS = {"domain": "domain", "lang": "language", "country": "country", "published": "day of publication"}


def of_term(node: Term, scope: Scope) -> Finding:
    """A term that is not there: in another case, elsewhere, with words between, or with another ending."""
    nearly = _otherwise_spelt(node, scope) or _elsewhere(node, scope) or _looser(node, scope)
    if nearly is not None:
        return Finding(f"not there; {nearly}", None, _NEARLY)
    missing = _missing(node, scope)
    return Finding(f"not there{f'; {missing}' if missing else ''}")


def of_alias(node: Alias, scope: Scope) -> Finding:
    """An alias of which no form is there."""
    nearly = _elsewhere(node, scope)
    if nearly is None:
        spelt = (_otherwise_spelt(form, scope) for form in node.forms)
        nearly = next((one for one in spelt if one is not None), None)
    if nearly is not None:
        return Finding(f"not there; {nearly}", None, _NEARLY)
    return Finding("not there in any of its forms")


def of_field(node: In, scope: Scope, parts: tuple[Clause, ...]) -> Finding:
    """A field that lacks a word, or what title and text hold together."""
    if not node.part.parts:
        return Finding(parts[0].note, None, parts[0].short)
    if node.part.holds(scope.document.scope):
        return Finding(f"it holds in title and text, not in the {node.field} alone", None, _NEARLY)
    return Finding(short=sum(part.short for part in parts))


def of_fact(node: Fact, scope: Scope) -> Finding:
    """What is known in its place."""
    facts = scope.document.facts
    at = facts.published_at
    known = {
        "domain": facts.domain or None,
        "lang": facts.lang,
        "country": facts.country,
        "published": None if at is None else f"{at:%Y-%m-%d}",
    }[node.field]
    name = _FACTS[node.field]
    return Finding(f"the {name} is not known" if known is None else f"the {name} is {quoted(known)}")


def _otherwise_spelt(node: Term, scope: Scope) -> str | None:
    """Where it stands with other case or accents than asked for."""
    if all(unit.exact is None for unit in node.units):
        return None
    alike = _found(node.written, scope)
    return None if alike is None else f"{alike} is, but {node.label} asks for it as written"


def _elsewhere(node: Placed, scope: Scope) -> str | None:
    """Which other field holds it."""
    document = scope.document
    everywhere = scope.axis is document.axis and scope.mask is None
    for field, name in _WHERE.items():
        if everywhere and field in {"title", "body"}:
            continue
        other = document.within(field)
        if node.holds(other):
            words = words_of(spans_of(node, other), other.axis)
            looks = f", where {field}: looks" if everywhere else ""
            return f"{words} stands in the {name}{looks}"
    return None


def _looser(node: Term, scope: Scope) -> str | None:
    """What would be found with a star, or with words between."""
    for written, slack in _looser_forms(node):
        found = _found(written, scope, slack)
        if found is not None:
            return f"{found} is, which {_label(written, slack)} finds"
    return None


def _looser_forms(node: Term) -> Iterator[tuple[str, int | None]]:
    """The inside of each looser term, and its slack."""
    if any(unit.exact is not None for unit in node.units):
        return
    last = node.units[-1]
    if not last.prefix:
        yield f"{node.written}*", node.slack
    if len(node.units) > 1 and not any(unit.glued for unit in node.units):
        for slack in range((node.slack or 0) + 1, MOST_SLACK + 1):
            yield node.written, slack


def _missing(node: Term, scope: Scope) -> str | None:
    """Which words of a phrase are nowhere."""
    words = list(_words(node.units))
    if len(words) < 2:
        return None
    absent = [quoted("".join(unit.text for unit in word)) for word in words if not scope.axis.starts(word)[1]]
    return f"there is no {' and no '.join(absent)}" if absent else "its words are, but not together"


def _words(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """The units of a term, those that are glued together."""
    begins = [at for at, unit in enumerate(units) if not unit.glued]
    for at, begin in enumerate(begins):
        yield units[begin : begins[at + 1] if at + 1 < len(begins) else len(units)]


def _found(written: str, scope: Scope, slack: int | None = None) -> str | None:
    """What the document writes where a term is found in the scope, quoted."""
    try:
        places = Term.of(written, slack=slack).places(scope)
    except Fault:
        return None
    return words_in(scope.axis, places) if places else None


def _label(written: str, slack: int | None) -> str:
    return Term.of(written, slack=slack).label
