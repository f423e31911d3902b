"""How much each term of a text tells it from other texts."""

from __future__ import annotations

import math
from collections.abc import Mapping

from stories.grouping.index import TermUse
from stories.grouping.profile import Profile
from stories.grouping.sketch import Weighed
from stories.grouping.terms import CALENDAR

#: Terms that a text is compared by.
MOST_TERMS = 64
#: So many texts with none of the terms seen are thought of before the first: while little was read, no word is rare.
PRIOR_TEXTS = 1000
#: Factors for a term that is never a name and for one that always is, in a long text. Of a headline all count alike.
NEVER_A_NAME, ALWAYS_A_NAME = 0.5, 2.0
#: What stands for experience with a term that was not met: it is a name less often than not.
NAMES_EXPECTED, USES_EXPECTED = 0.3, 1.0

#: Short words are common ones in all languages with letters (Zipf's law of abbreviation): in this share of texts, by
#: length. It counts as if so many texts had been read.
COMMON_BY_LENGTH = (0.0, 0.5, 0.5, 0.5, 0.2, 0.08)
CALENDAR_SHARE = 0.3
TEXTS_EXPECTED = 30
_LAST_LETTER = "\u052f"

_UNUSED = TermUse()


def weighed(profile: Profile, uses: Mapping[str, TermUse], texts: int) -> Weighed:
    """The vector of a text, by how words were used in so many texts, this one included."""
    weights = {
        term: weight * _rarity(term, profile, uses, texts) * _as_name(term, profile, uses)
        for term, weight in profile.terms.items()
    }
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:MOST_TERMS]
    length = math.sqrt(sum(weights[term] ** 2 for term in heaviest)) or 1.0
    return Weighed(
        weights={term: weights[term] / length for term in heaviest},
        names=frozenset(term for term in heaviest if nameness(term, profile, uses) > 1 / 2),
        at=profile.at,
    )


def _rarity(term: str, profile: Profile, uses: Mapping[str, TermUse], texts: int) -> float:
    """The inverse document frequency of a term (Sparck Jones 1972), damped while few texts were read."""
    common = 0.0
    if len(term) < len(COMMON_BY_LENGTH) and max(term) <= _LAST_LETTER and term.isalpha():
        common = 0.0 if term in profile.names else COMMON_BY_LENGTH[len(term)] * TEXTS_EXPECTED
    if term in CALENDAR:
        common = CALENDAR_SHARE * TEXTS_EXPECTED
    return math.log((texts + PRIOR_TEXTS + 1) / (uses.get(term, _UNUSED).texts + common + 1 / 2))


def nameness(term: str, profile: Profile, uses: Mapping[str, TermUse]) -> float:
    """How often a term is a name, 0 to 1, the text at hand included."""
    if term in CALENDAR:
        return 0.0
    use = uses.get(term, _UNUSED)
    as_name, as_plain = use.as_name + (term in profile.names), use.as_plain + (term in profile.plain)
    return (as_name + NAMES_EXPECTED) / (as_name + as_plain + USES_EXPECTED)


def _as_name(term: str, profile: Profile, uses: Mapping[str, TermUse]) -> float:
    factor = NEVER_A_NAME + (ALWAYS_A_NAME - NEVER_A_NAME) * nameness(term, profile, uses)
    return profile.brevity + (1 - profile.brevity) * factor
