"""Watches of the desk: each save is a version, nobody writes over another's, and nothing is lost."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from storage.desk_watches import (
    DeskWatchChangedError,
    DeskWatches,
    DeskWatchGoneError,
    NameTakenError,
)
from storage.records import DeskWatchDraft, Severity

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DRAFT = DeskWatchDraft(query="troops NEAR/5 border", note="for Anna")


def test_a_watch_is_kept_as_it_was_written(db: Database) -> None:
    made = DeskWatches(db).add("Мости / 다리", DRAFT, "anna", NOW)
    assert (made.name, made.author, made.created_at) == ("Мости / 다리", "anna", NOW)
    assert (made.version.number, made.version.query, made.version.note) == (1, DRAFT.query, "for Anna")
    assert made.version.severity is Severity.WARNING
    assert DeskWatches(db).living() == [made]
    assert DeskWatches(db).get("Мости / 다리") == made
    assert DeskWatches(db).get("other") is None


def test_each_save_is_a_version_and_the_same_again_is_none(db: Database) -> None:
    watches = DeskWatches(db)
    watches.add("rail", DRAFT, "anna", NOW)
    other = DeskWatchDraft(query="train*", severity=Severity.CRITICAL)
    saved = watches.save("rail", 1, other, "boris", NOW + timedelta(hours=1))
    assert (saved.version.number, saved.version.author, saved.author) == (2, "boris", "anna")
    mark = watches.mark()
    assert watches.save("rail", 2, other, "cleo", NOW + timedelta(hours=2)) == saved
    assert watches.mark() == mark
    assert [(one.number, one.query, one.author) for _, one in watches.versions("rail")] == [
        (1, DRAFT.query, "anna"),
        (2, "train*", "boris"),
    ]


def test_a_save_over_what_somebody_saved_meanwhile_is_refused(db: Database) -> None:
    watches = DeskWatches(db)
    watches.add("rail", DRAFT, "anna", NOW)
    watches.save("rail", 1, DeskWatchDraft(query="train*"), "boris", NOW)
    with pytest.raises(DeskWatchChangedError, match="boris saved 'rail' meanwhile") as refused:
        watches.save("rail", 1, DeskWatchDraft(query="bus"), "cleo", NOW)
    assert refused.value.version == 2
    with pytest.raises(DeskWatchChangedError):
        watches.remove("rail", 1, "cleo", NOW)
    assert [one.query for _, one in watches.versions("rail")] == [DRAFT.query, "train*"]


def test_of_those_that_save_at_once_one_wins(db: Database) -> None:
    DeskWatches(db).add("rail", DRAFT, "anna", NOW)
    ready, refused = threading.Barrier(4), []

    def save(number: int) -> None:
        ready.wait()
        try:
            DeskWatches(db).save("rail", 1, DeskWatchDraft(query=f"word{number}"), f"{number}", NOW)
        except DeskWatchChangedError as error:
            refused.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert len(DeskWatches(db).versions("rail")) == 2


def test_names_differ_by_more_than_case(db: Database) -> None:
    watches = DeskWatches(db)
    watches.add("Straße", DRAFT, "anna", NOW)
    with pytest.raises(NameTakenError, match="there is a watch 'Straße'"):
        watches.add("STRASSE", DRAFT, "boris", NOW)
    with pytest.raises(DeskWatchGoneError):
        watches.save("STRASSE", 1, DRAFT, "boris", NOW)


@pytest.mark.parametrize("name", ["", " rail", "a" * 65, "a\nb", "a\x00b", "\u202erail"])
def test_what_can_be_no_name_is_refused(db: Database, name: str) -> None:
    with pytest.raises(ValueError, match="the name must"):
        DeskWatches(db).add(name, DRAFT, "anna", NOW)
    assert DeskWatches(db).living() == []


def test_control_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="the query holds control characters"):
        DeskWatchDraft(query="troops\x00")
    with pytest.raises(ValueError, match="the note is longer than"):
        DeskWatchDraft(query="troops", note="a" * 2001)


def test_what_is_removed_keeps_its_versions_and_frees_its_name(db: Database) -> None:
    watches = DeskWatches(db)
    watches.add("rail", DRAFT, "anna", NOW)
    watches.remove("rail", 1, "boris", NOW + timedelta(hours=1))
    assert watches.living() == []
    with pytest.raises(DeskWatchGoneError, match="there is no watch 'rail' at the desk"):
        watches.save("rail", 1, DRAFT, "anna", NOW)
    with pytest.raises(DeskWatchGoneError):
        watches.remove("rail", None, "anna", NOW)
    watches.add("rail", DeskWatchDraft(query="bus"), "cleo", NOW + timedelta(hours=2))
    owners = [(one.number, owner.removed_by) for owner, one in watches.versions("rail")]
    assert owners == [(1, "boris"), (1, None)]


def test_each_change_moves_the_mark(db: Database) -> None:
    watches = DeskWatches(db)
    marks = [watches.mark()]
    watches.add("rail", DRAFT, "anna", NOW)
    marks.append(watches.mark())
    watches.save("rail", 1, DeskWatchDraft(query="bus"), "anna", NOW)
    marks.append(watches.mark())
    watches.remove("rail", 2, "anna", NOW)
    marks.append(watches.mark())
    assert len(set(marks)) == 4
    assert watches.mark() == marks[-1]
