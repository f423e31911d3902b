from collections.abc import Awaitable, Callable
from datetime import datetime

class AsyncIOScheduler:
    def __init__(self) -> None: ...
    def add_job(
        self,
        func: Callable[[], Awaitable[None]],
        trigger: str,
        *,
        seconds: float,
        id: str,
        max_instances: int,
        coalesce: bool,
        misfire_grace_time: int | None,
        next_run_time: datetime,
    ) -> object: ...
    def start(self) -> None: ...
    def pause(self) -> None: ...
    def shutdown(self, wait: bool = True) -> None: ...
