from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

class Dataset:
    def __init__(
        self, data: NDArray[np.float32], label: NDArray[np.bool_], *, weight: NDArray[np.float64]
    ) -> None: ...

class Booster:
    def dump_model(self) -> dict[str, object]: ...

def train(params: Mapping[str, object], train_set: Dataset, num_boost_round: int) -> Booster: ...
