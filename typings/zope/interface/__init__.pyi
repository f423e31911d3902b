from collections.abc import Callable
from typing import Any, TypeVar

_T = TypeVar("_T")

def implementer(*interfaces: object) -> Callable[[_T], _T]: ...
def __getattr__(name: str) -> Any: ...
