"""Strings that somebody hostile or careless may give to the archive's search, as a query or as a filter's value.

Written without sight of the search. `CLASSES` has each kind by name; `strings_with_class` says which kind a string
is of, so that a failure can be told by it.
"""

from tests.hostile_strings.classes import CLASSES
from tests.hostile_strings.generator import strings, strings_with_class

__all__ = ["CLASSES", "strings", "strings_with_class"]
