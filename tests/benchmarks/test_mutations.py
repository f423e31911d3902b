"""Mutants: the same ones in every run, of every kind, none without bound."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.mutations import MOST_BYTES, MUTATIONS, Mutant, mutant
from tests.page_forms import FORMS
from tests.page_forms.own_text import OWN

BODY = FORMS["json-ld"](OWN)
OTHER = FORMS["plain"](OWN)


def test_a_number_always_makes_the_same_mutant() -> None:
    made = [mutant(number, BODY, OWN.url, OTHER) for number in range(60)]
    assert made == [mutant(number, BODY, OWN.url, OTHER) for number in range(60)]
    assert len({each.body for each in made}) > 50


def test_another_seed_makes_others() -> None:
    assert mutant(1, BODY, OWN.url, OTHER, seed=1) != mutant(1, BODY, OWN.url, OTHER, seed=2)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_spoils_the_page(name: str) -> None:
    whole = Mutant(body=BODY, url=OWN.url)
    spoilt = [MUTATIONS[name](Random(number), whole, OTHER) for number in range(20)]
    assert sum(each != whole for each in spoilt) > 10


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_copes_with_an_empty_page(name: str) -> None:
    for number in range(20):
        assert len(MUTATIONS[name](Random(number), Mutant(body=b"", url=""), b"").body) <= 2 * MOST_BYTES


def test_all_mutations_come_up_and_no_mutant_is_too_long() -> None:
    made = [mutant(number, BODY, OWN.url, OTHER) for number in range(300)]
    assert {name for each in made for name in each.how} == set(MUTATIONS)
    assert all(len(each.body) <= MOST_BYTES for each in made)
    assert any(len(each.body) > 20 * len(BODY) for each in made)
