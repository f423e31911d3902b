"""A watch as each contender is asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.matching.watches import DISTANCE, Boolean, Form, Group

#: Stands between title and text where a contender is given one string, so that no NEAR of `re` reaches across.
BETWEEN = "\n\x00\n"
_GAP = r"[^\w\x00]+"


def query(watch: Boolean) -> str:
    """In the watch language."""
    groups = [_either(map(_term, group)) for group in watch.groups]
    if watch.near:
        groups[:2] = [f"{groups[0]} NEAR/{DISTANCE} {groups[1]}"]
    excluded = [f"NOT {_either(map(_term, watch.excluded))}"] if watch.excluded else []
    return " AND ".join([*groups, *excluded])


def _term(form: Form) -> str:
    written = " ".join(form.words) + "*" * form.prefix
    return f'"{written}"' if len(form.words) > 1 else written


def _either(written: Iterable[str]) -> str:
    ways = list(written)
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def pattern(watch: Boolean) -> str:
    """As one `re` over folded text, to be matched at its beginning: a look ahead for each group."""
    groups = [_alternatives(group) for group in watch.groups]
    if watch.near:
        words = rf"(?:{_GAP}\w+){{0,{DISTANCE - 1}}}{_GAP}"
        first, second = groups[:2]
        groups[:2] = [f"(?:{first}{words}{second}|{second}{words}{first})"]
    looks = [f"(?=.*?{group})" for group in groups]
    if watch.excluded:
        looks.append(f"(?!.*?{_alternatives(watch.excluded)})")
    return f"(?s){''.join(looks)}"


def form_pattern(form: Form) -> str:
    """One form as a regular expression over folded text."""
    if form.is_glyphs:
        return "".join(form.words)
    return r"\b" + _GAP.join(form.words) + (r"\w*" if form.prefix else "") + r"\b"


def _alternatives(group: Group) -> str:
    return f"(?:{'|'.join(map(form_pattern, group))})"


def tsquery(watch: Boolean) -> str:
    """For `to_tsquery('simple', ...)`: NEAR/10 as <1> to <10>, both ways round."""
    groups = [_lexemes(group) for group in watch.groups]
    if watch.near:
        first, second = groups[:2]
        ways = [
            f"({left} <{apart}> {right})"
            for left, right in ((first, second), (second, first))
            for apart in range(1, DISTANCE + 1)
        ]
        groups[:2] = [f"({' | '.join(ways)})"]
    excluded = [f"!{_lexemes(watch.excluded)}"] if watch.excluded else []
    return " & ".join([*groups, *excluded])


def _lexemes(group: Group) -> str:
    return f"({' | '.join(_lexeme(form) for form in group)})"


def _lexeme(form: Form) -> str:
    written = " <-> ".join(form.words) + ":*" * form.prefix
    return f"({written})" if len(form.words) > 1 else written


def fts5(watch: Boolean) -> str:
    """For `MATCH`: NEAR between each form of the one group and each of the other."""
    groups = [f"({' OR '.join(map(_fts5_form, group))})" for group in watch.groups]
    if watch.near:
        pairs = [
            f"NEAR({_fts5_form(left)} {_fts5_form(right)}, {DISTANCE - 1})"
            for left in watch.groups[0]
            for right in watch.groups[1]
        ]
        groups[:2] = [f"({' OR '.join(pairs)})"]
    found = " AND ".join(groups)
    if not watch.excluded:
        return found
    return f"({found}) NOT ({' OR '.join(map(_fts5_form, watch.excluded))})"


def _fts5_form(form: Form) -> str:
    return f'"{" ".join(form.words)}"' + " *" * form.prefix


def forms(watches: Sequence[Boolean]) -> Iterator[Form]:
    """Each form that the watches name, once."""
    seen: dict[Form, None] = {}
    for watch in watches:
        for group in (*watch.groups, watch.excluded):
            seen.update(dict.fromkeys(group))
    return iter(seen)
