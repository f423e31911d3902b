from collections.abc import Iterator, Sequence

class Opcode:
    tag: str
    src_start: int
    src_end: int

class LCSseq:
    @staticmethod
    def opcodes(s1: Sequence[object], s2: Sequence[object]) -> Iterator[Opcode]: ...
