"""A writer dies in the middle of a record: what it left is cut, and nothing that the archive names."""

from __future__ import annotations

import fcntl
import zlib
from io import BytesIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from storage.captures.packing import pack
from storage.captures.repair import Repair, repair, whole_members
from storage.captures.writer import CaptureWriter
from tests.storage.captures.answers import NOW, answer, unfinished


def written(folder: Path, count: int = 3) -> tuple[Path, list[int]]:
    """A file with so many captures, and where each ends."""
    writer = CaptureWriter(folder, host="desk")
    places = writer.write([pack(answer(number), folder) for number in range(count)], NOW)
    writer.close()
    return folder / places[0].file, [place.offset + place.length for place in places]


def mended(path: Path, known: int) -> list[Repair]:
    unfinished(path)
    return list(repair(path.parent, "desk", lambda _: known))


def test_wherever_it_is_torn_it_is_whole_again(tmp_path: Path) -> None:
    path, ends = written(tmp_path)
    whole = path.read_bytes()
    with path.open("rb") as file:
        members = [0, *whole_members(file, 0)]
    assert set(ends) <= set(members)
    for torn in range(ends[1] + 1, ends[2]):
        unfinished(path).write_bytes(whole[:torn])
        done = mended(path, ends[1])
        assert path.stat().st_mode & 0o777 == 0o400
        left = max(end for end in members if end <= torn)
        assert path.read_bytes() == whole[:left]
        assert done == ([] if left == torn else [Repair(file=path, size=left, cut=torn - left)])
    with path.open("rb") as stream:
        assert [one.rec_type for one in ArchiveIterator(stream)][:3] == ["warcinfo", "response", "request"]


def test_nothing_that_a_row_names_is_cut(tmp_path: Path) -> None:
    path, ends = written(tmp_path)
    spoilt = bytearray(path.read_bytes())
    spoilt[ends[0] + 40] ^= 0xFF
    unfinished(path).write_bytes(spoilt)
    assert mended(path, ends[2]) == []
    unfinished(path).write_bytes(spoilt[: ends[2] - 10])
    assert mended(path, ends[2]) == [Repair(file=path, size=ends[2] - 10, lost=10)]
    assert path.stat().st_size == ends[2] - 10


def test_what_a_lost_machine_leaves_is_cut(tmp_path: Path) -> None:
    path, ends = written(tmp_path)
    with unfinished(path).open("ab") as file:
        file.write(bytes(5000))
    assert mended(path, ends[2]) == [Repair(file=path, size=ends[2], cut=5000)]
    unfinished(path).write_bytes(b"")
    assert mended(path, 0) == [Repair(file=path, size=0)]
    assert not path.exists()


def test_files_of_others_and_files_that_are_written_are_left_alone(tmp_path: Path) -> None:
    path, ends = written(tmp_path)
    with unfinished(path).open("ab") as file:
        file.write(b"torn")
        fcntl.flock(file, fcntl.LOCK_EX)
        assert mended(path, ends[2]) == []
    assert list(repair(tmp_path, "other", lambda _: 0)) == []
    path.chmod(0o400)
    assert list(repair(tmp_path, "desk", lambda _: ends[2])) == []
    assert list(repair(tmp_path / "nowhere", "desk", lambda _: 0)) == []
    assert mended(path, ends[2]) == [Repair(file=path, size=ends[2], cut=4)]


@given(st.lists(st.binary(max_size=300), max_size=4), st.binary(max_size=40))
def test_members_end_where_they_end(bodies: list[bytes], rest: bytes) -> None:
    members = [_member(body) for body in bodies]
    data = b"".join(members)
    ends = [sum(map(len, members[: count + 1])) for count in range(len(members))]
    found = list(whole_members(BytesIO(data + rest), 0))
    assert found[: len(ends)] == ends


def _member(body: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packing.compress(body) + packing.flush()
