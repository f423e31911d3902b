"""Sentences: which full stops end one, in texts with case and in those without."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from watch.sentences.lettering import has_case
from watch.sentences.lines import ends_of_lines

_TERMINATORS = ".!?…؟۔।"
_CLOSERS = "\"'”’»)\\]"
_BEFORE_WORDS = "\"'“‘«„(\\[—–\\-"
_SMALL = "a-zß-öø-ÿа-яѐ-џґάέήία-ω"


def _stops(following: str) -> re.Pattern[str]:
    """A pattern for the stops that may end a sentence, with the word that follows in group 1 or 2.

    A full stop stands at a word or a bracket (a space between them is forgiven) and before white space, or joined
    without care: between small letters and a capital, or behind a verb in Korean. The wide stop of Chinese and
    Japanese may stand anywhere but in a quotation that goes on. No part of it looks back over what it has read.
    """
    stop, before_words = f"[{_TERMINATORS}]", f"[{_BEFORE_WORDS}\\s]*+"
    at_a_word = rf"(?:(?<=[^\s{_TERMINATORS}]{stop})|(?<=[^\s{_TERMINATORS}]\s{stop}))"
    before_space = rf"(?:(?=\s++{before_words}({following}))|(?=\s*+{before_words}\Z))"
    usual = rf"{stop}*+[{_CLOSERS}]*+(?!\s\.){before_space}"
    joined = r"(?<=다\.)(?=[가-힣])|(?<=[a-zа-яіїє]{2}\.)(?=([A-ZА-ЯІЇЄ][a-zа-яіїє]))"
    wide = r"(?<=[。！？｡])[。！？｡]*+[」』”’）]*+(?!と|って|、|，)"
    return re.compile(rf"[{_TERMINATORS}。！？｡](?:{at_a_word}(?:{usual}|{joined})|{wide})")


_STOPS_WITH_CASE = _stops(rf"[^{_SMALL}]\w{{0,12}}+\.?")
_STOPS_WITHOUT_CASE = _stops(r".\w{0,12}+\.?")

_LONGEST_ABBREVIATION = 12
_LETTERS_AT_END = re.compile(r"(?:[^\W\d_]+(?:-[^\W\d_]+)*)?\Z")


def _read() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    tables = tomllib.loads(
        resources.files("watch.sentences").joinpath("abbreviations.toml").read_text(encoding="utf-8")
    )
    openers = tables.pop("openers")
    kinds = {form: kind for kind, forms in tables.items() for form in forms}
    always = frozenset(openers["in_any_case"])
    return kinds, always, always.union(openers["with_a_capital"])


_KINDS, _OPENERS_WITHOUT_CASE, _OPENERS_WITH_CASE = _read()
_KINDS_WITH_CASE = {**_KINDS, **{form.upper(): kind for form, kind in _KINDS.items()}} | {
    form.capitalize(): kind for form, kind in _KINDS.items()
}
_KINDS_WITHOUT_CASE = {form.lower(): kind for form, kind in _KINDS.items()}


def sentence_ends(text: str) -> list[int]:
    """The offsets where sentences end, in order, the end of the text and of each paragraph included."""
    return sorted({*ends_of_lines(text), len(text), *ends_at_stops(text, cased=has_case(text))})


def ends_at_stops(text: str, *, cased: bool) -> Iterator[int]:
    """Those of them that a full stop tells, in order; of a text between blank lines the same as of all the text.

    `cased` says whether all the text has case.
    """
    for stop in (_STOPS_WITH_CASE if cased else _STOPS_WITHOUT_CASE).finditer(text):
        start, end = stop.span()
        following = stop[1] or stop[2]
        if end - start > 1 or not following or text[start] != ".":
            yield end
            continue
        before = text[start - _LONGEST_ABBREVIATION if start > _LONGEST_ABBREVIATION else 0 : start]
        if _parts(before.rsplit(None, 1)[-1], following, cased):
            yield end


@lru_cache(maxsize=4096)  # the shorter the sentences of a text are, the sooner their words come again
def _parts(written: str, following: str, cased: bool) -> bool:
    """Whether a full stop between these ends a sentence: not that of an abbreviation or an initial in its midst."""
    word = written if written.isalpha() else _letters_at_end(written)
    kind = _KINDS_WITH_CASE.get(word) if cased else _KINDS_WITHOUT_CASE.get(word.lower())
    if kind is None and len(word) == 1 and _is_an_initial(word, alone=word == written, cased=cased):
        kind = "at_either_place"
    if kind is None:
        return True
    if kind == "before_a_name":
        return False
    if kind == "before_a_number":
        return not following[0].isdigit()
    return following.lower() in (_OPENERS_WITH_CASE if cased else _OPENERS_WITHOUT_CASE)


def _letters_at_end(written: str) -> str:
    found = _LETTERS_AT_END.search(written)
    return "" if found is None else found[0]


def _is_an_initial(letter: str, *, alone: bool, cased: bool) -> bool:
    """J. F. Kennedy, a.m. Han and Hangul write whole words with one character: initials have case."""
    return letter.lower() != letter.upper() and not (alone and cased and letter.islower())
