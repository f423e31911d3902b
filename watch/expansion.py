"""From an alias to the terms that it stands for, made once for each set."""

from __future__ import annotations

import hashlib

from watch.aliases import Alias, AliasBook
from watch.errors import Fault, shown
from watch.operators import Alias as NamedForms
from watch.operators import Term

# An alias is never changed, only replaced, so that a set is known by the object; the object is kept beside its terms.
_KNOWN: dict[int, tuple[Alias, str, tuple[Term, ...]]] = {}
_MOST_KNOWN = 4096


def alias_of(name: str, book: AliasBook, *, at: int) -> NamedForms:
    """The operator of the set `name`, written at `at`. Raises Fault where the book has none."""
    alias = book.get(name)
    if alias is None:
        near = book.closest(name)
        instead = f"Did you mean @{near[0]}?" if near else "wirewatch alias list shows those there are"
        raise Fault(at, f"There is no alias {shown('@' + name)}", instead)
    digest, forms = expanded(alias)
    return NamedForms(name=alias.name, digest=digest, forms=forms, column=at + 1)


def expanded(alias: Alias) -> tuple[str, tuple[Term, ...]]:
    """The digest of its forms (SHA-256, hex), and a term for each. Raises Fault for a form that is no term."""
    known = _KNOWN.get(id(alias))
    if known is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        forms = {term: None for form in alias.forms if (term := _term(alias.name, form.written))}
        terms = tuple(forms)
        digest = hashlib.sha256("\n".join(sorted(term.label for term in terms)).encode()).hexdigest()
        known = _KNOWN[id(alias)] = (alias, digest, terms)
    return known[1], known[2]


def _term(name: str, written: str) -> Term:
    exact = written.startswith("=")
    try:
        return Term.of(written[exact:], exact=exact)
    except Fault as fault:
        raise Fault(
            0,
            f"The form '{written}' of @{name} is no term: {fault.message}",
            "wirewatch alias check says more",
        ) from None
