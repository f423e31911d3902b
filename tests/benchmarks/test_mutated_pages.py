"""No mutant of a page makes reading raise, die, hang, or give out what cannot be stored."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.mutation_run import SavedPage, mutant_readings, readings
from benchmarks.reading.safety import MUTANTS, examined
from benchmarks.reading.sets import DATES, EXTRACTION, Choice, unpacked
from tests.page_forms import FORMS
from tests.page_forms.own_text import OWN
from tests.page_kinds.forms import forms

DATA = os.environ.get("READING_DATA")


@pytest.fixture
def own_pages(tmp_path: Path) -> list[SavedPage]:
    pages = [SavedPage(name=form.name, path=form.path, url=form.url) for form in forms()]
    for name, render in FORMS.items():
        path = tmp_path / f"{name}.html"
        path.write_bytes(render(OWN))
        pages.append(SavedPage(name=name, path=path, url=OWN.url))
        pages.append(SavedPage(name=f"{name}, its date", path=path, url=OWN.url, only_date=True))
    return pages


def test_every_page_as_it_is(own_pages: list[SavedPage]) -> None:
    assert [str(outcome) for outcome in readings(own_pages) if outcome.failure] == []


def test_some_mutants(own_pages: list[SavedPage]) -> None:
    assert [str(outcome) for outcome in mutant_readings(own_pages, 250) if outcome.failure] == []


@pytest.mark.soak
def test_all_mutants(own_pages: list[SavedPage]) -> None:
    outcomes = list(mutant_readings(own_pages, MUTANTS))
    longest = max(outcomes, key=lambda outcome: outcome.cpu)
    print(
        f"\n{len(outcomes)} mutants of {len(own_pages)} own pages, the longest {longest.cpu:.2f} s: {longest}"
    )
    assert [str(outcome) for outcome in outcomes if outcome.failure] == []


@pytest.mark.soak
@pytest.mark.skipif(DATA is None, reason="READING_DATA names no folder with extraction/ and dates/")
def test_all_mutants_of_labelled_pages(tmp_path: Path) -> None:
    sets = [unpacked(name, Path(DATA or ""), tmp_path, Choice()) for name in (*EXTRACTION, DATES)]
    safety = examined(sets, MUTANTS)
    print("\n" + "\n".join(safety.lines()))
    assert [str(outcome) for outcome in (*safety.failures, *safety.mutant_failures)] == []
