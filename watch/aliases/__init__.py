"""Aliases: named sets of forms that stand for one thing, in whatever language it is written.

The packs that ship are in watch/packs/aliases; docs/aliases.md says how packs are written and extended.
"""

from watch.aliases.book import Alias, AliasBook, Form
from watch.aliases.errors import AliasError
from watch.aliases.shipping import shipped

__all__ = ["Alias", "AliasBook", "AliasError", "Form", "shipped"]
