"""What a class of hostile strings is."""

import random
from collections.abc import Callable
from typing import TypeAlias

Draw: TypeAlias = Callable[[random.Random], str]
"""Makes one string of its class; the same one from a generator in the same state."""
