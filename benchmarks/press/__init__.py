"""A press that never was: any number of made articles, as long, as repetitive and as rich in names as real ones."""

from benchmarks.press.writing import BLOCK, Press, Written, collected, declarations

__all__ = ["BLOCK", "Press", "Written", "collected", "declarations"]
