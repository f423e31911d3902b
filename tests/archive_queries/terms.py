"""Terms, phrases and alternatives: what may stand beside NEAR."""

import random
import re
from collections.abc import Sequence

from tests.archive_queries.corpus import Corpus
from tests.archive_queries.runs import Run

_OPERATOR = re.compile(r"(AND|OR|NOT|O?NEAR|W|PRE|ADJ\d*|ATLEAST\d*|SCORE|EVENT)")
_LONGEST_FRAGMENT = 6
_MARKS_OF_THAI = re.compile(r"[\u0e30-\u0e3a\u0e45-\u0e4e]")

ALIASES = ("@dprk", "@deploy", "@russia", "@troops")


def term(rng: random.Random, run: Run) -> str:
    """`run` as a query has it: a word, or a fragment where no spaces are set."""
    if run.unspaced:
        return fragment(rng, run, rng.randint(1, _LONGEST_FRAGMENT))
    return run.text if rng.random() < 0.3 and not is_operator(run.text) else lowered(run.text)


def telling(rng: random.Random, among: Sequence[Run]) -> Run:
    """One of the runs, mostly one that says something: neither a number nor a short word."""
    run = rng.choice(among)
    for _ in range(3):
        if len(run.text) >= (2 if run.unspaced else 4) and not run.text[0].isdecimal():
            break
        run = rng.choice(among)
    return run


def is_operator(word: str) -> bool:
    return _OPERATOR.fullmatch(word) is not None


def lowered(word: str) -> str:
    """In small letters, without the dot that Python leaves behind as a mark of its own from İ."""
    return word.lower().replace("i\u0307", "i")


def fragment(rng: random.Random, run: Run, length: int) -> str:
    """`length` characters of `run`, which begin with none of Thai's that hang on another."""
    starts = [at for at, letter in enumerate(run.text) if not _MARKS_OF_THAI.match(letter)] or [0]
    start = rng.choice(starts)
    end = start + length
    while end < len(run.text) and _MARKS_OF_THAI.match(run.text[end]):
        end += 1
    return run.text[start:end]


def can_be_prefix(run: Run, least: int = 3) -> bool:
    return not run.unspaced and run.text.isalpha() and len(run.text) >= least


def prefix(rng: random.Random, run: Run) -> str:
    """`run` with a star behind two letters at least; the plain term where no star can stand."""
    if not can_be_prefix(run):
        return term(rng, run)
    word = lowered(run.text)
    return f"{word[: rng.randint(max(2, len(word) // 2), len(word))]}*"


def near_each_other(rng: random.Random, passage: Sequence[Run], number: int, within: int) -> list[Run]:
    """`number` runs in the order of the text, none further than `within` from the one before."""
    at = rng.randrange(max(1, len(passage) - number * within))
    found = [telling(rng, passage[at : at + within])]
    at = passage.index(found[0], at)
    for _ in range(number - 1):
        following = passage[at + 1 : at + 1 + within] or passage[-1:]
        found.append(telling(rng, following))
        at = min(at + 1 + following.index(found[-1]), len(passage) - 1)
    return found


def contiguous(rng: random.Random, passage: Sequence[Run], number: int) -> list[str]:
    """`number` words that stand directly one after another; of long runs the ends that meet."""
    at = rng.randrange(max(1, len(passage) - number))
    chosen = passage[at : at + number]
    words = [run.text for run in chosen]
    if chosen[0].unspaced:
        words[0] = _from_a_letter(words[0], 4)
    if len(chosen) > 1 and chosen[-1].unspaced:
        words[-1] = words[-1][:4]
    return words


def _from_a_letter(word: str, longest: int) -> str:
    start = max(0, len(word) - longest)
    while start > 0 and _MARKS_OF_THAI.match(word[start]):
        start -= 1
    return word[start:]


def phrase(rng: random.Random, passage: Sequence[Run], number: int) -> str:
    words = " ".join(contiguous(rng, passage, number))
    return f'"{words if rng.random() < 0.4 else lowered(words)}"'


def place(rng: random.Random, corpus: Corpus, run: Run) -> str:
    """`run`, or alternatives that hold it: what may stand beside NEAR, in an ATLEAST or an EVENT."""
    draw = rng.random()
    if draw < 0.55:
        return term(rng, run)
    if draw < 0.75:
        return prefix(rng, run)
    return alternatives(rng, corpus, run)


def alternatives(rng: random.Random, corpus: Corpus, run: Run) -> str:
    others = [term(rng, telling(rng, corpus.passage(rng))) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.2:
        others.append(phrase(rng, corpus.passage(rng), 2))
    if rng.random() < 0.1:
        others.append(rng.choice(ALIASES))
    members = [term(rng, run), *others]
    rng.shuffle(members)
    return f"({' OR '.join(members)})"
